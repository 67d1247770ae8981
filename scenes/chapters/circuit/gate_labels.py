"""What stands in a gate: the sign of its operation, or its formula where the sign alone would not tell."""

from __future__ import annotations

from backprop_core.circuit import Circuit, Gate
from backprop_core.quantity import Piece
from config import Theme
from scenes.stage.lettering.typesetting import TypesetLine, math

SIGNS = {
    "add": "+",
    "multiply": "times",
    "sigmoid": "sigma",
    "exp": "exp",
    "log": "ln",
    **{name: name for name in ("max", "min", "sin", "cos", "tan", "tanh", "sinh", "cosh")},
}
"""Operations that one sign tells, whatever the order of what goes in; any other function by its name."""

_BY_FORMULA = ("subtract", "divide", "power", "negate", "sqrt", "abs")
_SIGN_SIZE = 1.25
"""How much larger than a formula a single sign stands."""


def gate_label(theme: Theme, circuit: Circuit, gate: Gate, size: float) -> TypesetLine:
    """Typeset what stands in a gate."""
    quantity = circuit.value[gate.name]
    if gate.operation and not gate.holds_constant and gate.operation not in _BY_FORMULA:
        sign = SIGNS.get(gate.operation, f'op("{gate.operation}")')
        return math([sign], theme.ink, size=_SIGN_SIZE * size)
    return math([Piece(quantity.formula_source, "symbol", quantity)], theme.ink, size=size)
