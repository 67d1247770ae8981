"""The camera's ways: from a chain's row of boxes into a machine, on to the next, and back out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    RoundedRectangle,
    Scene,
    VGroup,
)
from manim.typing import Point3D
from manim.utils.rate_functions import smooth, squish_rate_func

from scenes.stage.frame import Frame
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.flights import changing
from scenes.stage.machines.machine_row import MIDDLE, TALL, MachineRow

_IN, _FURNISHED, _ON, _EMPTIED, _OUT = 1.1, 0.5, 1.3, 0.3, 1.3
"""Seconds of the way into a box, until what is inside is seen, to the next machine, until nothing but the
machine's wall is seen, and out of the box."""


class RowCamera:
    """Moves a scene's camera, whose view is `frame`.

    `at` is the machine that it is in; at height `y` it sees the row whole.

    A box and its machine are two drawings, the one in the row's place and the other in the machines'. Close
    to the box its outline fills the picture as the machine's wall does, and there the camera changes from
    one to the other.
    """

    def __init__(
        self, scene: Scene, frame: Mobject, diagram: NetworkDiagram, row: MachineRow, y: float
    ) -> None:
        self.scene, self.frame, self.diagram, self.row, self.y = scene, frame, diagram, row, y
        self.at = ""

    def begin(self, share: float) -> None:
        """Stand close to the left end of the row in view, its boxes in the middle of the height."""
        self._stand(self._end(-1, share), share)

    def along(self, share: float) -> Animation:
        """Return the animation along the row to the right end of what is in view, as close as before."""
        return self._moved(self._end(1, share), share)

    def _end(self, side: int, share: float) -> Point3D:
        reach = side * (1 - share) * Frame.current().width / 2
        return np.array([reach, float(self.diagram.row.get_y()), 0.0])

    def enter(self, key: str, *keep: Mobject, along: Sequence[Animation] = ()) -> None:
        """Go into a box of the row; nothing but `keep` is on stage then, and the machines.

        `along` is played while what is in the machines appears.
        """
        wall, box = self.row.frames[key], self.diagram.nodes[key].frame
        outline, share = self._outline(key)
        late = squish_rate_func(smooth, 0.45, 1.0)
        away = (FadeOut(one, rate_func=late) for one in self._on_stage(*keep))
        self.scene.play(
            *away,
            ReplacementTransform(box.copy(), outline),
            self._moved(self._close_to(key, share), share),
            run_time=_IN,
        )
        self.scene.remove(outline)
        self._stand(self.row.view(key), 1.0)
        self.scene.add(wall)
        rest = VGroup(*(part for part in self.row if part is not wall))
        self.scene.play(FadeIn(rest), *along, run_time=_FURNISHED)
        self.scene.remove(rest, wall)
        self.scene.add(self.row)
        self.at = key

    def go(self, key: str, *along: Animation, pace: float = 1.0) -> None:
        """Go on to another machine of the row."""
        self.scene.play(self._moved(self.row.view(key), 1.0), *along, run_time=_ON * pace)
        self.at = key

    def leave(self, coming: Sequence[Mobject], *keep: Mobject, along: Sequence[Animation] = ()) -> None:
        """Go out of the machine to the whole row, where `coming` stands."""
        wall, box = self.row.frames[self.at], self.diagram.nodes[self.at].frame
        self.scene.remove(self.row)
        self.scene.add(*self.row)
        gone = [one for one in self._on_stage(*keep) if one is not wall]
        self.scene.play(*map(FadeOut, gone), run_time=_EMPTIED)
        early = squish_rate_func(smooth, 0.0, 0.6)
        outline, share = self._outline(self.at)
        shrunk = box.copy()
        self.scene.remove(wall)
        self._stand(self._close_to(self.at, share), share)
        self.scene.add(outline)
        self.scene.play(
            self._moved(np.array([0.0, self.y, 0.0]), 1.0),
            ReplacementTransform(outline, shrunk),
            *(FadeIn(one, rate_func=early) for one in coming),
            *along,
            run_time=_OUT,
        )
        self.scene.remove(shrunk)
        self.at = ""

    def whole(self, y: float | None = None) -> Animation:
        """Return the animation to the whole row, or to another height in front of it."""
        return self._moved(np.array([0.0, self.y if y is None else y, 0.0]), 1.0)

    def _on_stage(self, *keep: Mobject) -> list[Mobject]:
        """Return what stands on stage at top level, without `keep` and the camera's frame."""
        return [one for one in self.scene.mobjects if one not in keep and one is not self.frame]

    def _outline(self, key: str) -> tuple[RoundedRectangle, float]:
        """Return a machine's wall in the place of its box, and the share of the frame that is seen there."""
        box = self.diagram.nodes[key].frame
        share = float(box.height) / TALL
        outline = self.row.frames[key].copy()
        outline.scale(share).set_stroke(width=share * float(outline.get_stroke_width())).move_to(box)
        return outline, share

    def _close_to(self, key: str, share: float) -> Point3D:
        middle: Point3D = self.diagram.nodes[key].frame.get_center() - UP * MIDDLE * share
        return middle

    def _moved(self, to: Point3D, share: float) -> Animation:
        moved: Animation = changing(self.frame).set(width=Frame.current().width * share).move_to(to)
        return moved

    def _stand(self, at: Point3D, share: float) -> None:
        self.frame.set(width=Frame.current().width * share).move_to(at)
