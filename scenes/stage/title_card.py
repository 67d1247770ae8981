"""A chapter's opening: its number and title alone, where we are on the way, then the heading."""

from __future__ import annotations

from fractions import Fraction

from manim import DOWN, ORIGIN, RIGHT, UP, Dot, Line, VGroup

from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.film.position import Position
from scenes.stage.lettering import typesetting
from scenes.stage.titles import Heading

CHAPTER = Symbol("chapter", "chapter", "chapter")
_WIDTH, _GROWTH = 5.2, 2.6


class TitleCard(VGroup):
    """Number above, title in the middle, below it a stop for every chapter with this one lit.

    `title` is a larger copy of the heading's; a chapter without a position in a course has neither number
    nor stops.
    """

    def __init__(self, theme: Theme, position: Position | None, heading: Heading) -> None:
        super().__init__()
        self.title = heading.title.copy().scale(_GROWTH).set_color(theme.ink).move_to(UP * 0.35)
        self.number, self.way = VGroup(), VGroup()
        self.add(self.title)
        if position is None:
            return
        quantity = Quantity(CHAPTER, Fraction(position.index + 1))
        digits = Piece(quantity.shown.typst, "number", quantity)
        self.number.add(typesetting.math([digits], theme.dimmed, size=0.62, display=False))
        self.number.next_to(self.title, UP, buff=0.45)
        self._lay_way(theme, position.index, position.count)
        self.add(self.number, self.way)

    def _lay_way(self, theme: Theme, here: int, count: int) -> None:
        stops = VGroup(
            *(
                Dot(radius=0.1 if index == here else 0.06, color=theme.ink if index <= here else theme.dimmed)
                for index in range(count)
            )
        )
        for index, stop in enumerate(stops):
            stop.move_to(RIGHT * _WIDTH * (index / max(1, count - 1) - 0.5))
        whole = Line(stops[0].get_center(), stops[-1].get_center(), color=theme.dimmed, stroke_width=2)
        self.way.add(whole.set_stroke(opacity=0.5))
        if here:
            self.way.add(
                Line(stops[0].get_center(), stops[here].get_center(), color=theme.ink, stroke_width=3)
            )
        self.way.add(stops)
        self.way.move_to(ORIGIN).next_to(self.title, DOWN, buff=0.6).set_x(0.0)
