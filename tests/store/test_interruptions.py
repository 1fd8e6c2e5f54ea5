"""An exception at every statement of every act, and at its commit: the act is there as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import event

from optimizer import store
from optimizer.model.dataset import Pin
from optimizer.store.engine import Store
from tests.store.office import (
    ME,
    SICK,
    actor,
    all_agree,
    case_of,
    contents,
    district,
    fresh,
    proposed,
    reported,
    solved,
    version,
    with_data,
)


class PulledPlug(Exception):
    """What a test throws into an act."""


@contextmanager
def plug_pulled_at(db: Store, statement: int) -> Iterator[list[str]]:
    """Raise at the given statement (BEGIN is the first), or at the commit behind the last; lists what ran."""
    ran: list[str] = []

    def count(*args: Any) -> None:
        ran.append(args[2] if len(args) > 2 else "COMMIT")
        if len(ran) == statement:
            raise PulledPlug

    event.listen(db.engine, "before_cursor_execute", count)
    event.listen(db.engine, "commit", count)
    try:
        yield ran
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
        event.remove(db.engine, "commit", count)


def acts() -> dict[str, Callable[[Store], object]]:
    """Every act in the order of a case's life; each needs those before it."""
    pin = store.Wish(Pin("", "A-1", "K-1", "ausgeschlossen"), "winkt ab")
    file = store.File("Brief.pdf", b"%PDF")
    over = date(2027, 1, 31)
    papers = [store.Paper(name, f"{name}.docx", b"1", missing=(), appeal_until=over) for name in ("1", "2")]

    def first(db: Store) -> int:
        return store.cases(db, ME)[-1].id  # an interrupted insert may leave a gap in the server's numbers

    def seen(db: Store) -> int:
        return version(db, first(db))

    def plan(db: Store) -> int:
        return store.plans(db, ME, case_id=first(db))[0].id

    def text(db: Store) -> store.PaperText:
        return store.PaperText(plan(db), "1", "Ermessen", "Abgewogen.")

    def agree(db: Store) -> object:
        row = next(row for row in store.consents(db, ME, first(db)) if row.status == "offen")
        yes = store.Answer("zugestimmt", date(2027, 2, 1))
        return store.answer(db, ME, row.id, yes, seen=row.version, token=fresh())

    def scenario(db: Store) -> object:
        what = store.WhatIf("Was", "#112233", store.data_versions(db, ME)[0].id, SICK)
        return store.save_scenario(db, ME, what, token=fresh())

    def save(db: Store) -> object:
        basis = store.basis_of_case(db, ME, first(db))
        return store.save_plan(db, ME, store.Draft(basis, solved(basis)), token=fresh())

    def decide(db: Store) -> object:
        reason = "Eilt, weil der Club sonst schließt."
        return store.release(db, ME, first(db), seen=seen(db), token=fresh(), deviation=reason)

    return {
        "upload": with_data,
        "report": reported,
        "change_case": lambda db: store.change_case(
            db, ME, first(db), store.Report("Neu", SICK), district(), seen=seen(db), token=fresh()
        ),
        "add_pin": lambda db: store.add_pin(db, ME, first(db), pin, seen=seen(db), token=fresh()),
        "remove_pin": lambda db: store.remove_pin(db, ME, store.pins(db, ME, first(db))[0].id, seen=1, token=fresh()),
        "save_plan": save,
        "propose": lambda db: store.propose(db, ME, plan(db), seen=seen(db), token=fresh()),
        "answer": agree,
        "attach": lambda db: store.attach(db, ME, first(db), file, token=fresh()),
        "save_scenario": scenario,
        "release": decide,
        "confirm_text": lambda db: store.confirm_text(db, ME, text(db), seen=0, token=fresh()),
        "issue": lambda db: store.issue(db, ME, first(db), papers, seen=seen(db), token=fresh()),
        "make_final": lambda db: store.make_final(db, ME, first(db), seen=seen(db), token=fresh()),
        "withdraw": lambda db: store.withdraw(db, ME, store.cases(db, ME)[0].id, "Erledigt", seen=1, token=fresh()),
        "forget_name": lambda db: store.forget_name(db, ME, ME.name, token=fresh()),
    }


def test_an_interrupted_act_leaves_nothing_half_done(db: Store) -> None:
    for name, act in acts().items():
        if name == "withdraw":
            reported(db)
        break_everywhere(db, name, act)
        assert store.check_log(db, ME) == (), name


def break_everywhere(db: Store, name: str, act: Callable[[Store], object]) -> None:
    """Pull the plug at the first statement, then at the second, … until the act comes through."""
    for statement in range(1, 200):
        before = contents(db)
        with plug_pulled_at(db, statement) as ran:
            try:
                act(db)
            except PulledPlug:
                after = contents(db)
                assert after == before, f"{name} was half done after {ran[-1]}"
                continue
        assert len(ran) < statement
        assert contents(db) != before, f"{name} wrote nothing"
        return
    raise AssertionError(f"{name} never came through")


def test_every_writing_function_is_interrupted_above() -> None:
    tried = {*acts(), "backup"}  # a backup writes one line, like the others, and then a file
    takes_token = {name for name in store.__all__ if "token" in _parameters(getattr(store, name))}
    assert takes_token == tried


def _parameters(thing: object) -> set[str]:
    code = getattr(thing, "__code__", None)
    return set(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]) if code else set()


def test_a_lost_answer_may_be_asked_again_with_the_same_token(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    plan_id = proposed(db, case_id)
    all_agree(db, case_id)
    token, seen = fresh(), version(db, case_id)
    first = store.release(db, actor(db), case_id, seen=seen, token=token)
    assert store.release(db, actor(db), case_id, seen=seen, token=token) == first
    assert case_of(db, ME, case_id).plan_id == plan_id
