"""The model for all handovers at once, in numpy: what plans are solved from. A test holds it equal to that in PuLP."""

from optimizer.program.at_once.decisions import Payers, Takeovers
from optimizer.program.at_once.goals import money_stages, stages
from optimizer.program.at_once.rules import MONEY_RULES, RULES, state_rules

__all__ = ["MONEY_RULES", "RULES", "Payers", "Takeovers", "money_stages", "stages", "state_rules"]
