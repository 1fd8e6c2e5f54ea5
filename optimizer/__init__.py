"""Staffelstab: plans the redistribution of youth-service money when a provider cannot go on.

The public API. Names load their module on first use, so that a command imports only what it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.cases.case import work_out as work_out
    from optimizer.insight.alternatives import alternatives as alternatives
    from optimizer.insight.comparison import compare_outcomes as compare_outcomes
    from optimizer.insight.comparison import comparison as comparison
    from optimizer.insight.knobs import Steps as Steps
    from optimizer.insight.limits import limits_of as limits_of
    from optimizer.insight.ranking import ranking as ranking
    from optimizer.insight.stress import stress_test as stress_test
    from optimizer.insight.what_if import WhatIf as WhatIf
    from optimizer.insight.why_not import why_not as why_not
    from optimizer.model.case import CURABLE as CURABLE
    from optimizer.model.case import Case as Case
    from optimizer.model.case import ReasonCode as ReasonCode
    from optimizer.model.dataset import REASONS as REASONS
    from optimizer.model.dataset import Assumption as Assumption
    from optimizer.model.dataset import Dataset as Dataset
    from optimizer.model.dataset import Event as Event
    from optimizer.model.dataset import EventKind as EventKind
    from optimizer.model.dataset import Pin as Pin
    from optimizer.model.dataset import PinKind as PinKind
    from optimizer.model.errors import CheckFailed as CheckFailed
    from optimizer.model.errors import InputError as InputError
    from optimizer.model.errors import NoProof as NoProof
    from optimizer.model.errors import PinContradiction as PinContradiction
    from optimizer.model.errors import Problem as Problem
    from optimizer.model.errors import StaffelstabError as StaffelstabError
    from optimizer.model.errors import TargetError as TargetError
    from optimizer.model.errors import UnreadableFile as UnreadableFile
    from optimizer.model.errors import UsageError as UsageError
    from optimizer.model.findings import Candidate as Candidate
    from optimizer.model.findings import ComparedRow as ComparedRow
    from optimizer.model.findings import Comparison as Comparison
    from optimizer.model.findings import Findings as Findings
    from optimizer.model.findings import GoalChange as GoalChange
    from optimizer.model.findings import LimitValue as LimitValue
    from optimizer.model.findings import StressRow as StressRow
    from optimizer.model.findings import StressTest as StressTest
    from optimizer.model.findings import WhyNot as WhyNot
    from optimizer.model.german import euro as euro
    from optimizer.model.german import listed as listed
    from optimizer.model.german import number as number
    from optimizer.model.german import percent as percent
    from optimizer.model.german import short_date as short_date
    from optimizer.model.outcome import Outcome as Outcome
    from optimizer.model.periods import Period as Period
    from optimizer.model.plan import GoalValue as GoalValue
    from optimizer.model.plan import Plan as Plan
    from optimizer.papers.bundle import papers_of as papers_of
    from optimizer.papers.drafting import gaps as gaps
    from optimizer.papers.drafting import notice_drafts as notice_drafts
    from optimizer.papers.finance import finance_workbook as finance_workbook
    from optimizer.papers.finance import notice_list_workbook as notice_list_workbook
    from optimizer.papers.listing import CellKind as CellKind
    from optimizer.papers.listing import Listing as Listing
    from optimizer.papers.listing import german_text as german_text
    from optimizer.papers.listing import listing_csv as listing_csv
    from optimizer.papers.listing import listing_workbook as listing_workbook
    from optimizer.papers.reasons import REASON_TITLES as REASON_TITLES
    from optimizer.papers.reasons import cure_sentence as cure_sentence
    from optimizer.papers.reasons import reason_sentence as reason_sentence
    from optimizer.papers.state import PaperState as PaperState
    from optimizer.papers.timeline import timelines as timelines
    from optimizer.papers.word.catalogue import field_catalogue as field_catalogue
    from optimizer.papers.word.check import check_template_folder as check_template_folder
    from optimizer.plans.audit import Violation as Violation
    from optimizer.plans.audit import audit as audit
    from optimizer.plans.carry import carry_forward as carry_forward
    from optimizer.plans.planner import make_plan as make_plan
    from optimizer.plans.writing import instead_of as instead_of
    from optimizer.plans.writing import refuse_hopeless as refuse_hopeless
    from optimizer.plans.writing import write_all as write_all
    from optimizer.plans.writing import write_file as write_file
    from optimizer.workbook.marking import mark_problems as mark_problems
    from optimizer.workbook.reader import check_workbook as check_workbook
    from optimizer.workbook.reader import read_workbook as read_workbook
    from optimizer.workbook.template import template_bytes as template_bytes
    from optimizer.workbook.template import write_template as write_template
    from optimizer.workbook.writer import dataset_bytes as dataset_bytes
    from optimizer.workbook.writer import write_dataset as write_dataset

_HOME = {
    "Assumption": "optimizer.model.dataset",
    "CURABLE": "optimizer.model.case",
    "Candidate": "optimizer.model.findings",
    "Case": "optimizer.model.case",
    "CellKind": "optimizer.papers.listing",
    "CheckFailed": "optimizer.model.errors",
    "ComparedRow": "optimizer.model.findings",
    "Comparison": "optimizer.model.findings",
    "Dataset": "optimizer.model.dataset",
    "Event": "optimizer.model.dataset",
    "EventKind": "optimizer.model.dataset",
    "Findings": "optimizer.model.findings",
    "GoalChange": "optimizer.model.findings",
    "GoalValue": "optimizer.model.plan",
    "InputError": "optimizer.model.errors",
    "LimitValue": "optimizer.model.findings",
    "Listing": "optimizer.papers.listing",
    "NoProof": "optimizer.model.errors",
    "Outcome": "optimizer.model.outcome",
    "PaperState": "optimizer.papers.state",
    "Period": "optimizer.model.periods",
    "Pin": "optimizer.model.dataset",
    "PinContradiction": "optimizer.model.errors",
    "PinKind": "optimizer.model.dataset",
    "Plan": "optimizer.model.plan",
    "Problem": "optimizer.model.errors",
    "REASONS": "optimizer.model.dataset",
    "REASON_TITLES": "optimizer.papers.reasons",
    "ReasonCode": "optimizer.model.case",
    "StaffelstabError": "optimizer.model.errors",
    "Steps": "optimizer.insight.knobs",
    "StressRow": "optimizer.model.findings",
    "StressTest": "optimizer.model.findings",
    "TargetError": "optimizer.model.errors",
    "UnreadableFile": "optimizer.model.errors",
    "UsageError": "optimizer.model.errors",
    "Violation": "optimizer.plans.audit",
    "WhatIf": "optimizer.insight.what_if",
    "WhyNot": "optimizer.model.findings",
    "alternatives": "optimizer.insight.alternatives",
    "audit": "optimizer.plans.audit",
    "carry_forward": "optimizer.plans.carry",
    "check_template_folder": "optimizer.papers.word.check",
    "check_workbook": "optimizer.workbook.reader",
    "compare_outcomes": "optimizer.insight.comparison",
    "comparison": "optimizer.insight.comparison",
    "cure_sentence": "optimizer.papers.reasons",
    "dataset_bytes": "optimizer.workbook.writer",
    "euro": "optimizer.model.german",
    "field_catalogue": "optimizer.papers.word.catalogue",
    "finance_workbook": "optimizer.papers.finance",
    "gaps": "optimizer.papers.drafting",
    "german_text": "optimizer.papers.listing",
    "instead_of": "optimizer.plans.writing",
    "limits_of": "optimizer.insight.limits",
    "listed": "optimizer.model.german",
    "listing_csv": "optimizer.papers.listing",
    "listing_workbook": "optimizer.papers.listing",
    "make_plan": "optimizer.plans.planner",
    "mark_problems": "optimizer.workbook.marking",
    "notice_drafts": "optimizer.papers.drafting",
    "notice_list_workbook": "optimizer.papers.finance",
    "number": "optimizer.model.german",
    "papers_of": "optimizer.papers.bundle",
    "percent": "optimizer.model.german",
    "ranking": "optimizer.insight.ranking",
    "read_workbook": "optimizer.workbook.reader",
    "reason_sentence": "optimizer.papers.reasons",
    "refuse_hopeless": "optimizer.plans.writing",
    "short_date": "optimizer.model.german",
    "stress_test": "optimizer.insight.stress",
    "template_bytes": "optimizer.workbook.template",
    "timelines": "optimizer.papers.timeline",
    "why_not": "optimizer.insight.why_not",
    "work_out": "optimizer.cases.case",
    "write_all": "optimizer.plans.writing",
    "write_dataset": "optimizer.workbook.writer",
    "write_file": "optimizer.plans.writing",
    "write_template": "optimizer.workbook.template",
}

__all__ = [
    "CURABLE",
    "REASONS",
    "REASON_TITLES",
    "Assumption",
    "Candidate",
    "Case",
    "CellKind",
    "CheckFailed",
    "ComparedRow",
    "Comparison",
    "Dataset",
    "Event",
    "EventKind",
    "Findings",
    "GoalChange",
    "GoalValue",
    "InputError",
    "LimitValue",
    "Listing",
    "NoProof",
    "Outcome",
    "PaperState",
    "Period",
    "Pin",
    "PinContradiction",
    "PinKind",
    "Plan",
    "Problem",
    "ReasonCode",
    "StaffelstabError",
    "Steps",
    "StressRow",
    "StressTest",
    "TargetError",
    "UnreadableFile",
    "UsageError",
    "Violation",
    "WhatIf",
    "WhyNot",
    "alternatives",
    "audit",
    "carry_forward",
    "check_template_folder",
    "check_workbook",
    "compare_outcomes",
    "comparison",
    "cure_sentence",
    "dataset_bytes",
    "euro",
    "field_catalogue",
    "finance_workbook",
    "gaps",
    "german_text",
    "instead_of",
    "limits_of",
    "listed",
    "listing_csv",
    "listing_workbook",
    "make_plan",
    "mark_problems",
    "notice_drafts",
    "notice_list_workbook",
    "number",
    "papers_of",
    "percent",
    "ranking",
    "read_workbook",
    "reason_sentence",
    "refuse_hopeless",
    "short_date",
    "stress_test",
    "template_bytes",
    "timelines",
    "why_not",
    "work_out",
    "write_all",
    "write_dataset",
    "write_file",
    "write_template",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'optimizer' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
