"""The circuit: an expression, or a list of statements, and the values of its variables."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator
from typing_extensions import override

from backprop_core.circuit import Circuit, CircuitError
from backprop_core.circuit.circuit import symbol_of
from backprop_core.circuit.formulas import written
from backprop_core.circuit.gates import RESERVED, VARIABLE, as_one_gate, statements_of
from backprop_core.quantity import Formula, Quantity
from backprop_core.syntax import ExpressionError
from config.model import Refusal, Table
from config.numbers import between, refuse

MOST_GATES, MOST_VARIABLES, MOST_WIRES = 12, 8, 3
"""What can be drawn: gates, variables, and wires into one gate."""

_GATE, _VARIABLE, _PASSING, _HEIGHT = 0.72, 0.56, 0.3, 4.5
"""What each takes of the height of the picture that is there for a column, in units of the frame's eighth."""

_EXAMPLE = '"(x + y) * z", or a list of statements, such as ["c = a + b", "d = c^2"]'


def _expression(value: Any) -> str | tuple[str, ...]:
    if type(value) is str:
        return value
    if isinstance(value, list | tuple) and value and all(type(one) is str for one in value):
        return tuple(value)
    raise refuse(f"give an expression in quotes, such as {_EXAMPLE}")


class CircuitSettings(Table):
    """An expression as a graph of gates; `values` are its variables' values in the order of the file.

    A list of statements makes one gate of each; the last one is the output.
    """

    expression: Annotated[str | tuple[str, ...], BeforeValidator(_expression)]
    values: tuple[tuple[str, Annotated[Fraction, between("-1000000", "1000000")]], ...]

    @override
    @classmethod
    def gathered(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        rest = {key: value for key, value in values.items() if key != "expression"}
        return {**{key: values[key] for key in values if key == "expression"}, "values": tuple(rest.items())}

    @override
    @classmethod
    def key_of(cls, place: tuple[int | str, ...], gathered: Mapping[str, Any]) -> str:
        return str(gathered["values"][place[1]][0]) if len(place) > 1 else str(place[0])

    @property
    def circuit(self) -> Circuit:
        """The graph, worked out. Raises `ExpressionError` or `CircuitError` where it cannot be."""
        return Circuit.from_statements(statements_of(self.expression), dict(self.values))

    @property
    def formula(self) -> str | None:
        """The expression in Typst mathematics, as it was written; None of a list of statements."""
        if not isinstance(self.expression, str):
            return None
        names = [name for name, _ in self.values]
        gate = as_one_gate("", self.expression, names)
        symbols = {
            str(place): Quantity(symbol_of(name), Fraction(0)) for place, name in enumerate(gate.inputs)
        }
        return Formula(written(gate), symbols).typst()

    @override
    def refusals(self) -> Refusal | None:
        for name, _ in self.values:
            if not VARIABLE.fullmatch(name) or RESERVED.fullmatch(name):
                allowed = "name a variable by one letter, with digits or without, but not e or q1, q2, …"
                return Refusal((name,), allowed)
        if len(self.values) > MOST_VARIABLES:
            return Refusal(("expression",), f"give an expression of at most {MOST_VARIABLES} variables")
        names = [name for name, _ in self.values]
        try:
            circuit = self.circuit
        except ExpressionError as error:
            known = ", ".join(names) or "none"
            return Refusal(
                ("expression",), f"give {_EXAMPLE}, and a key for each variable ({error}; here: {known})"
            )
        except CircuitError as error:
            return Refusal((*names, "expression") if error.at_values else ("expression",), str(error))
        return _too_large(circuit) or _unused(circuit, names) or _too_high(circuit)


def _too_large(circuit: Circuit) -> Refusal | None:
    if len(circuit.gates) > MOST_GATES:
        allowed = f"a graph of {len(circuit.gates)} gates is too large to be drawn, give at most {MOST_GATES}"
        return Refusal(("expression",), allowed)
    wide = next((gate for gate in circuit.gates if len(gate.inputs) > MOST_WIRES), None)
    if wide is not None:
        allowed = (
            f"{wide.name} needs {len(wide.inputs)} values, give statements that need at most {MOST_WIRES}"
        )
        return Refusal(("expression",), allowed)
    return None


def _unused(circuit: Circuit, names: list[str]) -> Refusal | None:
    for name in names:
        if not circuit.leaving(name):
            return Refusal(
                (name,), "the expression does not hold it; give a key for each of its variables only"
            )
    return None


def _too_high(circuit: Circuit) -> Refusal | None:
    """Refuse a graph with too much on top of each other in one of its columns."""
    last = {name: 0 for name in circuit.names}
    for gate in circuit.gates:
        last[gate.name] = 1 + max(last[name] for name in gate.inputs)
    for name in reversed(circuit.names):
        if leaving := circuit.leaving(name):
            last[name] = min(last[wire.gate] for wire in leaving) - 1
    taken = dict.fromkeys(range(max(last.values()) + 1), 0.0)
    for name, column in last.items():
        taken[column] += _GATE if name in circuit.gate else _VARIABLE
    for source, target in {(source, wire.gate) for wire, source in circuit.wires.items()}:
        for column in range(last[source] + 1, last[target]):
            taken[column] += _PASSING
    if max(taken.values()) <= _HEIGHT:
        return None
    return Refusal(("expression",), "too many gates and wires stand side by side to be drawn, give fewer")
