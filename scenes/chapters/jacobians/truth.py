"""The truth of the Jacobians: the configured network, or while that is a chain the one that a seed draws."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.feedforward import Drawn, Example, Layer, Net, numbers_of, slope
from scenes.audit.truth.precision import Claim, Real

if TYPE_CHECKING:
    from config import Settings


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the numbers of the network that the chapter shows."""
    drawn = _drawn(settings)
    return network.variable_values(settings) if drawn is None else [numbers_of(Net.of(drawn), drawn)]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return every value, gradient and entry of a Jacobian, the shapes, and what each path adds."""
    drawn = _drawn(settings)
    net = network.net_of(settings) if drawn is None else Net.of(drawn)
    claims = network.truth(settings) if drawn is None else network.claims_of(net)
    return {**claims, **dict(_paths(net))}


def _paths(net: Net) -> Iterator[tuple[str, Claim]]:
    """Yield the slope from a value to one of the next layer, times the slope of the loss by that one."""
    for (_, _, before), (_, _, after) in pairwise(net.rows):
        for start, end in product(before, after):
            yield f"∂L/∂{end}·∂{end}/∂{start}", _path(net, start, end)


def _path(net: Net, start: str, end: str) -> Claim:
    return lambda at: slope(net, end, start, at) * slope(net, "L", end, at)


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
