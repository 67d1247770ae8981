"""The truth of the Jacobians: the network drawn anew from its seed, every slope by a nudge of one neuron."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from scenes.audit.truth.arithmetic import sigmoid
from scenes.audit.truth.precision import Claim, Real, big, derivative, mp

if TYPE_CHECKING:
    from config import Settings

_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
Vector = tuple[Real, ...]


@dataclass(frozen=True)
class Wide:
    """Inputs, then weights by layer, biases by layer, targets, in the order in which the seed yields them."""

    inputs: Vector
    weights: tuple[tuple[Vector, ...], ...]
    biases: tuple[Vector, ...]
    targets: Vector

    def layer(self, k: int, before: Vector) -> Vector:
        """Return the activations of layer k, counted from 1."""
        return tuple(
            sigmoid(mp.fsum(w * a for w, a in zip(row, before, strict=True)) + bias)
            for row, bias in zip(self.weights[k - 1], self.biases[k - 1], strict=True)
        )

    def neuron(self, k: int, row: int, before: Vector) -> Real:
        """Return one activation of layer k; rows count from 0."""
        return self.layer(k, before)[row]

    def loss(self, k: int, values: Vector) -> Real:
        """Return the loss if layer k holds these values."""
        for later in range(k + 1, len(self.weights) + 1):
            values = self.layer(later, values)
        return mp.fsum((a - y) ** 2 for a, y in zip(values, self.targets, strict=True))


def truth(settings: Settings) -> dict[str, Claim]:
    """Return every value, gradient and entry of a Jacobian, and the shapes."""
    given = settings.lecture.wide
    return _claims(tuple(given.widths), given.seed)


@lru_cache(maxsize=8)
def _claims(widths: tuple[int, ...], seed: int) -> dict[str, Claim]:
    net, depth = _seeded(widths, seed), len(widths) - 1
    values: list[Vector] = [net.inputs]
    for k in range(1, depth + 1):
        values.append(net.layer(k, values[-1]))
    claims: dict[str, Claim] = {f"y[{i + 1}]": target for i, target in enumerate(net.targets)}
    claims["L"] = net.loss(0, net.inputs)
    for k, held in enumerate(values):
        name = _name(k)
        claims[f"rows of ∂L/∂{name}"], claims[f"columns of ∂L/∂{name}"] = 1, widths[k]
        for i, value in enumerate(held):
            claims[f"{name}[{i + 1}]"] = value
            claims[f"∂L/∂{name}[{i + 1}]"] = derivative(_moved(partial(net.loss, k), held, i), value)
        if k:
            claims |= _jacobian(net, k, values[k - 1], widths)
            claims |= _weights(net, k, values[k - 1])
    return claims


def _weights(net: Wide, k: int, before: Vector) -> dict[str, Claim]:
    """Return every weight of a layer, every sum, and the loss's slopes by both."""
    claims: dict[str, Claim] = {}
    depth = str(k).translate(_LOWERED)
    for i, (row, bias) in enumerate(zip(net.weights[k - 1], net.biases[k - 1], strict=True)):

        def weighted(weights: Vector, bias: Real = bias) -> Real:
            return mp.fsum(w * a for w, a in zip(weights, before, strict=True)) + bias

        def loss(z: Real, i: int = i) -> Real:
            held = net.layer(k, before)
            return net.loss(k, (*held[:i], sigmoid(z), *held[i + 1 :]))

        def loss_by(weights: Vector, i: int = i) -> Real:
            return loss(weighted(weights), i)

        z = weighted(row)
        claims |= {f"z{depth}[{i + 1}]": z, f"σ'(z{depth}[{i + 1}])": derivative(sigmoid, z)}
        claims[f"∂L/∂z{depth}[{i + 1}]"] = derivative(loss, z)
        for j, weight in enumerate(row):
            claims[f"w{depth}[{i + 1},{j + 1}]"] = weight
            claims[f"∂L/∂w{depth}[{i + 1},{j + 1}]"] = derivative(_moved(loss_by, row, j), weight)
    return claims


def _jacobian(net: Wide, k: int, before: Vector, widths: tuple[int, ...]) -> dict[str, Claim]:
    name = f"∂{_name(k)}/∂{_name(k - 1)}"
    claims: dict[str, Claim] = {f"rows of {name}": widths[k], f"columns of {name}": widths[k - 1]}
    for row in range(widths[k]):
        for column, value in enumerate(before):
            of = _moved(partial(net.neuron, k, row), before, column)
            claims[f"{name}[{row + 1},{column + 1}]"] = derivative(of, value)
    return claims


def _moved(of: Callable[[Vector], Real], values: Vector, index: int) -> Callable[[Real], Real]:
    """Return a function of a vector as a function of one of its entries."""
    return lambda value: of((*values[:index], value, *values[index + 1 :]))


def _name(layer: int) -> str:
    return f"a{layer}".translate(_LOWERED) if layer else "x"


def _seeded(widths: tuple[int, ...], seed: int) -> Wide:
    """Draw the network that a seed stands for: tenths from -15 to 15, then targets of 0 or 1."""
    draw = random.Random(seed)

    def tenths(count: int) -> Vector:
        return tuple(big(draw.randint(-15, 15)) / 10 for _ in range(count))

    inputs = tenths(widths[0])
    weights = tuple(tuple(tenths(before) for _ in range(after)) for before, after in pairwise(widths))
    biases = tuple(tenths(after) for after in widths[1:])
    return Wide(inputs, weights, biases, tuple(big(draw.randint(0, 1)) for _ in range(widths[-1])))
