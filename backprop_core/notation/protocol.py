"""What a notation must write for each part of an expression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Notation(Protocol):
    """A way to write expressions: what it must write for each of their parts."""

    plus_sign: str
    minus_sign: str
    separator: str
    """Stands between the arguments of a function."""

    def number(self, digits: str) -> str:
        """Write a number that is not negative."""

    def constant(self, name: str) -> str:
        """Write pi or e."""

    def name(self, name: str) -> str:
        """Write a variable."""

    def indexed(self, letter: str, index: str) -> str:
        """Write a variable with an index, such as the first weight."""

    def minus(self, inside: str) -> str:
        """Write the negative of something."""

    def group(self, inside: str) -> str:
        """Hold something together."""

    def fraction(self, top: str, bottom: str) -> str:
        """Write a quotient."""

    def power(self, base: str, exponent: str) -> str:
        """Write a power."""

    def root(self, inside: str) -> str:
        """Write a square root."""

    def function(self, name: str, inside: str, power: str = "") -> str:
        """Write a function of the table of something, perhaps raised to a power."""

    def product(self, factors: Sequence[str]) -> str:
        """Write factors side by side."""
