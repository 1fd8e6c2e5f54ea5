"""Angaben: what people set for the papers, from a file or from the page, read by one reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from optimizer.model.errors import InputError, UnreadableFile
from optimizer.model.outcome import Outcome
from optimizer.papers.drafting import gaps, word_papers
from optimizer.papers.entries import EntryScope, entry_of, scope_of
from optimizer.papers.entries_days import impossible_days
from optimizer.papers.entries_file import entries_template
from optimizer.papers.entries_reading import read_entries, read_entries_file
from optimizer.papers.state import Asked, Discretion, Gap, PaperState
from tests.papers.drafts.reading import text_of
from tests.papers.glauchau import dataset, outcome


@dataclass(frozen=True)
class Somebody:
    kind: str
    key: str
    name: str
    required: bool = True


PARTIES = (
    Somebody("Landkreis", "Landkreis", "Landratsamt"),
    Somebody("Kommune", "14524080", "Glauchau"),
    Somebody("Träger", "T1", "Jugendhaus Eins e. V."),
    Somebody("Ausschuss", "Ausschuss", "Jugendhilfeausschuss", required=False),
)


def scope(made: Outcome | None = None) -> EntryScope:
    return scope_of(made or outcome(), PARTIES, "0123abcd")


def without_reservation() -> Outcome:
    """The club's notice reserved no revocation: a person must choose the ground."""
    club, treff = dataset().offerings
    return outcome(dataset(offerings=(replace(club, revocable=False), treff)))


def filled(made: Outcome) -> str:
    """The file as a clerk would fill it: every line that is open."""
    days, person = '"01.09.2027"', '"Frau Muster"'
    lines = []
    for line in entries_template(scope(made)).decode().splitlines():
        name = line.split(" = ")[0].strip('"')
        if line.startswith("#") or not line.partition("#")[0].rstrip().endswith('= ""'):
            lines.append(line)
            continue
        value = {
            "bestätigt von": person, "Text": '"""\nErster Grund.\n\nZweiter Grund."""', "Freigegeben": '"alle"',
            "A1": '"Verzicht"', "Träger": '"T2"', "Antwort": '"kann 20 Stunden"', "Verzicht auf die Anhörung am": '""',
            "Aufgabe zur Post am": '"27.09.2027"', "Rückmeldung der Kommune bis": '"15.09.2027"',
            "Rückforderung fällig am": '"02.11.2027"', "Verzicht auf Rechtsbehelf am": '""',
            "Beschluss des Jugendhilfeausschusses": '"Nr. 12/2027"',
        }.get(name, days)  # fmt: skip
        lines.append(f'"{name}" = {value}')
    return "\n".join(lines)


def read(text: str, made: Outcome | None = None) -> PaperState:
    return read_entries_file(text.encode(), scope(made), "angaben.toml")


