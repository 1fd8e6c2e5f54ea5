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
    factors: dict[str, float] = {}
    variables: dict[str, Expression] = {}
    constant = 0.0
    for expression, factor in terms:
        if isinstance(expression, pulp.LpVariable):
            parts: Iterable[tuple[Expression, float]] = ((expression, 1.0),)
        else:
            parts = expression.items()
            constant += factor * expression.constant
        for variable, inner in parts:
            variables[variable.name] = variable
            factors[variable.name] = factors.get(variable.name, 0.0) + factor * inner
    total = _FROM_PAIRS([(variables[name], factor) for name, factor in factors.items()])
    return total + constant if constant else total


def summed(expressions: Iterable[Expression]) -> Expression:
    """Σ expression."""
    return weighted((expression, 1.0) for expression in expressions)
