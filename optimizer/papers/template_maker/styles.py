"""Fonts, paragraphs and page of all templates: German, readable, without colours that carry meaning."""

from __future__ import annotations

import re
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor

from optimizer.papers.word.package import open_package, parse, write_package

FONT: Final = "Arial"
BLACK: Final = RGBColor(0, 0, 0)
RED: Final = RGBColor(0xB0, 0, 0)
_KEEP: Final = frozenset(
    {
        "Normal", "Title", "heading 1", "heading 2", "heading 3", "header", "footer", "List Number", "List Bullet",
        "Table Grid", "Default Paragraph Font", "Normal Table", "No List",
    }
)  # fmt: skip
_DROP: Final = re.compile(r"docProps/(thumbnail|app)|customXml/|stylesWithEffects|word/(webSettings|fontTable|theme)")


def prepare(document: WordDocument, *, landscape: bool) -> None:
    """Page, language and styles of a new document, and the numbering of its lists."""
    _page(document, landscape=landscape)
    _defaults(document)
    _drop_styles(document)
    _built_in(document)
    _own(document, landscape=landscape)
    _numbering(document)
    _settings(document)
    _properties(document)


def _page(document: WordDocument, *, landscape: bool) -> None:
    section = document.sections[0]
    width, height = Cm(21), Cm(29.7)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)


def _defaults(document: WordDocument) -> None:
    """German for the spell checker, screen readers and PDF; one font everywhere."""
    run = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(run):
        run.remove(child)
    fonts, language = OxmlElement("w:rFonts"), OxmlElement("w:lang")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), "de-DE")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "21")
    run.extend([fonts, size, language])


def _drop_styles(document: WordDocument) -> None:
    for style in list(document.styles):
        if style.element.name_val not in _KEEP:
            document.styles.element.remove(style.element)
    latent = document.styles.element.find(qn("w:latentStyles"))
    if latent is not None:
        document.styles.element.remove(latent)


def _built_in(document: WordDocument) -> None:
    _style(document, "Normal", size=10.5, after=6)
    _style(document, "Title", size=15, bold=True, before=6, after=8)
    _style(document, "Heading 1", size=12, bold=True, before=14, after=4, keep=True)
    _style(document, "Heading 2", size=10.5, bold=True, before=8, after=3, keep=True)
    _style(document, "Heading 3", size=10.5, bold=True, before=6, after=3, keep=True)
    _style(document, "Header", size=8.5, after=0)
    _style(document, "Footer", size=8.5, after=0)
    for name, numbering in (("List Number", 1), ("List Bullet", 2)):
        _style(document, name, size=10.5, after=3)
        _number_style(document.styles[name], numbering)
    _tabs(document, "Footer")


def _own(document: WordDocument, *, landscape: bool) -> None:
    small = 8.5 if landscape else 9
    for name in (
        "Tabelle",
        "Tabellenkopf",
        "Abstand",
        "Anschrift",
        "Angaben",
        "Briefkopf",
        "Briefkopfzeile",
        "Entwurf",
        "Randnotiz",
        "Unterschrift",
    ):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    _style(document, "Tabelle", size=small, before=1, after=1)
    _style(document, "Tabellenkopf", size=small, bold=True, before=1, after=1, keep=True)
    _style(document, "Abstand", size=4, after=2)
    _style(document, "Anschrift", size=10.5, after=0)
    _style(document, "Angaben", size=9, after=0)
    _style(document, "Briefkopf", size=14, bold=True, after=0)
    _style(document, "Briefkopfzeile", size=8.5, after=4)
    _style(document, "Entwurf", size=11, bold=True, before=2, after=6, keep=True)
    _style(document, "Randnotiz", size=9, after=6)
    _style(document, "Unterschrift", size=10.5, before=4, after=8, keep=True)
    document.styles["Entwurf"].font.color.rgb = RED
    document.styles["Randnotiz"].font.italic = True
    document.styles["Angaben"].paragraph_format.left_indent = Cm(10)
    document.styles["Normal"].paragraph_format.line_spacing = 1.1
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _style(
    document: WordDocument,
    name: str,
    *,
    size: float,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> None:
    style = document.styles[name]
    for tag in ("w:rPr", "w:pPr"):
        found = style.element.find(qn(tag))
        if found is not None and name != "Normal":
            style.element.remove(found)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = BLACK
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), keep
    layout.widow_control = True
    if name.startswith("Heading"):
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(name[-1]) - 1))
        style.element.get_or_add_pPr().append(level)


