"""Read mathematical text into SymPy, safely: a closed set of names and operators, nothing executed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sympy

MAX_LENGTH = 200
MAX_DEPTH = 30
MAX_DIGITS = 15
MAX_EXPONENT = 12
MAX_LOGARITHM = 70.0
"""Natural logarithm of the largest power of numbers, about 1e30."""
MAX_NUMBER_BITS = 512

FUNCTIONS: dict[str, Callable[[sympy.Expr], sympy.Expr]] = {
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "exp": sympy.exp,
    "log": sympy.log,
    "sqrt": sympy.sqrt,
    "tanh": sympy.tanh,
    "sigmoid": lambda z: 1 / (1 + sympy.exp(-z)),
}
CONSTANTS: dict[str, sympy.Expr] = {"pi": sympy.pi, "e": sympy.E}

_TOKEN = re.compile(
    r"(?P<space>[ \t]+)|(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<name>[A-Za-z_]\w*)|(?P<sign>\*\*|[-+*/^()])",
    re.ASCII,
)


class ExpressionError(ValueError):
    """A text that is no expression: what is wrong, and at which character (counted from 0)."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        self.text, self.position, self.reason = text, position, reason
        around = text[max(0, position - 20) : position + 20]
        super().__init__(f"{reason} at character {position + 1}, near {around!r}")


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    position: int


def read_expression(text: str, variables: Sequence[str]) -> sympy.Expr:
    """Read an expression in the named variables, such as `x**2 + 2*y**2`.

    Allowed are numbers (read exactly), the variables, `pi`, `e`, the functions sin, cos, tan, exp, log,
    sqrt, tanh and sigmoid, and `+ - * / ** ^ ( )`. Raises `ExpressionError` for anything else, for
    text over 200 characters, nesting over 30 levels, exponents above 12 (also where powers of powers
    make them), numbers over 512 bits, and parts that have no finite real value.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(text, MAX_LENGTH, f"longer than {MAX_LENGTH} characters")
    return _Reader(text, variables).read()


def _tokens(text: str) -> list[_Token]:
    found, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ExpressionError(text, position, f"{text[position]!r} is not allowed")
        if match.lastgroup != "space":
            found.append(_Token(match.lastgroup or "", match.group(), position))
        position = match.end()
    return [*found, _Token("end", "", len(text))]


def _bits(number: sympy.Rational) -> int:
    return max(int(number.p).bit_length(), int(number.q).bit_length())


def _within(number: sympy.Expr, limit: int) -> bool:
    """Tell whether a constant is real and at most `limit` in size; False where that cannot be computed."""
    try:
        return abs(float(number)) <= limit
    except (TypeError, ValueError, OverflowError):
        return False


class _Reader:
    """A recursive-descent reader; its depth is bounded by MAX_DEPTH."""

    def __init__(self, text: str, variables: Sequence[str]) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.next = 0
        self.depth = 0
        self.names: dict[str, sympy.Expr] = dict(CONSTANTS)
        self.names |= {name: sympy.Symbol(name, real=True) for name in variables}
        self.allowed = ", ".join([*variables, *CONSTANTS, *FUNCTIONS])

    def read(self) -> sympy.Expr:
        """Read the whole text."""
        result = self._sum()
        if self._now.kind != "end":
            raise self._error(f"{self._now.text!r} is not expected")
        return self._real(result, 0)

    @property
    def _now(self) -> _Token:
        return self.tokens[self.next]

    def _error(self, reason: str) -> ExpressionError:
        return ExpressionError(self.text, self._now.position, reason)

    def _take(self, *signs: str) -> str | None:
        token = self._now
        if token.kind == "sign" and token.text in signs:
            self.next += 1
            return token.text
        return None

    def _sum(self) -> sympy.Expr:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._error(f"nested deeper than {MAX_DEPTH} levels")
        result = self._product()
        while sign := self._take("+", "-"):
            right = self._product()
            result = result + right if sign == "+" else result - right
        self.depth -= 1
        return result

    def _product(self) -> sympy.Expr:
        result = self._signed()
        while sign := self._take("*", "/"):
            right = self._signed()
            if sign == "/" and right.is_zero:
                raise self._error("division by zero before here")
            result = result * right if sign == "*" else result / right
        return result

    def _signed(self) -> sympy.Expr:
        negative = False
        while sign := self._take("+", "-"):
            negative ^= sign == "-"
        result = self._power()
        return -result if negative else result

    def _power(self) -> sympy.Expr:
        base = self._atom()
        if self._take("**", "^") is None:
            return base
        place = self._now.position
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._error(f"nested deeper than {MAX_DEPTH} levels")
        exponent = self._real(self._signed(), place)
        self.depth -= 1
        self._check_power(base, exponent, place)
        result = base**exponent
        if result.is_Pow and result.exp.is_number and not _within(result.exp, MAX_EXPONENT):
            raise ExpressionError(self.text, place, f"an exponent beyond {MAX_EXPONENT}")
        return self._real(result, place)

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

    def _real(self, result: sympy.Expr, place: int) -> sympy.Expr:
        """Return what was read if it can be a finite real number of reasonable size."""
        if result.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I):
            raise ExpressionError(self.text, place, "no finite real value")
        if result.is_Rational and _bits(result) > MAX_NUMBER_BITS:
            raise ExpressionError(self.text, place, "a number too large to be written out")
        return result

    def _atom(self) -> sympy.Expr:
        token = self._now
        if token.kind == "number":
            if len(token.text) > MAX_DIGITS:
                raise self._error(f"a number of more than {MAX_DIGITS} digits")
            self.next += 1
            return sympy.Rational(token.text)
        if token.kind == "name":
            return self._named(token)
        if self._take("("):
            return self._closed()
        raise self._error(
            "a number, a name or '(' is missing" if token.kind == "end" else f"{token.text!r} is not expected"
        )

    def _named(self, token: _Token) -> sympy.Expr:
        if token.text in FUNCTIONS:
            self.next += 1
            if not self._take("("):
                raise self._error(f"'(' is missing after {token.text}")
            return self._real(FUNCTIONS[token.text](self._closed()), token.position)
        if token.text not in self.names:
            raise self._error(f"{token.text!r} is not a known name (allowed: {self.allowed})")
        self.next += 1
        return self.names[token.text]

    def _closed(self) -> sympy.Expr:
        inner = self._sum()
        if not self._take(")"):
            raise self._error("')' is missing")
        return inner
