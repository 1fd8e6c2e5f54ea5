"""What the pages rest on, without a page: numbers as they are typed, harmless texts, people from claims, tables."""

from __future__ import annotations

import io
import re
import time
import tomllib
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from dashboards import location, paper_gaps, paperwork, reporting, show, signin
from dashboards.docx_preview import html_of_docx
from dashboards.numbers import NotRead, read_day, read_hours, read_money, read_number, read_percent
from dashboards.pages import PAGES
from dashboards.sheets import sheet
from dashboards.tables import Table, html_of
from dashboards.words import safe
from optimizer import Asked, Discretion, Event, Gap, PaperState, make_plan, papers_of, read_workbook, store
from tests.dashboards.office import ROOT


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("23,4", Fraction(234, 10)),
        ("1.234,56", Fraction(123456, 100)),
        ("1234", Fraction(1234)),
        (" 12.345.678 ", Fraction(12345678)),
        ("1\u00a0", Fraction(1)),
        ("0,5", Fraction(1, 2)),
        ("-3", Fraction(-3)),
        ("−3", Fraction(-3)),
    ],
)
def test_a_german_number_is_read_exactly(typed: str, read: Fraction) -> None:
    assert read_number(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "1.234",
        "1,234",
        "1234.56",
        "1,234.56",
        "12.34",
        "1.23.456",
        "1e3",
        "١٢",
        "0x10",
        "",
        "12,",
        ",5",
        "1 234",
        "9" * 31,
    ],
)
def test_what_could_mean_two_things_or_nothing_is_refused(typed: str) -> None:
    with pytest.raises(NotRead):
        read_number(typed)


def test_the_refusal_says_what_it_might_have_been() -> None:
    with pytest.raises(NotRead, match=r"mehrdeutig: Gemeint ist 1234 oder 1,2340\?"):
        read_number("1.234")


def test_money_hours_and_shares_take_their_units() -> None:
    assert read_money("1.234,5 €") == 123450
    assert read_hours("19,5 Std.") == Fraction(39, 2)
    assert read_percent("12,5 %") == Fraction(1, 8)
    for read, typed in (
        (read_money, "-1"),
        (read_money, "1,005"),
        (read_money, "1.000.000.000"),
        (read_hours, "0"),
        (read_percent, "101"),
        (read_percent, "0"),
    ):
        with pytest.raises(NotRead):
            read(typed)


def test_a_day_is_read_in_german_order_only() -> None:
    assert read_day("1.9.2027") == read_day("01.09.2027") == read_day("2027-09-01") == date(2027, 9, 1)
    for typed in ("9/1/2027", "1.9.27", "31.02.2027", "01.13.2027", "1.9.1027", "morgen"):
        with pytest.raises(NotRead):
            read_day(typed)


@pytest.mark.parametrize(
    "name",
    [
        "![x](http://example.invalid/x.png)",
        "[klick](http://example.invalid)",
        ":red[rot] :smile: :material/home:",
        "# Überschrift",
        "<script>alert(1)</script>",
        "$E=mc^2$",
        "1. Liste",
        "www.example.invalid und a@example.invalid",
    ],
)
def test_a_name_is_never_markdown(name: str) -> None:
    shown = safe(name)
    assert not re.search(r"(?<!\\)[*_\[\]<>#!$^`~|]", shown)  # every sign stands behind its backslash
    assert not re.search(r"(:|@|www)[\w/.]", shown)  # no shortcode, no address
    assert not re.match(r"\d+\. ", shown)


def test_lines_stay_lines() -> None:
    assert safe("eins\nzwei") == "eins  \nzwei"


def test_a_table_is_a_table_and_nothing_else() -> None:
    shown = html_of(Table("<b>Namen</b>", ("Wer", "Betrag>"), (("<img src=x>", "1,00"),)), height=420)
    assert "<img" not in shown
    assert "<b>" not in shown
    assert '<th scope="col" role="columnheader" class="rechts">Betrag</th>' in shown
    assert "<caption>&lt;b&gt;Namen&lt;/b&gt;</caption>" in shown


def test_a_row_may_be_folded_under_its_headings_but_a_comparison_of_many_stays_a_table() -> None:
    shown = html_of(Table("Wer übernimmt", ("Träger", "Std./Woche>"), (("Steinlinde", "15"),)), height=420)
    assert 'class="tafel faltbar"' in shown
    assert '<td role="cell" data-spalte="Std./Woche" class="rechts kurz">15</td>' in shown
    many = tuple(str(number) for number in range(24))
    assert "faltbar" not in html_of(Table("Ziele", many, (many,)), height=420)


