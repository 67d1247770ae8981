"""A network by definition: values forward, any derivative by a nudge, 150 digits deep.

Every value is a function of the numbers that the network is given, by name, so that a drawing in which one of
them moves can be checked as well. One neuron a layer is named `w₁`, `a₁`; several are `w₁[2,3]`, `a₁[2]`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from scenes.audit.truth.activations import ACTIVATIONS, softmax
from scenes.audit.truth.losses import loss_of
from scenes.audit.truth.precision import WORKING_DIGITS, Real, derivative, exact, lowered, mp

if TYPE_CHECKING:
    from config.network import ExampleSettings, LayerSettings, NetworkSettings

Numbers = Sequence[Fraction | float]


class Example(NamedTuple):
    """An input and what the network should answer."""

    input: Numbers
    target: Numbers


class Layer(NamedTuple):
    """A row of weights for each neuron, biases, and the name of the activation."""

    weights: Sequence[Numbers]
    bias: Numbers
    activation: str


class Drawn(NamedTuple):
    """A network that no configuration holds, in the form of one."""

    examples: Sequence[Example]
    layers: Sequence[Layer]
    loss: str
    is_chain: bool = False


@dataclass(frozen=True)
class Net:
    """What a network is but for its numbers: widths, the input's first; activations by layer; the loss."""

    widths: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    indexed: bool = True
    """Whether names have indices: those of a chain have none."""

    @classmethod
    def of(cls, given: NetworkSettings | Drawn) -> Net:
        """Return the shape of a configured network."""
        widths = (len(given.examples[0].input), *(len(layer.bias) for layer in given.layers))
        return cls(widths, tuple(layer.activation for layer in given.layers), given.loss, not given.is_chain)

    @property
    def depth(self) -> int:
        """Return the number of layers after the input."""
        return len(self.activations)

    def name(self, letter: str, layer: int = 0, *places: int) -> str:
        """Return the name of a number; layer 0 stands for what has no layer, places count from 1."""
        stem = letter + (lowered(str(layer)) if layer else "")
        return stem if not self.indexed else f"{stem}[{','.join(map(str, places))}]"

    def row(self, letter: str, layer: int = 0) -> tuple[str, ...]:
        """Return the names of a layer's numbers: x, y, or b, z and a of a layer; a of layer 0 is x."""
        width = self.widths[layer] if letter != "y" else self.widths[-1]
        letter = "x" if (letter, layer) == ("a", 0) else letter
        return tuple(self.name(letter, layer, i + 1) for i in range(width))

    @cached_property
    def weights(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Names of the weights by layer, neuron and input."""
        return tuple(
            tuple(
                tuple(self.name("w", k, i + 1, j + 1) for j in range(self.widths[k - 1]))
                for i in range(self.widths[k])
            )
            for k in range(1, self.depth + 1)
        )

    @cached_property
    def rows(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Names of biases, sums and activations by layer, the input's first."""
        return tuple((self.row("b", k), self.row("z", k), self.row("a", k)) for k in range(self.depth + 1))

    @cached_property
    def learned(self) -> tuple[str, ...]:
        """Names of weights and biases, layer by layer."""
        return tuple(
            name
            for k in range(1, self.depth + 1)
            for name in (*(name for row in self.weights[k - 1] for name in row), *self.rows[k][0])
        )

    @cached_property
    def of_example(self) -> tuple[str, ...]:
        """Names of what an example gives."""
        return self.row("x") + self.row("y")

    @cached_property
    def given(self) -> tuple[str, ...]:
        """Names of all that has to be given for a pass."""
        return (*self.row("x"), *self.learned, *self.row("y"))

    @cached_property
    def computed(self) -> tuple[str, ...]:
        """Names of all that a pass computes, in order."""
        return (*(name for _, sums, outputs in self.rows[1:] for name in (*sums, *outputs)), "L")

    @cached_property
    def first_layer(self) -> dict[str, int]:
        """The first layer that has to be computed anew where a number by this name is another."""
        found = dict.fromkeys(self.row("x"), 1) | dict.fromkeys((*self.row("y"), "L"), self.depth + 1)
        for k in range(1, self.depth + 1):
            weights = tuple(name for row in self.weights[k - 1] for name in row)
            found |= dict.fromkeys((*weights, *self.rows[k][0], *self.rows[k][1]), k)
            found |= dict.fromkeys(self.rows[k][2], k + 1)
        return found


def numbers_of(net: Net, given: NetworkSettings | Drawn) -> dict[str, Real]:
    """Return all numbers that a network is given, by name; those of examples after the first say so."""
    layers: Sequence[LayerSettings | Layer] = given.layers
    examples: Sequence[ExampleSettings | Example] = given.examples
    with mp.workdps(WORKING_DIGITS):
        found: dict[str, Real] = {}
        for k, layer in enumerate(layers, 1):
            for i, j in product(range(net.widths[k]), range(net.widths[k - 1])):
                found[net.weights[k - 1][i][j]] = exact(layer.weights[i][j])
            found |= dict(zip(net.rows[k][0], map(exact, layer.bias), strict=True))
        for place, example in enumerate(examples, 1):
            numbers = map(exact, (*example.input, *example.target))
            names = (of_example(name, place) for name in net.of_example)
            found |= dict(zip(names, numbers, strict=True))
    return found


def of_example(name: str, place: int) -> str:
    """Return the name of a number of one example among several; the first one's are the plain names."""
    return name if place == 1 else f"{name} of example {place}"


def seen_by(net: Net, at: Mapping[str, Real], place: int) -> Mapping[str, Real]:
    """Return the numbers that are given where an example has its turn."""
    return {**at, **{name: at[of_example(name, place)] for name in net.of_example}} if place > 1 else at


@dataclass(frozen=True)
class _Pass:
    """A pass forward: every number by name, and the sums that lie on a kink."""

    values: dict[str, Real]
    kinks: frozenset[str]


def forward(net: Net, at: Mapping[str, Real]) -> dict[str, Real]:
    """Return every number of a pass forward, with the digits that derivatives are taken in.

    Near its target an output has all its leading digits in common with it, and the loss has what is left.
    """
    return _passed(net, tuple(at[name] for name in net.given)).values


def slope(net: Net, of: str, by: str, at: Mapping[str, Real]) -> Real:
    """Return the derivative of any number by any that it comes from, the others left as they are."""
    return _slope(net, of, by, tuple(at[name] for name in net.given))


@lru_cache(maxsize=65536)
def _slope(net: Net, of: str, by: str, given: tuple[Real, ...]) -> Real:
    base = _passed(net, given)
    return derivative(lambda value: _computed(net, base, {by: value})[of], base.values[by])


@lru_cache(maxsize=512)
def _passed(net: Net, given: tuple[Real, ...]) -> _Pass:
    with mp.workdps(WORKING_DIGITS):
        values = _computed(net, _Pass(dict(zip(net.given, given, strict=True)), frozenset()), {})
    kinks = (
        z
        for k, activation in enumerate(net.activations, 1)
        for z in net.rows[k][1]
        if activation in ACTIVATIONS and ACTIVATIONS[activation].on_kink(values[z])
    )
    return _Pass(values, frozenset(kinks))


def _computed(net: Net, base: _Pass, moved: Mapping[str, Real]) -> dict[str, Real]:
    """Return a pass in which some numbers are others, from the layer on that this changes.

    A sum that lies on a kink before anything moves goes on along the line that the convention makes of it.
    """
    held = {**base.values, **moved}
    for k in range(min((net.first_layer[name] for name in moved), default=1), net.depth + 1):
        before = [held[name] for name in net.rows[k - 1][2]]
        biases, sums, outputs = net.rows[k]
        for row, bias, z in zip(net.weights[k - 1], biases, sums, strict=True):
            if z not in moved:
                held[z] = mp.fdot((held[w], a) for w, a in zip(row, before, strict=True)) + held[bias]
        for a, value in zip(outputs, _activated(net.activations[k - 1], sums, held, base.kinks), strict=True):
            held[a] = moved.get(a, value)
    loss, last = loss_of(net.loss, net.activations[-1]), net.rows[-1][2]
    held["L"] = loss([held[name] for name in last], [held[name] for name in net.row("y")])
    return held


def _activated(
    activation: str, sums: Sequence[str], held: Mapping[str, Real], kinks: frozenset[str]
) -> Sequence[Real]:
    if activation == "softmax":
        return softmax([held[z] for z in sums])
    row = ACTIVATIONS[activation]
    return [row.straight(held[z]) if z in kinks else row.of(held[z]) for z in sums]
