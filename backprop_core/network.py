"""The network of two weights: x to z1 to a1 to z2 to a2 to the loss, and all gradients, on the tape."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from math import prod

from backprop_core.number import Number
from backprop_core.places import Working, choose_places
from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol
from backprop_core.sigmoid import value as sigmoid
from backprop_core.tape import Node, Tape, backward

SYMBOLS: dict[str, Symbol] = {
    "x": Symbol("x", "x", "x", "input"),
    "w1": Symbol("w_1", "w₁", "w one", "weight"),
    "b1": Symbol("b_1", "b₁", "b one", "weight"),
    "w2": Symbol("w_2", "w₂", "w two", "weight"),
    "b2": Symbol("b_2", "b₂", "b two", "weight"),
    "y": Symbol("y", "y", "y", "target"),
    "z1": Symbol("z_1", "z₁", "z one", "pre_activation"),
    "a1": Symbol("a_1", "a₁", "a one", "activation"),
    "z2": Symbol("z_2", "z₂", "z two", "pre_activation"),
    "a2": Symbol("a_2", "a₂", "a two", "activation"),
    "L": Symbol("L", "L", "L", "loss"),
}
PARAMETERS = ("w1", "b1", "w2", "b2")
_GIVEN = ("x", *PARAMETERS, "y")
FORMULAE = {
    "z1": "{w1} * {x} + {b1}",
    "a1": "sigma({z1})",
    "z2": "{w2} * {a1} + {b2}",
    "a2": "sigma({z2})",
    "L": "({a2} - {y})^2",
}
LOCAL_FORMULAE = {
    ("L", "a2"): "2 ({a2} - {y})",
    ("a2", "z2"): "{a2} * (1 - {a2})",
    ("z2", "a1"): "{w2}",
    ("a1", "z1"): "{a1} * (1 - {a1})",
    ("z1", "w1"): "{x}",
    ("z2", "w2"): "{a1}",
    ("z2", "b2"): "1",
    ("z1", "b1"): "1",
}
CHAIN = (("z1", "w1"), ("a1", "z1"), ("z2", "a1"), ("a2", "z2"), ("L", "a2"))
"""The local derivatives of the chain for w1, as written: from the weight to the loss."""

BACKWARD = {
    "a2": "L",
    "z2": "a2",
    "a1": "z2",
    "w2": "z2",
    "b2": "z2",
    "z1": "a1",
    "w1": "z1",
    "b1": "z1",
}
"""For each node the node that its gradient comes back from, in the order of the backward pass."""


_SAME: dict[Hashable, Hashable] = {
    ("z2", "a1"): "w2",
    ("z1", "w1"): "x",
    ("z2", "w2"): "a1",
    ("L", "b2"): ("L", "z2"),
    ("L", "b1"): ("L", "z1"),
}
"""Derivatives that are equal to another value of the network, whose digits they share."""

_PRECISION = 50
_PRODUCT, _SUBSTITUTED, _FORWARD_PRICE = 1000, 100, 2
"""What a contradiction costs, in added decimals; and what an added decimal of the forward pass costs."""


def _multiplied(result: Hashable, *factors: Hashable) -> Working:
    """Return a product that stands on screen, equal values under one name."""
    names = tuple(_SAME.get(factor, factor) for factor in factors)
    return Working(result, names, lambda *stated: prod(stated, start=Fraction(1)), _PRODUCT)


_WORKINGS = (
    *(_multiplied(("L", key), ("L", BACKWARD[key]), (BACKWARD[key], key)) for key in ("z2", "w2", "a1")),
    *(_multiplied(("L", key), ("L", BACKWARD[key]), (BACKWARD[key], key)) for key in ("z1", "w1")),
    _multiplied(("L", "w1"), *CHAIN),
    Working("z1", ("w1", "x", "b1"), lambda w, x, b: w * x + b, _SUBSTITUTED),
    Working("z2", ("w2", "a1", "b2"), lambda w, a, b: w * a + b, _SUBSTITUTED),
    *(Working(f"a{i}", (f"z{i}",), lambda z: Fraction(sigmoid(z)), _SUBSTITUTED) for i in "12"),
    Working("L", ("a2", "y"), lambda a, y: (a - y) ** 2, _SUBSTITUTED),
    Working(("L", "a2"), ("a2", "y"), lambda a, y: 2 * (a - y), _SUBSTITUTED),
    Working(("a2", "z2"), ("a2",), lambda a: a * (1 - a), _SUBSTITUTED),
    Working(("a1", "z1"), ("a1",), lambda a: a * (1 - a), _SUBSTITUTED),
)
"""Everything that is worked out on screen."""

_FORWARD_WORKINGS = tuple(working for working in _WORKINGS if isinstance(working.result, str))


@dataclass(frozen=True)
class TwoWeightNetwork:
    """One hidden unit, one output unit, sigmoid activations, squared loss; every value a `Number`."""

    x: Number
    w1: Number
    b1: Number
    w2: Number
    b2: Number
    target: Number

    @cached_property
    def places(self) -> dict[Hashable, int]:
        """Decimals of every value by key, of every derivative by (of, by); equal values have equal ones.

        Chosen so that shown operands, worked out as the formula says, give the shown result. The values of
        the forward pass get the decimals here that the backward pass needs of them.
        """
        values: dict[Hashable, Number] = {key: self._values[key] for key in SYMBOLS}
        values |= {("a1", "z1"): self._slope("a1", "z1"), ("a2", "z2"): self._slope("a2", "z2")}
        values |= {("z1", "b1"): self._slope("z1", "b1"), ("z2", "b2"): self._slope("z2", "b2")}
        values |= {("L", key): self.gradient_values[key] for key in BACKWARD if key not in ("b1", "b2")}
        chosen = choose_places(values, _WORKINGS, dict.fromkeys(SYMBOLS, _FORWARD_PRICE), _GIVEN)
        return chosen | {name: chosen[same] for name, same in _SAME.items()}

    @cached_property
    def forward_places(self) -> dict[Hashable, int]:
        """Decimals of the values of the forward pass where nothing is worked out but the forward pass."""
        values: dict[Hashable, Number] = {key: self._values[key] for key in SYMBOLS}
        return choose_places(values, _FORWARD_WORKINGS, {}, _GIVEN)

    @cached_property
    def quantity(self) -> dict[str, Quantity]:
        """Inputs, parameters, target, the values of the forward pass and the loss, by key."""
        return self._shown_with(self.forward_places)

    @cached_property
    def recalled(self) -> dict[str, Quantity]:
        """The same values with the decimals that the backward pass needs, by key."""
        return self._shown_with(self.places)

    def _shown_with(self, places: Mapping[Hashable, int]) -> dict[str, Quantity]:
        found: dict[str, Quantity] = {}
        for key, symbol in SYMBOLS.items():
            formula = Formula(FORMULAE[key], dict(found)) if key in FORMULAE else None
            found[key] = Quantity(symbol, self._values[key], formula, places[key])
        return found

    @cached_property
    def local(self) -> dict[tuple[str, str], Quantity]:
        """Local derivatives by (of, by), each with its formula."""
        return {
            pair: Quantity(
                derivative_symbol(SYMBOLS[pair[0]], SYMBOLS[pair[1]]),
                self._slope(*pair),
                Formula(template, self.recalled),
                self.places[pair],
            )
            for pair, template in LOCAL_FORMULAE.items()
        }

    @cached_property
    def gradient(self) -> dict[str, Quantity]:
        """Gradients of the loss by key, in backward order: upstream gradient times local derivative."""
        found: dict[str, Quantity] = {}
        for key, source in BACKWARD.items():
            local = self.local[source, key]
            formula = local.formula
            if source != "L":
                formula = Formula("{up} * {local}", {"up": found[source], "local": local})
            symbol = derivative_symbol(SYMBOLS["L"], SYMBOLS[key])
            found[key] = Quantity(symbol, self.gradient_values[key], formula, self.places["L", key])
        return found

    @property
    def chain(self) -> tuple[Quantity, ...]:
        """The five local derivatives whose product is ∂L/∂w1, as written from left to right."""
        return tuple(self.local[pair] for pair in CHAIN)

    @property
    def running(self) -> tuple[Quantity, ...]:
        """The running product from the right: ∂L/∂a2, ∂L/∂z2, ∂L/∂a1, ∂L/∂z1, ∂L/∂w1."""
        return tuple(self.gradient[key] for key in ("a2", "z2", "a1", "z1", "w1"))

    def loss_at(self, **changed: Number) -> Number:
        """Return the loss with some of x, w1, b1, w2, b2, target changed, the rest held still."""
        value: Number = replace(self, **changed)._values["L"]
        return value

    def finite_difference(self, key: str, h: Number) -> Quantity:
        """Estimate ∂L/∂(parameter) by a central difference of step h, everything else held still.

        Both losses are computed to 50 digits, so that the difference of two nearly equal numbers keeps all
        the digits that are shown of it.
        """
        symbol, at = SYMBOLS[key], getattr(self, key)
        ahead, behind = (self._precise_loss(**{key: at + sign * h}) for sign in (1, -1))
        estimate = float((ahead - behind) / (2 * Fraction(h)))
        name = Symbol(
            f"(L({symbol.typst} + h) - L({symbol.typst} - h))/(2 h)",
            f"(L({symbol.plain}+h) − L({symbol.plain}−h))/2h",
            "the measured slope",
            "ink",
        )
        return Quantity(name, estimate, None, self.places["L", key])

    def _precise_loss(self, **changed: Number) -> Fraction:
        """Return the loss to 50 digits, with some of the six numbers changed."""
        given = {key: Fraction(getattr(self, key)) for key in ("x", *PARAMETERS, "target")}
        given |= {key: Fraction(value) for key, value in changed.items()}
        with localcontext(prec=_PRECISION):
            n = {key: Decimal(value.numerator) / value.denominator for key, value in given.items()}
            hidden = 1 / (1 + (-(n["w1"] * n["x"] + n["b1"])).exp())
            output = 1 / (1 + (-(n["w2"] * hidden + n["b2"])).exp())
            return Fraction((output - n["target"]) ** 2)

    @cached_property
    def _recorded(self) -> tuple[tuple[Node, ...], dict[str, int]]:
        tape = Tape()
        at = {key: tape.leaf(getattr(self, key), key) for key in ("x", *PARAMETERS)}
        at["y"] = tape.leaf(self.target, "y")
        for layer, source in (("1", "x"), ("2", "a1")):
            weighted = tape.apply("multiply", at[f"w{layer}"], at[source])
            at[f"z{layer}"] = tape.apply("add", weighted, at[f"b{layer}"], name=f"z{layer}")
            at[f"a{layer}"] = tape.apply("sigmoid", at[f"z{layer}"], name=f"a{layer}")
        at["L"] = tape.apply("square", tape.apply("subtract", at["a2"], at["y"]), name="L")
        return tape.nodes, at

    @property
    def _nodes(self) -> tuple[Node, ...]:
        return self._recorded[0]

    @property
    def _index(self) -> dict[str, int]:
        return self._recorded[1]

    @cached_property
    def _values(self) -> dict[str, Number]:
        return {key: self._nodes[index].value for key, index in self._index.items()}

    @property
    def values(self) -> Mapping[str, Number]:
        """Inputs, parameters and values of the forward pass by key, without the work of choosing places."""
        return self._values

    @cached_property
    def gradient_values(self) -> dict[str, Number]:
        """Values of the gradients by key, without the work of choosing how they are shown."""
        gradients = backward(self._nodes, self._index["L"]).gradients
        return {key: gradients[self._index[key]] for key in BACKWARD}

    def _slope(self, of: str, by: str) -> Number:
        slope: Number = backward(self._nodes, self._index[of]).gradients[self._index[by]]
        return slope
