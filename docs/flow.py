"""Draws `docs/ablauf.svg`, the picture of the flow in the README: `python docs/flow.py`."""

from __future__ import annotations

from html import escape
from pathlib import Path

WIDTH, BOX, HIGH, GAP, MARGIN = 1140, 196, 92, 34, 12
INK, LINE = "#1f2933", "#52606d"
PAPER, WORK, PROOF = "#fff4d6", "#e0efff", "#dff3e4"

STEPS = (
    ("Arbeitsmappe", ("was das Amt ohnehin", "in Excel führt"), "", PAPER),
    ("Lesen und prüfen", ("alle Fehler auf einmal,", "mit Blatt und Zelle"), "workbook/", WORK),
    ("Fall", ("Ausfälle, frei werdende", "Mittel, Töpfe, Möglichkeiten"), "cases/", WORK),
    ("Modell", ("Regeln und Ziele: HiGHS oder", "SCIP löst, PuLP bestätigt"), "program/", WORK),
    ("Cent für Cent", ("Stunden und Beträge", "in ganzen Zahlen"), "plans/", WORK),
    ("Nachprüfung", ("findet alles selbst wieder,", "kennt den Löser nicht"), "plans/audit", PROOF),
    ("Plan", ("plan.json, plan.xlsx", "mit lebenden Summen"), "", PAPER),
    ("Bescheide", ("Entwürfe in Word,", "Anhörung, Vertrag, Vorlage"), "papers/", PAPER),
    ("Erklären", ("Grenzwerte, warum nicht,", "Alternativen, Engpass"), "insight/", WORK),
    ("Freigabe", ("Zustimmungen, vier Augen,", "Bücher fortgeschrieben"), "store/", PROOF),
)
PER_ROW = 5


def corner(index: int) -> tuple[int, int]:
    """Where a step's box stands; the second row runs back from right to left."""
    row, column = divmod(index, PER_ROW)
    if row % 2:
        column = PER_ROW - 1 - column
    return MARGIN + column * (BOX + GAP), 16 + row * (HIGH + 56)


def box(index: int) -> str:
    """One step: title, two lines of what happens, and the folder that does it."""
    title, lines, folder, colour = STEPS[index]
    left, top = corner(index)
    middle = left + BOX / 2
    texts = [(title, 24, "600 15px"), (lines[0], 46, "12.5px"), (lines[1], 63, "12.5px"), (folder, 82, "11px")]
    spoken = "".join(
        f'<text x="{middle:g}" y="{top + down}" style="font:{font} sans-serif" '
        f'fill="{LINE if text == folder else INK}">{escape(text)}</text>'
        for text, down, font in texts
        if text
    )
    return f'<rect x="{left}" y="{top}" width="{BOX}" height="{HIGH}" rx="9" fill="{colour}" stroke="{LINE}"/>{spoken}'


def arrow(index: int) -> str:
    """From one step to the next."""
    (left, top), (after_left, after_top) = corner(index), corner(index + 1)
    if top != after_top:
        start, end = (left + BOX / 2, top + HIGH), (after_left + BOX / 2, after_top - 3)
    elif after_left > left:
        start, end = (left + BOX, top + HIGH / 2), (after_left - 3, top + HIGH / 2)
    else:
        start, end = (left, top + HIGH / 2), (after_left + BOX + 3, top + HIGH / 2)
    way = f"M{start[0]:g},{start[1]:g} L{end[0]:g},{end[1]:g}"
    return f'<path d="{way}" stroke="{LINE}" stroke-width="1.6" marker-end="url(#tip)"/>'


def drawing() -> str:
    """The whole picture as SVG."""
    rows = -(-len(STEPS) // PER_ROW)
    height = 16 + rows * HIGH + (rows - 1) * 56 + 16
    parts = [box(index) for index in range(len(STEPS))] + [arrow(index) for index in range(len(STEPS) - 1)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'role="img" text-anchor="middle"><title>Von der Arbeitsmappe zum geprüften Plan</title>'
        f'<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0,0 L8,4 L0,8 z" fill="{LINE}"/></marker></defs>'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>' + "".join(parts) + "</svg>\n"
    )


if __name__ == "__main__":
    Path(__file__).with_name("ablauf.svg").write_text(drawing(), encoding="utf-8")
