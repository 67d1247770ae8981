"""The camera's way through a row of boxes: into one after the other, and back to where all are seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import ORIGIN, Animation, FadeIn, FadeOut, Mobject, VGroup, VMobject
from manim.typing import Point3D

from scenes.chapters.three_rules.box_row import BoxRow
from scenes.chapters.three_rules.rule_lines import RuleLines
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import unmeasured

_BELOW = -0.1
"""How far below the row's middle the camera looks, in units of the whole view."""

_CLOSE = 0.62
"""Share of the whole that is seen in the beginning."""

_BOLDER, _FILLED, _LARGEST = 4.0, 0.76, 2.0
"""How much thicker strokes are that are seen from far; the share of its box that a picture fills then, and
how much larger it becomes for that at most."""


class BoxTour:
    """Moves the camera of a chapter between the `whole` of a row and its boxes."""

    def __init__(self, stage: Chapter, row: BoxRow) -> None:
        self.stage, self.row = stage, row
        self.whole = Frame.current().width * row.scale_to, np.array([0.0, -_BELOW * row.scale_to, 0.0])

    def begin(self) -> None:
        """Let the camera see the row's first boxes."""
        self.stage.frame.set(width=_CLOSE * self.whole[0]).move_to(self._place(0.0))

    def along(self, share: float) -> Animation:
        """Return the animation that takes the camera along the row, close, as far as a share of it."""
        return self.look(_CLOSE * self.whole[0], self._place(share))

    def back(self) -> Animation:
        """Return the animation that takes the camera to where all boxes are seen."""
        return self.look(*self.whole)

    def _place(self, share: float) -> Point3D:
        ends = [float(self.row.middle(key)[0]) for key in (self.row.graph.row[0], self.row.graph.row[-1])]
        room = (1 - _CLOSE) * self.whole[0] / 2
        left, right = max(ends[0], -room), min(ends[1], room)
        place: Point3D = np.array([left + share * (right - left), self.whole[1][1], 0.0])
        return place

    def look(self, width: float, middle: Point3D) -> Animation:
        """Return the animation that takes the camera to a view."""
        moved: Animation = changing(self.stage.frame).set(width=width).move_to(middle)
        return moved

    def inside(self, key: str) -> Animation:
        """Return the animation that takes the camera into a box."""
        return self.look(Frame.current().width, self.row.middle(key))

    def room(self, key: str, edges: tuple[float, float, float, float]) -> Region:
        """Return a part of a box, by its edges round the box's middle."""
        x, y, _ = self.row.middle(key)
        left, right, bottom, top = edges
        return Region(float(x) + left, float(x) + right, float(y) + bottom, float(y) + top)

    def dive(self, key: str, *picture: Mobject) -> None:
        """Let the camera fly into a box, and what is inside come."""
        self.enter(key, self.inside(key))
        self.stage.play(*(FadeIn(part) for part in picture), run_time=0.5)

    def enter(self, key: str, way: Animation, run_time: float = 1.5) -> None:
        """Let a box glow, and the camera go into it."""
        self.stage.play(*self.row.light(key), run_time=0.4)
        self.stage.play(way, *self.row.empty(key), run_time=run_time)

    def surface(
        self,
        key: str,
        lines: RuleLines,
        bold: Sequence[VMobject],
        along: Sequence[Animation] = (),
        *,
        fills: bool = False,
    ) -> None:
        """Let the camera fly back: the picture stays in its box, with strokes that are seen from there.

        It becomes as large as its box has room for, unless it `fills` the box already.
        """
        stage, middle = self.stage, self.row.middle(key)
        stage.play(*(FadeOut(line) for line in lines), *along, run_time=0.4)
        picture, frame = VGroup(*bold), self.row.frames[key]
        for part in picture:
            unmeasured(part.clear_updaters())
        centre, aside, larger = picture.get_center(), ORIGIN, 1.0
        if bold and not fills:
            aside = (middle - centre) * (1, 1, 0)
            shares = float(frame.width / picture.width), float(frame.height / picture.height)
            larger = max(1.0, min(_LARGEST, *(_FILLED * share for share in shares)))
        thick = [
            changing(part)
            .set_stroke(width=_BOLDER * float(part.get_stroke_width()))
            .scale(larger, about_point=centre)
            .shift(aside)
            for part in picture
        ]
        stage.play(self.look(*self.whole), *self.row.light(), *thick, run_time=1.3)
        stage.play(*self.row.name_under(key), run_time=0.3)
