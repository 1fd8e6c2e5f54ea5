"""Who must agree to a plan, and why (clauses 3.1.7, 3.2.6 and 4 of the agreement). Pure functions, no database.

For a short stand-in: the district, the seat municipalities and both providers. For a lasting handover: as a rule all
signatories of the social space as well, and the Jugendhilfeausschuss where recipient, purpose or scope changes.
Who need not be asked is listed too, with the ready reason, so that a person sees and may overrule it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from optimizer.model.case import Case, Outage
from optimizer.model.dataset import DISTRICT_WIDE, Dataset, Offering, Pin
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover, Plan

PartyKind = Literal["Landkreis", "Kommune", "Träger", "Ausschuss"]
PARTY_KINDS: Final[tuple[PartyKind, ...]] = ("Landkreis", "Kommune", "Träger", "Ausschuss")
ConsentStatus = Literal["offen", "zugestimmt", "abgelehnt", "nicht erforderlich"]
CONSENT_STATUSES: Final[tuple[ConsentStatus, ...]] = ("offen", "zugestimmt", "abgelehnt", "nicht erforderlich")

SHORT_MONTHS: Final = 6
"""Up to so many months an outage with a stated end counts as a short stand-in, unless a person says otherwise."""

SHORT_REASON: Final = (
    "Vorübergehende Vertretung mit festem Ende: Zweck, Umfang und Vertragspartner bleiben auf Dauer unverändert. "
    "Nr. 3.1.7 verlangt das Einvernehmen aller nur in der Regel, die Versorgung duldet keinen Aufschub."
)
NO_COMMITTEE: Final = "Zweck, Empfänger und Umfang bleiben unverändert."
_COMMITTEE_SHORT: Final = "Vorübergehende Vertretung: laufendes Geschäft der Verwaltung (§ 70 Abs. 2 SGB VIII)."


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """Somebody who must agree (`required`), or need not; `reason` says why in either case (German)."""

    kind: PartyKind
    key: str
    name: str
    required: bool
    reason: str


def is_lasting(case: Case) -> bool:
    """Is any outage of the case more than a short stand-in: without a stated end, or over `SHORT_MONTHS`?"""
    return any(
        outage.event.end is None or outage.period.months > Fraction(SHORT_MONTHS)
        for outage in case.outages
        if not outage.frees_only
    )


def required_parties(outcome: Outcome, lasting: bool | None = None) -> tuple[Party, ...]:
    """Everybody who must agree to the plan, then those who need not, each once and with the reason.

    `lasting` None asks `is_lasting`; a person may overrule it.
    Undrawn money (Minderabruf) always asks all, clause 3.2.6.
    """
    case = outcome.case
    everybody = any(outage.frees_only for outage in case.outages) or (is_lasting(case) if lasting is None else lasting)
    parties: dict[tuple[str, str], Party] = {}
    for party in (*_concerned(outcome), _committee(outcome, everybody), *_signatories(case, asked=everybody)):
        parties.setdefault((party.kind, party.key), party)
    return tuple(
        sorted(parties.values(), key=lambda party: (not party.required, PARTY_KINDS.index(party.kind), party.key))
    )


def _concerned(outcome: Outcome) -> Iterator[Party]:
    """The short list: district, seat municipalities and those whose money is used, both providers."""
    case, data = outcome.case, outcome.case.dataset
    district = data.authority_of("Name") or "Landkreis"
    yield _asked("Landkreis", "Landkreis", district, "Der Landkreis steuert die Mittel (Nr. 3.1.7).")
    for offering in _offerings(case):
        reason = f"Sitzkommune des Angebots {offering.key} (Nr. 3.1.7, 3.2.6)."
        yield _asked("Kommune", offering.ags, _municipality(data, offering.ags), reason)
        reason = f"Träger des Angebots {offering.key} (Nr. 3.1.7)."
        yield _asked("Träger", offering.provider, _provider(data, offering.provider), reason)
    for key in sorted({row.provider for row in outcome.plan.handovers}):
        yield _asked("Träger", key, _provider(data, key), "Übernimmt Stunden und Verantwortung (Nr. 3.1.7).")
    for ags in _paying(outcome):
        yield _asked("Kommune", ags, _municipality(data, ags), "Ihre Mittel werden umverteilt (Nr. 3.2.6).")


def _asked(kind: PartyKind, key: str, name: str, reason: str) -> Party:
    return Party(kind, key, name, required=True, reason=reason)


def _offerings(case: Case) -> list[Offering]:
    return [case.dataset.offering[key] for key in sorted({outage.offering for outage in case.outages})]


def _paying(outcome: Outcome) -> list[str]:
    data, plan = outcome.case.dataset, outcome.plan
    used = {paid.source for row in plan.handovers for paid in row.funding} | {
        row.source for row in plan.freed if row.freed
    }
    return sorted({source.ags for source in data.sources if source.key in used and source.ags})


def _committee(outcome: Outcome, lasting: bool) -> Party:
    change = _what_changes(outcome)
    reason = f"Es ändert sich: {change}." if change and lasting else _COMMITTEE_SHORT if change else NO_COMMITTEE
    name = outcome.case.dataset.authority_of("Ausschuss") or "Jugendhilfeausschuss"
    return Party("Ausschuss", "Ausschuss", name, bool(change) and lasting, reason)


def _what_changes(outcome: Outcome) -> str:
    """Recipient, scope or purpose, whichever the plan changes (Jugendhilfeausschuss, § 71 SGB VIII)."""
    case, plan = outcome.case, outcome.plan
    recipient = any(row.provider != case.offering_of(row).provider for row in plan.handovers)
    scope = any(row.covered < row.lost for row in plan.outages) or any(_widens(outage) for outage in case.outages)
    purpose = any(outage.frees_only for outage in case.outages) and bool(plan.handovers)
    words = (("der Empfänger", recipient), ("der Umfang", scope), ("der Zweck", purpose))
    return ", ".join(word for word, holds in words if holds)


def _widens(outage: Outage) -> bool:
    return outage.event.kind == "Mehrbedarf"


def _signatories(case: Case, *, asked: bool) -> Iterator[Party]:
    """All signatories of the social spaces concerned: their municipalities and the providers who signed there."""
    data, spaces = case.dataset, {offering.space for offering in _offerings(case)}
    whole = DISTRICT_WIDE in spaces
    names = "des ganzen Landkreises" if whole else f"im Sozialraum {', '.join(sorted(spaces))}"
    reason = f"Vertragspartner {names}: in der Regel stimmen alle zu (Nr. 3.1.7)." if asked else SHORT_REASON
    for town in data.municipalities:
        if whole or town.space in spaces:
            yield Party("Kommune", town.ags, town.name, asked, reason)
    for provider in data.providers:
        if whole or not provider.signatory_in or spaces & set(provider.signatory_in):
            yield Party("Träger", provider.key, provider.name, asked, reason)


def _municipality(data: Dataset, ags: str) -> str:
    return next((town.name for town in data.municipalities if town.ags == ags), ags)


def _provider(data: Dataset, key: str) -> str:
    return data.provider[key].name if key in data.provider else key


def pins_after_objection(kind: PartyKind, key: str, plan: Plan, seats: Mapping[str, str]) -> tuple[Pin, ...]:
    """What follows from an objection: the handovers that concern the party, excluded; a person chooses among them.

    A provider's objection concerns what it would take over or hand over itself, a municipality's what happens to
    offerings seated there (`seats`: AGS by offering), anybody else's every handover.
    """
    offerings = {row.outage: row.offering for row in plan.outages}

    def concerned(row: Handover) -> bool:
        if kind == "Kommune":
            return seats.get(offerings[row.outage]) == key
        taking = kind == "Träger" and any(other.provider == key for other in plan.handovers)
        return row.provider == key if taking else True

    pairs = sorted({(offerings[row.outage], row.capacity) for row in plan.handovers if concerned(row)})
    return tuple(Pin(plan.scenario, offering, capacity, "ausgeschlossen") for offering, capacity in pairs)


def check_answer(status: str, day: date | None, reason: str) -> str:
    """What is missing in an answer, as a German sentence; empty when it may be stored."""
    if status not in CONSENT_STATUSES:
        return f"Als Antwort gilt nur: {', '.join(CONSENT_STATUSES)}."
    if status in {"zugestimmt", "abgelehnt"} and day is None:
        return "Bitte das Datum der Antwort angeben."
    if status in {"abgelehnt", "nicht erforderlich"} and not reason.strip():
        return "Bitte begründen: Einwand und Verzicht stehen mit ihrem Grund in der Akte."
    return ""
