"""A graph of gates worked out: values forward, gradients back, and what every wire contributes.

How its quantities are called stands in `gates`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from backprop_core.circuit_decimals import Key, decimals_for
from backprop_core.gate_formulas import slope, written
from backprop_core.gates import CircuitError, Gate, gates_of
from backprop_core.number import Number
from backprop_core.operations import OPERATIONS, times
from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol
from backprop_core.spoken import spoken_number
from backprop_core.syntax import Call, Constant, Name, Node, Numeral
from backprop_core.tape import Tape, backward

_CONSTANTS = {"pi": math.pi, "e": math.e}
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Wire(NamedTuple):
    """What leads into a gate: the gate's name, and which of its wires it is."""

    gate: str
    place: int


@dataclass(frozen=True)
class Circuit:
    """Gates in the order in which they are worked out, and the values that go in, by name.

    Raises `CircuitError` where a value or a slope is not finite.
    """

    gates: tuple[Gate, ...]
    given: Mapping[str, Number]

    def __post_init__(self) -> None:
        self._worked.values()

    @classmethod
    def from_statements(cls, statements: Sequence[tuple[str, str]], given: Mapping[str, Number]) -> Circuit:
        """Build the circuit of one expression, named "", or of several statements.

        Raises `ExpressionError` for a text that is none, `CircuitError` for what makes no circuit.
        """
        return cls(gates_of(statements, tuple(given)), dict(given))

    @property
    def output(self) -> str:
        """The name of the last gate."""
        return self.gates[-1].name

    @cached_property
    def gate(self) -> Mapping[str, Gate]:
        """The gates by name."""
        return {gate.name: gate for gate in self.gates}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all values: those that are given and used, then the gates'."""
        used = dict.fromkeys(name for gate in self.gates for name in gate.inputs)
        return (*(name for name in used if name in self.given), *self.gate)

    @cached_property
    def wires(self) -> Mapping[Wire, str]:
        """The value on each wire, by name, in the order of the gates."""
        return {Wire(gate.name, place): name for gate in self.gates for place, name in enumerate(gate.inputs)}

    def leaving(self, name: str) -> tuple[Wire, ...]:
        """Return the wires that a value leaves by: several where it fans out."""
        return tuple(wire for wire, source in self.wires.items() if source == name)

    @property
    def values(self) -> Mapping[str, Number]:
        """Every value by name."""
        return self._worked.values()

    @cached_property
    def slopes(self) -> Mapping[Wire, Number]:
        """The local derivatives."""
        return self._worked.slopes()

    @cached_property
    def gradients(self) -> Mapping[str, Number]:
        """The derivative of the output by every value that it depends on."""
        return self._backward[0]

    @cached_property
    def contributions(self) -> Mapping[Wire, Number]:
        """What goes back along each wire: the gradient of its gate times the local derivative."""
        return self._backward[1]

    @cached_property
    def _worked(self) -> _Worked:
        return _Worked(self.gates, self.given)

    @cached_property
    def _backward(self) -> tuple[dict[str, Number], dict[Wire, Number]]:
        gradients: dict[str, Number] = {self.output: Fraction(1)}
        contributions: dict[Wire, Number] = {}
        for gate in reversed(self.gates):
            if gate.name not in gradients:
                continue
            for place, source in enumerate(gate.inputs):
                wire = Wire(gate.name, place)
                brought: Number = times(gradients[gate.name], self.slopes[wire])
                contributions[wire] = brought
                gradients[source] = gradients[source] + brought if source in gradients else brought
        return gradients, contributions

    def is_at_kink(self, gate: Gate) -> bool:
        """Tell whether a gate has no slope where it stands, and goes by a convention."""
        values = [self.values[name] for name in gate.inputs]
        if gate.operation in ("max", "min") and len(values) == 2:
            return values[0] == values[1]
        operation = OPERATIONS.get(gate.operation)
        return operation is not None and operation.kink is not None and values[0] == operation.kink

    @cached_property
    def decimals(self) -> Mapping[Key, int]:
        """Decimals by key, so that what is shown, worked out again, gives what is shown."""
        return decimals_for(self)

    @cached_property
    def value(self) -> Mapping[str, Quantity]:
        """Every value as a quantity with its formula."""
        found: dict[str, Quantity] = {}
        for name in self.names:
            gate = self.gate.get(name)
            formula = None
            if gate is not None:
                operands = {str(place): found[source] for place, source in enumerate(gate.inputs)}
                formula = Formula(written(gate), operands)
            role = "input" if gate is None else "ink"
            symbol = symbol_of(name, role=role)
            found[name] = Quantity(symbol, self.values[name], formula, self.decimals["value", name])
        return found

    @cached_property
    def gradient(self) -> Mapping[str, Quantity]:
        """Every gradient as a quantity; where several wires meet it is the sum of what they bring."""
        found: dict[str, Quantity] = {}
        for name in self.gradients:
            symbol = derivative_symbol(self._symbol(self.output), self._symbol(name))
            found[name] = Quantity(symbol, self.gradients[name], None, self.decimals["gradient", name])
        return found

    @cached_property
    def local(self) -> Mapping[Wire, Quantity]:
        """Every local derivative as a quantity, with its formula where it is no mere number."""
        found: dict[Wire, Quantity] = {}
        for wire in self.wires:
            gate = self.gate[wire.gate]
            template = slope(gate, wire.place)
            operands = {str(place): self.value[source] for place, source in enumerate(gate.inputs)}
            formula = Formula(template, {**operands, "a": self.value[gate.name]}) if template else None
            symbol = derivative_symbol(self._symbol(gate.name), self._entering(wire))
            found[wire] = Quantity(symbol, self.slopes[wire], formula, self.decimals["local", wire])
        return found

    @cached_property
    def contribution(self) -> Mapping[Wire, Quantity]:
        """What goes back along each wire as a quantity, named by the product that it is."""
        found: dict[Wire, Quantity] = {}
        for wire, value in self.contributions.items():
            upstream, local = self.gradient[wire.gate].symbol, self.local[wire].symbol
            symbol = Symbol(
                f"{upstream.typst} dot.op {local.typst}",
                f"{upstream.plain}·{local.plain}",
                f"{upstream.spoken} times {local.spoken}",
                "gradient",
            )
            found[wire] = Quantity(symbol, value, None, self.decimals["contribution", wire])
        return found

    def _symbol(self, name: str) -> Symbol:
        return self.value[name].symbol

    def _entering(self, wire: Wire) -> Symbol:
        """Return the symbol of the value on a wire, told apart from the same value on another of the gate.

        So it is on one of several wires of which this one enters the last gate: along it alone, the output does
        not change as it does with the value.
        """
        name = self.wires[wire]
        symbol = self._symbol(name)
        alone = len(self.leaving(name)) == 1
        if alone or (wire.gate != self.output and self.gate[wire.gate].inputs.count(name) == 1):
            return symbol
        number = wire.place + 1
        return Symbol(
            f"{symbol.typst}^((#h(0pt){number}))",
            f"{symbol.plain}[{number}]",
            f"{symbol.spoken} by wire {spoken_number(str(number))}",
            symbol.role,
        )


