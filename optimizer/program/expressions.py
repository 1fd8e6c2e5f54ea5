"""Sums of columns, built in one go: PuLP's own `lpSum` of products makes an object for every term."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pulp

Expression = Any
"""A PuLP variable, affine expression or number (PuLP 3 has no types)."""

_FROM_PAIRS = getattr(pulp.LpAffineExpression, "from_list", pulp.LpAffineExpression)
"""PuLP 4 and PuLP 3 say it differently."""


def weighted(terms: Iterable[tuple[Expression, float]]) -> Expression:
    """Σ factor · expression, over variables and affine expressions."""
    pairs: list[tuple[Expression, float]] = []
    constant = 0.0
    for expression, factor in terms:
        if isinstance(expression, pulp.LpVariable):
            pairs.append((expression, factor))
        else:
            pairs += [(variable, factor * inner) for variable, inner in expression.items()]
            constant += factor * expression.constant
    total = _FROM_PAIRS(pairs)
    if len(total) < len(pairs):
        total = _FROM_PAIRS(_merged(pairs))
    return total + constant if constant else total


def summed(expressions: Iterable[Expression]) -> Expression:
    """Σ expression."""
    return weighted([(expression, 1.0) for expression in expressions])


def _merged(pairs: Iterable[tuple[Expression, float]]) -> list[tuple[Expression, float]]:
    """Each variable once: from pairs, PuLP keeps only the last of several."""
    variables: dict[str, Expression] = {}
    factors: dict[str, float] = {}
    for variable, factor in pairs:
        variables[variable.name] = variable
        factors[variable.name] = factors.get(variable.name, 0.0) + factor
    return [(variables[name], factor) for name, factor in factors.items()]
