"""A Word template: its `{{ fields }}`, conditions and loops, compiled once, filled many times.

`{%p … %}` alone in a paragraph stands for the whole paragraph, `{%tr … %}` alone in a row of a table for the whole row,
so that a clerk can write loops in Word. Word splits text into runs as it likes; fields are put together again first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from optimizer.papers.word.package import TemplateRefused, W, open_package, parse, rendered_part, write_package

_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BLOCK: Final = re.compile(r"\{%(?P<kind>p|tr)\s(?P<rest>.*?)%\}", re.DOTALL)
_MARK: Final = re.compile(r"<\?(absatz|anweisung) (\d+)\?>")
_OPEN: Final = ("{{", "{%", "{#")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a template something stands: the part, its paragraph (from 1) and how that begins."""

    part: str
    paragraph: int
    text: str = ""

    def __str__(self) -> str:
        names = {"document": "Text", "core": "Dokumenteigenschaften", "app": "Dokumenteigenschaften"}
        stem = self.part.rsplit("/", 1)[-1].removesuffix(".xml")
        german = names.get(stem) or re.sub(r"^header", "Kopfzeile ", re.sub(r"^footer", "Fußzeile ", stem))
        german = (
            german.replace("footnotes", "Fußnoten")
            .replace("endnotes", "Endnoten")
            .replace("custom", "Dokumenteigenschaften")
        )
        beginning = f" („{self.text[:60]}“)" if self.text else ""
        return f"{german}, Absatz {self.paragraph}{beginning}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a template is refused: the place (None = the whole file) and a German sentence."""

    place: Place | None
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a template as the text that is filled; `lines` gives the paragraph of each line."""

    name: str
    source: str
    lines: tuple[Place, ...]

    def place(self, line: int | None) -> Place:
        """The paragraph in which a line of `source` (from 1) stands; the first one where the line is not known."""
        return self.lines[min(line or 1, len(self.lines)) - 1]


def environment() -> ImmutableSandboxedEnvironment:
    """Where templates are parsed and filled: no globals, filters, tests; unknown names are errors; text is escaped."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True)
    for table in (made.globals, made.filters, made.tests):
        table.clear()
    return made


@dataclass(frozen=True)
class Template:
    """An opened template: all its parts, and those with fields in them."""

    parts: Mapping[str, bytes]
    filled: tuple[Part, ...]

    @cached_property
    def trees(self) -> tuple[tuple[Part, nodes.Template | Problem], ...]:
        """Each part that holds fields with its syntax tree, or the problem where it cannot be read."""
        made = environment()
        return tuple((part, _tree(made, part)) for part in self.filled if any(mark in part.source for mark in _OPEN))


@lru_cache(maxsize=64)
def open_template(content: bytes) -> Template:
    """Open a .docx as a template. Raises `TemplateRefused` for a harmful or broken file."""
    parts = open_package(content)
    return Template(parts, tuple(_prepare(name, part) for name, part in parts.items() if rendered_part(name)))


@lru_cache(maxsize=64)
def _compiled(content: bytes) -> tuple[Mapping[str, bytes], tuple[tuple[str, Any], ...]]:
    template, made = open_template(content), environment()
    trees = [(part.name, tree) for part, tree in template.trees if isinstance(tree, nodes.Template)]
    return template.parts, tuple((name, made.from_string(tree)) for name, tree in trees)


def fill(content: bytes, fields: Mapping[str, Any]) -> bytes:
    """The paper: a checked template with its fields filled in. Values are text and never become markup or fields."""
    parts, compiled = _compiled(content)
    made = dict(parts)
    for name, template in compiled:
        made[name] = _repaired(template.render(fields))
    return write_package(made)


def _tree(made: ImmutableSandboxedEnvironment, part: Part) -> nodes.Template | Problem:
    try:
        return made.parse(part.source)
    except TemplateSyntaxError as error:
        return Problem(part.place(error.lineno), f"Die Vorlage enthält nicht erlaubte Ausdrücke ({error.message}).")
    except RecursionError:
        return Problem(part.place(1), "Die Vorlage ist zu tief verschachtelt.")


