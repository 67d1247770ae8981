"""An activation as a curve over one neuron's sum: values, slopes, names and range, for plots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from backprop_core.network.activations import ACTIVATIONS, Activation
from backprop_core.network.network import Network
from backprop_core.network.shapes import SHAPES, Shape
from backprop_core.number import Number
from backprop_core.operations import OPERATIONS
from backprop_core.quantity import Symbol

Floats = NDArray[np.float64]
Part = tuple[Symbol, Callable[[Number], Number]]

_SAMPLES, _ROOM = 401, 1.12
"""Places at which extremes are looked for; how far beyond the farthest place to be shown a curve is drawn."""


@dataclass(frozen=True)
class ActivationCurve:
    """One activation. For softmax one sum moves, and `others` are those that stand still."""

    activation: Activation
    others: tuple[Number, ...] = ()

    @classmethod
    def named(cls, name: str) -> ActivationCurve:
        """Return the curve of an activation that takes one sum."""
        return cls(ACTIVATIONS[name])

    @classmethod
    def of_neuron(cls, net: Network, layer: int, place: int = 0) -> ActivationCurve:
        """Return the curve on which a network's neuron stands."""
        activation = net.graph.activation(layer)
        sums = [net.values[key] for key in net.graph.sum_keys(layer)]
        return cls(activation, (*sums[:place], *sums[place + 1 :]) if activation.name == "softmax" else ())

    @property
    def shape(self) -> Shape:
        """What there is to see of it."""
        return SHAPES[self.activation.name]

    @property
    def z(self) -> Symbol:
        """The sum."""
        return (
            _indexed("z", "i", "pre_activation") if self.others else Symbol("z", "z", "z", "pre_activation")
        )

    @property
    def value_symbol(self) -> Symbol:
        """The value at z."""
        if self.others:
            return _indexed("a", "i", "activation")
        typst, plain, spoken = self.activation.function
        return Symbol(f"{typst}(z)", f"{plain}(z)", f"{spoken} of z", "activation")

    @property
    def slope_symbol(self) -> Symbol:
        """The slope at z."""
        if self.others:
            return Symbol("(partial a_i)/(partial z_i)", "∂aᵢ/∂zᵢ", "d a i d z i", "gradient")
        typst, plain, spoken = self.activation.function
        return Symbol(f"{typst}'(z)", f"{plain}'(z)", f"{spoken} prime of z", "gradient")

    @property
    def kink(self) -> Fraction | None:
        """Where it has no slope."""
        return None if self.others else self.activation.kink

    @property
    def parts(self) -> tuple[Part, Part] | None:
        """What the value has left behind of its lower level, and what it lacks to the upper one.

        Their product is the slope, where both levels exist.
        """
        low, high = self.shape.levels
        if low is None or high is None:
            return None
        of = self.value_symbol
        below = of if low == 0 else replace(_with(of, str(-low), "+", "plus"), role="activation")
        return (below, lambda z: self.value(z) - low), (
            _with(of, str(high), "-", "minus"),
            lambda z: high - self.value(z),
        )

    @cached_property
    def middle(self) -> float:
        """Where its steps lie: zero, for softmax where this one's exponential is as large as all others'."""
        if not self.others:
            return 0.0
        sums = [float(one) for one in self.others]
        return max(sums) + log(sum(exp(one - max(sums)) for one in sums))

    def value(self, z: Number) -> Number:
        """Return the value at a sum, exact where it is rational."""
        if self.others:
            found: Number = OPERATIONS["softmax"].value([z, *self.others])[0]
            return found
        return self.activation.at(z)

    def slope(self, z: Number) -> Number:
        """Return the slope at a sum; at a kink that of the convention."""
        if self.others:
            share = self.value(z)
            return share * (1 - share)
        return self.activation.slope_at(z)

    def values(self, zs: Floats) -> Floats:
        """Return the values at many sums."""
        return np.array([float(self.value(float(z))) for z in zs])

    def slopes(self, zs: Floats) -> Floats:
        """Return the slopes at many sums."""
        return np.array([float(self.slope(float(z))) for z in zs])

    def window(self, places: Sequence[float] = ()) -> tuple[float, float]:
        """Return from where to where it is drawn, so that all places lie inside."""
        reach = max(
            float(self.shape.reach), *(abs(place - self.middle) * _ROOM for place in (*places, self.middle))
        )
        return self.middle - reach, self.middle + reach

    def value_range(self, window: tuple[float, float]) -> tuple[float, float]:
        """Return the least and the largest value in a window, with zero and the levels that it tends to."""
        levels = [float(level) for level in self.shape.levels if level is not None]
        return self._range(self.values, window, levels)

    def slope_range(self, window: tuple[float, float]) -> tuple[float, float]:
        """Return the least and the largest slope in a window, with zero and the peak."""
        return self._range(self.slopes, window, [float(self.shape.peak)])

    @staticmethod
    def _range(
        of: Callable[[Floats], Floats], window: tuple[float, float], more: list[float]
    ) -> tuple[float, float]:
        found = of(np.linspace(*window, _SAMPLES))
        return min(0.0, *more, float(found.min())), max(0.0, *more, float(found.max()))


def _indexed(letter: str, index: str, role: str) -> Symbol:
    lowered = {"i": "ᵢ", "j": "ⱼ"}[index]
    return Symbol(f"{letter}_{index}", f"{letter}{lowered}", f"{letter} {index}", role)  # type: ignore[arg-type]


def _with(of: Symbol, number: str, sign: str, said: str) -> Symbol:
    plain = {"-": "−"}.get(sign, sign)
    return Symbol(
        f"{number} {sign} {of.typst}", f"{number} {plain} {of.plain}", f"one {said} {of.spoken}", "ink"
    )
