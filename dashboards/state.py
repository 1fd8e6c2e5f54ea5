"""Session state and caching, all in this place. A view asks here for everything that outlives one run.

How a view gets what it needs:

    desk = state.open_page("lage")       # draws the page's head; who acts (desk.me), on what store (desk.db)
    desk.data, desk.dataset              # data version in force and its Dataset (cut for a municipality), None = empty
    dataset = state.need_dataset(desk)   # the same, or stops and says what to do first
    case = state.chosen_case(desk)       # the case of the address (?fall=3), with a box to change it; stops if none
    state.param("szenario")              # any other choice that stands in the address; state.set_param(…, …) writes it
    planning.planned(basis)              # the best plan on a `store.Basis` (dashboards/planning.py), once for everybody
    state.jobs().of(key, work)           # work that takes long, beside the page (dashboards/progress.py shows it)
    state.solved(name, key, work)        # any other costly answer, kept by the hash of what it rests on

How a view writes: one store call per act, never a `st.…` inside it.

    if st.button("Merken"):
        state.act("merken", lambda token: store.save_plan(desk.db, desk.me, draft, token=token), done="Gemerkt.")

    form = state.form("melden")          # fields that outlive other pages and other people's saving, until
    state.act(…, sent=[form])            # they were sent, or thrown away with state.clear(form)

    seen = state.button("Merken", f"merken:{case.id}", case.version)
                                         # what the click was made on, for the act's `seen`; None = not clicked

`act` hands in a one-time token (a double click or a rerun does nothing twice), tells a refusal in German, and on
success starts the page anew, or goes to the page `then`. `state.allowed(desk, Act.…)` gives the reason for a disabled
button. `state.go("vorschlaege", fall=3)` changes the page. Nothing is kept across browser tabs but the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

import streamlit as st

from dashboards import location, show, signin
from dashboards.fields import Form, Kept
from dashboards.pages import PAGE
from dashboards.today import today
from dashboards.work import Jobs
from optimizer import Dataset, StaffelstabError, read_workbook, store

T = TypeVar("T")
_SAME_CLICK = 2.0
"""Seconds within which a second click on the same button is the same act."""

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who acts, on what store, with which data in force."""

    db: store.Store
    me: store.Actor
    data: store.DataVersion | None
    dataset: Dataset | None


def open_page(key: str) -> Desk:
    """Draw the page's head, tell what the last act has done, and give the desk."""
    current = desk()
    st.session_state["clicked"] = st.session_state.pop("click", ("", None))
    show.head(key)
    _tell(key)
    return current


def _tell(key: str) -> None:
    """What the last act has done stands there until the next act or page, so that nothing moves under the mouse."""
    message, page = st.session_state.get("told", ("", ""))
    st.session_state["told_in"] = place = st.empty()
    if message and page in {"", key}:
        st.session_state["told"] = (message, key)
        with place:
            show.done(message)
        return
    st.session_state.pop("told", None)


def unsay() -> None:
    """Take the success message back: what follows from the act is a refusal, and that stands below."""
    st.session_state.pop("told", None)
    st.session_state["told_in"].empty()


def desk() -> Desk:
    """The person's desk; draws the sign-in (or asks for a name) and stops the page where there is nobody yet."""
    db = open_store()
    me = _signed_in() if db.sign_in else _named()
    versions = store.data_versions(db, me)
    data = versions[0] if versions else None
    return Desk(db, me, data, _dataset(data.id, data.sha256, me.ags or "", db, me) if data else None)


def sign_in_configured() -> bool:
    """Is an OpenID Connect service set up in `secrets.toml`?"""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def open_store() -> store.Store:
    """The store of this process; on the very first start, with the example as first data version."""
    return _opened(location.databases(), sign_in_configured())


