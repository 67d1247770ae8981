"""What gates make of the values on their wires, on the tape: values, local derivatives, gradients."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from backprop_core.circuit.gates import CircuitError, Gate
from backprop_core.number import Number
from backprop_core.operations import times
from backprop_core.syntax import Call, Constant, Name, Node, Numeral
from backprop_core.tape import Tape, backward

_CONSTANTS = {"pi": math.pi, "e": math.e}


class Wire(NamedTuple):
    """What leads into a gate: the gate's name, and which of its wires it is."""

    gate: str
    place: int


@dataclass(frozen=True)
class Worked:
    """Gates worked out: values by name, local derivatives by wire, gradients of the last value by name.

    `contributions` are what each wire brings back: the gradient of its gate times the local derivative.
    """

    values: Mapping[str, Number]
    slopes: Mapping[Wire, Number]
    gradients: Mapping[str, Number]
    contributions: Mapping[Wire, Number]


def work_out(gates: Sequence[Gate], given: Mapping[str, Number]) -> Worked:
    """Work gates out, forward and back. Raises `CircuitError` where a value or a slope is not finite."""
    values, slopes = dict(given), dict[Wire, Number]()
    for gate in gates:
        try:
            value, by_wire = at_gate(gate, [values[name] for name in gate.inputs])
        except (ArithmeticError, ValueError):
            value, by_wire = math.nan, ()
        if not all(_is_finite(one) for one in (value, *by_wire)):
            at = ", ".join(f"{name} = {float(values[name]):.6g}" for name in dict.fromkeys(gate.inputs))
            raise CircuitError(f"{gate.name} has no finite value and slope at {at}", at_values=True)
        values[gate.name] = value
        slopes |= {Wire(gate.name, place): one for place, one in enumerate(by_wire)}
    gradients: dict[str, Number] = {gates[-1].name: Fraction(1)}
    contributions: dict[Wire, Number] = {}
    for gate in reversed(gates):
        for place, source in enumerate(gate.inputs if gate.name in gradients else ()):
            wire = Wire(gate.name, place)
            brought = contributions[wire] = times(gradients[gate.name], slopes[wire])
            gradients[source] = gradients[source] + brought if source in gradients else brought
    return Worked(values, slopes, gradients, contributions)


def at_gate(gate: Gate, entering: Sequence[Number]) -> tuple[Number, tuple[Number, ...]]:
    """Return what a gate makes of the values on its wires, and its slope by each of them.

    Raises `ArithmeticError` or `ValueError` where it is not defined.
    """
    tape = Tape()
    leaves = [tape.leaf(value) for value in entering]
    output = _recorded(tape, gate.tree, leaves)
    gradients = backward(tape.nodes, output).gradients
    return tape.value(output), tuple(gradients.get(leaf, Fraction(0)) for leaf in leaves)


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


def _is_finite(value: Number) -> bool:
    return not isinstance(value, complex) and math.isfinite(value)
