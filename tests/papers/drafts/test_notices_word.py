"""The notices as Word papers, read like a lawyer: every part is there, for the addressee alone, in right German."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer.model.case import Freed, Removal
from optimizer.model.dataset import EventKind
from optimizer.model.errors import CheckFailed
from optimizer.model.findings import GoalChange
from optimizer.model.outcome import Outcome
from optimizer.model.periods import Period
from optimizer.papers import drafting
from optimizer.papers.drafting import gaps, notice_drafts, word_papers
from optimizer.papers.drafts.goals import changes_text
from optimizer.papers.state import Discretion, Ground, PaperState
from optimizer.papers.timeline import backdated
from optimizer.papers.word.package import open_package
from tests.papers.citations import cited_in
from tests.papers.drafts.reading import COMPLETE, body_of, text_of
from tests.papers.glauchau import AUTHORITY, dataset, offering, outcome


def notice(name: str, made: Outcome | None = None, state: PaperState = COMPLETE) -> str:
    return body_of(word_papers(made or outcome(), state=state)[f"bescheide/{name}.docx"])


def test_one_draft_per_act_named_by_ids_only() -> None:
    assert sorted(notice_drafts(outcome())) == ["bescheide/J1-K1.docx", "bescheide/J1-K2.docx", "bescheide/J1-M.docx"]


def test_the_reduction_says_old_change_and_new_of_each_source_and_year() -> None:
    text = notice("J1-M")
    assert "2027 Landkreis Musterkreis 30.000,00 € − 10.000,00 € 20.000,00 €" in text
    assert "2027 Freistaat Sachsen (SMS), Jugendpauschale 24.000,00 € − 8.000,00 € 16.000,00 €" in text
    assert "Zuwendung insgesamt 54.000,00 € − 18.000,00 € 36.000,00 €" in text
    assert "2027 nachrichtlich: Stadt Glauchau 6.000,00 € − 2.000,00 € 4.000,00 €" in text
    assert "um insgesamt 18.000,00 € (in Worten: achtzehntausend Euro)" in text


@pytest.mark.parametrize(
    "part",
    [
        "Jugendhaus Eins e. V.",
        "vertreten durch den Vorstand",
        "08371 Glauchau",
        "Aufgabe zur Post am: 27. August 2027",
        "1. Änderungsbescheid",
        "zum Zuwendungsbescheid vom 10. Dezember 2026, Aktenzeichen 51.2/A1",
        "öffentlich-rechtlicher Vertrag vom 15. Januar 2027",
        "Beschluss des Jugendhilfeausschusses: Nr. 12/2027 vom 25. August 2027",
        "mit Wirkung vom 1. September 2027 teilweise aufgehoben",
        "von 30 Wochenstunden (0,77 VzÄ) um 30 Wochenstunden (0,77 VzÄ) auf 0 Wochenstunden (0 VzÄ)",
        "als Festbetragsfinanzierung gewährt",
        "Im Übrigen bleibt der Zuwendungsbescheid",
        "Diese Minderung steht unter keiner Bedingung.",
        "Zeitrahmen",
        "Verantwortlichkeiten",
        "Auszahlung",
        "Finanzierungsplan nach dieser Änderung",
        "Nebenbestimmungen",
        "I. Sachverhalt",
        "Grund ist ein Ausfall von Fachpersonal.",
        "§ 47 Absatz 1 Nummer 1 SGB X",
        "III. Ermessen",
        "Widerspruch erhoben werden",
        "Musterstraße 1, 08056 Musterstadt, zu erheben",
        "Erika Muster, Amtsleiterin",
        "Anlagen",
    ],
)
def test_the_reduction_has_every_part_of_a_change_notice(part: str) -> None:
    assert part in notice("J1-M")


@pytest.mark.parametrize(
    "part",
    [
        "Bedingungen",
        "Zeitrahmen",
        "Verantwortlichkeiten",
        "auf Ihren Antrag vom 25. August 2027",
        "(unbefristet)",
        "(bis zum 31. Dezember 2029)",
        "Die Vereinbarung nach § 3 KKG liegt vor (unbefristet).",
        "von 15 Wochenstunden (0,38 VzÄ) um 10 Wochenstunden (0,26 VzÄ) auf 25 Wochenstunden (0,64 VzÄ)",
        "zuletzt geändert durch den 1. Änderungsbescheid",
        "2. Änderungsbescheid",
        "ANBest-P",
        "Widerrufsvorbehalt",
        "vorzulegen",
        "Der Beginn am 1. September 2027 liegt vor dem Tag",
        "Rechtsbehelfsbelehrung",
    ],
)
def test_the_increase_has_every_part_of_a_change_notice(part: str) -> None:
    assert part in notice("J1-K2")


def test_a_first_grant_refers_to_no_earlier_notice() -> None:
    text = notice("J1-K1")
    assert "Zuwendungsbescheid" in text
    assert "Änderungsbescheid" not in text
    assert "zuletzt geändert" not in text
    assert "eine Zuwendung für 20 Wochenstunden (0,51 VzÄ) bewilligt" in text


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("31. März 2028", False),
        ("31.03.2028", False),
        ("31. Dezember 2027", True),
        ("31.03.2027", True),
        ("2027-03-31", True),
        ("drei Monate nach Ende des Bewilligungszeitraums", False),
        ("31. Februar 2027", False),
    ],
)
def test_a_proof_of_use_before_the_grant_ends_is_missing(said: str, missing: bool) -> None:
    authority = tuple((name, said if name == "Verwendungsnachweis bis" else value) for name, value in AUTHORITY)
    made = outcome(dataset(authority=authority))
    found = {gap.what for gap in gaps(made, COMPLETE) if gap.paper == "bescheide/J1-K1"}
    assert found == ({"Verwendungsnachweis bis (ein Tag nach dem 31. Dezember 2027)"} if missing else set())
    assert (f"bis zum {said} vorzulegen" in notice("J1-K1", made)) is not missing


@pytest.mark.parametrize(("number", "name"), [(0, "J1-K1"), (1, "J1-K2")])
def test_a_grant_for_one_day_speaks_of_that_day_alone(number: int, name: str) -> None:
    base = outcome()
    day = Period(date(2027, 9, 15), date(2027, 9, 15))
    rows = tuple(replace(row, period=day) if at == number else row for at, row in enumerate(base.plan.handovers))
    text = notice(name, replace(base, plan=replace(base.plan, handovers=rows)))
    assert "gilt nur für den 15. September 2027." in text
    assert "auf Abruf in einer Summe ausgezahlt" in text
    for odd in ("monatlichen Teilbeträgen", "durchgehend", "beginnt am", "Sie endet am"):
        assert odd not in text


@pytest.mark.parametrize(
    ("kind", "said"), [("Ausfall", "Anzeige vom"), ("Entzug", "Anlass, dem Jugendamt bekannt geworden am")]
)
def test_only_what_a_provider_reported_is_called_a_report(kind: EventKind, said: str) -> None:
    base = outcome()
    event = replace(base.case.outages[0].event, kind=kind)
    made = replace(base, case=replace(base.case, outages=(replace(base.case.outages[0], event=event),)))
    text = notice("J1-M", made)
    assert f"{said} 20. August 2027" in text
    assert ("Anzeige vom" in text) is (said == "Anzeige vom")


def test_that_money_is_not_yet_safe_is_a_hint_beside_the_payment_and_no_order() -> None:
    text = notice("J1-K2")
    hint = text.index("Hinweis: Der Beginn am 1. September 2027 liegt vor dem Tag")
    assert text.index("Auszahlung") < hint < text.index("Finanzierungsplan") < text.index("Nebenbestimmungen (§ 32")


def test_a_reduction_to_nothing_says_so_and_leaves_out_what_would_be_nought() -> None:
    base = outcome()
    grants = tuple(replace(row, granted=row.granted // 3) for row in dataset().grants)
    text = notice("J1-M", replace(base, case=replace(base.case, dataset=dataset(grants=grants))))
    assert "Für 2027 wird für dieses Leistungsangebot keine Zuwendung mehr gewährt." in text
    for absurd in ("weiterhin als", "höchstens", "übrigen Teilbeträge", "Finanzierungsplan", "nach dem neuen Umfang"):
        assert absurd not in text
    kept = notice("J1-M")
    assert "keine Zuwendung mehr" not in kept
    for part in ("weiterhin als", "höchstens", "übrigen Teilbeträge", "Finanzierungsplan", "nach dem neuen Umfang"):
        assert part in kept


def test_where_a_second_notice_grants_anew_the_first_does_not_say_that_nothing_is_granted(autumn: Outcome) -> None:
    base = autumn.case.dataset
    grants = tuple(replace(row, granted=1_000_00) if row.offering == "A-03" else row for row in base.grants)
    case = replace(autumn.case, dataset=replace(base, grants=grants))
    text = notice("J3-M", replace(autumn, case=case), PaperState())
    assert "Für 2027 wird eine Zuwendung nur nach Maßgabe des 2. Änderungsbescheids gewährt." in text
    assert "keine Zuwendung mehr" not in text


def test_a_first_grant_without_kind_of_financing_or_file_number_is_not_released() -> None:
    bare = tuple(row for row in dataset().authority if not row[0].endswith(" K1"))
    made = outcome(dataset(authority=bare))
    text = text_of(word_papers(made, state=COMPLETE)["bescheide/J1-K1.docx"])
    assert "Die Zuwendung wird als [Finanzierungsart fehlt] gewährt" in text
    assert "Aktenzeichen [Aktenzeichen fehlt]" in text
    assert "ENTWURF" in text
    assert "Aktenzeichen [Aktenzeichen fehlt]" in body_of(word_papers(made, state=COMPLETE)["mittelabruf/J1-K1.docx"])
    said = {str(gap) for gap in gaps(made, COMPLETE)}
    assert "bescheide/J1-K1: Aktenzeichen fehlt (Blatt Behörde, Angabe „Aktenzeichen K1“)" in said
    assert "bescheide/J1-K1: Finanzierungsart fehlt (Blatt Behörde, Angabe „Finanzierungsart K1“)" in said
    text = notice("J1-K1")
    assert "Die Zuwendung wird als Anteilfinanzierung gewährt" in text
    assert "Aktenzeichen 51.2/T2-neu" in text


def test_each_paper_holds_its_addressees_data_only() -> None:
    papers = word_papers(outcome(), state=COMPLETE)
    folders = ["bescheide", "vertrag"]
    for name, written, others in (
        ("J1-M", [*folders, "anhoerung"], ["Träger Zwei", "Drei gGmbH", "12.000,00", "5.600,00"]),
        ("J1-K1", folders, ["Jugendhaus Eins", "Drei gGmbH", "5.600,00 € − ", "10.000,00 € 20"]),
        ("J1-K2", folders, ["Jugendhaus Eins", "Träger Zwei", "12.000,00", "20 Wochenstunden", "24.000,00"]),
    ):
        for folder in written:
            text = text_of(papers[f"{folder}/{name}.docx"])
            assert [other for other in others if other in text] == [], f"{folder}/{name}"


def test_no_paper_cites_what_does_not_exist_or_the_law_of_other_procedures() -> None:
    for content in word_papers(outcome(reclaim=1_000_00)).values():
        text = text_of(content)
        assert [found for line in text.splitlines() for found in cited_in(line)]
        assert "§ 49" not in text
        assert "Nummer 3.2.6 in Verbindung mit Nummer 3.3.7" not in text


def test_drawn_money_is_claimed_back_with_account_and_day() -> None:
    made = outcome(reclaim=2_400_00)
    text = notice("J1-M", made)
    assert "2.400,00 € (in Worten: zweitausendvierhundert Euro) sind zu erstatten" in text
    assert (
        "bis zum 15. Oktober 2027 zu zahlen (Empfänger: Kreiskasse Musterkreis, Konto: DE00 0000 0000 0000 0000 00"
        in text
    )
    assert "§ 50 Absatz 1 SGB X" in text
    assert "[Kassenzeichen fehlt]" in text
    assert ("bescheide/J1-M", "Kassenzeichen") in {(gap.paper, gap.what) for gap in gaps(made, COMPLETE)}


def test_without_a_reclaim_nothing_is_said_about_one() -> None:
    assert "erstatten" not in notice("J1-M")


def test_where_reclaims_are_planned_the_notice_still_claims_what_was_drawn() -> None:
    data = dataset(rules=replace(dataset().rules, plan_reclaims=True))
    grants = tuple(
        replace(row, drawn=row.granted) if row.source == "LK" and row.offering == "A1" else row for row in data.grants
    )
    assert "10.000,00 € (in Worten: zehntausend Euro) sind zu erstatten" in notice(
        "J1-M", outcome(replace(data, grants=grants))
    )


def test_one_notice_claims_a_reclaim_and_what_is_overdrawn_of_money_that_goes_back() -> None:
    data = dataset()
    drawn = {"SMS": 24_000_00, "LK": 25_000_00, "KOM": 0}
    made = outcome(replace(data, grants=tuple(replace(row, drawn=drawn[row.source]) for row in data.grants[:3])))
    freed = (
        Freed(1, "KOM", 2027, 2_000_00, 2_000_00, 0, 0),
        Freed(1, "LK", 2027, 10_000_00, 8_750_00, 1_250_00, 0),
        Freed(1, "SMS", 2027, 8_000_00, 0, 0, 8_000_00),
    )
    made = replace(made, plan=replace(made.plan, freed=freed), case=replace(made.case, freed=freed))
    assert "9.250,00 € (in Worten: neuntausendzweihundertfünfzig Euro) sind zu erstatten" in notice("J1-M", made)


def test_without_a_reserved_revocation_the_ground_is_a_persons_choice() -> None:
    data = dataset(
        offerings=(offering("A1", "Jugendclub", "T1", "14524080", 30, revocable=False), dataset().offerings[1])
    )
    made = outcome(data)
    text = text_of(word_papers(made, state=COMPLETE)["bescheide/J1-M.docx"])
    assert "§ 48 Absatz 1 Satz 1 SGB X (wesentliche Änderung der Verhältnisse)" in text
    assert "§ 47 Absatz 1 Nummer 1" not in text
    assert "ENTWURF" in text
    chosen = replace(COMPLETE, grounds=(("A1", "§ 48"),))
    text = text_of(word_papers(made, state=chosen)["bescheide/J1-M.docx"])
    assert "Rechtsgrundlage der Minderung ist § 48 Absatz 1 Satz 1 SGB X." in text
    assert "ENTWURF" not in text


def test_a_complete_and_released_paper_bears_no_entwurf_anywhere() -> None:
    papers = word_papers(outcome(), state=COMPLETE)
    assert gaps(outcome(), COMPLETE) == ()
    assert [name for name, content in papers.items() if "ENTWURF" in text_of(content)] == []
    assert [name for name, content in papers.items() if "fehlt]" in text_of(content)] == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"released": ()}, None),
        ({"consents_complete": False}, "Zustimmung aller Beteiligten (Nummer 3.1.7)"),
        ({"discretion": ()}, "Bestätigung der Ermessensgründe"),
        ({"posted": None}, "Tag der Aufgabe zur Post"),
        ({"resolution": ""}, "Beschluss des Jugendhilfeausschusses"),
        ({"applications": ()}, "Datum des Antrags"),
    ],
)
def test_whatever_is_missing_keeps_entwurf_on_every_page(change: dict[str, object], what: str | None) -> None:
    state = replace(COMPLETE, **change)
    content = word_papers(outcome(), state=state)["bescheide/J1-K1.docx"]
    assert text_of(content).count("ENTWURF – nicht freigegeben") == 2, "first page and all others"
    found = {gap.what for gap in gaps(outcome(), state) if gap.paper == "bescheide/J1-K1"}
    assert found == ({what} if what else set())


def test_a_gap_says_where_to_put_the_missing_datum() -> None:
    data = dataset(authority=(), providers=tuple(replace(row, representative="") for row in dataset().providers))
    places = {str(gap) for gap in gaps(outcome(data), COMPLETE)}
    assert "bescheide/J1-M: Telefon fehlt (Blatt Behörde, Angabe „Telefon“)" in places
    assert "bescheide/J1-M: Vertretung fehlt (Blatt Träger, Spalte „Vertretung“, Zeile „T1“)" in places
    assert "[Telefon fehlt]" in notice("J1-M", outcome(data))


def test_discretion_is_a_marked_draft_until_a_person_has_confirmed_it() -> None:
    assert "[Entwurf der Ermessensgründe – noch nicht bestätigt]" in notice("J1-M", state=PaperState())
    own = Discretion(
        "J1-M", "Frau Muster", date(2027, 8, 29), "Eigener Grund eins: 99,00 € am 1. Mai 2020.\nGrund zwei."
    )
    text = notice("J1-M", state=replace(COMPLETE, discretion=(own,)))
    assert "Eigener Grund eins: 99,00 € am 1. Mai 2020.\nGrund zwei." in text
    assert "noch nicht bestätigt" not in text
    assert "Schutzwürdiges Vertrauen" not in text


def test_the_draft_on_discretion_counts_others_without_naming_them() -> None:
    text = notice("J1-K1")
    assert "sind drei gemeldete freie Kapazitäten geprüft worden. Davon kamen zwei in Betracht." in text
    assert "Nicht in Betracht kam: eine Kapazität, weil sie einen anderen Leistungsbereich betrifft." in text
    assert "ist für diesen Entwurf nicht gefragt worden" in text


def test_a_waived_hearing_stands_in_the_notice_and_needs_no_letter() -> None:
    state = replace(COMPLETE, hearing_waived=date(2027, 8, 3))
    papers = word_papers(outcome(), state=state)
    assert "anhoerung/J1-M.docx" not in papers
    assert "am 3. August 2027 auf eine Anhörung verzichtet" in body_of(papers["bescheide/J1-M.docx"])


def test_one_hour_is_said_in_the_singular() -> None:
    base = outcome()
    case = replace(base.case, outages=(replace(base.case.outages[0], hours=Fraction(1)),))
    first, *_ = base.plan.handovers
    plan = replace(base.plan, handovers=(replace(first, hours=Fraction(1)),))
    text = notice("J1-M", replace(base, case=case, plan=plan))
    assert "entfällt 1 der 30 Wochenstunden vom 1. September 2027 bis zum 31. Dezember 2027" in text
    assert "kann vom 1. September 2027 bis zum 31. Dezember 2027 nicht in vollem Umfang fortgeführt werden" in text


def test_where_a_source_leaves_the_reasons_speak_of_money_and_not_of_the_provider() -> None:
    base = outcome()
    event = replace(base.case.outages[0].event, kind="Mittelwegfall", source="SMS", reported=date(2027, 8, 1))
    lost = replace(base.case.outages[0], event=event, removal=Removal("SMS", date(2027, 9, 1), whole=True))
    made = replace(base, case=replace(base.case, outages=(lost,)))
    text = notice("J1-M", made)
    assert "Mittel der Quelle „Freistaat Sachsen (SMS), Jugendpauschale“ stehen für das Leistungsangebot" in text
    assert "Dies ist dem Jugendamt am 1. August 2027 bekannt geworden." in text
    assert "nicht mehr gesichert" in text
    assert "Schlüssel" not in text


def test_a_draft_that_differs_from_the_plan_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    right = drafting.notice_fields

    def wrong(*arguments: object) -> dict[str, object]:
        fields = right(*arguments)  # type: ignore[arg-type]
        rows = [
            {**row, "neu": "16.000,01 €"} if row["neu"].startswith("16.000,00") else row for row in fields["betraege"]
        ]
        return {**fields, "betraege": rows}

    monkeypatch.setattr(drafting, "notice_fields", wrong)
    with pytest.raises(CheckFailed, match=r"16\.000,01"):
        notice_drafts(outcome())


def test_freed_money_that_goes_back_to_its_source_is_part_of_the_reduction() -> None:
    base = outcome()
    rows = tuple(
        Freed(row.outage, row.source, row.year, row.freed, 0, 0, row.freed) if row.source == "SMS" else row
        for row in base.plan.freed
    )
    made = replace(base, plan=replace(base.plan, freed=rows), case=replace(base.case, freed=rows))
    assert "24.000,00 € − 8.000,00 € 16.000,00 €" in notice("J1-M", made)


def test_a_day_and_its_month_stand_on_one_line() -> None:
    content = word_papers(outcome(), state=COMPLETE)["bescheide/J1-M.docx"]
    body = open_package(content)["word/document.xml"].decode()
    assert "31.\u00a0Dezember 2027" in body
    assert "31. Dezember" not in body


def test_undrawn_money_is_not_justified_with_work_that_was_not_done(autumn: Outcome) -> None:
    text = notice("J2-M", autumn, PaperState())
    assert "erfasst nur den Betrag, der für die bewilligte Leistung nicht gebraucht wird" in text
    assert "der Betrag ist der, der nicht abgerufen wird" in text
    for wrong in ("nicht erbracht wird", "nicht erbrachte Leistungen", "taggenau"):
        assert wrong not in text


def without_renewal(made: Outcome) -> Outcome:
    """The same plan without what goes back to the provider whose funder left."""
    rows = tuple(row for row in made.plan.handovers if not row.capacity.startswith("bisher:"))
    return replace(made, plan=replace(made.plan, handovers=rows))


def test_a_municipal_provider_is_not_funded_by_the_law_for_free_ones() -> None:
    """§ 74 SGB VIII is for the voluntary work of free providers; the state's guideline also pays municipal ones."""
    data = dataset(providers=tuple(replace(row, municipal=row.key != "T1") for row in dataset().providers))
    for name in ("J1-K1", "J1-K2"):
        text = notice(name, outcome(data))
        assert (
            "Rechtsgrundlage ist die Förderrichtlinie Jugendpauschale des Freistaates Sachsen sowie § 11 SGB VIII "
            "(Jugendarbeit) in Verbindung mit § 79 Absatz 2 SGB VIII." in text
        )
        assert "§ 74" not in text
    assert "§ 74 SGB VIII" in notice("J1-M", outcome(data))
    municipal = tuple(replace(row, municipal=True) for row in dataset().providers)
    district = tuple(replace(row, kind="Landkreis") if row.kind == "Land" else row for row in dataset().sources)
    text = notice("J1-M", outcome(dataset(providers=municipal, sources=district)))
    assert "Grundlage der Förderung ist § 11 SGB VIII (Jugendarbeit) in Verbindung mit § 79 Absatz 2 SGB VIII" in text
    assert "§ 74" not in text


