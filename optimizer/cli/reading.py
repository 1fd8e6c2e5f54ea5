"""What the commands read: a workbook with its notices, a plan, and the audit of one against the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.cli.speech import complain

if TYPE_CHECKING:
    from optimizer import Dataset, Plan


def read(datei: Path) -> Dataset:
    """Read a workbook and say what is odd about it. Raises as `read_workbook`."""
    from optimizer import read_workbook

    dataset = read_workbook(datei)
    complain(*(f"Hinweis: {notice}" for notice in dataset.notices))
    return dataset


def content_of(place: Path) -> bytes:
    """The bytes of a file. Raises `UnreadableFile` where there is none, or none that may be read."""
    from optimizer import UnreadableFile

    try:
        return place.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"Die Datei „{place.name}“ gibt es nicht.") from None
    except OSError:
        why = "das ist ein Ordner" if place.is_dir() else "fehlt die Berechtigung?"
        raise UnreadableFile(f"Die Datei „{place.name}“ lässt sich nicht lesen ({why}).") from None


def read_plan(place: Path) -> Plan:
    """Read a `plan.json`. Raises `UnreadableFile` where it is missing or something else."""
    from optimizer import Plan, UnreadableFile

    content = content_of(place)
    try:
        return Plan.from_json(content.decode("utf-8"))
    except ValueError:
        raise UnreadableFile(f"„{place.name}“ ist keine plan.json dieses Programms.") from None


def refuse_broken(dataset: Dataset, plan: Plan, name: str, previous: Plan | None = None) -> None:
    """Raise `CheckFailed` with every rule that a plan breaks, found from the workbook and the plan alone."""
    from optimizer import CheckFailed, audit

    lines = [f"{row.rule}: {row.text}" for row in audit(dataset, plan.scenario, plan, previous=previous)]
    if not plan.verified:
        lines.append("input: der Plan trägt den Vermerk der Nachprüfung (verified) nicht")
    if lines:
        raise CheckFailed(f"„{name}“ besteht die Nachprüfung nicht ({len(lines)}):\n" + "\n".join(lines))
