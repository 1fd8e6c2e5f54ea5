"""Names of rows and columns speak, are plain ASCII, and never repeat."""

from __future__ import annotations

import re
from fractions import Fraction

from optimizer.program.names import Names
from optimizer.program.rules import RULES, state_rules
from tests.program import golden


def test_names_speak_in_plain_letters() -> None:
    names = Names()
    assert names("cover", 1, "2027-03-01") == "cover_1_2027_03_01"
    assert names("budget", "frei:SMS:2027:Landkreis:§ 13a") == "budget_frei_SMS_2027_Landkreis_P_13a"
    assert names("pins", "höchstens", "Größe ß") == "pins_hoechstens_Groesse_ss"


def test_keys_that_look_alike_get_numbers() -> None:
    names = Names()
    assert [names("h", 1, key) for key in ("K 1", "K-1", "K_1")] == ["h_1_K_1", "h_1_K_1__2", "h_1_K_1__3"]


def test_long_and_odd_keys_stay_short_and_harmless() -> None:
    names = Names()
    first, second = names("h", "x" * 500), names("h", "x" * 500)
    assert first != second
    assert len(second) < 130
    assert re.fullmatch(r"[A-Za-z0-9_]+", names("=cmd|'/C calc'!A0", "\n<b>", "日本"))


def test_all_names_of_a_program_are_unique_and_read_by_every_solver() -> None:
    program = golden.takeovers(Fraction(1, 2))
    state_rules(program, RULES)
    said = program.in_pulp
    names = [row.name for row in said.problem.constraints()] + [column.name for column in said.columns]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII) for name in names)
