"""What is said of each kind of gate, from one table."""

from __future__ import annotations

from backprop_core.circuit import Circuit, Gate, Wire
from backprop_core.functions import FUNCTIONS
from backprop_core.network.activations import ACTIVATIONS
from backprop_core.quantity import Quantity, Symbol
from backprop_core.syntax import Call, Name
from scenes.stage.words import Words, words

SENTENCES = {
    "add": "What does an add gate do to a nudge? Whichever wire it comes by, it comes out as it went in: "
    "the gradient passes on unchanged to both.",
    "shift": "What does adding a number do to a nudge? Nothing: the gradient passes on unchanged.",
    "subtract": "A minus gate: one nudge comes out as it went in, the other one turned round. "
    "So does the gradient.",
    "negate": "A minus sign turns every nudge round, and so it turns the sign of the gradient.",
    "multiply": "And a multiply gate? Nudge one side of an area: the strip is as long as the other side. "
    "So each gets the gradient times the other one’s value.",
    "scale": "A gate that multiplies by a number does the same to a nudge, and to the gradient.",
    "divide": "A quotient has one slope for what is above, and one for what is below, "
    "while the other is held.",
    "max": "What does a max gate do to a nudge? Only the larger one moves what comes out: "
    "it gets the whole gradient, the other nothing.",
    "min": "What does a min gate do to a nudge? Only the smaller one moves what comes out: "
    "it gets the whole gradient, the other nothing.",
    "tie": "Both are equal here: by convention each gets half of the gradient.",
    "power": "How steep is a power where we stand? The gate multiplies the gradient by that slope.",
    "function": "How steep is the {gate} where we stand? The gate multiplies the gradient by that slope.",
    "kink": "At its kink the {gate} gate has no slope; by convention {slope} counts.",
    "formula": "A gate may be a whole formula: each wire into it has a slope of its own, "
    "while the others are held.",
}
"""Sentences by kind: {slope} is the local derivative by the first wire, {gate} the function."""

_AS_LARGE = 0.999
"""From this share of the largest gradient on, another one is as large to the eye."""


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


def conclusion(circuit: Circuit) -> Words:
    """Return what is said in the end, and which input moves the output most, if one does."""
    said = "One sweep back, and every input knows how it moves {f}"
    output, strongest = circuit.value[circuit.output].symbol, strongest_input(circuit)
    if strongest is None:
        return words(said + ".", f=output)
    return words(said + ": {most} the most.", f=output, most=circuit.value[strongest].symbol)


def strongest_input(circuit: Circuit) -> str | None:
    """Return the input that moves the output most, None if no single one does."""
    sizes = {name: abs(float(circuit.worked.gradients[name])) for name in circuit.given}
    largest = [name for name, size in sizes.items() if size > _AS_LARGE * max(sizes.values())]
    return None if len(sizes) == 1 or len(largest) > 1 else largest[0]
