"""The commands about papers: draft them all from a plan, and look through a district's own templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.cli.reading import content_of, read, read_plan, refuse_broken
from optimizer.cli.speech import complain, tell

if TYPE_CHECKING:
    from optimizer import Dataset, EntryScope, Findings, Outcome, PaperState, Plan

PART = "papiere"
_ENTRIES_HINT = (
    "Hinweis: Was hier „Seite Bescheide“ heißt, nimmt auch --angaben DATEI; eine Datei dafür schreibt "
    "„staffelstab papiere angaben“."
)


def papers(  # noqa: PLR0913 -- one argument for each word of the command line
    *,
    datei: Path,
    plan: Path,
    out: Path,
    angaben: Path | None,
    vorlagen: Path | None,
    pdf: bool,
    erklaeren: bool,
    bisher: Path | None,
) -> int:
    """Draft every paper of a plan that passes the audit: all of them or none, beside the plan if so wanted."""
    from optimizer import Findings, PaperState, findings_of, papers_of, refuse_hopeless, write_all

    if vorlagen:
        _refuse_no_templates(vorlagen)
    refuse_hopeless(out)
    earlier = read_plan(bisher) if bisher else None
    dataset, outcome = _outcome(datei, plan, earlier)
    state = _state(angaben, outcome) if angaben else PaperState()
    findings = findings_of(outcome, dataset, previous=earlier) if erklaeren else Findings()
    files = papers_of(outcome, findings, state, vorlagen, pdf=pdf)
    if pdf and not any(name.endswith(".pdf") for name in files):
        complain("Hinweis: Ohne LibreOffice auf diesem Rechner entstehen keine PDF-Dateien.")
    written = write_all(files, out, part=PART)
    _say_what_is_open(outcome, state, findings)
    tell(*(f"Geschrieben: {place}" for place in written))
    return 0


def _refuse_no_templates(folder: Path) -> None:
    """A wrong folder would silently mean the built-in templates."""
    from optimizer import UsageError

    if not folder.is_dir():
        raise UsageError(f"--vorlagen: Den Ordner „{folder}“ gibt es nicht.")
    if not any(folder.glob("*.docx")):
        raise UsageError(f"--vorlagen: Im Ordner „{folder}“ liegt keine Word-Vorlage (.docx).")


def _say_what_is_open(outcome: Outcome, state: PaperState, findings: Findings) -> None:
    from optimizer import backdated, gaps

    missing = gaps(outcome, state, findings)
    complain(*(f"Hinweis: {sentence}" for sentence in backdated(outcome, state)))
    complain(*(f"Offen: {gap}" for gap in missing))
    if any(not gap.sheet for gap in missing):
        complain(_ENTRIES_HINT)


def write_entries(*, datei: Path, plan: Path, angaben: Path) -> int:
    """Write the file for `--angaben` to start with; never over one that exists."""
    from optimizer import entries_template, write_file

    _, outcome = _outcome(datei, plan)
    write_file(entries_template(_scope(outcome)), angaben)
    tell(f"Geschrieben: {angaben}")
    return 0


def _outcome(datei: Path, plan: Path, earlier: Plan | None = None) -> tuple[Dataset, Outcome]:
    """A plan with its case, as the workbook has it. Raises `CheckFailed` where the two do not fit."""
    from optimizer import Outcome as MadeOutcome
    from optimizer import work_out

    dataset, made = read(datei), read_plan(plan)
    refuse_broken(dataset, made, plan.name, earlier)
    return dataset, MadeOutcome(made, work_out(dataset, made.scenario))


def _state(place: Path, outcome: Outcome) -> PaperState:
    from optimizer import read_entries_file

    return read_entries_file(content_of(place), _scope(outcome), place.name)


def _scope(outcome: Outcome) -> EntryScope:
    from optimizer import scope_of, store

    return scope_of(outcome, store.required_parties(outcome), store.substance(outcome.plan)[:16])


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
