"""The truth of the Jacobians: the configured network, or while that is a chain the one that a seed draws."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.feedforward import Drawn, Example, Layer, Net, numbers_of
from scenes.audit.truth.precision import Claim, Real

if TYPE_CHECKING:
    from config import Settings


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the numbers of the network that the chapter shows."""
    drawn = _drawn(settings)
    return network.variable_values(settings) if drawn is None else [numbers_of(Net.of(drawn), drawn)]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return every value, gradient and entry of a Jacobian, and the shapes."""
    drawn = _drawn(settings)
    return network.truth(settings) if drawn is None else network.claims_of(Net.of(drawn))


def _drawn(settings: Settings) -> Drawn | None:
    """Return the network that the seed stands for, None where the lecture's own has layers to show.

    Its numbers are tenths from -15 to 15: inputs, weights by layer, biases by layer; then targets of 0 or 1.
    """
    if not settings.lecture.network.is_chain:
        return None
    widths, draw = settings.lecture.wide.widths, random.Random(settings.lecture.wide.seed)

    def tenths(count: int) -> tuple[Fraction, ...]:
        return tuple(Fraction(draw.randint(-15, 15), 10) for _ in range(count))

    inputs = tenths(widths[0])
    weights = [[tenths(before) for _ in range(after)] for before, after in pairwise(widths)]
    biases = [tenths(after) for after in widths[1:]]
    target = tuple(Fraction(draw.randint(0, 1)) for _ in range(widths[-1]))
    layers = [Layer(rows, bias, "sigmoid") for rows, bias in zip(weights, biases, strict=True)]
    return Drawn([Example(inputs, target)], layers, "squared")
