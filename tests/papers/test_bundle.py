"""All papers at once: from the planner, from the example district, and from districts full of hostile names."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import optimizer
from optimizer.model.dataset import Dataset
from optimizer.model.outcome import Outcome
from optimizer.papers.bundle import papers_of
from optimizer.papers.drafting import gaps, notice_drafts
from optimizer.papers.notices import notices_of
from optimizer.papers.state import PaperState
from optimizer.papers.word.readback import lines_of
from tests.districts import random_district
from tests.papers.drafts.reading import COMPLETE, text_of
from tests.papers.glauchau import dataset, outcome

EXAMPLE = Path(__file__).parents[2] / "data" / "beispiel.xlsx"
SAFE_NAME = re.compile(r"(?:[a-z]+/)?[A-Za-z0-9-]+\.(?:docx|xlsx|ics|pdf)")
HOSTILE = [
    '=HYPERLINK("http://example.org","hier")',
    "Müller & Söhne <gGmbH>",
    "{{ 7 * 7 }}{% for x in y %}",
    "</w:t></w:r></w:p><w:p>",
    "../../etc/passwd",
    "x" * 300,
    "جمعية \u202eالشباب",
    "👩‍👩‍👧 e. V.",
    "kostet 5,00 € am 1. Mai 2020 für 7 Wochenstunden",
    "zwei\nZeilen\tmit\x0bZeichen",
    '„Zitat“ und "Zoll"',
]


@cache
def example() -> Dataset:
    return optimizer.read_workbook(EXAMPLE)


def test_the_bundle_has_every_paper_of_the_list() -> None:
    names = set(papers_of(outcome()))
    assert {
        "bescheidliste.xlsx",
        "kalender.ics",
        "beschluss/beschlussvorlage.docx",
        "akte/abwaegungsprotokoll.docx",
    } <= names
    assert {name.split("/")[0] for name in names if "/" in name} == {
        "bescheide", "anhoerung", "anhoerungserklaerung", "rechtsbehelfsverzicht", "mittelabruf", "vertrag",
        "beteiligung", "beschluss", "akte",
    }  # fmt: skip


def test_the_same_plan_gives_the_same_bytes() -> None:
    first, second = papers_of(outcome(), state=COMPLETE), papers_of(outcome(), state=COMPLETE)
    assert {name for name in first if first[name] != second[name]} == set()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_papers_of_every_example_scenario_agree_with_the_plan(part: int) -> None:
    for scenario in example().scenarios[part::4]:
        made = optimizer.make_plan(example(), scenario)
        papers = papers_of(made)
        assert all(SAFE_NAME.fullmatch(name) for name in papers)
        assert gaps(made, PaperState())
        for act in notices_of(made):
            text = text_of(papers[f"bescheide/{act.id}.docx"])
            assert "ENTWURF" in text
            assert act.recipient.name in text


def test_the_drafts_of_plan_are_the_notices_of_the_bundle() -> None:
    papers = papers_of(outcome())
    assert notice_drafts(outcome()) == {name: papers[name] for name in papers if name.startswith("bescheide/")}


@pytest.mark.parametrize("seed", range(4))
def test_papers_of_random_districts_agree_with_the_plan(seed: int) -> None:
    made = optimizer.make_plan(random_district(seed), "S")
    for name, content in papers_of(made).items():
        if name.endswith(".docx"):
            broken = [line for line in lines_of(content) if "{{" in line or "{%" in line or "None" in line]
            assert broken == [], name


def hostile(text: str) -> Outcome:
    """The worked case with a hostile text in every text field of the workbook that is no key."""
    data = dataset()
    changed = {
        "spaces": tuple(replace(row, name=text, coordination=text) for row in data.spaces),
        "municipalities": tuple(replace(row, name=text) for row in data.municipalities),
        "providers": tuple(
            replace(row, name=text, address=(text, text), representative=text) for row in data.providers
        ),
        "offerings": tuple(
            replace(row, title=text, file_number=text, financing_kind=text, product_account=text)
            for row in data.offerings
        ),
        "sources": tuple(replace(row, name=text) for row in data.sources),
        "authority": tuple((key, text) for key, _ in data.authority),
    }
    made = outcome(replace(data, **changed))
    plan = replace(made.plan, scenario=text)
    return replace(made, plan=plan)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_in_every_field_stays_a_text(text: str) -> None:
    state = replace(
        COMPLETE, resolution=text, discretion=tuple(replace(row, text=text, by=text) for row in COMPLETE.discretion)
    )
    papers = papers_of(hostile(text), state=state)
    assert all(SAFE_NAME.fullmatch(name) for name in papers)
    plain = " ".join(re.sub("[\x00-\x1f\u202e]+", " ", text).split())
    for name, content in papers.items():
        if name.endswith(".docx"):
            assert any(
                plain in line or plain.translate(str.maketrans('„“"', "‚‘'")) in line for line in lines_of(content)
            ), name


def test_every_text_field_of_the_records_was_made_hostile() -> None:
    text = "<hostile>"
    made = hostile(text).case.dataset
    keys = {"key", "space", "ags", "provider", "field", "kind", "cover"}
    for record in (made.spaces[0], made.municipalities[0], made.providers[0], made.offerings[0], made.sources[0]):
        texts = {
            item.name: getattr(record, item.name)
            for item in fields(record)
            if isinstance(getattr(record, item.name), str)
        }
        assert {name: value for name, value in texts.items() if name not in keys and value != text} == {}


def test_pdf_is_made_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    from optimizer.papers import bundle

    def fake(papers: dict[str, bytes]) -> dict[str, Any]:
        return {"bescheide/J1-M.pdf": papers["bescheide/J1-M.docx"]}

    monkeypatch.setattr(bundle, "pdfs_of", fake)
    assert "bescheide/J1-M.pdf" in papers_of(outcome(), pdf=True)
    assert "bescheide/J1-M.pdf" not in papers_of(outcome())
