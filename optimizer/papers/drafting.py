"""Plan → Word papers, each read back and compared with the record before it leaves this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from optimizer.model.errors import InputError, UsageError
from optimizer.model.errors import Problem as InputProblem
from optimizer.model.findings import Findings
from optimizer.model.outcome import Outcome
from optimizer.papers.drafts.desk import CaseFile, Desk, Draft
from optimizer.papers.drafts.notice_facts import facts_of_notice
from optimizer.papers.drafts.notice_fields import notice_fields
from optimizer.papers.notices import Notice, NoticeKind
from optimizer.papers.state import Gap, PaperState
from optimizer.papers.word.check import check_template
from optimizer.papers.word.readback import check_paper
from optimizer.papers.word.template import fill

BUILT_IN: Final = Path(__file__).with_name("vorlagen")
_NO_FINDINGS: Final = Findings()
_NOTHING_SET: Final = PaperState()
_NOTICE_TEMPLATES: Final[Mapping[NoticeKind, str]] = {
    "Minderung": "minderung",
    "Erhöhung": "erhoehung",
    "Zuwendung": "zuwendung",
}


def notice_drafts(outcome: Outcome, templates: Path | None = None) -> dict[str, bytes]:
    """Drafts of both change notices (or the first grant) by file name, `bescheide/J1-M.docx`.

    Raises `CheckFailed` where a draft does not read back, `InputError` for an unusable template of the district.
    """
    return _written(_notices(CaseFile(outcome, _NO_FINDINGS, _NOTHING_SET)), templates)


def word_papers(
    outcome: Outcome,
    findings: Findings = _NO_FINDINGS,
    state: PaperState = _NOTHING_SET,
    templates: Path | None = None,
) -> dict[str, bytes]:
    """Every Word paper by file name: notices, hearings, contracts, forms, letters, committee paper, weighing record.

    `templates` is a district's own folder; what it lacks comes from the built-in ones. Raises as `notice_drafts`.
    """
    return _written(drafts_of(CaseFile(outcome, findings, state)), templates)


def gaps(outcome: Outcome, state: PaperState = _NOTHING_SET, findings: Findings = _NO_FINDINGS) -> tuple[Gap, ...]:
    """Completeness check: everything that the papers still lack, with the place where it is put in; sorted by paper."""
    return tuple(sorted({gap for draft in drafts_of(CaseFile(outcome, findings, state)) for gap in draft.gaps}))


def drafts_of(file: CaseFile) -> Iterator[Draft]:
    """All papers of a plan with their fields, not yet written."""
    from optimizer.papers.drafts.companions import companion_drafts

    yield from _notices(file)
    yield from companion_drafts(file)


def _notices(file: CaseFile) -> Iterator[Draft]:
    for notice in file.notices:
        yield _notice(file, notice)


def _notice(file: CaseFile, notice: Notice) -> Draft:
    desk = Desk(file, f"bescheide/{notice.id}")
    fields = notice_fields(desk, notice)
    expected = facts_of_notice(file, notice)
    return Draft(desk.paper, _NOTICE_TEMPLATES[notice.kind], fields, tuple(desk.gaps), expected)


def _written(drafts: Iterator[Draft], templates: Path | None) -> dict[str, bytes]:
    return {f"{draft.name}.docx": _write(draft, templates) for draft in drafts}


def _write(draft: Draft, templates: Path | None) -> bytes:
    template = template_of(draft.template, templates)
    content = fill(template, draft.fields)
    check_paper(draft.name, content, draft.expected, template)
    return content


def template_of(paper: str, templates: Path | None = None) -> bytes:
    """The template of a paper: the district's own where its folder has one, else the built-in.

    Raises `InputError` for an unusable template, `UsageError` where there is no such folder.
    """
    if templates and not templates.is_dir():
        raise UsageError(f"Den Ordner {templates} für eigene Vorlagen gibt es nicht.")
    own = templates / f"{paper}.docx" if templates else None
    path = own if own and own.is_file() else BUILT_IN / f"{paper}.docx"
    return _checked(path.read_bytes(), paper, path.name)


@cache
def _checked(content: bytes, paper: str, file: str) -> bytes:
    problems = check_template(content, paper)
    if problems:
        raise InputError(
            [InputProblem(f"Vorlage {file}", "", str(row), "Felder aus dem Feldkatalog") for row in problems]
        )
    return content
