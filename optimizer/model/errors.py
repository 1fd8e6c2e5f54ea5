"""Every way the program can end without a plan, each with its exit code (see README, exit codes).

"Impossible" (`PinContradiction`) and "not found in time" (`NoProof`) are different errors on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in a workbook: where, what is there, what is expected, how to mend it (German)."""

    sheet: str
    cell: str
    found: str
    expected: str
    mend: str = ""

    @property
    def place(self) -> str:
        """The address as Excel writes it, such as `Angebote!F12`; the sheet alone where no cell is meant."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def __str__(self) -> str:
        mend = f" – {self.mend}" if self.mend else ""
        return f"{self.place}: {self.found}; erwartet: {self.expected}{mend}"


class StaffelstabError(Exception):
    """Base of all named failures; `exit_code` is what the command ends with."""

    exit_code: ClassVar[int] = 4


class InputError(StaffelstabError):
    """The workbook is wrong. Carries every problem of the file, never only the first."""

    exit_code = 1

    def __init__(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnreadableFile(InputError):
    """The file is no workbook, is encrypted, broken, or far larger inside than outside."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__((Problem("Datei", "", sentence, "eine unverschlüsselte Excel-Arbeitsmappe (.xlsx)"),))

    def __str__(self) -> str:
        return self.sentence


class UsageError(StaffelstabError):
    """The command or function was called with words that do not fit together."""

    exit_code = 2


class PinContradiction(StaffelstabError):
    """The pins (*Vorgaben*) ask for more than the rules allow; they are never bent."""

    exit_code = 3


class CheckFailed(StaffelstabError):
    """The plan broke a rule in the audit, or a paper did not read back as written. Nothing is shown."""

    exit_code = 4


class TargetError(StaffelstabError):
    """The target cannot be written: open in Excel, disk full, no right."""

    exit_code = 5


class NoProof(StaffelstabError):
    """The solver ended without a proof of the optimum (time limit, numerical trouble)."""

    exit_code = 6
