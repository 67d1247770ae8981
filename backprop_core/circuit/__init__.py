"""A graph of gates: any expression, or a list of statements, worked out forward and back."""

from backprop_core.circuit.circuit import Circuit
from backprop_core.circuit.gates import CircuitError, Gate
from backprop_core.circuit.working import Wire

__all__ = ["Circuit", "CircuitError", "Gate", "Wire"]
