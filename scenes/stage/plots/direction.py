"""Which way a curve runs where its point stands: a word and an arrow."""

from __future__ import annotations

from typing import Self

from manim import LEFT, RIGHT, UP, Arrow, Mobject, VGroup

from scenes.stage.lettering import typesetting
from scenes.stage.measure import allow
from scenes.stage.plots.curve_view import CurveView


class Direction(VGroup):
    """The word for the slope's sign with an arrow that runs the same way: falling, flat or rising.

    It follows the slope between `follow` and `rest`; only at rest can it be faded.
    """

    def __init__(self, view: CurveView) -> None:
        super().__init__()
        theme = view.theme
        lines = {
            sign: typesetting.text(word, theme.gradient, weight="semibold", size=0.5)
            for sign, word in ((-1, "falling"), (0, "flat"), (1, "rising"))
        }
        allow(self, "reading time", "the word follows the moving point")
        self.view = view
        self.words: dict[int, VGroup] = {}
        for sign, line in lines.items():
            way = 0.22 * (RIGHT + UP * sign)
            arrow = Arrow(-way, way, buff=0.0, color=theme.gradient, stroke_width=5, tip_length=0.2)
            line.on_baseline_of(lines[0]).align_to(lines[0], LEFT)
            arrow.next_to(lines[0], LEFT, buff=0.18).match_y(lines[0])
            self.words[sign] = VGroup(arrow, line)
        self.add(*self.words.values())
        self.refresh(self)

    def follow(self) -> Self:
        """Keep the word true from now on."""
        self.refresh(self)
        return self.add_updater(Direction.refresh)

    def rest(self) -> Self:
        """Let the word stand as it is now."""
        self.refresh(self)
        return self.clear_updaters()

    @staticmethod
    def refresh(label: Mobject) -> None:
        """Let only the word that is true now be seen."""
        assert isinstance(label, Direction)
        now = label.view.direction()
        for sign, word in label.words.items():
            word.set_opacity(1.0 if sign == now else 0.0)
