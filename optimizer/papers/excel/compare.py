"""A written file against its own description, cell by cell: values, formulas, titles and sums."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from optimizer.papers.excel.grid import Cents, Found, Grid, open_grids, row_of, same, shown
from optimizer.papers.excel.layout import Block, Cell, Layout, Sheet, cell_of, total_of


def cell_differences(data: bytes, sheets: tuple[Sheet, ...]) -> tuple[str, ...]:
    """Where the file differs from its description: a value, a missing formula, or a formula where a text was meant."""
    grids, layout = open_grids(data), Layout(sheets)
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
    differences = []
    for title, value in zip(block.columns, row_of(grid, layout.header(block.name), len(block.columns)), strict=True):
        if value.value != title.title:
            differences.append(f"Blatt {sheet}: Überschrift {value.value!r} statt {title.title!r}")
    for offset, line in enumerate(block.lines):
        number = layout.first(block.name) + offset
        found = row_of(grid, number, len(block.columns))
        for column, meant, cell in zip(block.columns, line, found, strict=True):
            wanted = cell_of(column, meant)
            formula = wanted.formula(layout.here(block.name, offset)) if wanted.formula and block.rows else None
            if not _fits(wanted, cell) or (formula and f"={formula}") != cell.formula:
                differences.append(
                    f"Blatt {sheet}, Zeile {number + 1}, {column.title}: {cell} statt {shown(wanted.value)!r}"
                )
    if block.total:
        differences += _total_differences(sheet, block, row_of(grid, layout.last(block.name) + 1, len(block.columns)))
    return differences


def _total_differences(sheet: str, block: Block, found: Sequence[Found]) -> list[str]:
    return [
        f"Blatt {sheet}, Summe {column.title}: {found[index]}"
        for index, column in enumerate(block.columns)
        if column.total and index and not _fits(Cell(total_of(block, index), column.kind), found[index])
    ]


def _fits(wanted: Cell, cell: Found) -> bool:
    value = wanted.value
    return same(
        Cents(round(value)) if wanted.kind == "cents" and isinstance(value, int | Fraction) else value, cell.value
    )
