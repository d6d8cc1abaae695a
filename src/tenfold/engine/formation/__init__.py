"""Formation: scattered people into tens that share a language and a weekly hour, tens into hundreds, to the top."""

from tenfold.engine.formation.check import Rule, Violation, check
from tenfold.engine.formation.explain import Explainer, explain
from tenfold.engine.formation.fewest import Change, ChangeKind, Everyone, fewest_changes
from tenfold.engine.formation.form import Progress, form, warm_up
from tenfold.engine.formation.freshness import met_pairs
from tenfold.engine.formation.nest import nest
from tenfold.engine.formation.plan import Explanation, Level, Plan, Reason, Remedy, RemedyKind, Score, Unplaced
from tenfold.engine.formation.problem import HARD, NOBODY, Feature, Pairs, Problem, Size, Weights
from tenfold.engine.formation.score import continued, evaluate

__all__ = [
    "HARD",
    "NOBODY",
    "Change",
    "ChangeKind",
    "Everyone",
    "Explainer",
    "Explanation",
    "Feature",
    "Level",
    "Pairs",
    "Plan",
    "Problem",
    "Progress",
    "Reason",
    "Remedy",
    "RemedyKind",
    "Rule",
    "Score",
    "Size",
    "Unplaced",
    "Violation",
    "Weights",
    "check",
    "continued",
    "evaluate",
    "explain",
    "fewest_changes",
    "form",
    "met_pairs",
    "nest",
    "warm_up",
]