CLAIMS = {"sub": "42", "iss": "https://id.example", "name": "Kim Beispiel", "roles": ["Koordination"]}


def test_a_person_comes_from_the_claims() -> None:
    me = signin.actor_of(CLAIMS, {})
    assert (me.name, me.role, me.key) == ("Kim Beispiel", "Koordination", "https://id.example|42")


def test_a_town_needs_its_key_and_the_words_of_the_service_are_translated() -> None:
    settings = {"role_claim": "groups", "roles": {"rathaus": "Kommune"}}
    me = signin.actor_of(CLAIMS | {"groups": ["rathaus"], "ags": "14524190"}, settings)
    assert (me.role, me.ags) == ("Kommune", "14524190")
    with pytest.raises(store.StateError):
        signin.actor_of(CLAIMS | {"groups": ["rathaus"]}, settings)


@pytest.mark.parametrize("roles", [[], ["Lokal"], ["admin"], None, 7])
def test_without_a_known_role_nobody_gets_in_and_local_is_no_role(roles: object) -> None:
    with pytest.raises(store.ForbiddenError):
        signin.actor_of(CLAIMS | {"roles": roles}, {})


def test_a_sign_in_counts_for_one_working_day() -> None:
    with pytest.raises(store.ForbiddenError, match="älter als ein Arbeitstag"):
        signin.actor_of(CLAIMS | {"iat": time.time() - 13 * 3600}, {})


def test_the_database_lies_where_the_setting_says_else_beside_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFFELSTAB_DB", "/srv/amt.sqlite")
    assert location.databases() == ("/srv/amt.sqlite",)
    monkeypatch.delenv("STAFFELSTAB_DB")
    monkeypatch.setenv("XDG_DATA_HOME", str(ROOT / "out" / "daten"))
    monkeypatch.setattr(location.Path, "mkdir", lambda *_args, **_words: None)
    assert location.databases()[0] == str(ROOT / "data" / "staffelstab.sqlite")


