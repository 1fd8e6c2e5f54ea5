"""Great-circle distances between municipalities (haversine, Earth radius 6,371 km)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np

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
        names = [place.ags for place in places]
        self._km: dict[str, dict[str, float]] = {
            name: dict(zip(names, row, strict=True)) for name, row in zip(names, km.tolist(), strict=True)
        }

    def km(self, one: str, other: str) -> float:
        """Between two municipalities, by AGS."""
        return self._km[other][one]

    def from_all_to(self, ags: str) -> Mapping[str, float]:
        """From each municipality to this one."""
        return self._km[ags]
