"""The store: cases, scenarios, plans, consents, papers and the log, in SQLite or PostgreSQL.

How a page uses it (`from optimizer import store`):

    db = store.open_store("staffelstab.sqlite", sign_in=False)      # once per process; db.close() at the end
    me = store.Actor("Kim Beispiel", "Lokal")                       # or the signed-in person with role (and AGS)
    data_id = store.upload(db, me, store.Upload("plan.xlsx", content), token=token)
    case_id = store.report(db, me, store.Report("Ausfall Jugendclub", setup), dataset, token=token)
    basis = store.basis_of_case(db, me, case_id)                    # data in force, setup, pins, other cases' claims
    dataset = store.planning_dataset(basis, read_workbook)          # pure; plan it under the name basis.scenario
    confirm(outcome := make_plan(dataset, basis.scenario))          # PuLP's word, before the plan is put on record
    plan_id = store.save_plan(db, me, store.Draft(basis, outcome), token=token)
    store.propose(db, me, plan_id, seen=case.version, token=token)  # writes the consents to be asked
    store.answer(db, me, consent.id, store.Answer("zugestimmt", day), seen=consent.version, token=token)
    store.release(db, me, case_id, seen=case.version, token=token)  # decided: immutable from here
    store.issue(db, me, case_id, papers, seen=case.version, token=token)

Rules of the house:

- Every act takes the store, the `Actor` and a `token`: a fresh random text per drawn form (`new_token()`). The same
  token a second time (double click, rerun) does nothing and gives the first result.
- Every act is one transaction, checks the right itself, writes the log, and gives a number (the record's id).
- `seen` is the version of the record on the screen; if somebody changed it since, `ConflictError` says who, what, when.
- Errors are `StoreError`s with a German sentence to be shown as it is: `ForbiddenError`, `ConflictError`, `StateError`,
  `MissingError`, `BusyError` (try again with the same token), `LocationError`.
- `may(actor, act)` and `why_not(actor, act)` are for buttons; `missing_for_release` lists what a release still needs.
- A person of the role Kommune gets cut views by itself: own offerings, own money, own cases, own papers.
"""

from __future__ import annotations

from secrets import token_urlsafe

from optimizer.store.agreement import Answer, answer, consents, proposed_pins
from optimizer.store.attachments import File, attach, attachment_content, attachments
from optimizer.store.backup import backup
from optimizer.store.basis import (
    Basis,
    Reservation,
    basis_of_case,
    basis_of_scenario,
    planning_dataset,
    reserved_dataset,
)
from optimizer.store.casework import Report, cases, change_case, report, withdraw
from optimizer.store.chain import Head
from optimizer.store.consents import CONSENT_STATUSES, Party, is_lasting, pins_after_objection, required_parties
from optimizer.store.data import Upload, data_versions, dataset_of, upload, workbook
from optimizer.store.engine import Store, open_store
from optimizer.store.errors import (
    BusyError,
    ConflictError,
    ForbiddenError,
    LocationError,
    MissingError,
    StateError,
    StoreError,
)
from optimizer.store.journal import check_log, forget_name, log, log_head
from optimizer.store.papers import Paper, issue, make_final, paper_content, papers
from optimizer.store.pinning import Wish, add_pin, pins, remove_pin
from optimizer.store.planning import Draft, plan_of, plans, save_plan
from optimizer.store.proposing import propose
from optimizer.store.records import (
    Attachment,
    ConfirmedText,
    Consent,
    DataVersion,
    Decision,
    IssuedPaper,
    LogEntry,
    Obstacle,
    Scenario,
    StoredCase,
    StoredPin,
    StoredPlan,
)
from optimizer.store.release import DEVIATION_LENGTH, decision, missing_for_release, release
from optimizer.store.replay import basis_of_plan
from optimizer.store.rights import RIGHTS, ROLES, Act, Actor, Role, check_right, may, why_not
from optimizer.store.scenarios import WhatIf, save_scenario, scenarios
from optimizer.store.setup import Setup, applied, setup_of
from optimizer.store.states import DECIDED, STATUSES, Status
from optimizer.store.validity import differences, substance
from optimizer.store.wording import PaperText, confirm_text, texts


def new_token() -> str:
    """A one-time token for one drawn form."""
    return token_urlsafe(24)


__all__ = [
    "CONSENT_STATUSES",
    "DECIDED",
    "DEVIATION_LENGTH",
    "RIGHTS",
    "ROLES",
    "STATUSES",
    "Act",
    "Actor",
    "Answer",
    "Attachment",
    "Basis",
    "BusyError",
    "ConfirmedText",
    "ConflictError",
    "Consent",
    "DataVersion",
    "Decision",
    "Draft",
    "File",
    "ForbiddenError",
    "Head",
    "IssuedPaper",
    "LocationError",
    "LogEntry",
    "MissingError",
    "Obstacle",
    "Paper",
    "PaperText",
    "Party",
    "Report",
    "Reservation",
    "Role",
    "Scenario",
    "Setup",
    "StateError",
    "Status",
    "Store",
    "StoreError",
    "StoredCase",
    "StoredPin",
    "StoredPlan",
    "Upload",
    "WhatIf",
    "Wish",
    "add_pin",
    "answer",
    "applied",
    "attach",
    "attachment_content",
    "attachments",
    "backup",
    "basis_of_case",
    "basis_of_plan",
    "basis_of_scenario",
    "cases",
    "change_case",
    "check_log",
    "check_right",
    "confirm_text",
    "consents",
    "data_versions",
    "dataset_of",
    "decision",
    "differences",
    "forget_name",
    "is_lasting",
    "issue",
    "log",
    "log_head",
    "make_final",
    "may",
    "missing_for_release",
    "new_token",
    "open_store",
    "paper_content",
    "papers",
    "pins",
    "pins_after_objection",
    "plan_of",
    "planning_dataset",
    "plans",
    "propose",
    "proposed_pins",
    "release",
    "remove_pin",
    "report",
    "required_parties",
    "reserved_dataset",
    "save_plan",
    "save_scenario",
    "scenarios",
    "setup_of",
    "substance",
    "texts",
    "upload",
    "why_not",
    "withdraw",
    "workbook",
]
