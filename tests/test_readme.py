"""What the papers at the top of the repository say is true: commands, example, versions, licence."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import pytest
import yaml

import optimizer

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def block(language: str, after: str) -> str:
    found = re.search(rf"{re.escape(after)}\n+```{language}\n(.*?)```", README, re.DOTALL)
    assert found, f"README has no {language} after {after!r}"
    return found.group(1)


def test_the_example_in_python_runs_and_is_short(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example = block("python", "## In Python")
    monkeypatch.chdir(ROOT)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 -- our own page
    said = capsys.readouterr().out
    assert said.count("€") == said.count("\n") >= 2
    assert len([line for line in example.splitlines() if line]) <= 10


def test_the_commands_name_a_scenario_of_the_example() -> None:
    command = block("sh", "<!-- command: plan -->")
    named = re.search(r'plan (\S+) --szenario "(.+?)" --out', command)
    assert named
    assert named.group(2) in optimizer.read_workbook(ROOT / named.group(1)).scenarios


@pytest.mark.parametrize("mark", ["plan", "test"])
def test_a_command_installs_nothing_that_is_not_pinned(mark: str) -> None:
    installs = re.findall(r"pip install (.+?)(?: &&)?$", block("sh", f"<!-- command: {mark} -->"), re.MULTILINE)
    assert len(installs) == 2
    assert "--require-hashes -r requirements" in installs[0]
    assert {"--no-deps", "--no-build-isolation"} <= set(installs[1].split())


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_package_is_pinned_with_hashes_and_no_server_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.findall(r"^(\w\S*?)==\S+(.*?)(?=^\w|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(packages) > 40
    assert all("--hash=sha256:" in rest for _, rest in packages)
    assert "://" not in text
    wanted = {re.match(r"[\w-]+", entry).group().lower() for entry in PROJECT["dependencies"]}  # type: ignore[union-attr]
    assert wanted | {"hatchling", "editables"} <= {package for package, _ in packages}


def test_what_runs_is_a_part_of_what_is_tested() -> None:
    run, test = (
        set(re.findall(r"^\w\S+==\S+.*?(?= \\)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-test.txt")
    )
    assert run
    assert run <= test


def test_one_version_everywhere() -> None:
    from optimizer.plans.planner import PROGRAM

    public = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert PROJECT["version"] == public["softwareVersion"] == PROGRAM.removeprefix("staffelstab ")


def test_the_description_for_public_catalogues() -> None:
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    needed = {"publiccodeYmlVersion", "name", "url", "releaseDate", "platforms", "developmentStatus", "softwareType"}
    assert needed | {"description", "legal", "maintenance", "localisation"} <= public.keys()
    german = public["description"]["de"]
    assert len(german["shortDescription"]) <= 150
    assert 500 <= len(german["longDescription"]) <= 10_000
    assert german["features"]
    assert public["legal"]["license"] == PROJECT["license"] == "EUPL-1.2"
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "European Union Public Licence" in licence
    assert "15. Applicable Law" in licence


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert "://" in target or (ROOT / target).exists(), target


def test_every_exit_code_is_explained() -> None:
    errors = {value.exit_code for value in vars(optimizer.model.errors).values() if hasattr(value, "exit_code")}
    assert errors | {0} == {int(code) for code in re.findall(r"^\| (\d) \|", README, re.MULTILINE)}


def test_every_command_stands_in_the_readme() -> None:
    from optimizer.cli.arguments import _parser

    parser = _parser()
    commands = next(action.choices for action in parser._actions if action.dest == "befehl")
    assert commands
    told = set(re.findall(r"`staffelstab (\w+(?: pruefen| angaben)?)", README))
    assert {name.replace("-", " ") for name in commands} == told


def test_the_picture_is_the_one_that_its_script_draws() -> None:
    drawn = runpy.run_path(str(ROOT / "docs" / "flow.py"))["drawing"]()
    assert drawn == (ROOT / "docs" / "ablauf.svg").read_text(encoding="utf-8")
