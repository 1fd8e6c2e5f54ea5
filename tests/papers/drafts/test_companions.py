"""Hearing, contract, letter, committee paper and weighing record of the worked case, and of what is odd."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document

from optimizer.model.case import Pot
from optimizer.model.dataset import Capacity, EventKind, Pin, Reserve
from optimizer.model.errors import CheckFailed, InputError
from optimizer.model.findings import Alternative, Bottleneck, Findings, ForcedOption, GoalChange, Limit, LimitValue
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Payment, PotUse
from optimizer.papers import drafting
from optimizer.papers.drafting import word_papers
from optimizer.papers.drafts import companions
from optimizer.papers.state import PaperState
from tests.papers.drafts.reading import COMPLETE, body_of
from tests.papers.glauchau import dataset, offering, outcome


def paper(
    name: str, made: Outcome | None = None, state: PaperState = COMPLETE, findings: Findings | None = None
) -> str:
    return body_of(word_papers(made or outcome(), findings or Findings(), state)[f"{name}.docx"])


def test_all_papers_of_a_handover_are_there() -> None:
    assert sorted(word_papers(outcome())) == [
        "akte/abwaegungsprotokoll.docx",
        "anhoerung/J1-M.docx",
        "anhoerungserklaerung/J1-M.docx",
        "bescheide/J1-K1.docx",
        "bescheide/J1-K2.docx",
        "bescheide/J1-M.docx",
        "beschluss/beschlussvorlage.docx",
        "beteiligung/14524080.docx",
        "mittelabruf/J1-K1.docx",
        "mittelabruf/J1-K2.docx",
        "rechtsbehelfsverzicht/J1-M.docx",
        "vertrag/J1-K1.docx",
        "vertrag/J1-K2.docx",
        "vertrag/J1-M.docx",
    ]


def test_the_hearing_says_what_is_intended_and_until_when_to_answer() -> None:
    text = paper("anhoerung/J1-M")
    assert "(§ 24 Absatz 1 SGB X)" in text
    assert "Die Zuwendung soll sich um insgesamt 18.000,00 €" in text
    assert "Bitte äußern Sie sich bis zum 20. August 2027." in text
    assert "Aufgabe zur Post am: 2. August 2027" in text
    assert "Bei Fragen wenden Sie sich bitte an: Frau Muster (Telefon 0375 1234)." in text


def test_the_hearing_bears_the_day_on_which_it_was_sent_and_everything_cites_that_day() -> None:
    """The notice is of 26 August; its hearing was sent on the 2nd, as a person or the workbook says."""
    events = (replace(dataset().events[0], hearing=date(2027, 8, 3)),)
    by_workbook = outcome(dataset(events=events))
    for made, state, day in (
        (outcome(), COMPLETE, "2. August 2027"),
        (by_workbook, replace(COMPLETE, hearing_posted=None), "3. August 2027"),
    ):
        letter = paper("anhoerung/J1-M", made, state)
        assert f"Datum: {day}" in letter
        assert f"Aufgabe zur Post am: {day}" in letter
        assert "26. August" not in letter
        assert f"mit Schreiben vom {day}" in paper("bescheide/J1-M", made, state)
        assert f"mit Schreiben vom {day}" in paper("anhoerungserklaerung/J1-M", made, state)
    assert "Datum: 26. August 2027" in paper("anhoerung/J1-M", state=replace(COMPLETE, hearing_posted=None))


def test_a_hearing_that_was_sent_misses_no_other_day() -> None:
    """It goes out first; the day of the notices comes later."""
    early = replace(COMPLETE, dated=None)
    assert {"anhoerung/J1-M", "anhoerungserklaerung/J1-M"}.isdisjoint(undated(early))
    assert "anhoerung/J1-M" in undated(replace(early, hearing_posted=None))
    assert "bescheide/J1-M" in undated(early)


def undated(state: PaperState) -> set[str]:
    """The papers that miss the day on which they are written."""
    return {gap.paper for gap in drafting.gaps(outcome(), state) if gap.what == "Datum des Schreibens"}


def test_the_contract_is_changed_for_one_and_new_for_another() -> None:
    assert "Der öffentlich-rechtliche Vertrag vom 15. Januar 2027 wird geändert" in paper("vertrag/J1-M")
    assert "es entfallen 30 Wochenstunden (0,77 VzÄ)" in paper("vertrag/J1-M")
    assert "übernimmt der Träger 10 Wochenstunden (0,26 VzÄ) des Leistungsangebots „Jugendclub“" in paper(
        "vertrag/J1-K2"
    )
    first = paper("vertrag/J1-K1")
    assert "Öffentlich-rechtlicher Vertrag" in first.splitlines()
    assert "wird geändert" not in first
    assert "Schriftform (§ 56 SGB X)" in first


def test_where_a_funder_leaves_the_contract_hands_over_no_keys_as_the_notice_does_not(autumn: Outcome) -> None:
    text = paper("vertrag/J3-M", autumn)
    assert "Der Träger bleibt für den Umfang verantwortlich, der ihm" in text
    for wrong in ("Schlüssel", "bis zur Übergabe"):
        assert wrong not in text
    assert "Schlüssel" in paper("vertrag/J1-M", autumn)


def test_a_contract_claims_an_agreement_on_cooperation_only_where_one_is_recorded() -> None:
    assert "§ 3 KKG" not in paper("vertrag/J1-K1")
    assert "Auch die Vereinbarung nach § 3 KKG gilt hierfür (unbefristet)." in paper("vertrag/J1-K2")
    assert "§ 3 KKG" not in paper("vertrag/J1-M")


def test_the_seat_municipality_learns_what_clause_3_3_6_wants_it_to_know() -> None:
    text = paper("beteiligung/14524080")
    for part in (
        "Kommune Glauchau",
        "Was in Ihrer Kommune geschieht (Nummer 3.3.6)",
        "Grund ist ein Ausfall von Fachpersonal.",
        "Träger: Jugendhaus Eins e. V.",
        "Dem Jugendamt angezeigt: am 20. August 2027",
        "Zeitraum: vom 1. September 2027 bis zum 31. Dezember 2027",
        "Betroffen: 30 Wochenstunden; das Angebot umfasst 30 Wochenstunden.",
        "Koordination im Sozialraum: Frau Beispiel",
        "Träger Zwei e. V. vom 1. September 2027 bis zum 31. Dezember 2027 20 Wochenstunden",
        "Mit den vorgeschlagenen Übernahmen ist der Ausfall vollständig gedeckt.",
        "2027 Stadt Glauchau 2.000,00 € 0,00 € 0,00 € 2.000,00 € 2.000,00 € 0,00 €",
        "Nummer 3.2.6 in Verbindung mit Nummer 3.1.7",
        "Bitte teilen Sie bis zum 20. August 2027 mit",
    ):
        assert part in text


def test_a_municipality_sees_no_money_but_its_own() -> None:
    text = paper("beteiligung/14524080")
    for other in ("8.000,00", "10.000,00", "12.000,00", "17.600,00", "Freistaat", "Landkreis Musterkreis"):
        assert other not in text


def test_a_municipality_that_only_pays_gets_a_letter_about_its_money_alone() -> None:
    data = dataset()
    sources = tuple(replace(row, ags="14524190") if row.key == "KOM" else row for row in data.sources)
    papers = word_papers(outcome(replace(data, sources=sources)), state=COMPLETE)
    assert {name for name in papers if name.startswith("beteiligung")} == {
        "beteiligung/14524080.docx",
        "beteiligung/14524190.docx",
    }
    meerane = body_of(papers["beteiligung/14524190.docx"])
    assert "Was in Ihrer Kommune geschieht" not in meerane
    assert "Jugendclub" not in meerane
    assert "2.000,00 €" in meerane
    assert "2.000,00 €" not in body_of(papers["beteiligung/14524080.docx"])


def test_an_open_end_is_said() -> None:
    data = dataset()
    event = replace(data.events[0], early_end=date(2027, 10, 31), late_end=date(2028, 2, 29))
    base = outcome()
    made = replace(base, case=replace(base.case, outages=(replace(base.case.outages[0], event=event),)))
    sentence = "Das Ende ist ungewiss; erwartet wird es zwischen dem 31. Oktober 2027 und dem 29. Februar 2028."
    assert sentence in paper("beteiligung/14524080", made)


def test_the_committee_votes_by_field_and_sees_both_annexes() -> None:
    text = paper("beschluss/beschlussvorlage")
    for part in (
        "Über jeden Leistungsbereich wird gesondert abgestimmt.",
        "Mittel des Landes und des Landkreises in Höhe von 18.000,00 € frei geworden sind; davon sind 18.000,00 €",
        "beschließt, Mittel in Höhe von 15.600,00 € wie folgt als Zuwendung zu verwenden (Anlage 2), und zwar",
        "15.600,00 € aus frei gewordenen Mitteln:",
        "und erhält dafür eine Zuwendung von 10.000,00 € (nachrichtlich: Stadt Glauchau 2.000,00 €).",
        "und erhält dafür eine Zuwendung von 5.600,00 €.",
        "Nachrichtlich: Hinzu kommen Mittel anderer (Stadt Glauchau 2.000,00 €); über sie entscheiden diese selbst.",
        "frei geworden 18.000,00 € 2.000,00 € 20.000,00 €",
        "Übernahmen zusammen 15.600,00 € 2.000,00 € 17.600,00 €",
        "Träger Zwei e. V. erbringt 20 Wochenstunden des Leistungsangebots „Jugendclub“ in Glauchau vom",
        "unter dem Vorbehalt der Bereitstellung der Fördermittel des Freistaates",
        "berührte Träger: Drei gGmbH, Jugendhaus Eins e. V. und Träger Zwei e. V.",
        "Anlage 1: freigewordene Mittel nach Leistungsbereichen",
        "§ 11 2027 Landkreis Musterkreis 10.000,00 € 0,00 € 0,00 € 10.000,00 € 10.000,00 €",
        "Land und Landkreis 18.000,00 € 0,00 € 0,00 € 18.000,00 € 15.600,00 €",
        "nachrichtlich 2.000,00 € 0,00 € 0,00 € 2.000,00 € 2.000,00 €",
        "Summe 20.000,00 € 0,00 € 0,00 € 20.000,00 € 17.600,00 €",
        "2027 Freistaat Sachsen (SMS), Jugendpauschale 8.000,00 € 5.600,00 € 2.400,00 €",
        "Anlage 2: Vorschlag zur Verwendung",
        "2027 nachrichtlich: Stadt Glauchau 2.000,00 €",
        "davon Zuwendung 10.000,00 €",
        "zusammen 12.000,00 €",
        "Summe der vorgeschlagenen Übernahmen (zwei Übernahmen): 17.600,00 €, davon Zuwendung 15.600,00 €",
    ):
        assert part in text
    assert "Aus Reserven" not in text


def test_reserves_stand_with_their_resolution() -> None:
    base = outcome(dataset(reserves=(Reserve("R1", "LK", 2027, 1_000_00, resolution="KT 7/2026"),)))
    first, second = base.plan.handovers
    paid = (replace(second.funding[0], cents=4_600_00), Payment("reserve:R1", "LK", 2027, 1_000_00))
    pots = tuple(replace(row, used=9_000_00) if row.source == "LK" else row for row in base.plan.pots)
    pots += (PotUse("reserve:R1", "LK", 2027, "reserve", "Landkreis", 1_000_00, 1_000_00),)
    plan = replace(base.plan, handovers=(first, replace(second, funding=paid)), pots=pots)
    case = replace(base.case, pots=(*base.case.pots, Pot("reserve:R1", "LK", 2027, "reserve", "Landkreis", 1_000_00)))
    text = paper("beschluss/beschlussvorlage", replace(base, plan=plan, case=case))
    assert "2027 Landkreis Musterkreis R1 KT 7/2026 1.000,00 €" in text
    assert "zusätzlich aus Reserven 1.000,00 € 0,00 € 1.000,00 €" in text
    assert (
        "beschließt, Mittel in Höhe von 15.600,00 € wie folgt als Zuwendung zu verwenden (Anlage 2), und zwar "
        "14.600,00 € aus frei gewordenen Mitteln und 1.000,00 € aus Reserven (Landkreis Musterkreis 1.000,00 €):"
        in text
    )


def test_where_nobody_can_take_over_the_committee_reads_so() -> None:
    base = outcome()
    plan = replace(
        base.plan,
        handovers=(),
        outages=(replace(base.plan.outages[0], covered=Fraction(0)),),
        pots=tuple(replace(row, used=0) for row in base.plan.pots),
    )
    text = paper("beschluss/beschlussvorlage", replace(base, plan=plan))
    assert "In diesem Leistungsbereich wird keine Übernahme vorgeschlagen." in text
    assert "Der Ausfall kann nach heutigem Stand nicht gedeckt werden." in text
    assert "Es wird keine Übernahme vorgeschlagen." in text


def test_the_weighing_record_names_every_capacity_with_its_reason() -> None:
    text = paper("akte/abwaegungsprotokoll")
    for part in (
        "K1 Träger Zwei e. V. übernimmt 20 Wochenstunden vom 1. September 2027 bis zum 31. Dezember 2027",
        "K3 Drei gGmbH nicht möglich Gebraucht wird § 11; angeboten wird nur § 13 SGB VIII.",
        "Träger Zwei e. V. 21. August 2027 kann 20 Stunden übernehmen",
        "Vorgaben sind nicht gemacht worden.",
        "1 Versorgung 120 Stundenmonate",
        "5 Kosten 17.600,00 €",
        "Andere Verteilungen: nicht gefragt.",
        "Was ihr Einsatz kosten würde: nicht gefragt.",
        "Was mehr oder weniger Mittel und Stunden ändern würden: nicht gefragt.",
        "J1-M Jugendhaus Eins e. V. bestätigt von Frau Muster am 26. August 2027",
        "a" * 64,
    ):
        assert part in text


def test_what_was_asked_of_the_model_stands_with_its_price_in_each_goal() -> None:
    changes = (
        GoalChange("Versorgung", Fraction(120), Fraction(108)),
        GoalChange("Kosten", Fraction(17_600_00), Fraction(17_900_00)),
    )
    findings = Findings(
        limits=(
            LimitValue(
                Limit("pot", "frei:LK", "Mittel des Landkreises"), Fraction(1_000_00), changes, None, "Der Topf bindet."
            ),
        ),
        forced=(ForcedOption(1, "K2", Fraction(15), changes, "K2 liegt weiter entfernt."),),
        alternatives=(Alternative(outcome().plan, changes, "K2 übernimmt alles, 33,00 € mehr."),),
        bottlenecks=(Bottleneck(1, Fraction(3), (), "Es fehlen 5,00 € im Topf."),),
    )
    text = paper("akte/abwaegungsprotokoll", findings=findings)
    assert "1 K2 übernimmt alles, 33,00 € mehr. Versorgung − 12 Stundenmonate; Kosten + 300,00 €" in text
    assert (
        "K2 Jugendclub 15 Wochenstunden Versorgung − 12 Stundenmonate; Kosten + 300,00 € K2 liegt weiter entfernt."
        in text
    )
    assert (
        "Mittel des Landkreises Versorgung − 12 Stundenmonate; Kosten + 300,00 € nicht möglich Der Topf bindet." in text
    )
    assert "Engpass: Es fehlen 5,00 € im Topf." in text
    assert "nicht gefragt" not in text
    assert "für eine weitere mögliche Übernahme und für eine andere Verteilung berechnet worden" in body_of(
        word_papers(outcome(), findings, COMPLETE)["bescheide/J1-K1.docx"]
    )


def test_the_weighing_record_calls_hours_weighted_that_a_need_weighs() -> None:
    heavy = replace(dataset().offerings[0], need=Fraction(8, 5))
    made = outcome(dataset(offerings=(heavy, *dataset().offerings[1:])))
    changes = (
        GoalChange("Versorgung", Fraction(192), Fraction(180)),
        GoalChange("Nähe", Fraction(248), Fraction(250)),
    )
    findings = Findings(alternatives=(Alternative(made.plan, changes, "K2 übernimmt weniger."),))
    text = paper("akte/abwaegungsprotokoll", made, findings=findings)
    assert "1 Versorgung 120 gewichtete Stundenmonate" in text
    assert "Versorgung − 12 gewichtete Stundenmonate; Nähe + 2 km · Stundenmonate" in text


def test_what_would_be_cheaper_stands_with_its_sign() -> None:
    cheaper = (GoalChange("Kosten", Fraction(17_600_00), Fraction(16_604_62)),)
    findings = Findings(alternatives=(Alternative(outcome().plan, cheaper, "K2 übernimmt weniger."),))
    text = paper("akte/abwaegungsprotokoll", findings=findings)
    assert "K2 übernimmt weniger. Kosten − 995,38 €" in text


def test_a_substitute_that_already_runs_the_same_field_there_is_a_hint_to_check() -> None:
    data = dataset(offerings=(*dataset().offerings, offering("B2", "Treff am Teich", "T2", "14524080", 10)))
    text = paper("akte/abwaegungsprotokoll", outcome(data))
    assert (
        "Träger Zwei e. V. betreibt in Glauchau im selben Leistungsbereich bereits das Leistungsangebot "
        "„Treff am Teich“." in text
    )
    assert "Nummer 3.1.4 der Kooperationsvereinbarung" in text
    assert "Doppelstruktur" not in paper("akte/abwaegungsprotokoll")


@pytest.mark.parametrize(
    ("kind", "words"),
    [("Mehrbedarf", "Dem Jugendamt angezeigt: mit dem Antrag"), ("Entzug", "Dem Jugendamt angezeigt: entfällt")],
)
def test_only_events_that_providers_report_lack_a_day_of_report(kind: EventKind, words: str) -> None:
    base = outcome()
    event = replace(base.case.outages[0].event, kind=kind, reported=None)
    made = replace(base, case=replace(base.case, outages=(replace(base.case.outages[0], event=event),)))
    assert words in paper("beteiligung/14524080", made)
    assert words in paper("akte/abwaegungsprotokoll", made)
    if kind == "Mehrbedarf":
        assert "Übernahmen ist der Mehrbedarf vollständig gedeckt." in paper("beschluss/beschlussvorlage", made)


def test_pins_stand_in_the_weighing_record() -> None:
    data = dataset(pins=(Pin("S", "A1", "K1", "mindestens", Fraction(1)), Pin("S", "A1", "K3", "ausgeschlossen")))
    text = paper("akte/abwaegungsprotokoll", outcome(data))
    assert "Jugendclub K1 mindestens 1 Wochenstunde" in text
    assert "Jugendclub K3 ausgeschlossen" in text


@pytest.mark.parametrize("name", ["committee_fields", "letter_fields", "weighing_fields"])
def test_a_paper_with_an_amount_that_the_plan_does_not_know_is_not_handed_out(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = getattr(companions, name)

    def wrong(desk: object, *more: object) -> dict[str, object]:
        return {**right(desk, *more), "unterzeichnung": "3,33 €"}

    monkeypatch.setattr(companions, name, wrong)
    with pytest.raises(CheckFailed, match="3,33"):
        word_papers(outcome(), state=COMPLETE)


def test_a_capacity_that_was_possible_and_not_used_says_so() -> None:
    base = outcome()
    spare = Capacity("K4", "T2", ("§ 11",), "14524080", date(2027, 1, 1), date(2029, 12, 31), Fraction(3), Fraction(1))
    case = replace(
        base.case,
        capacities=(*base.case.capacities, spare),
        options=(*base.case.options, replace(base.case.options[0], capacity="K4")),
    )
    text = paper("akte/abwaegungsprotokoll", replace(base, case=case))
    assert "K4 Träger Zwei e. V. möglich, nicht gewählt Möglich, im besten Plan aber nicht gebraucht." in text


def test_a_districts_own_template_may_hold_figures_of_its_own(tmp_path: Path) -> None:
    own = Document(str(drafting.BUILT_IN / "vertrag.docx"))
    own.add_paragraph("Es gilt die Richtlinie vom 1. Januar 2020; Bagatellgrenze 25,00 €, mindestens 5 Wochenstunden.")
    own.save(str(tmp_path / "vertrag.docx"))
    papers = word_papers(outcome(), state=COMPLETE, templates=tmp_path)
    assert "Bagatellgrenze 25,00 €" in body_of(papers["vertrag/J1-M.docx"])
    assert "Bagatellgrenze" not in body_of(papers["bescheide/J1-M.docx"])


def test_a_districts_own_template_that_leaves_an_amount_out_is_not_used(tmp_path: Path) -> None:
    own = Document(str(drafting.BUILT_IN / "vertrag.docx"))
    for paragraph in own.paragraphs:
        if "{{ betrag }}" in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace(
                "{{ betrag }} (in Worten: {{ betrag_worte }})", "den Betrag"
            )
    own.save(str(tmp_path / "vertrag.docx"))
    with pytest.raises(InputError, match="Pflichtfeld betrag "):
        word_papers(outcome(), state=COMPLETE, templates=tmp_path)


def test_every_paper_opens_in_word_with_its_title() -> None:
    for name, content in word_papers(outcome()).items():
        opened = Document(io.BytesIO(content))
        assert opened.core_properties.title, name
        assert opened.core_properties.author == "Landratsamt Musterkreis"
        assert opened.core_properties.language == "de-DE"
