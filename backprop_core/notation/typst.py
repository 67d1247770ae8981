"""Expressions as Typst mathematics."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from backprop_core.functions import FUNCTIONS
from backprop_core.notation.protocol import Notation


class TypstNotation(Notation):
    """Typst mathematics."""

    plus_sign, minus_sign, separator = "+", "-", ", "

    @override
    def number(self, digits: str) -> str:
        return digits

    @override
    def constant(self, name: str) -> str:
        return name

    @override
    def name(self, name: str) -> str:
        # Names of several letters stand upright.
        return name if len(name) == 1 else f'"{name}"'

    @override
    def indexed(self, letter: str, index: str) -> str:
        return f"{letter}_({index})"

    @override
    def minus(self, inside: str) -> str:
        return f"{self.minus_sign}{inside}"

    @override
    def group(self, inside: str) -> str:
        return f"({inside})"

    @override
    def fraction(self, top: str, bottom: str) -> str:
        return f"frac({top}, {bottom})"

    @override
    def power(self, base: str, exponent: str) -> str:
        return f"{base}^({exponent})"

    @override
    def root(self, inside: str) -> str:
        return f"sqrt({inside})"

    @override
    def function(self, name: str, inside: str, power: str = "") -> str:
        raised = f"^({power})" if power else ""
        return f"{FUNCTIONS[name].typst}{raised}({inside})"

    @override
    def product(self, factors: Sequence[str]) -> str:
        # A dot stands before a number.
        text = factors[0]
        for factor in factors[1:]:
            text += f" dot.op {factor}" if factor[0].isdigit() else f" {factor}"
        return text