def wrong(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(f'"Plan" = "0123abcd"\n{text}')
    return [str(problem) for problem in caught.value.problems]


def test_the_file_to_start_with_sets_nothing() -> None:
    assert read_entries_file(entries_template(scope()), scope(), "angaben.toml") == PaperState()


def test_a_file_saved_by_an_editor_on_windows_is_read() -> None:
    content = entries_template(scope()).decode().replace("\n", "\r\n").encode("utf-8-sig")
    assert read_entries_file(content, scope(), "angaben.toml") == PaperState()


def test_with_everything_filled_in_nothing_that_a_person_decides_is_missing_and_entwurf_goes() -> None:
    made = without_reservation()
    assert any(not gap.sheet for gap in gaps(made))
    state = read(filled(made), made)
    assert gaps(made, state) == ()
    for name, content in word_papers(made, state=state).items():
        assert "ENTWURF" not in text_of(content), name
    notice = text_of(word_papers(made, state=state)["bescheide/J1-M.docx"])
    assert "Erster Grund." in notice
    assert "auf die Zuwendung insoweit schriftlich verzichtet" in notice


@pytest.mark.parametrize(
    ("line", "left_out"),
    [
        ('"bestätigt von" = "Frau Muster"\n"bestätigt am" = "01.09.2027"', '"bestätigt von" = ""\n"bestätigt am" = ""'),
        ('"Kommune 14524080" = "01.09.2027"', '"Kommune 14524080" = ""'),
        ('"Freigegeben" = "alle"', '"Freigegeben" = ""'),
        ('"Aufgabe zur Post am" = "27.09.2027"', ""),
    ],
)
def test_what_is_left_out_keeps_entwurf_on_the_notice(line: str, left_out: str) -> None:
    made = without_reservation()
    text = filled(made)
    assert line in text
    assert "ENTWURF" in text_of(
        word_papers(made, state=read(text.replace(line, left_out), made))["bescheide/J1-M.docx"]
    )


def test_reasons_without_name_and_day_are_shown_and_stay_a_draft() -> None:
    state = read('"Plan" = "0123abcd"\n["Ermessen"."J1-M"]\n"Text" = "Noch zu prüfen."')
    assert state.discretion == (Discretion("J1-M", "", None, "Noch zu prüfen."),)
    notice = text_of(word_papers(outcome(), state=state)["bescheide/J1-M.docx"])
    assert "Noch zu prüfen." in notice
    assert "noch nicht bestätigt" in notice


def test_days_are_german_iso_or_toml_s_own() -> None:
    for day in ('"1.9.2027"', '"2027-09-01"', "2027-09-01"):
        assert read(f'"Plan" = "0123abcd"\n"Datum der Schreiben" = {day}').dated == date(2027, 9, 1)


def test_a_party_need_not_be_asked_for_a_stated_reason_only() -> None:
    agreed = '"Landkreis" = "01.09.2027"\n"Träger T1" = "01.09.2027"\n"Kommune 14524080" = '
    text = f'"Plan" = "0123abcd"\n["Zustimmungen"]\n{agreed}'
    assert not read(f'{text}""').consents_complete
    assert read(f'{text}"nicht erforderlich: kurze Vertretung"').consents_complete
    assert "Begründung" in wrong(f'["Zustimmungen"]\n{agreed}"nicht erforderlich"')[0]
    assert "der Tag der Zustimmung" in wrong(f'["Zustimmungen"]\n{agreed}"ja"')[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Datum der Schreibn" = ""', "Datum der Schreibn: unbekannter Name"),
        ('"Datum der Schreiben" = "31.02.2027"', "Datum der Schreiben: „31.02.2027“; erwartet: ein Tag"),
        ('"Datum der Schreiben" = 2027-09-01T10:00:00', "Datum der Schreiben"),
        ('"Datum der Schreiben" = true', "Datum der Schreiben: ja/nein-Wert"),
        ('"Frist der Anhörung in Tagen" = 0', "eine ganze Zahl von 1 bis 365"),
        ('"Beschluss des Jugendhilfeausschusses" = 12', "ein Text in Anführungszeichen"),
        ('["Anträge"]\n"T9" = ""', "Anträge → T9: unbekannter Name"),
        ('"Anträge" = "morgen"', "ein Abschnitt"),
        ('["Rechtsgrund"]\n"A9" = ""', "Rechtsgrund → A9: unbekannter Name"),
        ('["Rechtsgrund"]\n"A1" = "§ 49"', "Rechtsgrund → A1: „§ 49“"),
        ('["Ermessen"."J9-M"]\n"Text" = ""', "Ermessen → J9-M: unbekannter Name"),
        ('["Ermessen"]\n"J1-M" = "ja"', "Ermessen → J1-M"),
        ('["Ermessen"."J1-M"]\n"bestätigt von" = "Frau Muster"', "Ermessen → J1-M → bestätigt am: fehlt"),
        ('["Ermessen"."J1-M"]\n"bestätigt am" = "01.09.2027"', "Ermessen → J1-M → bestätigt von: fehlt"),
        ('[["Angefragt"]]\n"Träger" = "T99"\n"am" = "01.09.2027"', "1. Anfrage → Träger: „T99“"),
        ('[["Angefragt"]]\n"Träger" = "T2"', "1. Anfrage → am: fehlt"),
        ('"Freigegeben" = ["bescheide/J7-M"]', "Freigegeben → bescheide/J7-M: unbekannter Name"),
        ('"Freigegeben" = "ja"', "Freigegeben: „ja“"),
        ('"Szenario" = "ein anderes"', "Szenario: „ein anderes“"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named_with_its_place(text: str, said: str) -> None:
    problems = wrong(text)
    assert len(problems) == 1
    assert problems[0].startswith("angaben.toml, ")
    assert said in problems[0]


def test_every_wrong_entry_stands_in_one_list() -> None:
    assert len(wrong('"Datum der Schreiben" = "morgen"\n"Gespräch am" = "bald"\n"Unfug" = 1')) == 3


HEARING = '"Anhörung versandt am" = "23.08.2027"\n"Frist der Anhörung in Tagen" = 14\n'
"""Notified on the 27th of August, to be answered until the 10th of September."""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEARING + '"Aufgabe zur Post am" = "10.08.2027"', "erwartet: ein Tag nach dem 10.09.2027"),
        (HEARING + '"Aufgabe zur Post am" = "10.09.2027"', "Verzicht auf die Anhörung am"),
        ('"Datum der Schreiben" = "24.08.2027"\n"Aufgabe zur Post am" = "23.08.2027"', "frühestens der 24.08.2027"),
        ('"Datum der Schreiben" = "24.08.2027"\n"Rückmeldung der Kommune bis" = "24.08.2027"', "nach dem 24.08.2027"),
        ('"Rückmeldung der Kommune bis" = "01.01.2020"', "ein Tag vom 01.09.2026 bis"),
        ('"Gespräch am" = "24.12.2050"', "ein Tag vom"),
        ('["Anträge"]\n"T2" = "23.08.2017"', "Anträge → T2: 23.08.2017"),
        ('"Aufgabe zur Post am" = "10.09.2027"\n"Rückforderung fällig am" = "10.09.2027"', "Rückforderung fällig am"),
        ('"Aufgabe zur Post am" = "10.09.2027"\n"Verzicht auf Rechtsbehelf am" = "09.09.2027"', "frühestens der 10.09"),
        ('"Verzicht auf die Anhörung am" = "11.09.2027"\n"Aufgabe zur Post am" = "10.09.2027"', "frühestens der 11.09"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_one_it_contradicts(text: str, said: str) -> None:
    (problem,) = wrong(text)
    assert said in problem


@pytest.mark.parametrize(
    "text",
    [
        HEARING + '"Aufgabe zur Post am" = "13.09.2027"',
        HEARING + '"Verzicht auf die Anhörung am" = "25.08.2027"\n"Aufgabe zur Post am" = "26.08.2027"',
        HEARING + '"Datum der Schreiben" = "13.09.2027"\n"Rückmeldung der Kommune bis" = "06.09.2027"',
    ],
)
def test_days_in_the_order_of_the_procedure_are_taken(text: str) -> None:
    assert read(f'"Plan" = "0123abcd"\n{text}').hearing_posted == date(2027, 8, 23)


def test_a_hearing_that_only_the_event_knows_holds_the_notice_back_too() -> None:
    plain = outcome()
    heard = replace(plain.case.outages[0], event=replace(plain.case.outages[0].event, hearing=date(2027, 8, 23)))
    made = replace(plain, case=replace(plain.case, outages=(heard, *plain.case.outages[1:])))
    assert impossible_days(made, PaperState(posted=date(2027, 9, 10)))
    assert not impossible_days(made, PaperState(posted=date(2027, 9, 11)))


def test_every_gap_that_people_fill_says_with_which_entry() -> None:
    """The page leads there; a new name of a gap needs its entry."""
    for made in (outcome(), without_reservation()):
        for state in (PaperState(), PaperState(hearing_waived=date(2027, 8, 20)), PaperState(posted=date(2027, 9, 1))):
            assert not [gap for gap in gaps(made, state) if not gap.sheet and not entry_of(gap)]
    assert entry_of(Gap("x", "Tag der Anhörung", "Ereignisse", "Anhörung")) == "Anhörung versandt am"
    assert entry_of(Gap("x", "Kasse", "Behörde", "Wert", "Kasse")) == ""


@pytest.mark.parametrize("head", ["", '"Plan" = "ffffffff"\n'])
def test_entries_for_another_plan_are_refused(head: str) -> None:
    with pytest.raises(InputError, match="neu zu bestätigen"):
        read(f'{head}"Datum der Schreiben" = ""')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Datum der Schreiben = heute", "Zeile 1"),
        ('"Gespräch am" = ""\n"Gespräch am" = ""\n# Ende'.encode(), "Zeile 2"),
        ('"Gespräch am" = ""'.encode("cp1252"), "UTF-8"),
        (b"a = " + b"[" * 100_000, "lesbar|verschachtelt"),
        (b" " * 1_000_001, "zu groß"),
    ],
)
def test_what_is_no_such_file_is_refused_with_the_line(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_entries_file(content, scope(), "angaben.toml")


@pytest.mark.parametrize("text", ['"]\n"Freigegeben" = "alle"', "zwei\nZeilen", "\u2028#\x7f", '"""', "\\"])
def test_names_of_the_workbook_never_become_entries(text: str) -> None:
    hostile = EntryScope(
        text, "0123abcd", {text: text}, {text: text}, {text: text}, {text: text}, {text: text}, (text,)
    )
    assert read_entries_file(entries_template(hostile), hostile, "angaben.toml") == PaperState()


def test_the_weighing_record_names_who_was_asked() -> None:
    state = read_entries({"Angefragt": [{"Träger": "T2", "am": date(2027, 8, 21), "Antwort": "ja"}]})
    assert state.asked == (Asked("T2", date(2027, 8, 21), "ja"),)
    record = text_of(word_papers(outcome(), state=state)["akte/abwaegungsprotokoll.docx"])
    assert "Träger Zwei e. V. 21. August 2027 ja" in record