def symbol_of(name: str, *, role: str = "input") -> Symbol:
    """Return the symbol of a name of one letter and perhaps digits."""
    letter, digits = name[0], name[1:]
    index = f"_({digits})" if len(digits) > 1 else f"_{digits}" if digits else ""
    said = " ".join([letter, *([spoken_number(digits)] if digits else [])])
    return Symbol(letter + index, letter + digits.translate(_LOWERED), said, role)  # type: ignore[arg-type]


def worked_out(gate: Gate, entering: Sequence[Number]) -> tuple[Number, tuple[Number, ...]]:
    """Return what a gate makes of the values on its wires, and its slope by each of them.

    Raises `ArithmeticError` or `ValueError` where it is not defined.
    """
    tape = Tape()
    leaves = [tape.leaf(value) for value in entering]
    output = _recorded(tape, gate.tree, leaves)
    gradients = backward(tape.nodes, output).gradients
    slopes = tuple(gradients.get(leaf, Fraction(0)) for leaf in leaves)
    return tape.value(output), slopes


def _recorded(tape: Tape, node: Node, leaves: Sequence[int]) -> int:
    match node:
        case Numeral():
            return tape.leaf(node.value)
        case Constant():
            return tape.leaf(_CONSTANTS[node.name])
        case Name():
            return leaves[int(node.name)]
        case Call():
            return tape.apply(node.operation, *(_recorded(tape, part, leaves) for part in node.arguments))


class _Worked:
    """Values and slopes, each gate's found once."""

    def __init__(self, gates: Sequence[Gate], given: Mapping[str, Number]) -> None:
        self._values: dict[str, Number] = dict(given)
        self._slopes: dict[Wire, Number] = {}
        for gate in gates:
            entering = [self._values[name] for name in gate.inputs]
            at = ", ".join(f"{name} = {float(self._values[name]):.6g}" for name in dict.fromkeys(gate.inputs))
            try:
                value, slopes = worked_out(gate, entering)
            except (ArithmeticError, ValueError):
                raise CircuitError(
                    f"{gate.name} has no finite value or slope at {at}", at_values=True
                ) from None
            if not _is_finite(value):
                raise CircuitError(f"{gate.name} has no finite value at {at}", at_values=True)
            if not all(_is_finite(one) for one in slopes):
                raise CircuitError(f"{gate.name} has no finite slope at {at}", at_values=True)
            self._values[gate.name] = value
            self._slopes |= {Wire(gate.name, place): one for place, one in enumerate(slopes)}

    def values(self) -> Mapping[str, Number]:
        """Return every value by name."""
        return self._values

    def slopes(self) -> Mapping[Wire, Number]:
        """Return every local derivative by wire."""
        return self._slopes


def _is_finite(value: Number) -> bool:
    return not isinstance(value, complex) and math.isfinite(value)
