"""The shape of an activation's curve: its levels, where it is steepest, where its slope goes at the ends."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from backprop_core.network.activations import ACTIVATIONS
from backprop_core.number import Number
from backprop_core.operations import LEAK

_NONE, _ALL = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Shape:
    """What there is to see of a curve.

    `reach` is how far to both sides of its middle it is drawn. `levels` are the values that it tends to at
    its left and right end, None where it grows without bound; `ends` what its slope tends to there. `peak` is
    the largest slope, `peak_at` where it is, None where that is no single place; `dip_at` is where the slope
    is least, if it falls below zero somewhere. `at_hand` tells whether the slope follows from the value.
    """

    reach: Fraction
    levels: tuple[Fraction | None, Fraction | None]
    ends: tuple[Fraction, Fraction]
    peak: Number
    peak_at: Number | None = None
    dip_at: Number | None = None
    at_hand: bool = True

    @property
    def saturates(self) -> bool:
        """Whether it flattens out on both sides."""
        return self.ends == (_NONE, _NONE)

    @property
    def is_straight(self) -> bool:
        """Whether it has one slope everywhere."""
        return self.ends == (self.peak, self.peak)


def _bell(name: str, peak_at: float) -> Shape:
    """Return the shape of one that dips below zero, and is steepest as far right as it falls most left."""
    peak = ACTIVATIONS[name].slope_at(peak_at)
    levels = (_NONE, None)
    return Shape(Fraction(5), levels, (_NONE, _ALL), peak, peak_at, -peak_at, at_hand=False)


_SQUASH = Shape(Fraction(6), (_NONE, _ALL), (_NONE, _NONE), Fraction(1, 4), _NONE)

SHAPES: dict[str, Shape] = {
    "sigmoid": _SQUASH,
    "tanh": Shape(Fraction(4), (-_ALL, _ALL), (_NONE, _NONE), _ALL, _NONE),
    "relu": Shape(Fraction(4), (_NONE, None), (_NONE, _ALL), _ALL),
    "leaky_relu": Shape(Fraction(4), (None, None), (LEAK, _ALL), _ALL),
    "elu": Shape(Fraction(4), (-_ALL, None), (_NONE, _ALL), _ALL),
    "softplus": Shape(Fraction(5), (_NONE, None), (_NONE, _ALL), _ALL),
    "silu": _bell("silu", 2.399357280515468),
    "gelu": _bell("gelu", 2.0**0.5),
    "identity": Shape(Fraction(3), (None, None), (_ALL, _ALL), _ALL),
    "softmax": _SQUASH,
}
"""Shape by the activation's name. Softmax by one sum, the others held still, is a sigmoid that begins farther
to one side. SiLU is steepest where z tanh(z/2) = 2, GELU where z² = 2."""
