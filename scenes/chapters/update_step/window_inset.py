"""The whole curve, small, with a ring where the camera has gone close."""

from __future__ import annotations

from collections.abc import Sequence

from manim import UR, Circle, Mobject, RoundedRectangle, VGroup

from config import Theme
from scenes.chapters.update_step.loss_slice import LossSlice
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.plots.free_spot import finds_spot

_SHARE, _RING, _CLEAR, _AROUND = 0.22, 0.16, 0.2, 0.1
"""Size of the inset as a share of the picture; radius of the ring; what keeps it free; room in it."""


class WindowInset(VGroup):
    """`curve` is a small copy of a view's curve as it is now, on `card`; `ring` marks the ball's place."""

    def __init__(self, theme: Theme, view: LossSlice) -> None:
        super().__init__()
        half = Frame.current().width / 2
        self.curve = view.curve.copy().clear_updaters()
        self.ring = Circle(radius=_RING / _SHARE, stroke_color=theme.ink, stroke_width=4.0)
        self.ring.move_to(view.ball)
        shown = VGroup(self.curve, self.ring).scale(_SHARE).set_stroke(width=4.0)
        self.card = RoundedRectangle(
            width=2 * half * _SHARE + 2 * _AROUND,
            height=max(float(shown.height), 1.0) + 4 * _AROUND,
            corner_radius=0.12,
            stroke_color=theme.dimmed,
            stroke_width=2.0,
        )
        self.card.set_fill(theme.background, 1.0).move_to(shown)
        VGroup(self.curve, self.ring).set_z_index(1)
        self.add(self.card, self.curve, self.ring)

    def found(self, room: Region, drawn: Sequence[Mobject], texts: Sequence[Mobject]) -> bool:
        """Put the inset to the upper right where nothing is drawn; tell whether there is such a place."""
        corner = room.point(UR)
        return finds_spot(self, room, corner, drawn, enough=_CLEAR, texts=texts, shrink=(1.0, 0.85, 0.7))
