"""All papers of a handover from one plan record: Word, Bescheidliste, calendar and, if wanted and possible, PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from optimizer.model.findings import Findings
from optimizer.model.outcome import Outcome
from optimizer.papers.calendar import calendar_file
from optimizer.papers.drafting import word_papers
from optimizer.papers.finance import notice_list_workbook
from optimizer.papers.pdf import pdfs_of
from optimizer.papers.state import PaperState

_NO_FINDINGS: Final = Findings()
_NOTHING_SET: Final = PaperState()


def papers_of(
    outcome: Outcome,
    findings: Findings = _NO_FINDINGS,
    state: PaperState = _NOTHING_SET,
    templates: Path | None = None,
    *,
    pdf: bool = False,
) -> dict[str, bytes]:
    """Every paper by its safe, relative file name (`bescheide/J1-M.docx`, `bescheidliste.xlsx`, `kalender.ics`, …).

    Each has been read back and agrees with the plan. `templates` is the district's own folder of Word templates.
    Raises `CheckFailed` where a paper differs from the plan, `InputError` for an unusable template.
    """
    papers = word_papers(outcome, findings, state, templates)
    papers["bescheidliste.xlsx"] = notice_list_workbook(outcome)
    papers["kalender.ics"] = calendar_file(outcome, state)
    return {**papers, **(pdfs_of(papers) if pdf else {})}