@st.cache_resource(show_spinner="Die Datenbank wird geöffnet …")
def _opened(targets: tuple[str, ...], sign_in: bool) -> store.Store:
    db = replace(_first_possible(targets, sign_in), day=today)
    example = location.example()
    if not sign_in and example is not None:
        keeper = store.Actor("Programm (Beispieldaten)", "Lokal")
        if not store.data_versions(db, keeper):
            content = example.read_bytes()
            store.upload(db, keeper, store.Upload(example.name, content), token=store.new_token())
    return db


def _first_possible(targets: tuple[str, ...], sign_in: bool) -> store.Store:
    """A place where a database cannot lie (a network drive) is passed over while there is another."""
    *others, last = targets
    for target in others:
        try:
            return store.open_store(target, sign_in=sign_in)
        except store.LocationError:
            continue
    return store.open_store(last, sign_in=sign_in)


@st.cache_resource(max_entries=8, show_spinner="Die Arbeitsmappe wird gelesen …")
def _dataset(data_id: int, sha256: str, ags: str, _db: store.Store, _me: store.Actor) -> Dataset:  # noqa: ARG001 -- the hash is the key
    return store.dataset_of(_db, _me, data_id, read_workbook)


def _signed_in() -> store.Actor:
    if not getattr(st.user, "is_logged_in", False):
        show.sign_in()
        st.stop()
    try:
        return signin.actor_of(st.user.to_dict(), st.secrets.get("staffelstab", {}))
    except StaffelstabError as error:
        show.refusal(error)
        show.sign_out()
        st.stop()


def _named() -> store.Actor:
    if not _alone():
        show.not_alone()
        st.stop()
    name = st.session_state.get("name", "")
    if not name:
        if name := show.ask_name():
            st.session_state["name"] = name
            st.rerun()
        st.stop()
    return store.Actor(name, "Lokal")


def _alone() -> bool:
    """Does the server listen on this machine alone, and does the browser run here?"""
    address, caller = st.get_option("server.address"), st.context.ip_address
    return (not address or address in _LOOPBACK) and not (isinstance(caller, str) and caller not in _LOOPBACK)


def need_dataset(current: Desk) -> Dataset:
    """The dataset in force; without one the page says what to do first and stops."""
    if current.dataset is None:
        show.empty("Es gibt noch keine Daten.", "Zuerst eine Arbeitsmappe hochladen.", "daten")
        st.stop()
    return current.dataset


def param(name: str) -> str:
    """A choice that stands in the address, or that was made in this tab before."""
    value = st.query_params.get(name) or st.session_state.get(f"param:{name}", "")
    st.session_state[f"param:{name}"] = value
    return str(value)


def set_param(name: str, value: object) -> None:
    """Put a choice into the address and keep it for the tab's other pages."""
    st.session_state[f"param:{name}"] = str(value)
    st.query_params[name] = str(value)


def chosen_case(current: Desk) -> store.StoredCase:
    """The case that the page is about, chosen in a box that follows the address; stops where there is no case."""
    found = {case.id: case for case in store.cases(current.db, current.me)}
    if not found:
        show.empty("Es gibt noch keinen Fall.", "Zuerst einen Ausfall melden.", "melden")
        st.stop()
    wanted = param("fall")
    number = int(wanted) if wanted.isdecimal() and int(wanted) in found else next(iter(found))
    if wanted and str(number) != wanted:
        st.info(f"Den Fall {show.safe(wanted)} gibt es nicht (mehr); gezeigt wird der neueste.")
    chosen = st.selectbox(
        "Fall",
        list(found),
        index=list(found).index(number),
        format_func=lambda key: f"{found[key].name} · {found[key].title} · {found[key].status}",
        key=f"fall:{number}:{'.'.join(str(case.version) for case in found.values())}",  # else old labels stay
    )
    if str(chosen) != st.query_params.get("fall"):
        set_param("fall", chosen)
    return found[chosen]


def solved(question: str, key: str, work: Callable[[], T]) -> T:
    """The answer to a costly question, kept by its name and by the hash of what it rests on."""
    answer: T = _solved(question, key, work)
    return answer


