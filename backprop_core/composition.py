"""Functions inside functions: values, local derivatives, their products, and true nudges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from operator import mul

from backprop_core.curve import Curve
from backprop_core.number import Number


@dataclass(frozen=True)
class Composition:
    """Stages applied one after the other, the innermost first, from the input `at`."""

    stages: tuple[Curve, ...]
    at: Number

    @classmethod
    def from_texts(cls, texts: Sequence[str], at: Number, variable: str = "x") -> Composition:
        """Read the stages, each in `variable`, innermost first. Raises `ExpressionError`."""
        return cls(tuple(Curve.from_text(text, variable) for text in texts), at)

    @cached_property
    def values(self) -> tuple[Number, ...]:
        """The input and the value after every stage: one more than there are stages."""
        return self.values_from(self.at)

    def values_from(self, start: Number) -> tuple[Number, ...]:
        """Return what `values` would be from another input."""
        found = [start]
        for stage in self.stages:
            found.append(stage.value(found[-1]))
        return tuple(found)

    @cached_property
    def local_derivatives(self) -> tuple[Number, ...]:
        """Each stage's derivative at the value that reaches it."""
        return tuple(stage.derivative(value) for stage, value in zip(self.stages, self.values, strict=False))

    @cached_property
    def prefix_products(self) -> tuple[Number, ...]:
        """Derivative of the value after 0, 1, … stages by the input: 1 first, the whole product last."""
        return tuple(accumulate(self.local_derivatives, mul, initial=Fraction(1)))

    @cached_property
    def suffix_products(self) -> tuple[Number, ...]:
        """Derivative of the output by the value after 0, 1, … stages: the whole product first, 1 last."""
        return tuple(reversed(list(accumulate(reversed(self.local_derivatives), mul, initial=Fraction(1)))))

    @property
    def derivative(self) -> Number:
        """Derivative of the output by the input: the product of all local derivatives (chain rule)."""
        return self.prefix_products[-1]

    @cached_property
    def whole(self) -> Curve:
        """All stages as one function of the innermost stage's variable."""
        expression = self.stages[0].expression
        for stage in self.stages[1:]:
            expression = stage.expression.subs(stage.symbol, expression)
        return Curve(expression, self.stages[0].variable)

    def nudges(self, dx: Number) -> tuple[Number, ...]:
        """Return the true change of the input and after every stage when the input moves by dx."""
        changes = [dx]
        for stage, value in zip(self.stages, self.values, strict=False):
            changes.append(stage.change(value, changes[-1]))
        return tuple(changes)
