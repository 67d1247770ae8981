"""How small mathematics may be set: exponents and fractions inside others are half as large as the rest."""

from __future__ import annotations

import re

from scenes.stage.lettering.fitting import READABLE

_NESTED = 0.3
"""Size, in Manim units an em, of mathematics in which the digits of scripts in scripts can still be read."""

_OPENING = re.compile(r"frac\(|[\^_]\(|[\^_]|\(|\)")


def legible(source: str, *, display: bool = False) -> float:
    """Return the least size in which Typst mathematics can be read, its smallest digits included."""
    return _NESTED if _deepest(source, display=display) > 1 else READABLE


def _deepest(source: str, *, display: bool) -> int:
    """Return how many scripts or small fractions the innermost part of a formula lies in.

    The outermost fraction of a formula that is displayed is no small one.
    """
    level, deepest, opened = (-1 if display else 0), 0, list[int]()
    for token in _OPENING.findall(source):
        if token == ")":
            level = opened.pop() if opened else level
            continue
        inner = level + 1 if token == "frac(" else max(level, 0) + 1 if token[0] in "^_" else level
        deepest = max(deepest, inner)
        if token.endswith("("):
            opened.append(level)
            level = inner
    return deepest