def test_what_the_server_is_told() -> None:
    settings = tomllib.loads((ROOT / "dashboards" / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["allowedHosts"] == ["localhost", "127.0.0.1"]
    assert settings["server"]["enableAgentApi"] is False
    assert settings["server"]["enableStaticServing"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["browser"]["gatherUsageStats"] is False


def test_every_page_has_its_file_and_its_help() -> None:
    assert len(PAGES) == 9
    for page in PAGES:
        assert (ROOT / "dashboards" / page.file).is_file()
        assert len(page.help_text) > 80


def test_what_is_reported_is_named_and_explained() -> None:
    data = read_workbook(ROOT / "data" / "beispiel.xlsx")
    event = Event("", "Ausfall", date(2027, 9, 1), offering="A-21", reason="Personalausfall")
    report = reporting.report_of(event, "", None, date(2027, 8, 20), data)
    assert report.title == "Mobile Jugendarbeit Glauchau/Meerane: Personalausfall ab 01.09.2027"
    assert dict(report.setup.rules)["planning_day"] == date(2027, 8, 20)
    told = list(reporting.effects(reporting.trial(report.setup, data)))
    assert told[0].startswith("Mobile Jugendarbeit Glauchau/Meerane: 58,5 Wochenstunden")
    assert told[1].startswith("Frei werden")


def test_a_paper_is_previewed_as_it_is_written() -> None:
    data = read_workbook(ROOT / "data" / "beispiel.xlsx")
    outcome = make_plan(data, "Personalausfall Jugendclub Meerane ab September")
    papers = papers_of(outcome)
    shown = html_of_docx(papers["bescheide/J1-M.docx"])
    assert "<table>" in shown
    assert "Ermessen" in shown
    assert "<script" not in shown
    assert paperwork.ordered(papers)[0].startswith("bescheide/")
    assert paperwork.addressees(outcome)["J1-M"].endswith("(Minderung)")


NOON = datetime(2027, 8, 24, 12, tzinfo=UTC)


def consent(kind: str, key: str, status: str, *, required: bool = True, reason: str = "") -> store.Consent:
    day = date(2027, 8, 20) if status == "zugestimmt" else None
    said = (status, day, "JHA 3/2027", reason)
    return store.Consent(
        1, 1, kind, key, key, required, "", *said, "x", carried=False, version=1, at=NOON, by="Beispiel"
    )


def confirmed(notice: str, field: str, text: str) -> store.ConfirmedText:
    return store.ConfirmedText(1, 1, notice, field, text, 1, NOON, "Frau Muster")


def test_what_stands_on_the_page_is_read_as_the_file_of_the_command_is() -> None:
    texts = (
        confirmed("*", "Datum der Schreiben", "2027-08-24"),
        confirmed("*", "Frist der Anhörung in Tagen", "21"),
        confirmed("*", "Antrag T-05", "2027-08-23"),
        confirmed("*", "Rechtsgrund A-17", "§ 48"),
        confirmed("J1-M", "Ermessen", paperwork.AS_DRAFTED),
    )
    found = (consent("Träger", "T-05", "zugestimmt"), consent("Ausschuss", "Ausschuss", "offen", required=False))
    assert paperwork.state_of(texts, found, released=True) == PaperState(
        dated=date(2027, 8, 24),
        hearing_days=21,
        resolution="JHA 3/2027",
        applications=(("T-05", date(2027, 8, 23)),),
        grounds=(("A-17", "§ 48"),),
        discretion=(Discretion("J1-M", "Frau Muster", NOON.date()),),
        asked=(Asked("T-05", date(2027, 8, 20), "zugestimmt"),),
        consents_complete=True,
        released=("*",),
    )


@pytest.mark.parametrize(
    ("status", "reason", "complete"),
    [("zugestimmt", "", True), ("nicht erforderlich", "kurze Vertretung", True), ("offen", "", False),
     ("abgelehnt", "zu weit", False)],
)  # fmt: skip
def test_papers_wait_for_everybody_who_must_agree(status: str, reason: str, complete: bool) -> None:
    found = (consent("Landkreis", "Landkreis", "zugestimmt"), consent("Kommune", "14524190", status, reason=reason))
    assert paperwork.state_of((), found, released=False).consents_complete is complete


def test_a_hash_may_be_broken_and_stays_whole_when_copied() -> None:
    shown = html_of(Table("Protokoll", ("Nr.>", "Näheres"), (("1", f"SHA-256 {'ab' * 32} & <b>"),)), height=420)
    assert "<wbr>" in shown
    assert f"SHA-256 {'ab' * 32} &amp; &lt;b&gt;" in shown.replace("<wbr>", "")


def test_a_downloaded_table_bears_the_offices_day_and_not_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFFELSTAB_HEUTE", "2027-08-20")
    files = {}
    monkeypatch.setattr(show.st, "download_button", lambda label, data, **_: files.update({label: data}))
    show.download(sheet("Fälle", {"Fall": "text"}, [("Meerane",)]), "faelle")
    made = load_workbook(io.BytesIO(files["Excel"]())).properties
    assert (made.title, made.created.date()) == ("Fälle", date(2027, 8, 20))


def test_what_many_papers_lack_is_told_by_kind() -> None:
    many = [Gap(f"bescheide/J{n}-M", "Amt", "Behörde") for n in range(12)]
    few = [Gap("akte/abwaegungsprotokoll", "Zeichen", "Behörde"), Gap("anhoerung/J1-M", "Amt", "Behörde")]
    amt, sign = paper_gaps.gaps_sheet(paper_gaps.missing_things([*many, *few])).frame.to_dict("records")
    assert (amt["Papiere"], amt["Welche"]) == (13, "Bescheid (12), Anhörung (1)")
    assert sign["Welche"] == "akte/abwaegungsprotokoll"


def test_a_deviation_that_was_justified_in_writing_holds_no_paper_back() -> None:
    """A case is decided with everybody's consent, or with the written reason why not (clause 3.2.6)."""
    found = (consent("Landkreis", "Landkreis", "zugestimmt"), consent("Kommune", "14524190", "offen"))
    assert paperwork.state_of((), found, released=True).consents_complete
    assert not paperwork.state_of((), found, released=False).consents_complete


def test_what_was_taken_back_counts_as_never_said() -> None:
    back = paperwork.TAKEN_BACK
    texts = (confirmed("*", "Datum der Schreiben", back), confirmed("J1-M", "Ermessen", back))
    assert paperwork.state_of(texts, (), released=False) == PaperState()
