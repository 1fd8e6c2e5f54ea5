"""The page Bescheide: nothing unfinished goes out, what went out stays, and every gap can be filled."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document

from dashboards import office_data, paper_gaps, paper_issue, paper_parts, paperwork, state
from dashboards.paper_settings import ENTRIES_PLACE
from optimizer import Gap, PaperState, dataset_bytes, read_workbook, store
from tests.dashboards.office import PEOPLE, ROOT, Office, vote
from tests.papers.glauchau import dataset, outcome
from tests.store.office import case_of

KIM = PEOPLE["Lokal"]
AUTHORITY = (("Unterzeichnung", "Erika Muster"), ("Kasse", "Kreiskasse"), ("Verwendungsnachweis bis", "31.03.2028"))
NOTICES = ("J1-K-03", "J1-K-04", "J1-M")
DAYS = {
    "Datum der Schreiben": "2027-08-23",
    "Anhörung versandt am": "2027-08-23",
    "Rückmeldung der Kommune bis": "2027-09-06",
    "Aufgabe zur Post am": "2027-09-13",
    "Rückforderung fällig am": "2027-11-01",
    "Beschluss des Jugendhilfeausschusses": "JHA 12/2027",
    "Antrag T-02": "2027-08-23",
    "Rechtsgrund A-21": "Verzicht",
}
"""The hearing may be answered until the 10th of September, the notices are objected to until the 18th of October."""


def db() -> store.Store:
    return state.open_store()


def upload(authority: tuple[tuple[str, str], ...] = AUTHORITY, name: str = "haushalt.xlsx") -> None:
    """The example with a sheet Behörde that lacks nothing."""
    data = read_workbook(ROOT / "data" / "beispiel.xlsx")
    content = dataset_bytes(replace(data, authority=tuple((dict(data.authority) | dict(authority)).items())))
    store.upload(db(), KIM, store.Upload(name, content), token=store.new_token())


def confirm(entries: dict[str, str]) -> None:
    """Entries as the page keeps them: `*` for all papers, the reasons on discretion for each notice."""
    plan_id = case_of(db(), KIM, 1).plan_id
    assert plan_id
    known = {(row.notice, row.field): row.version for row in store.texts(db(), KIM, plan_id)}
    for field, text in entries.items():
        notice, field_ = (field, paperwork.DISCRETION) if field in NOTICES else ("*", field)
        what = store.PaperText(plan_id, notice, field_, text)
        store.confirm_text(db(), KIM, what, seen=known.get((notice, field_), 0), token=store.new_token())


def decide(office: Office) -> None:
    """Everybody agrees, and it is decided."""
    vote(office)
    for row in store.consents(db(), KIM, 1):
        if row.required:
            yes = store.Answer("zugestimmt", date(2026, 12, 1))
            store.answer(db(), KIM, row.id, yes, seen=row.version, token=store.new_token())
    store.release(db(), KIM, 1, seen=case_of(db(), KIM, 1).version, token=store.new_token())


def complete(office: Office, **more: str) -> None:
    """A decided case to whose papers nothing is missing."""
    upload()
    decide(office)
    confirm(DAYS | dict.fromkeys(NOTICES, paperwork.AS_DRAFTED) | more)
    office.page("bescheide", fall=1)
    assert _missing(office) == []
    assert "Keinem Papier fehlt etwas." in office.html


def offered(office: Office) -> list[str]:
    return list(office.tab.multiselect[0].options)


def links(office: Office) -> dict[str, tuple[str, str]]:
    """Every link of the page: its label, where it leads, and with what."""
    return {link.proto.label: (link.proto.page, link.proto.query_string) for link in office.tab.get("page_link")}


def text_of(content: bytes) -> str:
    return "\n".join(row.text for row in Document(io.BytesIO(content)).paragraphs)


def test_papers_with_gaps_are_not_offered_and_what_they_lack_is_said(office: Office) -> None:
    decide(office)
    office.page("bescheide", fall=1)
    assert offered(office) == []
    assert office.button("Papiere ausgeben").disabled
    assert "ein Entwurf wird nicht ausgegeben" in office.button("Papiere ausgeben").help
    assert "16 Papiere sind noch nicht fertig: was fehlt" in [box.label for box in office.tab.expander]
    assert "Unterzeichnung" in office.html


def test_finished_papers_go_out_and_the_rest_waits(office: Office) -> None:
    upload((AUTHORITY[0],))  # without till and proof of use both grants stay drafts
    decide(office)
    confirm(DAYS | dict.fromkeys(NOTICES, paperwork.AS_DRAFTED))
    office.page("bescheide", fall=1)
    assert "bescheide/J1-M.docx" in offered(office)
    assert not {"bescheide/J1-K-03.docx", "bescheidliste.xlsx", "kalender.ics"} & set(offered(office))
    assert office.tab.multiselect[0].value == offered(office)
    office.press("Papiere ausgeben")
    names = {row.name for row in store.papers(db(), KIM, 1)}
    assert "bescheide/J1-M.docx" in names
    assert "bescheide/J1-K-03.docx" not in names
    for row in store.papers(db(), KIM, 1):
        assert "fehlt]" not in text_of(store.paper_content(db(), KIM, row.id)), row.name


def test_what_the_office_lacked_is_read_from_the_data_in_force_also_after_the_decision(office: Office) -> None:
    decide(office)
    confirm(DAYS | dict.fromkeys(NOTICES, paperwork.AS_DRAFTED))
    office.page("bescheide", fall=1)
    assert {"Kasse", "Unterzeichnung", "Verwendungsnachweis bis"} <= set(_missing(office))
    assert "nach beispiel.xlsx, Fassung 1" in office.html
    upload()
    office.page("bescheide", fall=1)
    assert _missing(office) == []
    assert any("nach haushalt.xlsx, Fassung 2" in box.value for box in office.tab.caption)
    assert any("des beschlossenen Plans nach Fassung 1" in box.value for box in office.tab.caption)
    assert "Erika Muster" in office.html
    assert "bescheide/J1-K-03.docx" in offered(office)


def _missing(office: Office) -> list[str]:
    """The things of *Es fehlt noch*."""
    lines = [body for body in office.html.splitlines() if "class='ss-line'" in body]
    return [line.split(">", 1)[1].split("<br>")[0] for line in lines]


def test_from_newer_data_come_the_office_and_what_was_empty_and_never_a_figure() -> None:
    club, treff = dataset().offerings
    one, *others = dataset().providers
    decided = outcome(dataset(offerings=(replace(club, product_account=""), treff), providers=(one, *others)))
    later = dataset(
        authority=(("Name", "Neues Amt"),),
        offerings=(replace(club, hours=club.hours + 1, product_account="4711", file_number="neu"), treff),
        providers=(replace(one, address=("Neue Straße 1",)), *others),
        grants=tuple(replace(row, granted=row.granted + 100) for row in dataset().grants),
    )
    made = office_data.with_data_in_force(decided, later)
    now = made.case.dataset
    assert now.authority == (("Name", "Neues Amt"),)
    assert now.offerings[0] == replace(club, product_account="4711")
    assert (now.providers, now.grants) == (dataset().providers, dataset().grants)
    assert made.plan == decided.plan


def test_nothing_is_final_on_the_day_of_issuing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    complete(office)
    before = the_case(office)
    office.press("Papiere ausgeben")
    assert the_case(office).options[0].endswith("Bescheid erstellt")
    assert the_case(office).proto.id != before.proto.id  # a new box: in the same one the browser keeps the old label
    office.page("bescheide", fall=1)
    final = office.button("Bestandskraft feststellen")
    assert final.disabled
    assert "noch bis 18.10.2027" in final.help
    monkeypatch.setenv("STAFFELSTAB_HEUTE", "2027-10-19")
    office.page("bescheide", fall=1)
    office.press("Bestandskraft feststellen")
    assert case_of(db(), KIM, 1).status == "bestandskräftig"
    assert the_case(office).options[0].endswith("bestandskräftig")


def the_case(office: Office) -> Any:
    return next(box for box in office.tab.selectbox if box.label == "Fall")


def test_a_waiver_of_appeal_makes_final_before_the_period_is_over(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete(office)
    office.press("Papiere ausgeben")
    confirm({"Verzicht auf Rechtsbehelf am": "2027-09-20"})
    monkeypatch.setenv("STAFFELSTAB_HEUTE", "2027-09-19")
    office.page("bescheide", fall=1)
    assert office.button("Bestandskraft feststellen").disabled
    monkeypatch.setenv("STAFFELSTAB_HEUTE", "2027-09-20")
    office.page("bescheide", fall=1)
    office.press("Bestandskraft feststellen")
    assert "verzichtet am 20.09.2027" in store.log(db(), KIM)[0].detail


def test_entries_changed_after_issuing_do_not_move_the_end_of_the_period(office: Office) -> None:
    complete(office)
    office.press("Papiere ausgeben")
    confirm({"Anhörung versandt am": "2026-11-02", "Aufgabe zur Post am": "2026-11-23"})
    office.page("bescheide", fall=1)
    assert "noch bis 18.10.2027" in office.button("Bestandskraft feststellen").help


def test_what_went_out_comes_from_the_archive_byte_for_byte(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    complete(office)
    office.press("Papiere ausgeben")
    issued = {row.name: store.paper_content(db(), KIM, row.id) for row in store.papers(db(), KIM, 1)}
    assert len(issued) == 16
    confirm({"Datum der Schreiben": "2027-08-30", "Verzicht auf die Anhörung am": "2027-08-24"})  # all would be new
    files: dict[str, Any] = {}
    monkeypatch.setattr(
        paper_parts.st, "download_button", lambda label, data, **more: files.update({label: (data, more)})
    )
    office.page("bescheide", fall=1)
    office.choose("Papier", "anhoerung/J1-M.docx")
    content, more = files["Dieses Papier"]
    assert (content, more["file_name"]) == (issued["anhoerung/J1-M.docx"], "Anhörung J1-M.docx")
    with zipfile.ZipFile(io.BytesIO(files["Alle Papiere (ZIP)"][0]())) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == issued


def test_a_file_says_what_it_is() -> None:
    names = ("anhoerung/J1-M.docx", "bescheide/J1-M.docx", "beschluss/beschlussvorlage.docx", "kalender.ics")
    told = ["Anhörung J1-M.docx", "Bescheid J1-M.docx", "beschlussvorlage.docx", "kalender.ics"]
    assert [paperwork.file_of(name) for name in names] == told


def test_days_that_cannot_be_are_refused_and_nothing_is_stored(office: Office) -> None:
    vote(office)
    office.page("bescheide", fall=1)
    typed = {
        "Anhörung versandt am": "23.08.2027",
        "Frist der Anhörung in Tagen": "14",
        "Aufgabe zur Post am": "10.08.2027",
        "Datum der Schreiben": "24.08.2027",
        "Rückmeldung der Kommune bis": "23.08.2027",
    }
    for label, text in typed.items():
        next(field for field in office.tab.text_input if field.label == label).set_value(text)
    office.press("Angaben speichern")
    (said,) = office.errors
    assert "erwartet: ein Tag nach dem 10.09.2027" in said
    assert "Rückmeldung der Kommune bis" in said
    plan_id = case_of(db(), KIM, 1).plan_id
    assert plan_id
    assert store.texts(db(), KIM, plan_id) == ()


def test_days_stored_before_that_cannot_be_are_told_and_hold_every_paper_back(office: Office) -> None:
    upload()
    decide(office)
    confirm(DAYS | dict.fromkeys(NOTICES, paperwork.AS_DRAFTED) | {"Aufgabe zur Post am": "2027-08-24"})
    office.page("bescheide", fall=1)
    assert "erwartet: ein Tag nach dem 10.09.2027" in office.html
    assert office.button("Papiere ausgeben").disabled
    assert "bitte erst berichtigen" in office.button("Papiere ausgeben").help


def test_a_hearing_under_a_later_date_than_its_posting_is_told_until_it_is_out() -> None:
    set_ = PaperState(dated=date(2027, 8, 24), hearing_posted=date(2027, 8, 23))
    assert "24.08.2027" in paper_issue.doubtful(["anhoerung/J1-M.docx"], (), set_)[0]
    assert paper_issue.doubtful(["bescheide/J1-M.docx"], (), set_) == ()


def test_every_gap_stands_under_the_name_of_its_field_with_a_link(office: Office) -> None:
    vote(office)
    office.page("bescheide", fall=1)
    assert {"Anhörung versandt am", "Datum der Schreiben", "Aufgabe zur Post am", "Kasse"} <= set(_missing(office))
    assert "Blatt Ereignisse" not in office.html
    found = links(office)
    assert found["Angaben für die Papiere"] == ("bescheide", f"fall=1&stelle={ENTRIES_PLACE}")
    assert found["Blatt Behörde, Angabe „Kasse“"][0] == "daten"
    assert found["Seite Abstimmung"] == ("abstimmung", "fall=1")
    assert folded_away(office)
    office.page("bescheide", fall=1, stelle=ENTRIES_PLACE)
    assert not folded_away(office)
    office.type("Datum der Schreiben", "24.08.2027")
    assert not folded_away(office)
    fields = {field.label for field in office.tab.text_input}
    here = [row.what for row in paper_gaps.missing_things(_gaps()) if row.page == "bescheide" and "…" not in row.what]
    named = fields | {box.label for box in office.tab.selectbox}
    assert all(any(name.startswith(what) for name in named) for what in here)


def folded_away(office: Office) -> bool:
    return any(box.label.startswith("Angaben für die Papiere") for box in office.tab.expander)


def _gaps() -> list[Gap]:
    return [
        Gap("anhoerung/J1-M", "Datum des Schreibens"),
        Gap("bescheide/J1-M", "Tag der Anhörung", "Ereignisse", "Anhörung"),
        Gap("bescheide/J1-M", "Tag der Aufgabe zur Post"),
        Gap("bescheide/J1-M", "Bestätigung der Ermessensgründe"),
        Gap("bescheide/J1-M", "Wahl der Rechtsgrundlage (kein Widerrufsvorbehalt)"),
        Gap("bescheide/J1-M", "Datum des Antrags"),
    ]


def test_lists_wait_for_the_last_notice() -> None:
    names = ["bescheide/J1-M.docx", "vertrag/J1-M.docx", "kalender.ics"]
    assert paper_gaps.lacking(names, [Gap("bescheide/J1-M", "Kasse", "Behörde", "Wert", "Kasse")]) == {
        "bescheide/J1-M": ("Kasse",),
        "kalender": (paper_gaps.WAITS,),
    }
    assert "kalender" not in paper_gaps.lacking(names, [Gap("vertrag/J1-M", "Kasse", "Behörde", "Wert", "Kasse")])
