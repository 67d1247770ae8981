"""Expressions as one line of plain text."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from backprop_core.functions import FUNCTIONS
from backprop_core.notation.typst import TypstNotation
from backprop_core.number import MINUS

_RAISED = str.maketrans("0123456789" + MINUS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_NAMES = {function.plain for function in FUNCTIONS.values()}


class PlainNotation(TypstNotation):
    """One line of plain text."""

    minus_sign = MINUS

    @override
    def constant(self, name: str) -> str:
        return "π" if name == "pi" else name

    @override
    def name(self, name: str) -> str:
        return name

    @override
    def indexed(self, letter: str, index: str) -> str:
        return letter + index.translate(_LOWERED)

    @override
    def fraction(self, top: str, bottom: str) -> str:
        # What stands below is held together unless it is a single part.
        above = f"({top})" if " " in top else top
        single = bottom.isdigit() or (bottom[0] not in "0123456789(" and _is_one_part(bottom))
        return f"{above}/{bottom}" if single else f"{above}/({bottom})"

    @override
    def power(self, base: str, exponent: str) -> str:
        # Raised where there are such digits.
        return base + (_raised(exponent) or f"^({exponent})")

    @override
    def root(self, inside: str) -> str:
        return f"√({inside})"

    @override
    def function(self, name: str, inside: str, power: str = "") -> str:
        raised = (_raised(power) or f"^({power})") if power else ""
        return f"{FUNCTIONS[name].plain}{raised}({inside})"

    @override
    def product(self, factors: Sequence[str]) -> str:
        # A space where two factors would run together.
        text = factors[0]
        for factor in factors[1:]:
            if factor[0].isdigit():
                gap = "·"
            else:
                apart = factor[0] != "(" and (text[-1] == ")" or _begins_with_word(factor))
                gap = " " if apart and not text.isdigit() else ""
            text += gap + factor
        return text


def _raised(exponent: str) -> str:
    return exponent.translate(_RAISED) if exponent.removeprefix(MINUS).isdigit() else ""


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
            one_name = len(bare) == 1 or bare in _NAMES
            return one_name and not rest[index + 1 :].strip(raised)
    return False
