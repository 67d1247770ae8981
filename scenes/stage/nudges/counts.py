"""The copies of a nudge that are laid along another one, counted: a number in each whole copy."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from manim import Animation, AnimationGroup, FadeIn, LaggedStart, Mobject, VGroup

from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import number_line
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.measure import allow

MOST = 12
"""Copies that are counted at most: more would have to be counted too fast."""

_SIZE, _NARROWEST, _WHOLE = 0.34, 1.3, 0.97
"""Type size of a number; the least width of a copy, in widths of its number; how much of a copy's width,
against the first one, is a whole copy."""


def numbered(theme: Theme, tiles: VGroup) -> list[TypesetLine]:
    """Return a number for each whole copy, in its middle; none where they are too many or too narrow."""
    first = float(tiles[0].width)
    whole = [tile for tile in tiles if float(tile.width) > _WHOLE * first]
    lines = [
        number_line(theme, copies(index), size=_SIZE, color=theme.background).move_to(tile)
        for index, tile in enumerate(whole, start=1)
    ]
    if len(whole) < 2 or len(whole) > MOST or any(first < _NARROWEST * float(one.width) for one in lines):
        return []
    for line in lines:
        for rule in ("reading time", "close-up", "type and room"):
            allow(line, rule, "it counts the copies as they come")
    return lines


def copies(count: int) -> Quantity:
    """Return so many copies as a quantity."""
    return Quantity(Symbol("n", f"copy {count}", "copy"), Fraction(count))


def lay(tiles: VGroup, numbers: Sequence[TypesetLine], source: Mobject | None = None) -> Animation:
    """Return the animation in which copies come one after the other, each with its number."""
    pairs = [(tile, numbers[index : index + 1]) for index, tile in enumerate(tiles)]
    return LaggedStart(
        *(
            AnimationGroup(
                FadeIn(tile, **({} if source is None else {"target_position": source})), *map(FadeIn, number)
            )
            for tile, number in pairs
        ),
        lag_ratio=0.6,
    )
