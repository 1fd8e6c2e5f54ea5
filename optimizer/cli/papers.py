"""The commands about papers: draft them all from a plan, and look through a district's own templates."""

from __future__ import annotations

from pathlib import Path

from optimizer.cli.reading import read, read_plan, refuse_broken
from optimizer.cli.speech import complain, tell

PART = "papiere"


def papers(*, datei: Path, plan: Path, out: Path, vorlagen: Path | None, pdf: bool, erklaeren: bool) -> int:
    """Draft every paper of a plan that passes the audit: all of them or none, beside the plan if so wanted."""
    from optimizer import (
        Findings,
        Outcome,
        UsageError,
        findings_of,
        gaps,
        papers_of,
        refuse_hopeless,
        work_out,
        write_all,
    )

    if vorlagen and not vorlagen.is_dir():
        raise UsageError(f"--vorlagen: Den Ordner „{vorlagen}“ gibt es nicht.")
    refuse_hopeless(out)
    dataset, made = read(datei), read_plan(plan)
    refuse_broken(dataset, made, plan.name)
    outcome = Outcome(made, work_out(dataset, made.scenario))
    findings = findings_of(outcome, dataset) if erklaeren else Findings()
    files = papers_of(outcome, findings, templates=vorlagen, pdf=pdf)
    if pdf and not any(name.endswith(".pdf") for name in files):
        complain("Hinweis: Ohne LibreOffice auf diesem Rechner entstehen keine PDF-Dateien.")
    written = write_all(files, out, part=PART)
    complain(*(f"Offen: {gap}" for gap in gaps(outcome, findings=findings)))
    tell(*(f"Geschrieben: {place}" for place in written))
    return 0


def check_templates(*, ordner: Path) -> int:
    """Name everything that keeps Word files from being templates, with file and paragraph."""
    from optimizer import UnreadableFile, check_template_folder

    if not ordner.is_dir():
        raise UnreadableFile(f"Den Ordner „{ordner}“ gibt es nicht.")
    problems = check_template_folder(ordner)
    if problems:
        raise UnreadableFile("\n".join(problems))
    tell(f"Alle Vorlagen in „{ordner}“ sind brauchbar.")
    return 0
