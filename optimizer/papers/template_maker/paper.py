"""A Word template in the making: a few verbs over python-docx, so that a paper's script reads like the paper."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Cm

from optimizer.papers.phrases import kept_together
from optimizer.papers.template_maker import styles
from optimizer.papers.template_maker.watermark import WATERMARK

Column = tuple[str, float, bool]
"""Heading, width in cm, right-aligned."""
Row = tuple[str, Sequence[str]]
"""An instruction or none, and the cells."""


class Paper:
    """One template. Text holds fields as `{{ name }}`; `when` and `each` set conditions and loops around paragraphs."""

    def __init__(self, *, landscape: bool = False) -> None:
        self.document: WordDocument = Document()
        self._number = 1
        styles.prepare(self.document, landscape=landscape)
        self._header_and_footer()

    def heading(self, text: str, level: int = 1) -> None:
        """A real heading, so that Word's navigation and screen readers find it."""
        self.document.add_heading(text, level)

    def title(self, text: str) -> None:
        """The paper's title."""
        self.document.add_paragraph(text, style="Title")

    def text(self, text: str, style: str = "Normal") -> None:
        """One paragraph; `**bold**` parts are bold."""
        paragraph = self.document.add_paragraph(style=style)
        for index, part in enumerate(kept_together(text).split("**")):
            paragraph.add_run(part).bold = True if index % 2 else None

    def lead_in(self, text: str) -> None:
        """A line that belongs to the table or list below it and never stands alone at the foot of a page."""
        self.text(text)
        self.keep_with_next()

    def keep_with_next(self) -> None:
        """The last paragraph that will stand on the paper stays on one page with what follows it."""
        lines = (line for line in reversed(self.document.paragraphs) if not line.text.startswith("{%p "))
        next(lines).paragraph_format.keep_with_next = True

    def texts(self, *texts: str) -> None:
        """Several paragraphs."""
        for text in texts:
            self.text(text)

    def items(self, *texts: str) -> None:
        """A list with dashes."""
        for text in texts:
            self.text(text, "List Bullet")

    def new_list(self) -> None:
        """Let the next numbered points begin with 1 again."""
        self._number = styles.new_numbering(self.document)

    def points(self, *texts: str) -> None:
        """Numbered points; Word counts, so a point that falls away leaves no hole."""
        for text in texts:
            self.text(text, "List Number")
            styles.number(self.document.paragraphs[-1], self._number)

    @contextmanager
    def when(self, condition: str) -> Iterator[None]:
        """Paragraphs that stand there only if a condition holds."""
        self.text(f"{{%p if {condition} %}}")
        yield
        self.text("{%p endif %}")

    @contextmanager
    def each(self, variable: str, listed: str) -> Iterator[None]:
        """Paragraphs for every row of a list."""
        self.text(f"{{%p for {variable} in {listed} %}}")
        yield
        self.text("{%p endfor %}")

    def table(self, caption: str, columns: Sequence[Column], rows: Sequence[Row], *, together: bool = False) -> None:
        """A table with a marked header row. Each row is (`for …`, `if …`, `sum` or empty, its cells).

        A loop closes by itself behind its cells. The line before the table stays with its first row; a long table
        breaks between two rows, but not between its sums. `together` keeps a short one on one page.
        """
        self.keep_with_next()
        table = self.document.add_table(rows=0, cols=len(columns))
        table.style, table.autofit = "Table Grid", False
        _narrow_margins(table)
        for column, (_, width, _) in zip(table.columns, columns, strict=True):
            column.width = Cm(width)
        _describe(table, caption)
        _row(table, columns, [heading for heading, _, _ in columns], header=True)
        for instruction, cells in rows:
            word = instruction.partition(" ")[0]
            if word in {"for", "if"}:
                _row(table, columns, [f"{{%tr {instruction} %}}"])
            is_sum = instruction == "sum" or instruction.startswith("for summe")
            _row(table, columns, cells, bold=is_sum, keep=together or (is_sum and (instruction, cells) != rows[-1]))
            if word in {"for", "if"}:
                _row(table, columns, [f"{{%tr end{word} %}}"])
        self.text("", "Abstand")

    def page_break(self) -> None:
        """The next paragraph starts on a new page."""
        self.document.add_page_break()

    def saved(self) -> bytes:
        """The template's bytes, without what python-docx brings along and nobody needs."""
        stream = io.BytesIO()
        self.document.save(stream)
        return styles.slim(stream.getvalue())

    def letterhead(self) -> None:
        """The authority's name and address on the first page."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        header = section.first_page_header
        header.is_linked_to_previous = False
        first = header.paragraphs[0]
        first.style, first.text = "Briefkopf", "{{ behoerde_name }}"
        header.add_paragraph("{{ behoerde_amt }} · {{ behoerde_sachgebiet }}", style="Header")
        header.add_paragraph("{{ behoerde_anschrift }}", style="Briefkopfzeile")
        _draft_mark(header)
        footer = section.first_page_footer
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0])

    def _header_and_footer(self) -> None:
        section = self.document.sections[0]
        section.header.paragraphs[0].text = "{{ behoerde_name }} · {{ titel }}"
        _draft_mark(section.header)
        _page_number(section.footer.paragraphs[0])


def _draft_mark(header: Any) -> None:
    """ENTWURF in words and across the page, as long as the paper is one."""
    header.add_paragraph("{%p if entwurf %}", style="Header")
    mark = header.add_paragraph("ENTWURF – nicht freigegeben", style="Entwurf")
    mark.add_run()._r.append(parse_xml(WATERMARK))  # noqa: SLF001 -- python-docx has no watermark of its own
    header.add_paragraph("{%p endif %}", style="Header")


def _page_number(paragraph: Any) -> None:
    paragraph.style = "Footer"
    paragraph.add_run("{{ titel }}\tSeite ")
    _word_field(paragraph, "PAGE")
    paragraph.add_run(" von ")
    _word_field(paragraph, "NUMPAGES")


def _word_field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 -- python-docx has no page number of its own


def _narrow_margins(table: Any) -> None:
    """1 mm at both sides of a cell, so that amounts of six figures stand in one line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)  # noqa: SLF001 -- python-docx has no margins of its own


def _describe(table: Any, caption: str) -> None:
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), caption)
        table._tbl.tblPr.append(element)  # noqa: SLF001


def _row(
    table: Any,
    columns: Sequence[Column],
    cells: Sequence[str],
    *,
    header: bool = False,
    bold: bool = False,
    keep: bool = False,
) -> None:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, (_, width, right), text in zip(row.cells, columns, [*cells, *[""] * len(columns)], strict=False):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Tabellenkopf" if header else "Tabelle"
        paragraph.paragraph_format.keep_with_next = keep or None
        paragraph.add_run(text).bold = True if bold and not header else None
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
