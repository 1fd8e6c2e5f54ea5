"""Sheet Annahmen: what the plan rests on, so that a reader need not open the input beside it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from optimizer.model.dataset import Rules
from optimizer.model.german import listed, number, percent, short_date
from optimizer.model.outcome import Outcome
from optimizer.papers.excel.layout import Block, Cell, Column, Row, Sheet


def basis_sheet(outcome: Outcome) -> Sheet:
    """Rules, events, assumptions, pins and where the figures come from."""
    blocks = [_rules(outcome), _events(outcome), _assumptions(outcome), _pins(outcome), _origin(outcome)]
    note = "Regeln, Ereignisse, Annahmen und Vorgaben des Szenarios, wie sie gelesen wurden."
    return Sheet("Annahmen", "Annahmen und Grundlagen", note, tuple(block for block in blocks if block.rows))


def _rules(outcome: Outcome) -> Block:
    rules = replace(outcome.case.dataset.rules, planning_day=outcome.case.planning_day)
    rows: list[Row] = [("Vollzeit", Cell(rules.full_time, "setting"), "Wochenstunden eines Vollzeitäquivalents (VzÄ)")]
    rows += [(name, value, meaning) for name, value, meaning in _rule_texts(rules)]
    columns = (Column("Regel", width=30), Column("Wert", width=44), Column("Bedeutung", width=60))
    return Block("Regeln", columns, tuple(rows), "Regeln")


def _rule_texts(rules: Rules) -> tuple[tuple[str, str, str], ...]:
    slack = listed([f"{goal} {percent(value / 100)}" for goal, value in rules.slack])
    distance = f"{number(rules.max_distance)} km" if rules.max_distance is not None else "keine Grenze"
    rate = f"{number(Fraction(rules.max_rate, 100))} €" if rules.max_rate is not None else "keine Grenze"
    return (
        ("Planungstag", short_date(rules.planning_day) if rules.planning_day else "", "vorher beginnt keine Übergabe"),
        ("Laufzeitende", short_date(rules.agreement_end), "Ende der Kooperationsvereinbarung"),
        ("Stundenraster", _off(rules.hour_grid), "Übergaben sind Vielfache davon"),
        ("Mindestumfang", _off(rules.min_hours), "kleinere Übergaben gibt es nicht"),
        ("Höchstzahl Übernehmende", _off(Fraction(rules.max_substitutes)), "je Ausfall"),
        ("Höchstentfernung", distance, "Luftlinie zwischen Kapazität und Angebot"),
        ("Höchstkostensatz", rate, "je VzÄ und Monat (§ 74 Abs. 5 SGB VIII)"),
        ("Rückforderungen einplanen", _yes(rules.plan_reclaims), "ob schon Abgerufenes als verfügbar gilt"),
        ("Unbeschlossenes einplanen", _yes(rules.plan_unapproved), "ob Reserven ohne Beschluss zählen"),
        ("Komplementärregel", rules.matching, "womit Landesmittel mindestens gegenfinanziert sind"),
        ("Ziele", "; ".join(rules.goals), "in strenger Reihenfolge"),
        ("Spielraum", slack or "keiner", "so viel darf ein Ziel für die folgenden nachgeben"),
    )


def _off(value: Fraction) -> str:
    return number(value) if value else "aus"


def _yes(value: bool) -> str:
    return "ja" if value else "nein"


def _events(outcome: Outcome) -> Block:
    data = outcome.case.dataset
    rows: list[Row] = []
    for event in (event for event in data.events if event.scenario == outcome.case.scenario):
        named = [
            data.offering[event.offering].title if event.offering else "",
            data.provider[event.provider].name if event.provider else "",
            data.source[event.source].name if event.source else "",
        ]
        end = f" bis {short_date(event.end)}" if event.end else ""
        amounts = [f"Anteil {percent(event.share)}"] if event.share != 1 else []
        amounts += [f"weiterlaufend {number(Fraction(event.running_on, 100))} € im Monat"] if event.running_on else []
        amounts += [f"Betrag {number(Fraction(event.cents, 100))} €"] if event.cents is not None else []
        amounts += [f"{number(event.hours)} Wochenstunden"] if event.hours is not None else []
        amounts += [f"Mittel frei ab {short_date(event.free_from)}"] if event.free_from else []
        text = f"{' · '.join(name for name in named if name)}; ab {short_date(event.start)}{end}"
        rows.append((event.kind, "; ".join([text, *amounts]), event.reason))
    return Block("Ereignisse", (Column("Ereignis"), Column("Was"), Column("Grund")), tuple(rows), "Ereignisse")


def _assumptions(outcome: Outcome) -> Block:
    rows: list[Row] = []
    for row in (row for row in outcome.case.dataset.assumptions if row.scenario == outcome.case.scenario):
        scale = Fraction(1) if row.quantity == "Kapazität" else Fraction(1, 100)
        unit = "Stunden" if row.quantity == "Kapazität" else "€"
        text = f"Wert · {number(row.factor, 4)} + {number(row.addend * scale)} {unit}"
        rows.append((f"{row.quantity}", text, row.selection or "alle"))
    columns = (Column("Größe"), Column("Rechnung"), Column("Auswahl"))
    return Block("Was_wäre_wenn", columns, tuple(rows), "Annahmen (Was wäre, wenn)")


def _pins(outcome: Outcome) -> Block:
    rows: list[Row] = []
    for pin in outcome.case.pins:
        hours = f" {number(pin.hours)} Wochenstunden" if pin.hours is not None else ""
        rows.append((pin.capacity, f"{pin.kind}{hours}", outcome.case.dataset.offering[pin.offering].title))
    return Block("Vorgaben", (Column("Kapazität"), Column("Vorgabe"), Column("Angebot")), tuple(rows), "Vorgaben")


def _origin(outcome: Outcome) -> Block:
    plan = outcome.plan
    rows: tuple[Row, ...] = (
        ("Eingabe (SHA-256)", plan.input_sha256, "Prüfsumme der gelesenen Arbeitsmappe"),
        ("Programm", plan.program, ""),
        ("Löser", plan.solver, ""),
        ("Status", "bewiesenes Optimum" if plan.status == "optimal" else plan.status, ""),
        ("Unabhängige Prüfung", "bestanden" if plan.verified else "nicht bestanden", "jede Regel, jeder Cent"),
    )
    return Block("Herkunft", (Column("Angabe"), Column("Inhalt"), Column("Erläuterung")), rows, "Herkunft")