def test_money_that_a_source_takes_away_is_not_called_work_that_was_not_done(autumn: Outcome) -> None:
    text = notice("J3-M", without_renewal(autumn), PaperState())
    assert "erfasst nur den Anteil und den Zeitraum, deren Finanzierung ohne die weggefallenen Mittel" in text
    assert "nicht erbracht wird" not in text
    assert "milderes Mittel" not in text


def test_what_a_second_notice_gives_back_is_weighed_together_with_the_reduction(autumn: Outcome) -> None:
    """A foundation pays half: J3-M takes 2,000 EUR, J3-BISHER grants 1,000 EUR anew."""
    text = notice("J3-M", autumn, PaperState())
    assert "Die Zuwendung wird zusammen mit dem 2. Änderungsbescheid neu festgesetzt" in text
    assert "zusammen mit dem 2. Änderungsbescheid zum selben Zuwendungsbescheid festgesetzt" in text
    for refuted in ("milderes Mittel", "erfasst nur"):
        assert refuted not in text
    hearing = body_of(word_papers(autumn)["anhoerung/J3-M.docx"])
    assert (
        "durch einen weiteren Bescheid (2. Änderungsbescheid) aus den verfügbaren Mitteln neu festzusetzen" in hearing
    )
    assert "milderes Mittel" in notice("J1-M", autumn, PaperState())


