"""The worked case of Glauchau as records, made by hand: a club of 30 h stops from September to December 2027.

Freed: 4/12 of each grant. K1 (20 h in town, first grant) and K2 (10 h from Meerane, raises B1) cover everything.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from optimizer.model.case import Case, Freed, NotUsed, Option, Outage, Pot
from optimizer.model.dataset import (
    UNLIMITED,
    Capacity,
    Dataset,
    Event,
    Grant,
    Municipality,
    Offering,
    Provider,
    SocialSpace,
    Source,
)
from optimizer.model.outcome import Outcome
from optimizer.model.periods import Period
from optimizer.model.plan import GoalValue, Handover, OutageResult, Payment, Plan, PotUse

AUTUMN = Period(date(2027, 9, 1), date(2027, 12, 31))
AUTHORITY = (
    ("Name", "Landratsamt Musterkreis"),
    ("Anschrift", "Musterstraße 1; 08056 Musterstadt"),
    ("Amt", "Jugendamt"),
    ("Sachgebiet", "Prävention"),
    ("Bearbeitung", "Frau Muster"),
    ("Telefon", "0375 1234"),
    ("E-Mail", "jugendamt@example.org"),
    ("Zeichen", "51.2-3/2027"),
    ("Ausschuss", "Jugendhilfeausschuss"),
    ("Kasse", "Kreiskasse Musterkreis"),
    ("Konto", "DE00 0000 0000 0000 0000 00"),
    ("Unterzeichnung", "Erika Muster, Amtsleiterin"),
    ("Verwendungsnachweis bis", "31. März 2028"),
    ("Aktenzeichen K1", "51.2/T2-neu"),
    ("Finanzierungsart K1", "Anteilfinanzierung"),
)


def provider(key: str, name: str, **more: Any) -> Provider:
    fields = {
        "address": ("Am Markt 1", "08371 Glauchau"),
        "agreement_8a": UNLIMITED,
        "agreement_72a": date(2029, 12, 31),
        "representative": "den Vorstand",
    }
    return Provider(key, name, **{**fields, **more})


def offering(key: str, title: str, owner: str, ags: str, hours: int, **more: Any) -> Offering:
    fields = {
        "file_number": f"51.2/{key}",
        "notice_date": date(2026, 12, 10),
        "revocable": True,
        "financing_kind": "Festbetragsfinanzierung",
        "product_account": "36310103.4318514",
        "contract_date": date(2027, 1, 15),
    }
    return Offering(
        key,
        title,
        owner,
        ags,
        "§ 11",
        Fraction(hours),
        date(2027, 1, 1),
        date(2027, 12, 31),
        "SR1",
        **{**fields, **more},
    )


def dataset(**more: Any) -> Dataset:
    base = Dataset(
        spaces=(SocialSpace("SR1", "Glauchau/Meerane", "Frau Beispiel"),),
        municipalities=(
            Municipality("14524080", "Glauchau", "SR1", 50.8233, 12.5443),
            Municipality("14524190", "Meerane", "SR1", 50.8472, 12.4646),
        ),
        providers=(
            provider("T1", "Jugendhaus Eins e. V."),
            provider("T2", "Träger Zwei e. V."),
            provider("T3", "Drei gGmbH", agreement_kkg=UNLIMITED, address=("Postplatz 3", "08393 Meerane")),
        ),
        offerings=(
            offering("A1", "Jugendclub", "T1", "14524080", 30),
            offering("B1", "Offener Treff", "T3", "14524190", 15, changes=1),
        ),
        sources=(
            Source("SMS", "Freistaat Sachsen (SMS), Jugendpauschale", "Land", "Landkreis"),
            Source("LK", "Landkreis Musterkreis", "Landkreis", "Sozialraum"),
            Source("KOM", "Stadt Glauchau", "Kommune", "Kommune", "14524080"),
        ),
        grants=(
            Grant("A1", "SMS", 2027, 24_000_00, 16_000_00),
            Grant("A1", "LK", 2027, 30_000_00, 20_000_00),
            Grant("A1", "KOM", 2027, 6_000_00, 4_000_00),
            Grant("B1", "SMS", 2027, 20_000_00, 0),
        ),
        reserves=(),
        shares=(),
        capacities=(
            Capacity(
                "K1",
                "T2",
                ("§ 11", "§ 13"),
                "14524080",
                date(2027, 1, 1),
                date(2029, 12, 31),
                Fraction(20),
                Fraction(5850_00),
            ),
            Capacity(
                "K2",
                "T3",
                ("§ 11",),
                "14524190",
                date(2027, 1, 1),
                date(2029, 12, 31),
                Fraction(15),
                Fraction(5460_00),
                offering="B1",
            ),
            Capacity(
                "K3", "T3", ("§ 13",), "14524190", date(2027, 1, 1), date(2029, 12, 31), Fraction(5), Fraction(5460_00)
            ),
        ),
        events=(
            Event(
                "S",
                "Ausfall",
                date(2027, 9, 1),
                offering="A1",
                end=date(2027, 12, 31),
                reported=date(2027, 8, 20),
                reason="Personalausfall",
            ),
        ),
        authority=AUTHORITY,
        sha256="a" * 64,
    )
    return replace(base, **more)


def case(data: Dataset | None = None, *, reclaim: int = 0) -> Case:
    data = data or dataset()
    return Case(
        dataset=data,
        scenario="S",
        planning_day=date(2027, 9, 1),
        outages=(Outage(1, "A1", AUTUMN, Fraction(30), data.events[0]),),
        freed=(
            Freed(1, "KOM", 2027, 2_000_00, 2_000_00, 0, 0),
            Freed(1, "LK", 2027, 10_000_00, 10_000_00, 0, 0),
            Freed(1, "SMS", 2027, 8_000_00, 8_000_00 - reclaim, reclaim, 0),
        ),
        pots=(
            Pot("frei:SMS:2027:Landkreis:§ 11", "SMS", 2027, "freed", "Landkreis", 8_000_00 - reclaim, "§ 11"),
            Pot("frei:LK:2027:SR1:§ 11", "LK", 2027, "freed", "SR1", 10_000_00, "§ 11"),
            Pot("frei:KOM:2027:14524080:§ 11", "KOM", 2027, "freed", "14524080", 2_000_00, "§ 11"),
        ),
        capacities=data.capacities,
        options=(Option(1, "K1", AUTUMN, 0.0), Option(1, "K2", AUTUMN, 6.2)),
        exclusions=(NotUsed(1, "K3", ("field",)),),
    )


def outcome(data: Dataset | None = None, *, reclaim: int = 0) -> Outcome:
    """The plan: K1 20 h for 12,000 EUR, K2 10 h for 5,600 EUR; 2,400 EUR stay."""
    made = case(data, reclaim=reclaim)
    state, district, town = (pot.key for pot in made.pots)
    plan = Plan(
        scenario="S",
        input_sha256=made.dataset.sha256,
        program="staffelstab 0.1.0",
        solver="HiGHS 1.15.1",
        status="optimal",
        goals=(
            GoalValue("Versorgung", Fraction(120)),
            GoalValue("Subsidiarität", Fraction(0)),
            GoalValue("Reserven", Fraction(0)),
            GoalValue("Nähe", Fraction(248)),
            GoalValue("Kosten", Fraction(17_600_00)),
        ),
        outages=(OutageResult(1, "A1", AUTUMN, Fraction(30), Fraction(120), Fraction(120)),),
        handovers=(
            Handover(
                1, "K1", "T2", AUTUMN, Fraction(20), ((2027, 12_000_00),),
                (
                    Payment(state, "SMS", 2027, 5_600_00),
                    Payment(town, "KOM", 2027, 2_000_00),
                    Payment(district, "LK", 2027, 4_400_00),
                ),
            ),
            Handover(
                1, "K2", "T3", AUTUMN, Fraction(10), ((2027, 5_600_00),), (Payment(district, "LK", 2027, 5_600_00),)
            ),
        ),
        freed=made.freed,
        pots=(
            PotUse(state, "SMS", 2027, "freed", "Landkreis", 8_000_00 - reclaim, 5_600_00),
            PotUse(district, "LK", 2027, "freed", "SR1", 10_000_00, 10_000_00),
            PotUse(town, "KOM", 2027, "freed", "14524080", 2_000_00, 2_000_00),
        ),
        not_used=(NotUsed(1, "K3", ("field",)),),
        verified=True,
    )  # fmt: skip
    return Outcome(plan, made)
