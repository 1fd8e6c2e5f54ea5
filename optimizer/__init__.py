"""Staffelstab: plans the redistribution of youth-service money when a provider cannot go on.

The public API. Names load their module on first use, so that a command imports only what it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.cases.case import work_out as work_out
    from optimizer.insight.alternatives import alternatives as alternatives
    from optimizer.insight.bottlenecks import bottlenecks as bottlenecks
    from optimizer.insight.comparison import compare_outcomes as compare_outcomes
    from optimizer.insight.comparison import comparison as comparison
    from optimizer.insight.duration import uncertain_duration as uncertain_duration
    from optimizer.insight.everything import findings_of as findings_of
    from optimizer.insight.knobs import Steps as Steps
    from optimizer.insight.limits import limits_of as limits_of
    from optimizer.insight.listing import comparison_lines as comparison_lines
    from optimizer.insight.ranking import ranking as ranking
    from optimizer.insight.reserve import Provision as Provision
    from optimizer.insight.reserve import ReserveValue as ReserveValue
    from optimizer.insight.reserve import ladder as ladder
    from optimizer.insight.reserve import with_provision as with_provision
    from optimizer.insight.stress import stress_test as stress_test
    from optimizer.insight.trade_off import price_of_pins as price_of_pins
    from optimizer.insight.trade_off import steadiness as steadiness
    from optimizer.insight.trade_off import trade_off as trade_off
    from optimizer.insight.validity import validity as validity
    from optimizer.insight.what_if import WhatIf as WhatIf
    from optimizer.insight.why_not import why_not as why_not
    from optimizer.insight.winning import Precision as Precision
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
    from optimizer.model.findings import Alternative as Alternative
    from optimizer.model.findings import Bottleneck as Bottleneck
    from optimizer.model.findings import Candidate as Candidate
    from optimizer.model.findings import ComparedRow as ComparedRow
    from optimizer.model.findings import Comparison as Comparison
    from optimizer.model.findings import Findings as Findings
    from optimizer.model.findings import GoalChange as GoalChange
    from optimizer.model.findings import LimitValue as LimitValue
    from optimizer.model.findings import PinPrice as PinPrice
    from optimizer.model.findings import Range as Range
    from optimizer.model.findings import Steadiness as Steadiness
    from optimizer.model.findings import StressRow as StressRow
    from optimizer.model.findings import StressTest as StressTest
    from optimizer.model.findings import TradeOff as TradeOff
    from optimizer.model.findings import UncertainDuration as UncertainDuration
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
    from optimizer.papers.comparison import comparison_workbook as comparison_workbook
    from optimizer.papers.drafting import gaps as gaps
    from optimizer.papers.drafting import notice_drafts as notice_drafts
    from optimizer.papers.entries import ENTRIES as ENTRIES
    from optimizer.papers.entries import Entry as Entry
    from optimizer.papers.entries import EntryName as EntryName
    from optimizer.papers.entries import EntryScope as EntryScope
    from optimizer.papers.entries import entry_of as entry_of
    from optimizer.papers.entries import party_label as party_label
    from optimizer.papers.entries import scope_of as scope_of
    from optimizer.papers.entries_days import impossible_days as impossible_days
    from optimizer.papers.entries_file import entries_template as entries_template
    from optimizer.papers.entries_reading import read_entries as read_entries
    from optimizer.papers.entries_reading import read_entries_file as read_entries_file
    from optimizer.papers.finance import finance_workbook as finance_workbook
    from optimizer.papers.finance import notice_list_workbook as notice_list_workbook
    from optimizer.papers.listing import CellKind as CellKind
    from optimizer.papers.listing import Listing as Listing
    from optimizer.papers.listing import TypedCell as TypedCell
    from optimizer.papers.listing import german_text as german_text
    from optimizer.papers.listing import listing_csv as listing_csv
    from optimizer.papers.listing import listing_workbook as listing_workbook
    from optimizer.papers.notices import notices_of as notices_of
    from optimizer.papers.reasons import REASON_TITLES as REASON_TITLES
    from optimizer.papers.reasons import cure_sentence as cure_sentence
    from optimizer.papers.reasons import reason_sentence as reason_sentence
    from optimizer.papers.state import GROUNDS as GROUNDS
    from optimizer.papers.state import Asked as Asked
    from optimizer.papers.state import Discretion as Discretion
    from optimizer.papers.state import Gap as Gap
    from optimizer.papers.state import Ground as Ground
    from optimizer.papers.state import PaperState as PaperState
    from optimizer.papers.timeline import appeal_until as appeal_until
    from optimizer.papers.timeline import backdated as backdated
    from optimizer.papers.timeline import early_starts as early_starts
    from optimizer.papers.timeline import timelines as timelines
    from optimizer.papers.word.catalogue import field_catalogue as field_catalogue
    from optimizer.papers.word.check import check_template_folder as check_template_folder
    from optimizer.plans.audit import Violation as Violation
    from optimizer.plans.audit import audit as audit
    from optimizer.plans.carry import carry_forward as carry_forward
    from optimizer.plans.confirming import confirm as confirm
    from optimizer.plans.planner import make_plan as make_plan
    from optimizer.plans.writing import instead_of as instead_of
    from optimizer.plans.writing import refuse_hopeless as refuse_hopeless
    from optimizer.plans.writing import write_all as write_all
    from optimizer.plans.writing import write_file as write_file
    from optimizer.workbook.changes import Change as Change
    from optimizer.workbook.changes import changes as changes
    from optimizer.workbook.example import example_bytes as example_bytes
    from optimizer.workbook.example import example_workbook as example_workbook
    from optimizer.workbook.marking import mark_problems as mark_problems
    from optimizer.workbook.reader import check_workbook as check_workbook
    from optimizer.workbook.reader import read_workbook as read_workbook
    from optimizer.workbook.template import template_bytes as template_bytes
    from optimizer.workbook.writer import dataset_bytes as dataset_bytes
    from optimizer.workbook.writer import write_dataset as write_dataset

_HOME = {
    "Alternative": "optimizer.model.findings",
    "Asked": "optimizer.papers.state",
    "Assumption": "optimizer.model.dataset",
    "Bottleneck": "optimizer.model.findings",
    "CURABLE": "optimizer.model.case",
    "Candidate": "optimizer.model.findings",
    "Case": "optimizer.model.case",
    "CellKind": "optimizer.papers.listing",
    "Change": "optimizer.workbook.changes",
    "CheckFailed": "optimizer.model.errors",
    "ComparedRow": "optimizer.model.findings",
    "Comparison": "optimizer.model.findings",
    "Dataset": "optimizer.model.dataset",
    "Discretion": "optimizer.papers.state",
    "ENTRIES": "optimizer.papers.entries",
    "Entry": "optimizer.papers.entries",
    "EntryName": "optimizer.papers.entries",
    "EntryScope": "optimizer.papers.entries",
    "Event": "optimizer.model.dataset",
    "EventKind": "optimizer.model.dataset",
    "Findings": "optimizer.model.findings",
    "GROUNDS": "optimizer.papers.state",
    "Gap": "optimizer.papers.state",
    "GoalChange": "optimizer.model.findings",
    "GoalValue": "optimizer.model.plan",
    "Ground": "optimizer.papers.state",
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
    "PinPrice": "optimizer.model.findings",
    "Plan": "optimizer.model.plan",
    "Precision": "optimizer.insight.winning",
    "Problem": "optimizer.model.errors",
    "Provision": "optimizer.insight.reserve",
    "REASONS": "optimizer.model.dataset",
    "REASON_TITLES": "optimizer.papers.reasons",
    "Range": "optimizer.model.findings",
    "ReasonCode": "optimizer.model.case",
    "ReserveValue": "optimizer.insight.reserve",
    "StaffelstabError": "optimizer.model.errors",
    "Steadiness": "optimizer.model.findings",
    "Steps": "optimizer.insight.knobs",
    "StressRow": "optimizer.model.findings",
    "StressTest": "optimizer.model.findings",
    "TargetError": "optimizer.model.errors",
    "TradeOff": "optimizer.model.findings",
    "TypedCell": "optimizer.papers.listing",
    "UncertainDuration": "optimizer.model.findings",
    "UnreadableFile": "optimizer.model.errors",
    "UsageError": "optimizer.model.errors",
    "Violation": "optimizer.plans.audit",
    "WhatIf": "optimizer.insight.what_if",
    "WhyNot": "optimizer.model.findings",
    "alternatives": "optimizer.insight.alternatives",
    "appeal_until": "optimizer.papers.timeline",
    "audit": "optimizer.plans.audit",
    "backdated": "optimizer.papers.timeline",
    "bottlenecks": "optimizer.insight.bottlenecks",
    "carry_forward": "optimizer.plans.carry",
    "changes": "optimizer.workbook.changes",
    "check_template_folder": "optimizer.papers.word.check",
    "check_workbook": "optimizer.workbook.reader",
    "compare_outcomes": "optimizer.insight.comparison",
    "comparison": "optimizer.insight.comparison",
    "comparison_lines": "optimizer.insight.listing",
    "comparison_workbook": "optimizer.papers.comparison",
    "confirm": "optimizer.plans.confirming",
    "cure_sentence": "optimizer.papers.reasons",
    "dataset_bytes": "optimizer.workbook.writer",
    "early_starts": "optimizer.papers.timeline",
    "entries_template": "optimizer.papers.entries_file",
    "entry_of": "optimizer.papers.entries",
    "euro": "optimizer.model.german",
    "example_bytes": "optimizer.workbook.example",
    "example_workbook": "optimizer.workbook.example",
    "field_catalogue": "optimizer.papers.word.catalogue",
    "finance_workbook": "optimizer.papers.finance",
    "findings_of": "optimizer.insight.everything",
    "gaps": "optimizer.papers.drafting",
    "german_text": "optimizer.papers.listing",
    "impossible_days": "optimizer.papers.entries_days",
    "instead_of": "optimizer.plans.writing",
    "ladder": "optimizer.insight.reserve",
    "limits_of": "optimizer.insight.limits",
    "listed": "optimizer.model.german",
    "listing_csv": "optimizer.papers.listing",
    "listing_workbook": "optimizer.papers.listing",
    "make_plan": "optimizer.plans.planner",
    "mark_problems": "optimizer.workbook.marking",
    "notice_drafts": "optimizer.papers.drafting",
    "notice_list_workbook": "optimizer.papers.finance",
    "notices_of": "optimizer.papers.notices",
    "number": "optimizer.model.german",
    "papers_of": "optimizer.papers.bundle",
    "party_label": "optimizer.papers.entries",
    "percent": "optimizer.model.german",
    "price_of_pins": "optimizer.insight.trade_off",
    "ranking": "optimizer.insight.ranking",
    "read_entries": "optimizer.papers.entries_reading",
    "read_entries_file": "optimizer.papers.entries_reading",
    "read_workbook": "optimizer.workbook.reader",
    "reason_sentence": "optimizer.papers.reasons",
    "refuse_hopeless": "optimizer.plans.writing",
    "scope_of": "optimizer.papers.entries",
    "short_date": "optimizer.model.german",
    "steadiness": "optimizer.insight.trade_off",
    "stress_test": "optimizer.insight.stress",
    "template_bytes": "optimizer.workbook.template",
    "timelines": "optimizer.papers.timeline",
    "trade_off": "optimizer.insight.trade_off",
    "uncertain_duration": "optimizer.insight.duration",
    "validity": "optimizer.insight.validity",
    "why_not": "optimizer.insight.why_not",
    "with_provision": "optimizer.insight.reserve",
    "work_out": "optimizer.cases.case",
    "write_all": "optimizer.plans.writing",
    "write_dataset": "optimizer.workbook.writer",
    "write_file": "optimizer.plans.writing",
}

__all__ = [  # noqa: RUF022 -- sorted as Python sorts
    "Alternative",
    "Asked",
    "Assumption",
    "Bottleneck",
    "CURABLE",
    "Candidate",
    "Case",
    "CellKind",
    "Change",
    "CheckFailed",
    "ComparedRow",
    "Comparison",
    "Dataset",
    "Discretion",
    "ENTRIES",
    "Entry",
    "EntryName",
    "EntryScope",
    "Event",
    "EventKind",
    "Findings",
    "GROUNDS",
    "Gap",
    "GoalChange",
    "GoalValue",
    "Ground",
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
    "PinPrice",
    "Plan",
    "Precision",
    "Problem",
    "Provision",
    "REASONS",
    "REASON_TITLES",
    "Range",
    "ReasonCode",
    "ReserveValue",
    "StaffelstabError",
    "Steadiness",
    "Steps",
    "StressRow",
    "StressTest",
    "TargetError",
    "TradeOff",
    "TypedCell",
    "UncertainDuration",
    "UnreadableFile",
    "UsageError",
    "Violation",
    "WhatIf",
    "WhyNot",
    "alternatives",
    "appeal_until",
    "audit",
    "backdated",
    "bottlenecks",
    "carry_forward",
    "changes",
    "check_template_folder",
    "check_workbook",
    "compare_outcomes",
    "comparison",
    "comparison_lines",
    "comparison_workbook",
    "confirm",
    "cure_sentence",
    "dataset_bytes",
    "early_starts",
    "entries_template",
    "entry_of",
    "euro",
    "example_bytes",
    "example_workbook",
    "field_catalogue",
    "finance_workbook",
    "findings_of",
    "gaps",
    "german_text",
    "impossible_days",
    "instead_of",
    "ladder",
    "limits_of",
    "listed",
    "listing_csv",
    "listing_workbook",
    "make_plan",
    "mark_problems",
    "notice_drafts",
    "notice_list_workbook",
    "notices_of",
    "number",
    "papers_of",
    "party_label",
    "percent",
    "price_of_pins",
    "ranking",
    "read_entries",
    "read_entries_file",
    "read_workbook",
    "reason_sentence",
    "refuse_hopeless",
    "scope_of",
    "short_date",
    "steadiness",
    "stress_test",
    "template_bytes",
    "timelines",
    "trade_off",
    "uncertain_duration",
    "validity",
    "why_not",
    "with_provision",
    "work_out",
    "write_all",
    "write_dataset",
    "write_file",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'optimizer' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
