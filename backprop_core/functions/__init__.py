"""The one table of functions of a real number: how each is read, written, said, worked out and bounded."""

from collections.abc import Mapping

import sympy

from backprop_core.functions.activations import ACTIVATIONS
from backprop_core.functions.elementary import ELEMENTARY
from backprop_core.functions.named import NamedFunction

__all__ = ["ALIASES", "ARRAYS", "BY_KIND", "FUNCTIONS", "READABLE", "NamedFunction"]

FUNCTIONS: Mapping[str, NamedFunction] = {row.name: row for row in (*ELEMENTARY, *ACTIVATIONS)}
READABLE: Mapping[str, NamedFunction] = {name: row for name, row in FUNCTIONS.items() if row.readable}
ALIASES: Mapping[str, str] = {"ln": "log"}
"""Other names that may be typed."""

BY_KIND: Mapping[type[sympy.Basic], NamedFunction] = {row.kind: row for row in FUNCTIONS.values()}
"""By the class in an expression. Roots are powers there."""
ARRAYS: Mapping[str, object] = {
    row.kind.__name__: row.array for row in FUNCTIONS.values() if row.array is not None
}
"""Functions of arrays that SymPy's printer for NumPy does not know, by the name that it prints."""
