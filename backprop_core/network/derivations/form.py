"""What a derivation is: lines, the slopes that they use, and the steps in which they are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from backprop_core.rules import DerivationLine

Comparison = Literal["", "rules", "parts"]
About = Literal["", "value", "rest", "slope", "area", "right", "left", "zero", "sides"]


@dataclass(frozen=True)
class DerivationStep:
    """One idea: what is said, the lines that it adds, by number, and the rule that it calls on.

    Line 0, the definition, stands before the first step in any case.
    `about` is what of the curve's picture is spoken of: the value or what it lacks to the upper level, the
    tangent, the area of both, or the curve right of zero, left of it, at it, or on its two sides there.
    `compares` is what the two factors of the last of its lines are held against: the rules, or those two
    parts of which the slope is the product.
    """

    name: str
    said: str
    lines: tuple[int, ...] = ()
    rule: int | None = None
    about: About = ""
    compares: Comparison = ""


@dataclass(frozen=True)
class Derivation:
    """From the definition, the first of `lines`, to the slope, those of number `results`.

    `opening` says what the function does. `rules` are the slopes that the lines need, each as a rule and,
    where that is another line, as it is used. `terms` stay whole from line to line, as Typst.
    """

    opening: str
    lines: tuple[DerivationLine, ...]
    steps: tuple[DerivationStep, ...]
    rules: tuple[tuple[DerivationLine, DerivationLine | None], ...] = ()
    terms: tuple[str, ...] = ()
    results: tuple[int, ...] = (-1,)

    @property
    def conclusion(self) -> DerivationStep:
        """The last step."""
        return self.steps[-1]
