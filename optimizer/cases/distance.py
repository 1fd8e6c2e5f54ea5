"""Great-circle distances between municipalities (haversine, Earth radius 6,371 km)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from optimizer.model.dataset import Municipality

EARTH_RADIUS_KM = 6371.0


@lru_cache(maxsize=8)
def distances_between(municipalities: tuple[Municipality, ...]) -> Distances:
    """Kilometres between all municipalities of a dataset; kept, for scenario after scenario asks for the same."""
    return Distances(municipalities)


class Distances:
    """Kilometres between municipalities, worked out once for all pairs."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        places = list(municipalities)
        latitude = np.radians(np.array([place.latitude for place in places]))
        longitude = np.radians(np.array([place.longitude for place in places]))
        half_north = np.sin((latitude[:, None] - latitude[None, :]) / 2) ** 2
        half_east = np.sin((longitude[:, None] - longitude[None, :]) / 2) ** 2
        chord = half_north + np.cos(latitude)[:, None] * np.cos(latitude)[None, :] * half_east
        km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
        self._km = km
        self._place = {place.ags: number for number, place in enumerate(places)}

    def km(self, one: str, other: str) -> float:
        """Between two municipalities, by AGS."""
        return float(self._km[self._place[one], self._place[other]])

    def table(self, rows: Iterable[str], columns: Iterable[str]) -> npt.NDArray[np.float64]:
        """From the municipalities of the columns to those of the rows."""
        here, there = ([self._place[ags] for ags in some] for some in (rows, columns))
        found: npt.NDArray[np.float64] = self._km[np.ix_(here, there)]
        return found
