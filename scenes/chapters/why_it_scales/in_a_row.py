"""Many activations of one kind in a row: how much of a slope they let through, and what is said of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from backprop_core.network import Graph
from backprop_core.network.activations import ACTIVATIONS
from backprop_core.number import Number

_ON = "The next one lets the same share of that through, and the one after it again."
_FADES = "Unless the weights make up for it, next to nothing reaches the first layers."


@dataclass(frozen=True)
class Row:
    """Activations of one kind in a row, each at the same sum.

    `units` names them, `at` is the sum, `where` says it. `warning` is said of the first of them, with a hole
    `{slope}` for what one lets through if need be, `onward` of the next two, `outcome` of many.
    """

    activation: str
    units: str
    at: Fraction
    where: str
    warning: str
    onward: str = _ON
    outcome: str = _FADES

    @property
    def share(self) -> float:
        """What one of them lets through."""
        return float(self.left(1))

    @property
    def label(self) -> str:
        """What a row of them is of, in words: what stands between them lets all through."""
        return f"{self.units}{self.where}, weights of one"

    def left(self, count: int) -> Number:
        """Return how much of a slope so many of them let through."""
        found: Number = ACTIVATIONS[self.activation].slope_at(self.at) ** count
        return found if count else Fraction(1)


ROWS: dict[str, Row] = {
    row.activation: row
    for row in (
        Row(
            "sigmoid",
            "sigmoids",
            Fraction(0),
            " at best",
            "A warning: each sigmoid lets at most a quarter of the slope through.",
            "Of the quarter at most a quarter, and of that again a quarter.",
        ),
        Row(
            "tanh",
            "tanh units",
            Fraction(1),
            " at sums of one",
            "A warning: only at zero does a hyperbolic tangent let all through, at one {slope}.",
        ),
        Row(
            "relu",
            "rectifiers",
            Fraction(-1),
            " below zero",
            "A warning: below zero, a rectifier lets nothing of the slope through, above it all.",
            "Whatever the next ones let through, it is a part of nothing.",
            "A single one below zero is enough, and no layer before it learns.",
        ),
        Row(
            "leaky_relu",
            "leaky rectifiers",
            Fraction(-1),
            " below zero",
            "A warning: below zero, each leaky rectifier lets a hundredth of the slope through.",
        ),
        Row(
            "elu",
            "ELU units",
            Fraction(-1),
            " at minus one",
            "A warning: below zero this unit shrinks the slope, at minus one to {slope}.",
        ),
        Row(
            "softplus",
            "softplus units",
            Fraction(0),
            " at zero",
            "A warning: softplus never lets all of the slope through, at zero only half.",
        ),
        Row(
            "silu",
            "SiLU units",
            Fraction(0),
            " at zero",
            "A warning: at zero, a sigmoid linear unit lets only half of the slope through.",
        ),
        Row(
            "gelu",
            "GELU units",
            Fraction(0),
            " at zero",
            "A warning: at zero, a Gaussian error linear unit lets half of the slope through.",
        ),
        Row(
            "identity",
            "identity units",
            Fraction(0),
            "",
            "The identity lets all of the slope through, however many stand in a row.",
            "As bright as at the loss, the light goes from one to the next.",
            "But many layers without a bend can do no more than a single one.",
        ),
    )
}
"""Rows by activation. The sums are where the slope is steepest, or where it is plainly less than all."""


def row_of(graph: Graph) -> Row:
    """Return the row of the activation that a network has most of, of several the first."""
    counted = Counter(name for name in graph.activation_names if name in ROWS)
    return ROWS[max(counted, key=lambda name: counted[name], default="sigmoid")]
