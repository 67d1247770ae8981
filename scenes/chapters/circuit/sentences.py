"""What is said of each kind of gate, from one table."""

from __future__ import annotations

from backprop_core.circuit import Circuit, Gate, Wire
from backprop_core.functions import FUNCTIONS
from backprop_core.network.activations import ACTIVATIONS
from backprop_core.quantity import Quantity, Symbol
from backprop_core.syntax import Call, Name
from scenes.stage.words import Words, words

SENTENCES = {
    "add": "An add gate passes the gradient on unchanged to both.",
    "shift": "Adding a number changes no slope: the gradient passes unchanged.",
    "subtract": "A minus gate passes it on, with its sign turned for what is taken away.",
    "negate": "A minus sign turns the sign of the gradient.",
    "multiply": "A multiply gate swaps: each gets the gradient times the other one’s value.",
    "scale": "A gate that multiplies by a number does the same to the gradient.",
    "divide": "A quotient has one slope for what is above and one for what is below.",
    "max": "A max gate routes: the larger one gets the whole gradient, the other nothing.",
    "min": "A min gate routes: the smaller one gets the whole gradient, the other nothing.",
    "tie": "Both are equal here: by convention each gets half of the gradient.",
    "power": "A power gate multiplies the gradient by the slope of its power.",
    "function": "The {gate} gate multiplies the gradient by its local slope.",
    "kink": "At its kink the {gate} gate has no slope; by convention {slope} counts.",
    "formula": "A gate may be a whole formula: each wire into it has a local slope.",
}
"""Sentences by kind: {slope} is the local derivative by the first wire, {gate} the function."""


def kind_of(circuit: Circuit, gate: Gate) -> str:
    """Return the kind of a gate: the key of its sentence."""
    operation = gate.operation
    if operation in ("max", "min") and circuit.is_at_kink(gate):
        return "tie"
    if circuit.is_at_kink(gate):
        return "kink"
    if not operation:
        return "formula"
    if operation in ("max", "min") and gate.holds_constant:
        return "function"
    if operation in ("power", "negate"):
        return operation if gate.holds_constant or operation == "negate" else "formula"
    if not gate.holds_constant:
        return operation if operation in SENTENCES else "function"
    slope = circuit.worked.slopes[Wire(gate.name, 0)]
    if operation in ("add", "subtract"):
        return "shift" if slope == 1 else "negate"
    return "scale" if operation == "multiply" or not _by_wire(gate) else "function"


def sentence_of(circuit: Circuit, gate: Gate) -> Words:
    """Return what is said of a gate."""
    slope: Quantity | Symbol | Words = circuit.local[Wire(gate.name, 0)]
    return words(SENTENCES[kind_of(circuit, gate)], slope=slope, gate=_called(gate.operation))


def _by_wire(gate: Gate) -> bool:
    """Tell whether a gate divides a number by what its wire brings."""
    return isinstance(gate.tree, Call) and isinstance(gate.tree.arguments[-1], Name)


def _called(operation: str) -> Words:
    """Return what a function is called in a sentence."""
    if operation in ACTIVATIONS:
        called = ACTIVATIONS[operation].spoken
    else:
        called = FUNCTIONS[operation].spoken if operation in FUNCTIONS else "reciprocal"
    return Words(called.removeprefix("the "), called.removeprefix("the "))
