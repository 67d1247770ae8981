"""Read mathematical text into SymPy, safely: what the parser's tree means, if it has a finite real value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import add, mul, sub, truediv

import sympy

from backprop_core.functions import FUNCTIONS
from backprop_core.syntax import MAX_EXPONENT, Call, Constant, ExpressionError, Name, Node, Numeral, parse

__all__ = ["ExpressionError", "read_expression"]

MAX_NUMBER_BITS = 512

_CONSTANTS: Mapping[str, sympy.Expr] = {"pi": sympy.pi, "e": sympy.E}
_ARITHMETIC: Mapping[str, Callable[[sympy.Expr, sympy.Expr], sympy.Expr]] = {
    "add": add,
    "subtract": sub,
    "multiply": mul,
    "divide": truediv,
}


def read_expression(text: str, variables: Sequence[str]) -> sympy.Expr:
    """Read an expression in the named variables, such as `x**2 + 2*y**2`.

    Numbers are read exactly. Raises `ExpressionError` for what the parser refuses, for exponents above 12
    (also where powers of powers make them), numbers over 512 bits, and parts that have no finite real value.
    """
    return read_function(text, variables)[0]


def read_function(text: str, variables: Sequence[str]) -> tuple[sympy.Expr, tuple[sympy.Expr, ...]]:
    """Read an expression, and the parts that SymPy has cancelled though they are not defined everywhere.

    The function has no value where one of those has none: x²/x none at 0, though it is read as x. Raises what
    `read_expression` raises.
    """
    tree = parse(text, variables)
    meaning = _Meaning(text)
    expression = meaning.real(meaning.of(tree), 0)
    return expression, tuple(part for part in meaning.partial if not expression.has(part))


def _bits(number: sympy.Rational) -> int:
    return max(int(number.p).bit_length(), int(number.q).bit_length())


def _within(number: sympy.Expr, limit: int) -> bool:
    """Tell whether a constant is real and at most `limit` in size; False where that cannot be computed."""
    try:
        return abs(float(number)) <= limit
    except (TypeError, ValueError, OverflowError):
        return False


class _Meaning:
    """What the parts of one text mean."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.partial: dict[sympy.Expr, None] = {}
        """The parts that may not be defined everywhere, in order."""

    def of(self, node: Node) -> sympy.Expr:
        """Return a part of the tree as SymPy."""
        if isinstance(node, Numeral):
            return sympy.Rational(node.value.numerator, node.value.denominator)
        if isinstance(node, Name):
            return sympy.Symbol(node.name, real=True)
        if isinstance(node, Constant):
            return _CONSTANTS[node.name]
        inside = [self.of(argument) for argument in node.arguments]
        if node.operation == "power":
            return self._power(node, *inside)
        if node.operation == "negate":
            return -inside[0]
        if node.operation == "divide" and inside[1].is_zero:
            raise ExpressionError(self.text, node.end, "division by zero before here")
        if node.operation in _ARITHMETIC:
            if node.operation == "divide":
                self._note(1 / inside[1])
            return _ARITHMETIC[node.operation](*inside)
        function = FUNCTIONS[node.operation]
        found = self.real(function.make(*inside), node.position)
        if function.corners(*inside):
            self._note(found)
        return found

    def real(self, result: sympy.Expr, place: int) -> sympy.Expr:
        """Return what was read if it can be a finite real number of reasonable size."""
        if result.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I):
            raise ExpressionError(self.text, place, "no finite real value")
        if result.is_Rational and _bits(result) > MAX_NUMBER_BITS:
            raise ExpressionError(self.text, place, "a number too large to be written out")
        return result

    def _power(self, node: Call, base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
        place = node.arguments[1].position
        self._check_power(base, self.real(exponent, place), place)
        result = base**exponent
        if result.is_Pow and result.exp.is_number and not _within(result.exp, MAX_EXPONENT):
            raise ExpressionError(self.text, place, f"an exponent beyond {MAX_EXPONENT}")
        if not (exponent.is_Integer and exponent.is_positive):
            self._note(result)
        return self.real(result, place)

    def _note(self, part: sympy.Expr) -> None:
        if part.free_symbols:
            self.partial[part] = None

    def _check_power(self, base: sympy.Expr, exponent: sympy.Expr, place: int) -> None:
        """Refuse, before it is computed, a power that is too large or not a real number."""
        if not exponent.is_number:
            return
        if not _within(exponent, MAX_EXPONENT):
            raise ExpressionError(self.text, place, f"an exponent beyond {MAX_EXPONENT}")
        if base.is_zero and float(exponent) <= 0:
            raise ExpressionError(self.text, place, "zero to a power that is not positive")
        if base.is_number and base.is_negative and not exponent.is_Integer:
            raise ExpressionError(self.text, place, "a negative number to a power that is not whole")
