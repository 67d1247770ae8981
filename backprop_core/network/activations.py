"""The one table of activations: what each is called, how it is written and said, and how its slope is.

How an activation is computed, and its convention at a kink, is a row of `OPERATIONS` under the same name.
Sources: sigmoid and tanh, any calculus text; ReLU, Nair and Hinton 2010; leaky ReLU, Maas et al. 2013; ELU,
Clevert et al. 2015; softplus, Dugas et al. 2000; SiLU and GELU, Hendrycks and Gimpel 2016.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from backprop_core.number import Number
from backprop_core.operations import OPERATIONS, Value

LESS, MORE = "{less}", "{more}"
"""Holes of a slope's template for 1 - a and 1 + a, which are put in as one number close to 0."""


@dataclass(frozen=True)
class Activation:
    """One activation function.

    `title` names it in a heading, `spoken` in a sentence ("the sigmoid"). `value` is its formula, with a
    hole `{z}`, `slope` that of its derivative with `{z}`, `{a}` or the holes above; `close`, if there is one,
    replaces `slope` where a hole is put in as one number. `function` is its sign, as Typst, plain text and
    spoken. `slope_of_value(a)` is the slope worked out from the value alone, None where that needs z.
    `saturates` tells whether it flattens out, `effect` what it does to a sum, for a sentence.
    """

    name: str
    title: str
    spoken: str
    function: tuple[str, str, str]
    value: str
    slope: str
    effect: str
    slope_of_value: Callable[[Fraction], Fraction] | None = None
    close: str = ""
    saturates: bool = False

    def at(self, z: Number) -> Number:
        """Return the value at a pre-activation."""
        found: Number = OPERATIONS[self.name].value(z)
        return found

    def slope_at(self, z: Number) -> Number:
        """Return the slope at a pre-activation; at a kink that of the convention."""
        operation = OPERATIONS[self.name]
        found: Number = operation.local(0, (z,), operation.value(z))
        return found

    def over(self, z: Value) -> Value:
        """Return the values at an array of pre-activations."""
        return OPERATIONS[self.name].value(z)

    def slopes_over(self, z: Value) -> Value:
        """Return the slopes at an array of pre-activations."""
        return OPERATIONS[self.name].jacobian_product(0, z * 0 + 1, (z,), self.over(z))

    @property
    def kink(self) -> Fraction | None:
        """Where it has no slope, None where it has one everywhere."""
        return OPERATIONS[self.name].kink


def _named(name: str) -> tuple[str, str, str]:
    return f'op("{name}")', name, name


ACTIVATIONS: dict[str, Activation] = {
    row.name: row
    for row in (
        Activation(
            "sigmoid",
            "The sigmoid",
            "the sigmoid",
            ("sigma", "σ", "sigma"),
            "sigma({z})",
            f"{{a}} * {LESS}",
            "squeezes it between zero and one",
            lambda a: a * (1 - a),
            saturates=True,
        ),
        Activation(
            "tanh",
            "The hyperbolic tangent",
            "the hyperbolic tangent",
            ("tanh", "tanh", "tanch"),
            "tanh({z})",
            "1 - {a}^2",
            "squeezes it between minus one and one",
            lambda a: 1 - a * a,
            f"{LESS} * {MORE}",
            saturates=True,
        ),
        Activation(
            "relu",
            "The rectifier",
            "the rectifier",
            ('op("relu")', "relu", "relu"),
            "max(0, {z})",
            'op("relu")\'({z})',
            "lets it through if it is positive, and gives zero if not",
        ),
        Activation(
            "leaky_relu",
            "The leaky rectifier",
            "the leaky rectifier",
            ('op("leaky")', "leaky", "leaky relu"),
            "max(0.01 * {z}, {z})",
            'op("leaky")\'({z})',
            "lets it through if it is positive, and a hundredth of it if not",
        ),
        Activation(
            "elu",
            "The exponential linear unit",
            "the exponential linear unit",
            _named("elu"),
            'op("elu")({z})',
            'op("elu")\'({z})',
            "lets it through if it is positive, and bends it towards minus one if not",
        ),
        Activation(
            "softplus",
            "Softplus",
            "softplus",
            _named("softplus"),
            "ln(1 + e^({z}))",
            "sigma({z})",
            "lets it through smoothly, and never falls below zero",
        ),
        Activation(
            "silu",
            "The sigmoid linear unit",
            "the sigmoid linear unit",
            _named("silu"),
            "{z} * sigma({z})",
            'op("silu")\'({z})',
            "weighs it with its own sigmoid",
        ),
        Activation(
            "gelu",
            "The Gaussian error linear unit",
            "the Gaussian error linear unit",
            _named("gelu"),
            "{z} * Phi({z})",
            'op("gelu")\'({z})',
            "weighs it with the normal distribution",
        ),
        Activation(
            "identity",
            "The identity",
            "the identity",
            _named("id"),
            "{z}",
            "1",
            "leaves it as it is",
        ),
        Activation(
            "softmax",
            "Softmax",
            "softmax",
            _named("softmax"),
            "",
            f"{{a}} * {LESS}",
            "turns the sums into shares of one",
            lambda a: a * (1 - a),
            saturates=True,
        ),
    )
}
"""Activation by name. Softmax takes a whole layer: its formulas are made by the graph."""
