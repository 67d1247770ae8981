"""Operations: how each computes its value and carries a gradient back.

An operation works on scalars (exact where its inputs are rational and it allows that), on numbers of 100
digits, and on arrays: float64 elementwise, or object arrays of any of these numbers, which stay exact.
"""

from backprop_core.operations.rule import TapeOperation, Value
from backprop_core.operations.scalars import Share, log, number, sigmoid, times
from backprop_core.operations.table import LEAK, OPERATIONS
from backprop_core.operations.vectors import dot, softmax

__all__ = [
    "LEAK",
    "OPERATIONS",
    "Share",
    "TapeOperation",
    "Value",
    "dot",
    "log",
    "number",
    "sigmoid",
    "softmax",
    "times",
]
