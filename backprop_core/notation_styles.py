"""Three ways to write the parts of an expression: Typst mathematics, one line of plain text, spoken words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from backprop_core.number import MINUS
from backprop_core.spoken import spoken_number

_RAISED = str.maketrans("0123456789" + MINUS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
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
_FUNCTIONS = {
    "sin": "sine",
    "cos": "cosine",
    "tan": "tangent",
    "log": "natural log",
    "tanh": "hyperbolic tangent",
    "abs": "absolute value",
    "sign": "sign",
}


class Style(Protocol):
    """What a way of writing must say for each part of an expression."""

    plus_sign: str
    minus_sign: str

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
        """Write a function of something, perhaps raised to a power."""

    def product(self, factors: Sequence[str]) -> str:
        """Write factors side by side."""


class TypstStyle:
    """Typst mathematics."""

    plus_sign, minus_sign = "+", "-"

    def number(self, digits: str) -> str:
        """Write a number that is not negative."""
        return digits

    def constant(self, name: str) -> str:
        """Write pi or e."""
        return name

    def name(self, name: str) -> str:
        """Write a variable; names of several letters stand upright."""
        return name if len(name) == 1 else f'"{name}"'

    def indexed(self, letter: str, index: str) -> str:
        """Write a variable with an index."""
        return f"{letter}_({index})"

    def minus(self, inside: str) -> str:
        """Write the negative of something."""
        return f"{self.minus_sign}{inside}"

    def group(self, inside: str) -> str:
        """Hold something together."""
        return f"({inside})"

    def fraction(self, top: str, bottom: str) -> str:
        """Write a quotient."""
        return f"frac({top}, {bottom})"

    def power(self, base: str, exponent: str) -> str:
        """Write a power."""
        return f"{base}^({exponent})"

    def root(self, inside: str) -> str:
        """Write a square root."""
        return f"sqrt({inside})"

    def function(self, name: str, inside: str, power: str = "") -> str:
        """Write a function of something, perhaps raised to a power."""
        named = 'op("sign")' if name == "sign" else name
        return f"{named}^({power})({inside})" if power else f"{named}({inside})"

    def product(self, factors: Sequence[str]) -> str:
        """Write factors side by side, with a dot before a number."""
        text = factors[0]
        for factor in factors[1:]:
            text += f" dot.op {factor}" if factor[0].isdigit() else f" {factor}"
        return text


class PlainStyle(TypstStyle):
    """One line of plain text."""

    minus_sign = MINUS

    def constant(self, name: str) -> str:
        """Write π or e."""
        return "π" if name == "pi" else name

    def name(self, name: str) -> str:
        """Write a variable."""
        return name

    def indexed(self, letter: str, index: str) -> str:
        """Write a variable with an index."""
        return letter + index.translate(_LOWERED)

    def fraction(self, top: str, bottom: str) -> str:
        """Write a quotient; what stands below is held together unless it is a single part."""
        above = f"({top})" if " " in top else top
        single = bottom.isdigit() or (bottom[0] not in "0123456789(" and _is_one_part(bottom))
        return f"{above}/{bottom}" if single else f"{above}/({bottom})"

    def power(self, base: str, exponent: str) -> str:
        """Write a power, raised where there are such digits."""
        return base + (_raised(exponent) or f"^({exponent})")

    def root(self, inside: str) -> str:
        """Write a square root."""
        return f"√({inside})"

    def function(self, name: str, inside: str, power: str = "") -> str:
        """Write a function of something, perhaps raised to a power."""
        raised = (_raised(power) or f"^({power})") if power else ""
        return f"{name}{raised}({inside})"

    def product(self, factors: Sequence[str]) -> str:
        """Write factors side by side, spaced where they would run together."""
        text = factors[0]
        for factor in factors[1:]:
            if factor[0].isdigit():
                gap = "·"
            else:
                apart = factor[0] != "(" and (text[-1] == ")" or _begins_with_word(factor))
                gap = " " if apart and not text.isdigit() else ""
            text += gap + factor
        return text


class SpokenStyle:
    """Words for a narrator."""

    plus_sign, minus_sign = "plus", "minus"

    def number(self, digits: str) -> str:
        """Write a number that is not negative."""
        if digits.isdigit() and int(digits) < len(_TEENS):
            return _TEENS[int(digits)]
        return spoken_number(digits)

    def constant(self, name: str) -> str:
        """Write pi or e."""
        return name

    def name(self, name: str) -> str:
        """Write a variable."""
        return name

    def indexed(self, letter: str, index: str) -> str:
        """Write a variable with an index."""
        return f"{letter} {self.number(index)}"

    def minus(self, inside: str) -> str:
        """Write the negative of something."""
        return f"minus {inside}"

    def group(self, inside: str) -> str:
        """Hold something together."""
        return f"the quantity {inside}"

    def fraction(self, top: str, bottom: str) -> str:
        """Write a quotient."""
        if (top, bottom) == ("one", "two"):
            return "one half"
        return f"{top} over {bottom}"

    def power(self, base: str, exponent: str) -> str:
        """Write a power."""
        return f"{base} {_power_words(exponent)}"

    def root(self, inside: str) -> str:
        """Write a square root."""
        return f"the square root of {inside}"

    def function(self, name: str, inside: str, power: str = "") -> str:
        """Write a function of something, perhaps raised to a power."""
        said = _FUNCTIONS.get(name, name)
        return f"{said} {_power_words(power)} of {inside}" if power else f"{said} of {inside}"

    def product(self, factors: Sequence[str]) -> str:
        """Write factors one after the other; `times` where they would run together."""
        text = factors[0]
        for factor in factors[1:]:
            short = len(text.split()) == 1 and "quantity" not in factor
            text += f" {factor}" if short else f" times {factor}"
        return text


def _raised(exponent: str) -> str:
    return exponent.translate(_RAISED) if exponent.removeprefix(MINUS).isdigit() else ""


def _power_words(exponent: str) -> str:
    return {"two": "squared", "three": "cubed"}.get(exponent, f"to the power {exponent}")


def _begins_with_word(text: str) -> bool:
    return len(text) > 1 and text[:2].isalpha() and text[:2].isascii()


def _is_one_part(text: str) -> bool:
    """Tell whether a text is one name or function with what belongs to it: raised digits or one bracket."""
    head, opened, rest = text.partition("(")
    raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
    bare = head.rstrip("^").rstrip(raised)
    if not opened:
        return len(bare.rstrip("₀₁₂₃₄₅₆₇₈₉")) == 1
    depth = 1
    for index, character in enumerate(rest):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            one_name = len(bare) == 1 or bare in _FUNCTIONS
            return one_name and not rest[index + 1 :].strip(raised)
    return False
