"""Expressions as words for a narrator."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from backprop_core.functions import FUNCTIONS
from backprop_core.notation.protocol import Notation
from backprop_core.spoken import spoken_number

_TEENS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)


class SpokenNotation(Notation):
    """Words for a narrator."""

    plus_sign, minus_sign, separator = "plus", "minus", " and "

    @override
    def number(self, digits: str) -> str:
        if digits.isdigit() and int(digits) < len(_TEENS):
            return _TEENS[int(digits)]
        return spoken_number(digits)

    @override
    def constant(self, name: str) -> str:
        return name

    @override
    def name(self, name: str) -> str:
        return name

    @override
    def indexed(self, letter: str, index: str) -> str:
        return f"{letter} {self.number(index)}"

    @override
    def minus(self, inside: str) -> str:
        return f"minus {inside}"

    @override
    def group(self, inside: str) -> str:
        return f"the quantity {inside}"

    @override
    def fraction(self, top: str, bottom: str) -> str:
        if (top, bottom) == ("one", "two"):
            return "one half"
        return f"{top} over {bottom}"

    @override
    def power(self, base: str, exponent: str) -> str:
        return f"{base} {_power_words(exponent)}"

    @override
    def root(self, inside: str) -> str:
        return f"the square root of {inside}"

    @override
    def function(self, name: str, inside: str, power: str = "") -> str:
        said = FUNCTIONS[name].spoken
        return f"{said} {_power_words(power)} of {inside}" if power else f"{said} of {inside}"

    @override
    def product(self, factors: Sequence[str]) -> str:
        # `times` where they would run together.
        text = factors[0]
        for factor in factors[1:]:
            short = len(text.split()) == 1 and "quantity" not in factor
            text += f" {factor}" if short else f" times {factor}"
        return text


def _power_words(exponent: str) -> str:
    return {"two": "squared", "three": "cubed"}.get(exponent, f"to the power {exponent}")
