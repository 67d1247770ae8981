"""What a gate does, drawn to scale: what stands, and what a nudge of each of its wires does."""

from __future__ import annotations

from collections.abc import Iterator

from manim import Animation, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import name_piece, role_color
from scenes.stage.lettering.typesetting import TypesetLine, math

NAME, NUDGE = 0.58, 0.09
"""Type of names; how far a nudge goes, as a share of the picture's width."""


class GatePicture(VGroup):
    """A picture of a gate; a subclass draws it around the origin."""

    def nudge(self, place: int) -> Iterator[list[Animation]]:
        """Yield the animations, step by step, in which a wire's value is nudged."""
        raise NotImplementedError

    def rest(self) -> list[Animation]:
        """Return the animations back to the picture as it stood before a nudge."""
        return []


def name_line(theme: Theme, quantity: Quantity) -> TypesetLine:
    """Typeset the name of a value, variables in the colour of what goes in."""
    return math([name_piece(quantity)], role_color(theme, quantity.symbol), size=NAME, display=False)
