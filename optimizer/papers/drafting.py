"""Plan → Word papers, each read back and compared with the record before it leaves this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from optimizer.model.errors import InputError
from optimizer.model.errors import Problem as InputProblem
from optimizer.model.findings import Findings
from optimizer.model.outcome import Outcome
from optimizer.papers.drafts.notice_fields import notice_fields
from optimizer.papers.drafts.desk import Desk
from optimizer.papers.drafts.notice_facts import facts_of_notice
from optimizer.papers.notices import Notice, NoticeKind, notices_of
from optimizer.papers.state import Gap, PaperState
from optimizer.papers.word.template import fill
from optimizer.papers.word.check import check_template
from optimizer.papers.word.readback import Expected, check_paper

BUILT_IN: Final = Path(__file__).with_name("vorlagen")
_NOTICE_TEMPLATES: Final[Mapping[NoticeKind, str]] = {
    "Minderung": "minderung",
    "Erhöhung": "erhoehung",
    "Zuwendung": "zuwendung",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper before it is written: file name without ending, template, fields, what it lacks, what must stand there."""

    name: str
    template: str
    fields: Mapping[str, Any]
    gaps: tuple[Gap, ...]
    expected: Expected


def notice_drafts(outcome: Outcome, templates: Path | None = None) -> dict[str, bytes]:
    """Drafts of both change notices (or the first grant) by file name, `bescheide/J1-M.docx`.

    Raises `CheckFailed` where a draft does not read back, `InputError` for an unusable template of the district.
    """
    return {f"{draft.name}.docx": _written(draft, templates) for draft in _notices(outcome, PaperState(), Findings())}


def _notices(outcome: Outcome, state: PaperState, findings: Findings) -> Iterator[Draft]:
    for notice in notices_of(outcome):
        yield _notice(outcome, state, findings, notice)


def _notice(outcome: Outcome, state: PaperState, findings: Findings, notice: Notice) -> Draft:
    desk = Desk(outcome, state, f"bescheide/{notice.id}", findings)
    fields = notice_fields(desk, notice)
    return Draft(
        desk.paper, _NOTICE_TEMPLATES[notice.kind], fields, tuple(desk.gaps), facts_of_notice(outcome, state, notice)
    )


def _written(draft: Draft, templates: Path | None) -> bytes:
    content = fill(template_of(draft.template, templates), draft.fields)
    check_paper(draft.name, content, draft.expected)
    return content


def template_of(paper: str, templates: Path | None = None) -> bytes:
    """The template of a paper: the district's own where its folder has one, else the built-in one. Raises `InputError`."""
    own = templates / f"{paper}.docx" if templates else None
    path = own if own and own.is_file() else BUILT_IN / f"{paper}.docx"
    stamp = path.stat()
    return _checked(path, paper, stamp.st_mtime_ns, stamp.st_size)


@cache
def _checked(path: Path, paper: str, _changed: int, _size: int) -> bytes:
    content = path.read_bytes()
    problems = check_template(content, paper)
    if problems:
        raise InputError(
            [
                InputProblem(f"Vorlage {path.name}", "", str(problem), "eine Vorlage wie im Feldkatalog")
                for problem in problems
            ]
        )
    return content
