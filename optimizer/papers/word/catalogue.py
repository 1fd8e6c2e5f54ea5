"""All papers with their fields, and the field catalogue as a page of the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.papers.word.fields import PaperKind
from optimizer.papers.word.fields_notice import NOTICE_PAPERS

PAPERS: Final[Mapping[str, PaperKind]] = {**NOTICE_PAPERS}
"""By the name of the template's file."""
