"""Text from the workbook and from people, made harmless for widgets that read Markdown."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$^&=])")
_JOINER: Final = "\u2060"
_LIVE: Final = re.compile(r"(:|@|\bwww)(?=\S)", re.IGNORECASE)
_LIST: Final = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)


def safe(text: str) -> str:
    """The text as itself wherever Markdown is read: no picture, link, colour, formula, list or heading comes of it.

    Line ends stay as line ends. For error boxes, labels of buttons, radio options, captions.
    """
    plain = _SIGNS.sub(r"\\\1", text.replace("\r\n", "\n"))
    plain = _LIST.sub(r"\1\\\2", plain)
    plain = _LIVE.sub(rf"\1{_JOINER}", plain)
    return "  \n".join(line.lstrip() for line in plain.split("\n"))