def _prepare(name: str, xml: bytes) -> Part:
    """One part as text for the engine: fields put together, block instructions instead of their paragraph or row."""
    root = parse(xml)
    instructions: list[str] = []
    places: dict[int, Place] = {}
    for number, paragraph in enumerate(list(root.iter(f"{W}p")) or list(root), start=1):
        text = _join_runs(paragraph)
        places[number] = Place(name, number, " ".join(text.split()))
        _mark(paragraph, "absatz", number)
        block = _BLOCK.search(text)
        if block:
            _replace_block(paragraph, block, text, instructions, places[number])
    source = etree.tostring(root, encoding="unicode")
    return _with_lines(name, source, instructions, places)


def _own_texts(paragraph: Any) -> list[Any]:
    """The text elements of a paragraph, without those of a text box inside it; of a property, the element itself."""
    if paragraph.tag != f"{W}p":
        return [paragraph, *paragraph.iterdescendants()]
    return [text for text in paragraph.iter(f"{W}t") if next(text.iterancestors(f"{W}p")) is paragraph]


def _join_runs(paragraph: Any) -> str:
    """Move each field that Word has split over runs into the run where it begins; gives the paragraph's text."""
    texts = [element for element in _own_texts(paragraph) if isinstance(element.tag, str)]
    whole = "".join(element.text or "" for element in texts)
    for tag in _TAG.finditer(whole):
        _move(texts, tag.start(), tag.end())
    return whole


def _move(texts: list[Any], start: int, end: int) -> None:
    position, first = 0, None
    for element in texts:
        text = element.text or ""
        low, high = max(start - position, 0), min(end - position, len(text))
        position += len(text)
        if low >= high:
            continue
        if first is None:
            first = element
        elif text[low:high]:
            first.text += text[low:high]
            element.text = text[:low] + text[high:]


def _mark(element: Any, kind: str, number: int) -> None:
    if element.getparent() is not None:
        element.addprevious(etree.ProcessingInstruction(kind, str(number)))


def _replace_block(paragraph: Any, block: re.Match[str], text: str, instructions: list[str], place: Place) -> None:
    """Put an instruction in place of its paragraph (`{%p`) or row (`{%tr`), in which nothing else may stand."""
    element = paragraph
    if block["kind"] == "tr":
        element = next(paragraph.iterancestors(f"{W}tr"), None)
        text = "".join(node.text or "" for node in element.iter(f"{W}t")) if element is not None else ""
    if text.strip() != block[0]:
        where = "in einem Absatz" if block["kind"] == "p" else "in einer Tabellenzeile"
        raise TemplateRefused(f"{place}: Die Anweisung {block[0]} muss allein {where} stehen.")
    instructions.append("{% " + block["rest"].strip() + " %}")
    _mark(element, "absatz", place.paragraph)
    _mark(element, "anweisung", len(instructions) - 1)
    parent, tail = element.getparent(), element.tail
    if tail:
        element.getprevious().tail = tail
    parent.remove(element)


def _with_lines(name: str, source: str, instructions: list[str], places: dict[int, Place]) -> Part:
    """Turn the marks into line breaks and instructions, and note which line belongs to which paragraph."""
    lines, pieces, position = [Place(name, 1)], [], 0
    for mark in _MARK.finditer(source):
        piece = source[position : mark.start()]
        lines += [lines[-1]] * piece.count("\n")
        pieces.append(piece)
        if mark[1] == "absatz":
            pieces.append("\n")
            lines.append(places[int(mark[2])])
        else:
            pieces.append(instructions[int(mark[2])])
        position = mark.end()
    pieces.append(source[position:])
    lines += [lines[-1]] * pieces[-1].count("\n")
    return Part(name, "".join(pieces), tuple(lines))


def _repaired(xml: str) -> bytes:
    """The filled part, well-formed, with a paragraph in every cell and no table without rows, as Word wants it."""
    root = parse(xml.encode())
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for cell in root.iter(f"{W}tc"):
        if cell.find(f"{W}p") is None:
            etree.SubElement(cell, f"{W}p")
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
