"""The network of two weights: x to z1 to a1 to z2 to a2 to the loss, and all gradients, on the tape."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property

from backprop_core import precise
from backprop_core.decimals.assignment import choose_decimals
from backprop_core.network_formulas import (
    AS_ONE_NUMBER,
    BACKWARD,
    CHAIN,
    CLOSE,
    DIFFERENCES,
    FORMULAE,
    FORWARD_PRICE,
    GIVEN,
    LOCAL_FORMULAE,
    NODE_OF_SLOPE,
    PARAMETERS,
    SAME,
    SYMBOLS,
    constraints,
)
from backprop_core.network_values import NetworkValues
from backprop_core.number import Number
from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol
from backprop_core.tape import Tape, TapeNode, backward, named_inputs

__all__ = ["BACKWARD", "CHAIN", "FORMULAE", "LOCAL_FORMULAE", "PARAMETERS", "SYMBOLS", "TwoWeightNetwork"]


@dataclass(frozen=True)
class TwoWeightNetwork:
    """One hidden unit, one output unit, sigmoid activations, squared loss; every value a `Number`."""

    x: Number
    w1: Number
    b1: Number
    w2: Number
    b2: Number
    target: Number

    @classmethod
    def from_values(cls, values: NetworkValues) -> TwoWeightNetwork:
        """Return the network with some values, for which it asks by name."""
        return cls(**{field.name: getattr(values, field.name) for field in fields(cls)})

    @cached_property
    def decimals(self) -> dict[Hashable, int]:
        """Decimals of every value by key, of every derivative by (of, by); equal values have equal ones.

        Chosen so that shown operands, worked out as the formula says, give the shown result. The values of
        the forward pass get the decimals here that the backward pass needs of them.
        """
        values: dict[Hashable, Number] = {key: self._values[key] for key in SYMBOLS}
        values |= {("a1", "z1"): self._slope("a1", "z1"), ("a2", "z2"): self._slope("a2", "z2")}
        values |= {("z1", "b1"): self._slope("z1", "b1"), ("z2", "b2"): self._slope("z2", "b2")}
        values |= {("L", key): self.gradient_values[key] for key in BACKWARD if key not in ("b1", "b2")}
        shown = constraints(self._close_differences)
        chosen = choose_decimals(values, shown, dict.fromkeys(SYMBOLS, FORWARD_PRICE), GIVEN)
        return chosen | {name: chosen[same] for name, same in SAME.items()}

    @cached_property
    def forward_decimals(self) -> dict[Hashable, int]:
        """Decimals of the values of the forward pass where nothing is worked out but the forward pass."""
        values: dict[Hashable, Number] = {key: self._values[key] for key in SYMBOLS}
        forward = [one for one in constraints(self._close_differences) if isinstance(one.result, str)]
        return choose_decimals(values, forward, {}, GIVEN)

    @cached_property
    def quantity(self) -> dict[str, Quantity]:
        """Inputs, parameters, target, the values of the forward pass and the loss, by key."""
        return self._shown_with(self.forward_decimals)

    @cached_property
    def recalled(self) -> dict[str, Quantity]:
        """The same values with the decimals that the backward pass needs, by key."""
        return self._shown_with(self.decimals)

    def _shown_with(self, decimals: Mapping[Hashable, int]) -> dict[str, Quantity]:
        found: dict[str, Quantity] = {}
        for key, symbol in SYMBOLS.items():
            formula = self._formula(key, FORMULAE[key], found) if key in FORMULAE else None
            found[key] = Quantity(symbol, self._values[key], formula, decimals[key], node=key)
        return found

    @cached_property
    def _close_differences(self) -> dict[str, Number]:
        """Return the differences of operands so close that their digits do not tell them."""
        a1, a2, y = (self._values[key] for key in ("a1", "a2", "y"))
        found: dict[str, Number] = {"a1": 1 - a1, "a2": 1 - a2}
        if y != 0:
            found["y"] = a2 - y
        return {key: value for key, value in found.items() if value != 0 and -CLOSE < value < CLOSE}

    def _formula(self, key: Hashable, template: str, operands: Mapping[str, Quantity]) -> Formula:
        """Return the formula of a value or a local derivative, a close difference put in as one number."""
        subtracted, put_in = AS_ONE_NUMBER.get(key, ("", ""))
        if subtracted not in self._close_differences:
            return Formula(template, dict(operands))
        difference = Quantity(DIFFERENCES[subtracted], self._close_differences[subtracted])
        return Formula(template, {**operands, "difference": difference}, put_in)

    @cached_property
    def local(self) -> dict[tuple[str, str], Quantity]:
        """Local derivatives by (of, by), each with its formula."""
        return {
            pair: Quantity(
                derivative_symbol(SYMBOLS[pair[0]], SYMBOLS[pair[1]]),
                self._slope(*pair),
                self._formula(pair, template, self.recalled),
                self.decimals[pair],
                node=NODE_OF_SLOPE.get(pair),
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
            found[key] = Quantity(symbol, self.gradient_values[key], formula, self.decimals["L", key])
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

    def precise_loss_at(self, **changed: Number) -> Number:
        """Return the loss as `loss_at` does, to 100 digits where it is not exact."""
        value = self.loss_at(**changed)
        return value if isinstance(value, Fraction) else precise.loss(self.given | changed)

    def precise_slope(self) -> Quantity:
        """Return ∂L/∂w1 to 100 digits where it is not exact."""
        slope = self.gradient["w1"]
        value = slope.value if isinstance(slope.value, Fraction) else precise.slope(self.given)
        return replace(slope, value=value)

    def finite_difference(self, key: str, h: Number) -> Quantity:
        """Estimate ∂L/∂(parameter) by a central difference of step h, everything else held still.

        Both losses are computed to 100 digits, so that the difference of two nearly equal numbers keeps all
        the digits that are shown of it.
        """
        symbol, at = SYMBOLS[key], self.given[key]
        sides = [{key: at + sign * h} for sign in (1, -1)]
        ahead, behind = (Fraction(self.precise_loss_at(**side)) for side in sides)
        estimate: Number = (ahead - behind) / (2 * Fraction(h))
        if not all(isinstance(self.loss_at(**side), Fraction) for side in sides):
            estimate = precise.rounded(Fraction(estimate))
        name = Symbol(
            f"(L({symbol.typst} + h) - L({symbol.typst} - h))/(2 h)",
            f"(L({symbol.plain}+h) − L({symbol.plain}−h))/2h",
            "the measured slope",
            "ink",
        )
        return Quantity(name, estimate, None, self.decimals["L", key])

    @property
    def given(self) -> dict[str, Number]:
        """Input, parameters and target by the names of the fields."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def _recorded(self) -> tuple[tuple[TapeNode, ...], dict[str, int]]:
        tape = Tape()
        at = {key: tape.leaf(getattr(self, key), key) for key in ("x", *PARAMETERS)}
        at["y"] = tape.leaf(self.target, "y")
        for layer, source in (("1", "x"), ("2", "a1")):
            weighted = tape.apply("multiply", at[f"w{layer}"], at[source])
            at[f"z{layer}"] = tape.apply("add", weighted, at[f"b{layer}"], name=f"z{layer}")
            at[f"a{layer}"] = tape.apply("sigmoid", at[f"z{layer}"], name=f"a{layer}")
        at["L"] = tape.apply("square", tape.apply("subtract", at["a2"], at["y"]), name="L")
        return tape.nodes, at

    def entering(self, key: str) -> tuple[str, ...]:
        """Return the keys of the nodes that a node is computed from, in the order of its formula."""
        return named_inputs(self._nodes, self._index[key])

    @property
    def _nodes(self) -> tuple[TapeNode, ...]:
        return self._recorded[0]

    @property
    def _index(self) -> dict[str, int]:
        return self._recorded[1]

    @cached_property
    def _values(self) -> dict[str, Number]:
        return {key: self._nodes[index].value for key, index in self._index.items()}

    @property
    def values(self) -> Mapping[str, Number]:
        """Inputs, parameters and values of the forward pass by key, without the work of choosing decimals."""
        return self._values

    @cached_property
    def gradient_values(self) -> dict[str, Number]:
        """Values of the gradients by key, without the work of choosing how they are shown."""
        gradients = backward(self._nodes, self._index["L"]).gradients
        return {key: gradients[self._index[key]] for key in BACKWARD}

    def _slope(self, of: str, by: str) -> Number:
        slope: Number = backward(self._nodes, self._index[of]).gradients[self._index[by]]
        return slope
