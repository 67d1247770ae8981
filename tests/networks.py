"""Networks for tests: chains by their numbers, and networks drawn at random."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from backprop_core.network import Network
from backprop_core.number import Number

HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu", "identity")
"""Activations that any layer may have."""


@dataclass(frozen=True)
class GivenLayer:
    """A layer by its numbers."""

    weights: Sequence[Sequence[Number]]
    bias: Sequence[Number]
    activation: str


@dataclass(frozen=True)
class GivenExample:
    """An input and a target by their numbers."""

    input: Sequence[Number]
    target: Sequence[Number]


def chain(numbers: Sequence[Fraction | str], *activations: str, loss: str = "squared") -> Network:
    """Return a chain from x, w1, b1, w2, b2, … and the target; two sigmoids if no activation is named."""
    x, *parameters, target = (Fraction(number) for number in numbers)
    names = activations or ("sigmoid",) * (len(parameters) // 2)
    layers = [
        GivenLayer([[weight]], [bias], name)
        for weight, bias, name in zip(parameters[::2], parameters[1::2], names, strict=True)
    ]
    return Network.from_layers(GivenExample([x], [target]), layers, loss)


def drawn(seed: int, *, most_layers: int = 4, most_neurons: int = 4) -> Network:
    """Return a network of random widths, activations and loss; numbers are tenths, a few of them zero."""
    draw = random.Random(seed)
    depth = draw.randint(1, most_layers)
    widths = [draw.randint(1, most_neurons) for _ in range(depth + 1)]
    names = [draw.choice(HIDDEN) for _ in range(depth)]
    loss = draw.choice(("squared", "half_squared", "mean_squared", "cross_entropy"))
    if loss == "cross_entropy":
        names[-1] = draw.choice(("sigmoid", "softmax"))
    elif draw.random() < 0.1:
        names[-1] = "softmax"
    if names[-1] == "softmax":
        widths[-1] = max(2, widths[-1])

    def tenths(count: int) -> list[Fraction]:
        return [Fraction(draw.randint(-20, 20), 10) for _ in range(count)]

    layers = [
        GivenLayer([tenths(before) for _ in range(after)], tenths(after), name)
        for before, after, name in zip(widths, widths[1:], names, strict=False)
    ]
    target = [Fraction(draw.randint(0, 10), 10) for _ in range(widths[-1])]
    if loss == "cross_entropy" and names[-1] == "softmax":
        target = [Fraction(int(place == 0)) for place in range(widths[-1])]
    return Network.from_layers(GivenExample(tenths(widths[0]), target), layers, loss)
