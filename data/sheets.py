"""The sheets of the example workbook, each as a header and rows."""

from __future__ import annotations

from typing import Final

from data.grants import grants
from data.tables import Cell, table, typed

COST_COLUMNS: Final = ["Personal", "Sachkosten", "Land %", "Kommune %", "Stiftung", "Abgerufen %"]
"""What `angebote.txt` says for the sheet Finanzierung only."""
PRODUCT_ACCOUNT: Final = {
    "§ 11": "36310103.4318511",
    "§ 12": "36310103.4318512",
    "§ 13": "36310103.4318513",
    "§ 13a": "36310103.4318515",
    "§ 14": "36310103.4318514",
    "§ 16": "36310103.4318516",
}
"""By field. The one of § 14 is published (committee vote of 2022), the others follow its pattern and are invented."""
PLAIN: Final = {
    "Sozialräume": "sozialraeume",
    "Träger": "traeger",
    "Quellen": "quellen",
    "Reserven": "reserven",
    "Anteile": "anteile",
    "Kapazitäten": "kapazitaeten",
    "Ereignisse": "ereignisse",
    "Annahmen": "annahmen",
    "Vorgaben": "vorgaben",
    "Regeln": "regeln",
    "Behörde": "behoerde",
}
ORDER: Final = (
    "Sozialräume",
    "Kommunen",
    "Träger",
    "Angebote",
    "Quellen",
    "Finanzierung",
    "Reserven",
    "Anteile",
    "Kapazitäten",
    "Ereignisse",
    "Annahmen",
    "Vorgaben",
    "Regeln",
    "Behörde",
)


def sheets() -> dict[str, list[list[Cell]]]:
    """Every sheet by its German name, in the order in which people fill them in."""
    found = {name: typed(table(file)) for name, file in PLAIN.items()}
    found["Kommunen"] = typed(table("kommunen").drop(columns="Herkunft der Lage"))
    found["Angebote"] = _offerings()
    found["Finanzierung"] = _financing()
    return {name: found[name] for name in ORDER}


def _offerings() -> list[list[Cell]]:
    frame = table("angebote").drop(columns=COST_COLUMNS).rename(columns={"Widerruf": "Widerrufsvorbehalt"})
    numbers = range(1, len(frame) + 1)
    frame["Aktenzeichen"] = [f"51.3-BSP-2027/{number:03d}" for number in numbers]
    frame["Produktkonto"] = frame["Leistungsbereich"].map(PRODUCT_ACCOUNT)
    late = frame["Beginn"] != "01.01.2027"
    frame["Bescheid vom"] = [
        f"{'21.06.2027' if later else f'{8 + number % 9:02d}.12.2026'}"
        for number, later in zip(numbers, late, strict=True)
    ]
    frame["Vertrag vom"] = [
        f"{'28.06.2027' if later else f'{17 + number % 3:02d}.12.2026'}"
        for number, later in zip(numbers, late, strict=True)
    ]
    return typed(frame)


def _financing() -> list[list[Cell]]:
    rows: list[list[Cell]] = [["Angebot", "Quelle", "Jahr", "Bewilligt", "Abgerufen"]]
    rows += [
        [row.offering, row.source, row.year, row.granted, row.drawn]
        for row in grants(table("angebote"), table("quellen"))
    ]
    return rows
