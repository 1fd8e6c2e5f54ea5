"""What planning gives back: the audited plan, the case it belongs to, and what people should be warned of."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.model.case import Case
from optimizer.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Outcome:
    """An audited plan with its case; `warnings` are German sentences, such as that a plan splinters."""

    plan: Plan
    case: Case
    warnings: tuple[str, ...] = ()