def _tabs(document: WordDocument, name: str) -> None:
    section = document.sections[0]
    width = Emu((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))
    document.styles[name].paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _number_style(style: Any, number: int) -> None:
    style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number


def _numbering(document: WordDocument) -> None:
    """Two lists: 1. 2. 3. and dashes."""
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for number, (kind, text) in enumerate((("decimal", "%1."), ("bullet", "–")), start=1):
        root.append(_abstract(number, kind, text))
    for number in (1, 2):
        root.append(_instance(number, number))


def _abstract(number: int, kind: str, text: str) -> Any:
    abstract = _element("w:abstractNum", {"w:abstractNumId": str(number)})
    level, layout = _element("w:lvl", {"w:ilvl": "0"}), _element("w:pPr", {})
    for tag, value in (("w:start", "1"), ("w:numFmt", kind), ("w:lvlText", text), ("w:lvlJc", "left")):
        level.append(_element(tag, {"w:val": value}))
    layout.append(_element("w:ind", {"w:left": "454", "w:hanging": "454"}))
    level.append(layout)
    abstract.append(level)
    return abstract


def _instance(number: int, abstract: int, *, restart: bool = False) -> Any:
    instance = _element("w:num", {"w:numId": str(number)})
    instance.append(_element("w:abstractNumId", {"w:val": str(abstract)}))
    if restart:
        override = _element("w:lvlOverride", {"w:ilvl": "0"})
        override.append(_element("w:startOverride", {"w:val": "1"}))
        instance.append(override)
    return instance


def new_numbering(document: WordDocument) -> int:
    """A further numbered list that begins with 1; gives its number."""
    root = document.part.numbering_part.element
    number = len(root.findall(qn("w:num"))) + 1
    root.append(_instance(number, 1, restart=True))
    return number


def number(paragraph: Any, numbering: int) -> None:
    """Make a paragraph a point of one numbered list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 -- python-docx has no restart of its own
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def _settings(document: WordDocument) -> None:
    """German separators and hyphenation, the mode of today's Word; nothing else."""
    root = document.settings.element
    for child in list(root):
        root.remove(child)
    for tag, values in (
        ("w:zoom", {"w:percent": "100"}),
        ("w:defaultTabStop", {"w:val": "709"}),
        ("w:autoHyphenation", {"w:val": "true"}),
        ("w:compat", {}),
        ("w:themeFontLang", {"w:val": "de-DE"}),
        ("w:decimalSymbol", {"w:val": ","}),
        ("w:listSeparator", {"w:val": ";"}),
    ):
        root.append(_element(tag, values))
    mode = {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": "15"}
    root.find(qn("w:compat")).append(_element("w:compatSetting", mode))


def _element(tag: str, values: dict[str, str]) -> Any:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(name), value)
    return element


def _properties(document: WordDocument) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = "{{ titel }}", "{{ behoerde_name }}", "de-DE"
    properties.comments = ""


def slim(content: bytes) -> bytes:
    """Without the thumbnail, theme and other parts that python-docx brings along; nothing points to them any more."""
    parts = {name: part for name, part in open_package(content).items() if not _DROP.search(name)}
    for name in [name for name in parts if name.endswith(".rels")] + ["[Content_Types].xml"]:
        root = parse(parts[name])
        for child in list(root):
            if _DROP.search(_target(name, child)):
                root.remove(child)
        parts[name] = _text(root)
    parts["docProps/core.xml"] = _without_dates(parts["docProps/core.xml"])
    return write_package(parts)


def _target(name: str, child: Any) -> str:
    target = (child.get("Target") or child.get("PartName") or "").lstrip("/")
    in_word = name.startswith("word/") and not target.startswith(("..", "word/"))
    return f"word/{target}" if in_word else target.removeprefix("../")


def _without_dates(core: bytes) -> bytes:
    root = parse(core)
    for child in list(root):
        if child.tag.endswith(("}created", "}modified", "}revision", "}lastModifiedBy")):
            root.remove(child)
    return _text(root)


def _text(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