@pytest.mark.parametrize(("kind", "comes_back"), [("Ausfall", True), ("Fristlose Kündigung", False), ("Entzug", False)])
def test_the_old_scope_comes_back_only_to_a_provider_that_stays(kind: EventKind, comes_back: bool) -> None:
    made = outcome()
    outages = tuple(replace(row, event=replace(row.event, kind=kind)) for row in made.case.outages)
    longer = tuple(replace(row, end=date(2028, 12, 31)) for row in made.case.dataset.offerings)
    case = replace(made.case, outages=outages, dataset=replace(made.case.dataset, offerings=longer))
    text = notice("J1-M", replace(made, case=case))
    assert ("gilt wieder der vorher bewilligte Umfang" in text) is comes_back


LATE = replace(COMPLETE, dated=date(2027, 8, 30), posted=date(2027, 8, 31))
"""Posted on 31 August, notified on 4 September, yet to work from the 1st: § 47 (1) SGB X knows the future only."""


def test_a_reduction_that_begins_before_it_is_notified_is_told_to_the_person() -> None:
    (sentence,) = backdated(outcome(), LATE)
    assert sentence.startswith("Bescheid J1-M mindert ab dem 01.09.2027, gilt aber erst am 04.09.2027 als bekannt")
    assert backdated(outcome(), COMPLETE) == ()
    assert "frühestens am" in backdated(outcome(), PaperState())[0]


