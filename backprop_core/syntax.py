"""Mathematical text as a plain tree that keeps what was written: x + x stays a sum of x and x.

A closed set of names and operators, nothing executed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

MAX_LENGTH = 200
MAX_DEPTH = 30
MAX_DIGITS = 15
MAX_EXPONENT = 12

CONSTANTS = ("pi", "e")
ARITIES = {name: 1 for name in ("sin", "cos", "tan", "exp", "log", "sqrt", "tanh", "sigmoid")}
"""How many values each function takes."""

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
class Numeral:
    """A number, exact and as it was written, with the sign before it."""

    value: Fraction
    written: str
    position: int
    end: int


@dataclass(frozen=True)
class Name:
    """A variable."""

    name: str
    position: int
    end: int


@dataclass(frozen=True)
class Constant:
    """`pi` or `e`."""

    name: str
    position: int
    end: int


@dataclass(frozen=True)
class Call:
    """An operation on what is written inside it.

    `operation` is add, subtract, multiply, divide, power (two arguments each), negate, or a function's name.
    """

    operation: str
    arguments: tuple[Node, ...]
    position: int
    end: int


Node = Numeral | Name | Constant | Call
"""`position` and `end` say between which characters of the text a node stands, its brackets included."""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    position: int

    @property
    def end(self) -> int:
        return self.position + len(self.text)


def parse(text: str, variables: Sequence[str]) -> Node:
    """Return the tree of an expression in the named variables, such as `x**2 + 2*y**2`.

    Raises `ExpressionError` for names that are not known, for text over 200 characters, nesting over 30
    levels, numbers of more than 15 digits and written exponents above 12.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(text, MAX_LENGTH, f"longer than {MAX_LENGTH} characters")
    return _Parser(text, variables).parse()


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


_SIGNS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}


class _Parser:
    """A recursive-descent parser; its depth is bounded by MAX_DEPTH."""

    def __init__(self, text: str, variables: Sequence[str]) -> None:
        self.text = text
        self.variables = tuple(variables)
        self.tokens = _tokens(text)
        self.next = 0
        self.depth = 0

    def parse(self) -> Node:
        """Read the whole text."""
        result = self._sum()
        if self._now.kind != "end":
            raise self._error(f"{self._now.text!r} is not expected")
        return result

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

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._error(f"nested deeper than {MAX_DEPTH} levels")

    def _sum(self) -> Node:
        self._deeper()
        result = self._product()
        while sign := self._take("+", "-"):
            result = _call(_SIGNS[sign], result, self._product())
        self.depth -= 1
        return result

    def _product(self) -> Node:
        result = self._signed()
        while sign := self._take("*", "/"):
            result = _call(_SIGNS[sign], result, self._signed())
        return result

    def _signed(self) -> Node:
        place, negative = self._now.position, False
        while sign := self._take("+", "-"):
            negative ^= sign == "-"
        result = self._power()
        if not negative:
            return result
        if isinstance(result, Numeral):
            return Numeral(-result.value, f"-{result.written}", place, result.end)
        return Call("negate", (result,), place, result.end)

    def _power(self) -> Node:
        base = self._atom()
        if self._take("**", "^") is None:
            return base
        self._deeper()
        exponent = self._signed()
        self.depth -= 1
        if isinstance(exponent, Numeral) and abs(exponent.value) > MAX_EXPONENT:
            raise ExpressionError(self.text, exponent.position, f"an exponent beyond {MAX_EXPONENT}")
        return _call("power", base, exponent)

    def _atom(self) -> Node:
        token = self._now
        if token.kind == "number":
            if len(token.text) > MAX_DIGITS:
                raise self._error(f"a number of more than {MAX_DIGITS} digits")
            self.next += 1
            return Numeral(Fraction(token.text), token.text, token.position, token.end)
        if token.kind == "name":
            return self._named(token)
        if self._take("("):
            return replace(self._closed(), position=token.position, end=self.tokens[self.next - 1].end)
        raise self._error(
            "a number, a name or '(' is missing" if token.kind == "end" else f"{token.text!r} is not expected"
        )

    def _named(self, token: _Token) -> Node:
        if token.text in self.variables:
            self.next += 1
            return Name(token.text, token.position, token.end)
        if token.text in CONSTANTS:
            self.next += 1
            return Constant(token.text, token.position, token.end)
        if token.text not in ARITIES:
            allowed = ", ".join([*self.variables, *CONSTANTS, *ARITIES])
            raise self._error(f"{token.text!r} is not a known name (allowed: {allowed})")
        self.next += 1
        if not self._take("("):
            raise self._error(f"'(' is missing after {token.text}")
        inside = self._closed()
        return Call(token.text, (inside,), token.position, self.tokens[self.next - 1].end)

    def _closed(self) -> Node:
        inner = self._sum()
        if not self._take(")"):
            raise self._error("')' is missing")
        return inner


def _call(operation: str, *arguments: Node) -> Call:
    return Call(operation, arguments, arguments[0].position, arguments[-1].end)
