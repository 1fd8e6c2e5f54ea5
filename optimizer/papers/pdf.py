"""PDF of each Word paper where LibreOffice is there: tagged (PDF/UA), with title and language. Else there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from optimizer.model.errors import CheckFailed

_OPTIONS: Final = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},"DisplayPDFDocumentTitle":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
_SECONDS_EACH: Final = 20
_WINDOWS_PLACES: Final = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)


def office_program() -> str | None:
    """LibreOffice's command on this machine; None where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found or sys.platform != "win32":
        return found
    return next((place for place in _WINDOWS_PLACES if Path(place).is_file()), None)


def pdfs_of(papers: Mapping[str, bytes]) -> dict[str, bytes]:
    """A PDF beside every .docx among some papers, by file name; nothing where LibreOffice is missing.

    Raises `CheckFailed` when LibreOffice is there and does not deliver.
    """
    program = office_program()
    words = {name: content for name, content in papers.items() if name.endswith(".docx")}
    if program is None or not words:
        return {}
    with TemporaryDirectory(prefix="staffelstab-pdf-") as folder:
        return _converted(program, words, Path(folder))


def _converted(program: str, words: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """One run of LibreOffice for all papers, with a profile of its own so that an open window does not disturb."""
    sources = {}
    for number, (name, content) in enumerate(words.items()):
        sources[name] = folder / f"{number}.docx"
        sources[name].write_bytes(content)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profil').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        _OPTIONS,
        "--outdir",
        str(folder),
        *(str(path) for path in sources.values()),
    ]
    limit = 60 + _SECONDS_EACH * len(words)
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=limit)  # noqa: S603 -- fixed words, own paths
    except (OSError, subprocess.SubprocessError) as error:
        raise CheckFailed(f"LibreOffice konnte keine PDF-Dateien erzeugen: {error}") from error
    missing = [name for name, path in sources.items() if not path.with_suffix(".pdf").is_file()]
    if missing:
        raise CheckFailed(f"LibreOffice hat kein PDF erzeugt für: {', '.join(missing)}")
    return {
        f"{name.removesuffix('.docx')}.pdf": path.with_suffix(".pdf").read_bytes() for name, path in sources.items()
    }
