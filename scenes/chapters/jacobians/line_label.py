"""The number on a line between two neurons."""

from __future__ import annotations

from manim import Rectangle, VGroup, VMobject

from config import Theme
from scenes.stage.lettering.typesetting import SMALL, TypesetLine, TypesetPart
from scenes.stage.measure import allow


class LineLabel(VGroup):
    """A slope's digits on a plate in the middle of the line that has it; they move on to where they are used.

    `digits` are a copy of `source`, which stands in a line of some `size`.
    """

    def __init__(self, theme: Theme, line: VMobject, source: TypesetPart, size: float) -> None:
        super().__init__()
        self.digits = source.copy().set_color(theme.gradient)
        allow(self.digits, "reading time", "the number moves on to where it is used, and stays there")
        self.digits.scale(SMALL / size).move_to((line.get_start() + line.get_end()) / 2)
        self.plate = Rectangle(
            width=float(self.digits.width) + 0.16,
            height=float(self.digits.height) + 0.16,
            stroke_color=theme.gradient,
            stroke_width=1.5,
        )
        self.plate.set_fill(theme.background, 1.0).move_to(self.digits)
        self.add(self.plate, self.digits)

    @classmethod
    def of(cls, theme: Theme, line: VMobject, entry: TypesetLine) -> LineLabel:
        """Return the label for an entry `name = digits` of a matrix."""
        return cls(theme, line, entry.part(1), entry.size)
