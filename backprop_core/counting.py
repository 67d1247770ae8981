"""How many multiplications the gradients of a chain cost: factor by factor, and in one backward pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from backprop_core.number import Number
from backprop_core.tape import Tape, backward


@dataclass(frozen=True)
class Count:
    """Gradients of the output by every stage's input, output side first, and what they cost."""

    gradients: tuple[Number, ...]
    multiplications: int


def naive(local_derivatives: Sequence[Number]) -> Count:
    """Multiply out every gradient from its own factors, reusing nothing: n (n - 1) / 2 multiplications."""
    gradients: list[Number] = []
    multiplications = 0
    for length in range(1, len(local_derivatives) + 1):
        factors = local_derivatives[-length:]
        product = factors[-1]
        for factor in reversed(factors[:-1]):
            product = product * factor
            multiplications += 1
        gradients.append(product)
    return Count(tuple(gradients), multiplications)


def one_pass(local_derivatives: Sequence[Number]) -> Count:
    """Extend each gradient from the one in front of it: n - 1 multiplications."""
    gradients: list[Number] = []
    multiplications = 0
    for local in reversed(local_derivatives):
        if gradients:
            multiplications += 1
            gradients.append(gradients[-1] * local)
        else:
            gradients.append(local)
    return Count(tuple(gradients), multiplications)


def sigmoid_chain(depth: int, start: Number = Fraction(0)) -> tuple[Number, ...]:
    """Return the local derivatives of a chain of sigmoids, innermost first. `depth` is at least 1."""
    tape = Tape()
    last = tape.leaf(start)
    for _ in range(depth):
        last = tape.apply("sigmoid", last)
    steps = backward(tape.nodes, last).steps
    return tuple(step.local for step in reversed(steps))
