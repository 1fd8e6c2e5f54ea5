"""The finance department's workbooks: `plan.xlsx` and the Bescheidliste, read back before anyone gets them."""

from __future__ import annotations

from optimizer.model.errors import CheckFailed
from optimizer.model.findings import Findings
from optimizer.model.outcome import Outcome
from optimizer.papers.excel.basis_sheet import basis_sheet
from optimizer.papers.excel.check_sheet import check_sheet, colour_results
from optimizer.papers.excel.compare import cell_differences
from optimizer.papers.excel.grid import open_grids
from optimizer.papers.excel.handover_sheet import handover_sheet
from optimizer.papers.excel.insight_sheets import insight_sheets
from optimizer.papers.excel.layout import Sheet
from optimizer.papers.excel.money_sheets import freed_sheet, payment_sheet, pot_sheet, source_sheet
from optimizer.papers.excel.notice_sheets import amount_sheet, field_sheet, merge_sheet, notice_sheet, sum_sheet
from optimizer.papers.excel.open_sheets import uncovered_sheet, why_not_sheet
from optimizer.papers.excel.overview_sheet import overview_sheet
from optimizer.papers.excel.page import Imprint
from optimizer.papers.excel.pictures import add_pictures, flow_sheet
from optimizer.papers.excel.writer import write_workbook
from optimizer.papers.notices import notices_of
from optimizer.papers.readback import plan_differences


def finance_workbook(outcome: Outcome, findings: Findings = Findings()) -> bytes:  # noqa: B008 -- frozen
    """`plan.xlsx`: overview with pictures, handovers, money by pot, notices, what stays open, assumptions, checks.

    The same plan gives the same bytes. Raises CheckFailed when a cell does not read back as the plan says.
    """
    sheets = finance_sheets(outcome, findings)
    data = write_workbook(sheets, _imprint(outcome, "Plan"), add_pictures, colour_results)
    return _read_back(data, outcome, sheets)


def finance_sheets(outcome: Outcome, findings: Findings) -> tuple[Sheet, ...]:
    """The sheets of `plan.xlsx`, in the order of their tabs; those about findings only where something was asked."""
    notices = notices_of(outcome)
    return (
        overview_sheet(outcome, notices, findings),
        handover_sheet(outcome),
        pot_sheet(outcome),
        source_sheet(outcome),
        freed_sheet(outcome),
        payment_sheet(outcome),
        notice_sheet(notices),
        uncovered_sheet(outcome, findings),
        why_not_sheet(outcome, findings),
        *insight_sheets(outcome, findings),
        basis_sheet(outcome),
        check_sheet(outcome, notices),
        flow_sheet(outcome),
    )


def notice_list_workbook(outcome: Outcome) -> bytes:
    """Bescheidliste: one row per notice for the mail merge, amounts by source and year, sums, and fields explained.

    Raises CheckFailed when a cell does not read back as the plan says.
    """
    notices = notices_of(outcome)
    sheets = (merge_sheet(notices), amount_sheet(outcome, notices), sum_sheet(outcome, notices), field_sheet(notices))
    return _read_back(write_workbook(sheets, _imprint(outcome, "Bescheidliste")), outcome, sheets)


def _imprint(outcome: Outcome, title: str) -> Imprint:
    return Imprint(title, outcome.plan.scenario, outcome.plan.program, outcome.case.planning_day)


def _read_back(data: bytes, outcome: Outcome, sheets: tuple[Sheet, ...]) -> bytes:
    grids = open_grids(data)
    differences = cell_differences(grids, sheets) + plan_differences(grids, outcome)
    if differences:
        shown = "\n".join(differences[:20])
        raise CheckFailed(f"Die Arbeitsmappe liest sich nicht zurück, wie sie geschrieben wurde:\n{shown}")
    return data
