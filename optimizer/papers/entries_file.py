"""The file for `--angaben` to start with: every entry that the papers of a plan can want, explained, not yet filled."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from optimizer.papers.entries import ENTRIES, EntryName, EntryScope
from optimizer.papers.legal_dates import HEARING_DAYS
from optimizer.papers.phrases import clean
from optimizer.papers.state import GROUNDS

_HEAD = """\
# Angaben für die Papiere eines Plans: was auf der Seite Bescheide und in der Abstimmung einzutragen wäre.
# Verwenden mit: staffelstab papiere ARBEITSMAPPE PLAN --out ORDNER --angaben DIESE_DATEI
#
# Werte stehen in Anführungszeichen, Tage als "TT.MM.JJJJ"; "" heißt: noch offen. Zeilen mit # sind Erklärungen.
# Ein Papier trägt ENTWURF, bis ihm nichts mehr fehlt und es freigegeben ist (Zeile „Freigegeben“).
"""


def entries_template(scope: EntryScope) -> bytes:
    """The file (TOML, UTF-8), which `read_entries_file` reads as a state in which nothing is set."""
    return ("\n".join([_HEAD, *_lines(scope)]) + "\n").encode()


def _lines(scope: EntryScope) -> Iterator[str]:
    yield _pair(EntryName.SCENARIO, scope.scenario)
    yield _pair(EntryName.PLAN, scope.plan, "Kennung der Übergaben und Beträge; bitte so lassen")
    yield ""
    for entry in ENTRIES:
        value: str | int = HEARING_DAYS if entry.kind == "count" else ""
        yield _pair(entry.label, value, entry.help_text)
    yield ""
    yield _comment('Welche Papiere freigegeben sind: "alle", oder eine Liste wie ["bescheide/J1-M"].')
    yield from (_comment(f"  {paper}") for paper in scope.papers)
    yield _pair(EntryName.RELEASED, "")
    yield from _table(EntryName.APPLICATIONS, "Tag des Antrags jedes Trägers, der Mittel erhält.", scope.applicants)
    grounds = ", ".join(f'"{ground}"' for ground in GROUNDS)
    about = f"Rechtsgrund der Minderung; ohne Widerrufsvorbehalt im alten Bescheid ist einer zu wählen: {grounds}."
    yield from _table(EntryName.GROUND, about, scope.grounds)
    about = (
        f'Tag der Zustimmung, oder "{EntryName.NOT_NEEDED}: Begründung" (Nummer 3.1.7 der Kooperationsvereinbarung: '
        "in der Regel alle)."
    )
    yield from _table(EntryName.CONSENTS, about, scope.parties)
    yield from _discretions(scope.notices)
    yield from _asked(scope)


def _table(section: str, about: str, rows: Mapping[str, str]) -> Iterator[str]:
    if not rows:
        return
    yield from ("", _comment(about), f"[{_quoted(section)}]")
    yield from (_pair(key, "", name) for key, name in rows.items())


def _discretions(notices: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield _comment("Ermessensgründe: Sie zählen erst, wenn ein Mensch sie gelesen, bearbeitet und bestätigt hat.")
    yield _comment('Text "" heißt: wie im Entwurf. Mehrere Absätze stehen zwischen """ und """.')
    for notice, name in notices.items():
        yield from ("", f"[{_quoted(EntryName.DISCRETION)}.{_quoted(notice)}]  # {_plain(name)}")
        yield from (_pair(key, "") for key in (EntryName.CONFIRMED_BY, EntryName.CONFIRMED_ON, EntryName.TEXT))


def _asked(scope: EntryScope) -> Iterator[str]:
    yield ""
    yield _comment("Wer angefragt worden ist, für das Abwägungsprotokoll; ein Abschnitt je Anfrage. Träger:")
    yield from (_comment(f"  {_quoted(key)}: {_plain(name)}") for key, name in scope.providers.items())
    yield from ("", f"[[{_quoted(EntryName.ASKED)}]]")
    yield from (_pair(key, "") for key in (EntryName.ASKED_PROVIDER, EntryName.ASKED_ON, EntryName.ASKED_ANSWER))


def _pair(key: str, value: str | int, about: str = "") -> str:
    shown = _quoted(value) if isinstance(value, str) else str(value)
    return f"{_quoted(key)} = {shown}{f'  # {_plain(about)}' if about else ''}"


def _comment(text: str) -> str:
    return f"# {_plain(text)}" if not text.startswith("  ") else f"#   {_plain(text)}"


def _plain(text: str) -> str:
    """A text as it may stand behind `#`: one line, nothing that ends it."""
    return clean(text)


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's, but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