def test_a_reduction_that_begins_before_it_is_notified_cannot_be_released_without_another_ground() -> None:
    text = text_of(word_papers(outcome(), state=LATE)["bescheide/J1-M.docx"])
    assert (
        "Die Minderung ab dem 1. September 2027 liegt vor der Bekanntgabe des Bescheids (am 4. September 2027); der "
        "Widerruf nach § 47 Absatz 1 SGB X wirkt nur für die Zukunft. In Betracht kommen:" in text
    )
    for untrue in (
        "Sie wirkt nur für die Zukunft",
        "Rechtsgrundlage der Minderung ist § 47",
        "künftige",
        "rechtzeitig",
    ):
        assert untrue not in text
    assert "ENTWURF" in text
    missing = {gap.what for gap in gaps(outcome(), LATE) if gap.paper == "bescheide/J1-M"}
    assert missing == {"Wahl der Rechtsgrundlage (Beginn vor der Bekanntgabe)"}


@pytest.mark.parametrize(("ground", "carries"), [("§ 48", False), ("§ 47 Abs. 2 Nr. 1", True), ("Verzicht", True)])
def test_only_a_ground_that_reaches_back_carries_days_before_the_notification(ground: Ground, carries: bool) -> None:
    text = text_of(word_papers(outcome(), state=replace(LATE, grounds=(("A1", ground),)))["bescheide/J1-M.docx"])
    assert ("ENTWURF" not in text) is carries
    assert "mit Wirkung für die Zukunft" not in text


