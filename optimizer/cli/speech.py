"""What the command says: results on standard output, the rest on standard error, nothing that steers a terminal."""

from __future__ import annotations

import sys
import unicodedata
from typing import TextIO


def speak_plainly() -> None:
    """A console that lacks a letter shows a question mark instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def tell(*lines: str) -> None:
    """A result, on standard output."""
    _print(lines, sys.stdout)


def complain(*lines: str) -> None:
    """A notice or an error, on standard error."""
    _print(lines, sys.stderr)


def harmless(text: str) -> str:
    """Text from a file without signs that steer a terminal or turn its direction (line ends stay)."""
    return "".join(
        "�" if unicodedata.category(sign) in {"Cc", "Cf"} and sign not in "\n\u00ad" else sign for sign in text
    )


def _print(lines: tuple[str, ...], stream: TextIO) -> None:
    for line in lines:
        print(harmless(line), file=stream, flush=True)
