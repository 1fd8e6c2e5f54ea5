"""The fields of *Ausfall melden*: one event, or a whole scenario of the workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from streamlit.delta_generator import DeltaGenerator

from dashboards import event_form, reporting
from dashboards.fields import Form
from optimizer import Dataset, store

LASTING = {
    "nach den Daten (bis sechs Monate mit festem Ende: Vertretung)": None,
    "vorübergehende Vertretung": False,
    "auf Dauer": True,
}


def draw(form: Form, dataset: Dataset, today: date, beside: DeltaGenerator) -> store.Report | None:
    """Draw the fields; the report as typed so far, or None while something is missing (`form.problems` says what)."""
    event = event_form.draw(form, dataset, today, beside)
    title = form.text("Bezeichnung des Falls", hint="wird aus den Angaben gebildet")
    lasting = LASTING[form.choice("Dauer der Übergabe", tuple(LASTING), next(iter(LASTING)))]
    return reporting.report_of(event, title, lasting, today, dataset) if event else None


def of_workbook(form: Form, dataset: Dataset, today: date) -> store.Report | None:
    """A scenario of the workbook to be taken over as a case: several events at once. None until one is chosen.

    Pins are left out: in a case each has its own reason and author.
    """
    name = form.choice("Szenario", dataset.scenarios, None, hint="Bitte wählen; Tippen sucht")
    if name is None:
        return None
    setup = store.setup_of(dataset, name)
    rules = (*setup.rules, ("planning_day", today))
    return store.Report(name[:200], replace(setup, pins=(), rules=rules))
