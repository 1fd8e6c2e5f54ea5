"""All papers with their fields, and the field catalogue as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from optimizer.papers.word.fields import Field, PaperKind
from optimizer.papers.word.fields_notice import NOTICE_PAPERS
from optimizer.papers.word.fields_plan import PLAN_PAPERS

PAPERS: Final[Mapping[str, PaperKind]] = {**NOTICE_PAPERS, **PLAN_PAPERS}
"""By the name of the template's file."""

_KINDS: Final = {"text": "Text", "flag": "Bedingung", "list": "Liste"}
_INTRODUCTION: Final = """# Felder der Vorlagen

Diese Seite schreibt das Programm selbst (`python -m optimizer.papers.word.catalogue`). Sie nennt jedes Feld, das eine
Word-Vorlage verwenden darf. Eigene Vorlagen liegen in einem Ordner und heißen wie die eingebauten, zum Beispiel
`minderung.docx`; `staffelstab papiere pruefen ORDNER` nennt jeden Fehler mit Datei und Absatz.

So wird ein Feld verwendet:

- Text: `{{ angebot }}` an beliebiger Stelle, auch in Kopf- und Fußzeile und im Titel des Dokuments.
- Bedingung: `{%p if hat_erstattung %}` allein in einem Absatz, danach die Absätze, dann `{%p endif %}` allein in einem
  Absatz. Auch ein Text kann Bedingung sein: Er gilt, wenn er nicht leer ist. Erlaubt sind `not`, `and`, `or`, `else`.
- Liste: `{%p for zeile in sachverhalt %}` … `{{ zeile.text }}` … `{%p endfor %}` in Absätzen; in Tabellen steht
  `{%tr for zeile in betraege %}` allein in einer Zeile und `{%tr endfor %}` allein in einer späteren.

Anderes (Aufrufe, Rechnungen, Filter, Vergleiche) ist nicht erlaubt. Felder mit * müssen in jeder Vorlage vorkommen.
"""


def field_catalogue() -> str:
    """The catalogue of all fields as Markdown: name, kind, meaning, example, by paper."""
    return "\n".join([_INTRODUCTION, *(line for name, paper in PAPERS.items() for line in _paper(name, paper))])


def _paper(name: str, paper: PaperKind) -> Iterator[str]:
    yield f"## {paper.title} (`{name}.docx`)\n"
    yield "| Feld | Art | Bedeutung | Beispiel |"
    yield "|---|---|---|---|"
    yield from _rows(paper.fields, "")
    yield ""


def _rows(fields: Iterable[Field], prefix: str) -> Iterator[str]:
    for field in fields:
        star = "*" if field.required else ""
        yield f"| `{prefix}{field.name}`{star} | {_KINDS[field.kind]} | {field.meaning} | {field.example} |"
        yield from _rows(field.columns, f"{prefix}{field.name} → ")


if __name__ == "__main__":
    import sys

    sys.stdout.write(field_catalogue())
