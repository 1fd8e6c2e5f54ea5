"""Pieces that every page draws alike: head, steps of a case, tables with download, refusals, empty states.

Nothing here knows the session or the store. Names go through `escape` (HTML) or `safe` (Markdown).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

import streamlit as st

from dashboards.look import file_name
from dashboards.pages import PAGE
from dashboards.sheets import Sheet, workbook_of
from dashboards.tables import html_of
from dashboards.words import safe
from optimizer import InputError, StaffelstabError, listing_csv

__all__ = ["safe"]

STEPS: Final = ("melden", "vorschlaege", "abstimmung", "bescheide")
"""The way of a case, in order."""


def head(key: str) -> None:
    """Title, what the page answers, and its help."""
    page = PAGE[key]
    with st.container(horizontal=True, vertical_alignment="center", key="kopf"):
        st.html(f"<div class='ss-head'><h1>{escape(page.title)}</h1><p>{escape(page.answers)}</p></div>")
        with st.popover("Hilfe"):
            st.write(page.help_text)


def section(title: str, note: str = "") -> None:
    """A heading within a page, with a line of explanation."""
    more = f"<p>{escape(note)}</p>" if note else ""
    st.html(f"<div class='ss-section'><h2>{escape(title)}</h2>{more}</div>")


def note(text: str, kind: str = "info") -> None:
    """A plain sentence in a calm box: `info`, `good`, `warn` or `bad` (with its word, never by colour alone)."""
    word = {"info": "Hinweis", "good": "In Ordnung", "warn": "Achtung", "bad": "Fehlt"}[kind]
    st.html(f"<div class='ss-note ss-{kind}' role='note'><strong>{word}:</strong> {escape(text)}</div>")


def figures(pairs: list[tuple[str, str, str]]) -> None:
    """A row of figures: label, value, and a small line below."""
    cells = "".join(
        f"<div class='ss-figure'><dt>{escape(label)}</dt><dd>{escape(value)}</dd>"
        f"<dd class='ss-more'>{escape(more)}</dd></div>"
        for label, value, more in pairs
    )
    st.html(f"<dl class='ss-figures'>{cells}</dl>")


def table(shown: Sheet, key: str, *, height: int = 420) -> None:
    """The table with its downloads, as Excel and as CSV."""
    st.html(html_of(shown.table(), height=height))
    download(shown, key)


def download(shown: Sheet, key: str) -> None:
    """What is shown, as a file: written only when somebody asks for it."""
    listing, name = shown.listing(), file_name(shown.name)
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        st.download_button(
            "Excel",
            workbook_of([shown], shown.name),
            file_name=f"{name}.xlsx",
            key=f"xlsx:{key}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            help=f"„{safe(listing.name)}“ als Arbeitsmappe",
        )
        st.download_button(
            "CSV",
            lambda: listing_csv(listing),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"csv:{key}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            help=f"„{safe(listing.name)}“ als CSV mit deutschen Zahlen",
        )


def refusal(error: StaffelstabError) -> None:
    """An error in German, without a traceback."""
    if isinstance(error, InputError) and len(error.problems) > 1:
        lines = [str(problem) for problem in error.problems[:20]]
        more = len(error.problems) - len(lines)
        lines += [f"… und {more} weitere"] if more else []
        st.error(safe("\n".join(lines)), icon=":material/error:")
        return
    st.error(safe(str(error)), icon=":material/error:")


def empty(what: str, first: str, page: str) -> None:
    """An empty page says what to do first, and leads there."""
    st.html(f"<div class='ss-empty'><strong>{escape(what)}</strong><br>{escape(first)}</div>")
    st.page_link(PAGE[page].file, label=f"Weiter zu „{PAGE[page].title}“", icon=PAGE[page].icon)


def ask_name() -> str:
    """Without sign-in: ask once for the name that stands in the log; empty until it was given.

    Nobody's name is filled in beforehand: the program cannot know who sits there. The browser may offer its own.
    """
    st.html("<div class='ss-head'><h1>Staffelstab</h1><p>Wer übernimmt, wenn ein freier Träger ausfällt.</p></div>")
    with st.form("ask_name", width=520):
        name = st.text_input(
            "Ihr Name",
            max_chars=80,
            autocomplete="name",
            help="Er steht im Protokoll bei allem, was Sie tun.",
        )
        sent = st.form_submit_button("Anfangen", type="primary")
    st.caption("Ohne Anmeldung läuft Staffelstab nur auf diesem Rechner; von anderen Rechnern ist es nicht erreichbar.")
    if sent and not name.strip():
        st.error("Bitte einen Namen angeben: Er steht im Protokoll.", icon=":material/error:")
    return name.strip() if sent else ""


def done(message: str) -> None:
    """What the last act has done."""
    st.success(safe(message), icon=":material/check_circle:")


def sign_in() -> None:
    """With sign-in configured: the way to it."""
    st.html("<div class='ss-head'><h1>Staffelstab</h1><p>Bitte anmelden.</p></div>")
    st.button("Anmelden", type="primary", on_click=st.login)


def sign_out() -> None:
    """The way out."""
    st.button("Abmelden", on_click=st.logout)


def not_alone() -> None:
    """Without sign-in the pages are for this machine only."""
    st.error(
        "Ohne Anmeldung läuft Staffelstab nur auf dem eigenen Rechner (127.0.0.1). Damit andere Rechner es nutzen "
        "können, muss eine Anmeldung (OpenID Connect) eingerichtet sein.",
        icon=":material/error:",
    )


def steps(current: str, case_id: int) -> None:
    """The way of a case as links, the page one is on marked; nothing has to be looked for in the menu."""
    columns = st.columns(len(STEPS), vertical_alignment="center")
    for number, (column, key) in enumerate(zip(columns, STEPS, strict=True), start=1):
        page = PAGE[key]
        if key == current:
            column.html(f"<div class='ss-step' aria-current='step'>{number} · {escape(page.title)}</div>")
            continue
        query = {} if key == "melden" else {"fall": str(case_id)}
        column.page_link(page.file, label=f"{number} · {page.title}", query_params=query, width="stretch")


def facts(title: str, pairs: tuple[tuple[str, str], ...]) -> None:
    """A card with what is known about one thing."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs)
    st.html(f"<div class='ss-card'><h3>{escape(title)}</h3><dl>{rows}</dl></div>")


def sentences(title: str, lines: Iterable[str]) -> None:
    """A card with a few sentences."""
    rows = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(f"<div class='ss-card'><h3>{escape(title)}</h3><ul>{rows}</ul></div>")


def line(text: str, more: str) -> None:
    """One thing of a list, with a second, quieter line."""
    st.html(f"<div class='ss-line'>{escape(text)}<br><small>{escape(more)}</small></div>")


def onward(key: str, case_id: int, label: str) -> None:
    """The next step of a case."""
    st.page_link(PAGE[key].file, label=label, icon=":material/arrow_forward:", query_params={"fall": str(case_id)})