def test_the_hearing_names_no_ground_that_its_own_period_refutes() -> None:
    """Asked on 20 August with two weeks to answer: no notice can be there on 1 September."""
    text = body_of(word_papers(outcome(), state=PaperState(hearing_posted=date(2027, 8, 20)))["anhoerung/J1-M.docx"])
    assert "vor der Bekanntgabe des Bescheids (frühestens am 12. September 2027)" in text
    assert "Rechtsgrundlage der Minderung ist" not in text


def test_a_ground_that_works_backwards_may_be_chosen_in_spite_of_the_reservation() -> None:
    agreed = replace(COMPLETE, grounds=(("A1", "Verzicht"),))
    assert backdated(outcome(), agreed) == ()
    text = notice("J1-M", state=agreed)
    assert "auf die Zuwendung insoweit schriftlich verzichtet oder der Minderung schriftlich zugestimmt hat" in text
    assert "§ 47 Absatz 1" not in text
    assert "nur für die Zukunft" not in text
    assert "nur für die Zukunft" in notice("J1-M")


@pytest.mark.parametrize(
    ("goal", "before", "after", "said"),
    [
        ("Übergaben", 3, 2, "Übergaben − 1 Übergabe"),
        ("Übergaben", 2, 4, "Übergaben + 2 Übergaben"),
        ("Nähe", Fraction(0), Fraction(1, 1000), "Nähe + unter 0,01 km · Stundenmonate"),
        ("Kosten", 100, 100, "kein Ziel ändert sich"),
    ],
)
def test_what_a_change_does_to_a_goal_in_words(goal: str, before: int, after: int, said: str) -> None:
    change = GoalChange(goal, Fraction(before), Fraction(after))
    assert changes_text([change]).replace("\u00a0", " ") == said
