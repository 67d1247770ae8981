"""The tree of an expression, which keeps what was written: x + x stays a sum of x and x."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


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

    `operation` is add, subtract, multiply, divide, power (two arguments each), negate, or a function's name:
    `log` for ln too, `abs` for |x|.
    """

    operation: str
    arguments: tuple[Node, ...]
    position: int
    end: int


Node = Numeral | Name | Constant | Call
"""`position` and `end` say between which characters of the text a node stands, its brackets included."""
