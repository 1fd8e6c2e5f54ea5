"""A Word paper as simple HTML for the page: paragraphs, headings, tables; every text escaped. No streamlit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from html import escape
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def html_of_docx(content: bytes) -> str:
    """The body of the paper in reading order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root: Element = fromstring(archive.read("word/document.xml"))
    body = root.find(f"{_W}body")
    if body is None:
        return ""
    text = "".join(_blocks(body))
    return f"<div class='ss-paper' tabindex='0' role='region' aria-label='Vorschau des Papiers'>{text}</div>"


def _blocks(parent: Element) -> Iterator[str]:
    for block in parent:
        if block.tag == f"{_W}p":
            yield _paragraph(block)
        elif block.tag == f"{_W}tbl":
            rows = "".join(f"<tr>{_cells(row)}</tr>" for row in block.iter(f"{_W}tr"))
            yield f"<table>{rows}</table>"
        elif block.tag == f"{_W}sdt":
            content = block.find(f"{_W}sdtContent")
            yield from _blocks(content) if content is not None else ()


def _cells(row: Element) -> str:
    return "".join(f"<td>{''.join(_blocks(cell))}</td>" for cell in row.iter(f"{_W}tc"))


def _paragraph(paragraph: Element) -> str:
    text = "".join(_run(part) for part in paragraph.iter())
    if not text.strip():
        return ""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    tag = "h4" if name.lower().startswith(("heading", "berschrift", "titel", "title", "überschrift")) else "p"
    return f"<{tag}>{escape(text)}</{tag}>"


def _run(part: Element) -> str:
    if part.tag == f"{_W}t":
        return part.text or ""
    return " " if part.tag in {f"{_W}tab", f"{_W}br"} else ""
