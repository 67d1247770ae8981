"""A long chain in one slim line of letters, with a frame round the part that is in view."""

from __future__ import annotations

from collections.abc import Mapping

from manim import RIGHT, Animation, RoundedRectangle, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import name_piece, role_color
from scenes.stage.graph.row_window import RowWindow
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import SMALL, TypesetLine, math

_PITCH, _TALL = 0.6, 0.52


class ChainOverview(VGroup):
    """The letters of a chain's values from the input to the loss, dim until they are reached."""

    def __init__(
        self, theme: Theme, window: RowWindow, quantities: Mapping[str, Quantity], room: float
    ) -> None:
        super().__init__()
        self.theme, self.window = theme, window
        row = window.graph.row
        pitch = min(_PITCH, room / len(row))
        self.letters: dict[str, TypesetLine] = {}
        for place, key in enumerate(row):
            letter = math([name_piece(quantities[key])], theme.dimmed, size=SMALL, display=False)
            self.letters[key] = letter.move_to(RIGHT * pitch * place)
            letter.shift((0.0, -0.08 - letter.baseline, 0.0))
        self.frame = RoundedRectangle(corner_radius=0.1, width=1.0, height=_TALL)
        self.frame.set_stroke(theme.ink, width=2.0).set_fill(theme.ink, 0.07)
        self.add(self.frame, *self.letters.values())
        self._frame_view(self.frame)

    @property
    def _pitch(self) -> float:
        first, second, *_ = self.letters.values()
        return float(second.get_center()[0] - first.get_center()[0])

    @property
    def farthest(self) -> float:
        """Where the frame's right edge is once it has come to the loss."""
        *_, last = self.letters.values()
        return float(last.get_center()[0]) + self._pitch / 2

    @property
    def reach(self) -> float:
        """Width from the first letter's room to the last one's."""
        return self._pitch * len(self.letters)

    def follow(self) -> Animation:
        """Return the animation that brings the frame to what is in view now."""
        moved = self._frame_view(self.frame.copy())
        following: Animation = changing(self.frame).become(moved)
        return following

    def lit(self) -> ChainOverview:
        """Give all letters the colours of what they mean."""
        for key, letter in self.letters.items():
            letter.set_color(role_color(self.theme, self.window.graph.nodes[key].symbol))
        return self

    def light(self, *keys: str, color: str = "") -> list[Animation]:
        """Return the animations that give letters a colour, or that of what they mean."""
        symbols = self.window.graph.nodes
        return [
            changing(self.letters[key]).set_color(color or role_color(self.theme, symbols[key].symbol))
            for key in keys
        ]

    def _frame_view(self, frame: RoundedRectangle) -> RoundedRectangle:
        ends = [self.letters[key] for key in (self.window.keys[0], self.window.keys[-1])]
        left, right = float(ends[0].get_center()[0]), float(ends[1].get_center()[0])
        frame.stretch_to_fit_width(right - left + self._pitch)
        return frame.move_to(((left + right) / 2, float(frame.get_y()), 0.0))