@st.cache_resource(max_entries=128, show_spinner="Wird berechnet …")
def _solved(question: str, key: str, _work: Callable[[], Any]) -> Any:  # noqa: ARG001 -- both are the key
    return _work()


def jobs() -> Jobs:
    """The long work of this tab, by what it rests on."""
    found: Jobs = st.session_state.setdefault("jobs", Jobs())
    return found


def button(label: str, key: str, shown: T, mark: object = None, *, why: str = "", **look: Any) -> T | None:
    """A button whose click carries `shown`, that on which it was made; None while it is not clicked.

    `why` it cannot be clicked, if so, is its help text.

    When the page is drawn anew for the click, a colleague may have changed what it shows: the store must hear what the
    person saw. `mark` names that where it has no short name itself; a click on what is gone does nothing.
    """
    name, off = f"{key}:{shown if mark is None else mark}", bool(why)
    st.button(label, key=name, on_click=_click, args=(key, shown), disabled=off, help=why or None, **look)
    return cast("T | None", clicked(key))


def _click(key: str, shown: object) -> None:
    st.session_state["click"] = (key, shown)


def clicked(key: str) -> Any:
    """What the click on that button carries, once; None where this run of the page has another cause."""
    name, shown = st.session_state.get("clicked", ("", None))
    if name != key:
        return None
    del st.session_state["clicked"]
    return shown


@dataclass(slots=True)
class _Desktop:
    """What lies half-filled on the desk under one name; with each round the fields are new ones."""

    round: int
    typed: dict[str, Kept]


def form(name: str) -> Form:
    """A form whose typed input outlives other pages and other people's saving, until it was sent or thrown away."""
    lying: _Desktop = st.session_state.setdefault(f"form:{name}", _Desktop(0, {}))
    return Form(f"{name}:{lying.round}", lying.typed)


def clear(done_with: Form) -> None:
    """Empty a form: it was sent, or thrown away."""
    name, _, number = done_with.key.rpartition(":")
    st.session_state[f"form:{name}"] = _Desktop(int(number) + 1, {})


def act(
    key: str,
    work: Callable[[str], object],
    *,
    done: str,
    then: str = "",
    sent: Iterable[Form] = (),
    **params: object,
) -> None:
    """Carry out one act of the store under a one-time token, tell the result, and go on to the page `then` or anew.

    `key` names the act with its content: the same key again within two seconds is a double click. `work` gets the
    token. In `params`, a value `...` stands for the number that the act gave back. Afterwards the forms `sent` are
    empty.
    """
    tokens = _tokens()
    token = tokens.setdefault(key, (store.new_token(), 0.0))[0]
    try:
        result = work(token)
    except store.BusyError as error:
        show.refusal(error)
        return
    except StaffelstabError as error:
        tokens.pop(key, None)
        show.refusal(error)
        return
    tokens[key] = (token, time.monotonic())
    for form in sent:
        clear(form)
    st.session_state["told"] = (done, "")
    if then:
        go(then, **{name: result if value is ... else value for name, value in params.items()})
    st.rerun()


def _tokens() -> dict[str, tuple[str, float]]:
    """The tab's tokens by act, with the moment at which the act was done; those of acts long done are forgotten."""
    tokens: dict[str, tuple[str, float]] = st.session_state.setdefault("tokens", {})
    for key, (_, done_at) in list(tokens.items()):
        if done_at and time.monotonic() - done_at > _SAME_CLICK:
            del tokens[key]
    return tokens


def allowed(current: Desk, act_: store.Act) -> str:
    """Why the person may not; empty = may. For the `help` of a disabled button; the store checks again."""
    return store.why_not(current.me, act_)


def go(page: str, **params: object) -> None:
    """Change to another page, taking choices along in the address."""
    for name, value in params.items():
        st.session_state[f"param:{name}"] = str(value)
    st.switch_page(PAGE[page].file, query_params={name: str(value) for name, value in params.items()})
