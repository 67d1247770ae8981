"""What a function of a network does, as a picture that stands first and then has something happen on it."""

from __future__ import annotations

from collections.abc import Iterator

from manim import Animation, VGroup
from manim.typing import Point3D

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import name_piece, role_color
from scenes.stage.lettering.typesetting import BODY, TypesetLine, math


class StepPicture(VGroup):
    """`base` stands first; `moves` yields what happens on it, and `marks` is all that it brings.

    `inlet` are the places by which what enters comes to where it is used, from the left; `outlet` those by
    which the value leaves to the right.
    """

    def __init__(self) -> None:
        super().__init__()
        self.base, self.marks = VGroup(), VGroup()
        self.add(self.base, self.marks)

    @property
    def drawn(self) -> VGroup:
        """All that is drawn when it is complete, without any type."""
        raise NotImplementedError

    @property
    def inlet(self) -> list[Point3D]:
        """The places by which a value comes in."""
        raise NotImplementedError

    @property
    def outlet(self) -> list[Point3D]:
        """The places by which the value goes out."""
        raise NotImplementedError

    @property
    def bare(self) -> VGroup:
        """What of it is drawn before any value is known."""
        base = set(self.base.get_family())
        return VGroup(*(part for part in self.drawn if part in base))

    def moves(self) -> Iterator[list[Animation]]:
        """Yield the animations to be played one after the other."""
        raise NotImplementedError


def name_of(theme: Theme, quantity: Quantity) -> TypesetLine:
    """Return a quantity's symbol in its colour."""
    return math([name_piece(quantity)], role_color(theme, quantity.symbol), size=BODY, display=False)
