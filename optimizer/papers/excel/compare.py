"""A written file against its own description, cell by cell: values, formulas, titles and sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from optimizer.papers.excel.grid import Cents, Found, Grid, Wanted, row_of, same, shown
from optimizer.papers.excel.layout import Block, Cell, Layout, Sheet, cell_of, total_of


def cell_differences(grids: Mapping[str, Grid], sheets: tuple[Sheet, ...]) -> tuple[str, ...]:
    """Where the file differs from its description: a value, a missing formula, or a formula where a text was meant."""
    layout = Layout(sheets)
    differences: list[str] = []
    for sheet in sheets:
        grid = grids.get(sheet.name)
        if grid is None:
            differences.append(f"Das Blatt {sheet.name} fehlt.")
            continue
        for block in sheet.blocks:
            differences += _block_differences(sheet.name, block, layout, grid)
    return tuple(differences)


def _block_differences(sheet: str, block: Block, layout: Layout, grid: Grid) -> list[str]:
    titles = row_of(grid, layout.header(block.name), len(block.columns))
    differences = [
        f"Blatt {sheet}: Überschrift {found.value!r} statt {column.title!r}."
        for column, found in zip(block.columns, titles, strict=True)
        if found.value != column.title
    ]
    for offset, line in enumerate(block.lines):
        number = layout.first(block.name) + offset
        found = row_of(grid, number, len(block.columns))
        for column, meant, cell in zip(block.columns, line, found, strict=True):
            wanted = cell_of(column, meant)
            formula = wanted.formula(layout.here(block.name, offset)) if wanted.formula and block.rows else None
            place = f"Blatt {sheet}, Zeile {number + 1}, {column.title}"
            differences += _cell_differences(place, wanted, formula and f"={formula}", cell)
    if block.total:
        differences += _total_differences(sheet, block, row_of(grid, layout.last(block.name) + 1, len(block.columns)))
    return differences


def _cell_differences(place: str, wanted: Cell, formula: str | None, found: Found) -> Iterator[str]:
    if found.formula != formula:
        yield f"{place}: Formel {found.formula!r} statt {formula!r}."
    if not same(_meant(wanted), found.value):
        yield f"{place}: {found.value!r} statt {shown(_meant(wanted))!r}."


def _total_differences(sheet: str, block: Block, found: Sequence[Found]) -> Iterator[str]:
    for index, column in enumerate(block.columns):
        if column.total and index:
            total = Cell(total_of(block, index), column.kind)
            formula = f"=SUBTOTAL(109,{block.name}[{column.title}])"
            yield from _cell_differences(f"Blatt {sheet}, Summe {column.title}", total, formula, found[index])


def _meant(cell: Cell) -> Wanted:
    value = cell.value
    return Cents(round(value)) if cell.kind == "cents" and isinstance(value, int | Fraction) else value
