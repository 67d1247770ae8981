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
    VMobject,
)
from manim.typing import Point3D
from manim.utils.rate_functions import smooth, squish_rate_func

from scenes.stage.frame import Frame
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.flights import changing
from scenes.stage.machines.machine_row import MIDDLE, TALL, MachineRow
from scenes.stage.measure import allow

_IN, _ON, _BACK, _OUT = 1.3, 1.2, 0.8, 1.4
"""Seconds of the way into a box, to the next machine, back from close to a picture, and out of the box."""

CLOSE, _RAISED, _SIGHT = 0.68, 0.3, 7.5
"""Share of the frame that is seen close to a picture, and how far its middle stands over that of a machine's
view; how far from there what is seen with the machine begins at most."""


class RowCamera:
    """Moves a scene's camera, whose view is `frame`.

    `at` is the machine that it is in, `near` tells whether it is close to the picture there; at height `y` it
    sees the row whole.

    A box and its machine are two drawings, the one in the row's place and the other in the machines'. Close
    to the box its outline fills the picture as the machine's wall does, and there the camera changes from
    one to the other.
    """

    def __init__(
        self, scene: Scene, frame: Mobject, diagram: NetworkDiagram, row: MachineRow, y: float
    ) -> None:
        self.scene, self.frame, self.diagram, self.row, self.y = scene, frame, diagram, row, y
        self.at, self.near = "", False

    def begin(self, share: float) -> None:
        """Stand close to the left end of the row in view, its boxes in the middle of the height."""
        self._stand(self._end(-1, share), share)

    def along(self, share: float, side: int = 1, y: float | None = None) -> Animation:
        """Return the animation along the row to an end of what is in view, the right one by default.

        The view's middle is as high as the boxes', or `y`.
        """
        return self._moved(self._end(side, share, y), share)

    def _end(self, side: int, share: float, y: float | None = None) -> Point3D:
        reach = side * (1 - share) * Frame.current().width / 2
        return np.array([reach, float(self.diagram.row.get_y()) if y is None else y, 0.0])

    def enter(self, key: str, *keep: Mobject, coming: VGroup) -> None:
        """Go into a box of the row, close to `coming`, the picture in its machine.

        Nothing but that, `keep` and the machines is on stage then.
        """
        outline, share = self._outline(key)
        inside = self._inside(key, [*self.row, coming], share)
        late, early = squish_rate_func(smooth, 0.55, 1.0), squish_rate_func(smooth, 0.1, 0.55)
        away = (FadeOut(one, rate_func=early) for one in self._on_stage(*keep))
        self.scene.play(
            *away,
            ReplacementTransform(self.diagram.nodes[key].frame.copy(), outline),
            FadeIn(inside, rate_func=late),
            self._moved(self._seen_from(key, self._near(key), share), share * CLOSE),
            run_time=_IN,
        )
        self.scene.remove(outline, inside)
        self._stand(self._near(key), CLOSE)
        self.scene.add(self.row, coming)
        self.at, self.near = key, True

    def go(self, key: str, *along: Animation, pace: float = 1.0, close: bool = True) -> None:
        """Go on to another machine of the row, close to its picture or seen with the boxes beside it."""
        to = self._moved(self._near(key), CLOSE) if close else self._moved(self.row.view(key), 1.0)
        self.scene.play(to, *along, run_time=_ON * pace)
        self.at, self.near = key, close

    def look_closer(self, *along: Animation) -> None:
        """Go close to the picture of the machine that the camera is in."""
        self.scene.play(self._moved(self._near(self.at), CLOSE), *along, run_time=_BACK)
        self.near = True

    def step_back(self, *along: Animation, pace: float = 1.0) -> None:
        """Go back from a picture until its machine is seen with the boxes beside it, and what is under it."""
        self.scene.play(self._moved(self.row.view(self.at), 1.0), *along, run_time=_BACK * pace)
        self.near = False

    def leave(self, coming: Sequence[Mobject], *keep: Mobject, along: Sequence[Animation] = ()) -> None:
        """Go out of the machine to the whole row, where `coming` stands."""
        wall = self.row.frames[self.at]
        gone = [one for one in self._on_stage(*keep) if one is not wall]
        outline, share = self._outline(self.at)
        inside = self._inside(self.at, gone, share)
        shrunk = self.diagram.nodes[self.at].frame.copy()
        middle: Point3D = self.frame.get_center()
        near = float(self.frame.width) / Frame.current().width
        self.scene.remove(*gone, wall)
        self._stand(self._seen_from(self.at, middle, share), share * near)
        self.scene.add(outline, inside)
        early, later = squish_rate_func(smooth, 0.0, 0.35), squish_rate_func(smooth, 0.35, 0.9)
        self.scene.play(
            self._moved(np.array([0.0, self.y, 0.0]), 1.0),
            ReplacementTransform(outline, shrunk),
            FadeOut(inside, rate_func=early),
            *(FadeIn(one, rate_func=later) for one in coming),
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

    def _near(self, key: str) -> Point3D:
        near: Point3D = self.row.view(key) + UP * _RAISED
        return near

    def _seen_from(self, key: str, middle: Point3D, share: float) -> Point3D:
        """Return the place before a box that a middle before its machine corresponds to."""
        box: Point3D = self.diagram.nodes[key].frame.get_center() - UP * MIDDLE * share
        place: Point3D = box + (middle - self.row.view(key)) * share
        return place

    def _inside(self, key: str, parts: Sequence[Mobject], share: float) -> VGroup:
        """Return what is seen in a machine and beside it, small, in the place of its box."""
        view, wall, inside = self.row.view(key), self.row.frames[key], VGroup()
        for one in dict.fromkeys(one for part in parts for one in part.family_members_with_points()):
            aside = max(float(one.get_left()[0] - view[0]), float(view[0] - one.get_right()[0]))
            if isinstance(one, VMobject) and one is not wall and aside < _SIGHT:
                small = VMobject().match_style(one).set_points(one.points).set_z_index(one.z_index)
                inside.add(small.set_stroke(width=share * float(one.get_stroke_width())))
        inside.scale(share, about_point=view).shift(self._seen_from(key, view, share) - view)
        return allow(inside, "close-up", "what is in the machine goes on beyond the box")

    def _moved(self, to: Point3D, share: float) -> Animation:
        moved: Animation = changing(self.frame).set(width=Frame.current().width * share).move_to(to)
        return moved

    def _stand(self, at: Point3D, share: float) -> None:
        self.frame.set(width=Frame.current().width * share).move_to(at)
