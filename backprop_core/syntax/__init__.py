"""Mathematical text as a plain tree."""

from backprop_core.syntax.parser import ARITIES, CONSTANTS, MAX_EXPONENT, parse
from backprop_core.syntax.tree import Call, Constant, ExpressionError, Name, Node, Numeral

__all__ = [
    "ARITIES",
    "CONSTANTS",
    "MAX_EXPONENT",
    "Call",
    "Constant",
    "ExpressionError",
    "Name",
    "Node",
    "Numeral",
    "parse",
]
