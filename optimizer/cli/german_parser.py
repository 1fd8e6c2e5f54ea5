"""An argument parser that speaks German and raises `UsageError` instead of ending the program."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Final, NoReturn

from optimizer import UsageError

# What argparse says (3.11 to 3.13), and how an office would say it.
_GERMAN: Final[tuple[tuple[str, str], ...]] = (
    (r"the following arguments are required: (.+)", r"Es fehlt: \1."),
    (r"unrecognized arguments: (.+)", r"Unbekannte Angabe: \1."),
    (r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"\1: „\2“ gibt es nicht; möglich ist: \3."),
    (r"argument (\S+): expected (?:one|at least one) argument", r"\1: Hier fehlt der Wert."),
    (r"argument (\S+): expected (\d+) arguments?", r"\1: Hier gehören \2 Werte hin."),
    (r"argument (\S+): ignored explicit argument '?(.*?)'?", r"\1: Hier gehört kein Wert hin (dort steht „\2“)."),
    (r"argument (\S+): not allowed with argument (.+)", r"\1 und \2 schließen einander aus."),
    (r"argument (\S+): (.+)", r"\1: \2"),
)


class GermanParser(argparse.ArgumentParser):
    """`argparse` with German headings and errors; shortened options are refused, because they hide typing errors."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings, add_help=False, allow_abbrev=False, formatter_class=_GermanHelp)  # type: ignore[arg-type]
        self._positionals.title = "Angaben"
        self._optionals.title = "Optionen"
        self.add_argument("-h", "--hilfe", "--help", action="help", help="diese Hilfe zeigen")

    def error(self, message: str) -> NoReturn:
        """Raise the German sentence with the line that would be right."""
        raise UsageError(f"{_in_german(message)}\n{self.format_usage().rstrip()}")


class _GermanHelp(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)


def _in_german(message: str) -> str:
    for english, german in _GERMAN:
        if match := re.fullmatch(english, message, re.DOTALL):
            return re.sub(r"'([\w-]+)'", r"\1", match.expand(german))  # choices, as newer Pythons list them
    return message
