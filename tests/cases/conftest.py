"""One small office: A1 (30 h, T1, Glauchau) fails from September to December; K1 (T2) and K2 (T3, Meerane) are free."""

from __future__ import annotations

import pytest

from optimizer.model.dataset import Dataset
from tests.cases import worked_case


@pytest.fixture(scope="session")
def club() -> Dataset:
    """SMS 24.000 and LK 18.000 EUR for 2027, nothing drawn."""
    return worked_case.read("volle_deckung")
