"""The camera's way from the graph to something close by, and back out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Animation, FadeIn, FadeOut, Mobject, ReplacementTransform, Scene, VMobject
from manim.typing import Point3D
from manim.utils.rate_functions import smooth, squish_rate_func

from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import MobjectT, allow

_IN, _OUT = 1.4, 1.4
"""Seconds of the way in, and of the way out."""

Pair = tuple[VMobject, VMobject]
"""Something in the graph, and the same as it is seen close by."""


class Dive:
    """One way in and out: `at` in the graph is what stands at `anchor` close by, `share` as large.

    What is close by is drawn where the camera is at home. At the end of the way in it looks as it does there
    in its place in the graph, and there the camera changes from one to the other.
    """

    def __init__(self, scene: Scene, frame: Mobject, at: Point3D, anchor: Point3D, share: float) -> None:
        self.scene, self.frame, self.share = scene, frame, share
        self.offset = np.array(at) - share * np.array(anchor)
        self.outside: Point3D = frame.get_center()
        self.whole: list[Mobject] = []
        self.away: list[Mobject] = []

    def enter(self, pairs: Sequence[Pair], rest: Sequence[VMobject], *keep: Mobject) -> None:
        """Go in, where `rest` appears too. Of what is on stage only `keep` stays."""
        self.outside = self.frame.get_center()
        self.whole = self._on_stage(*keep)
        self.scene.remove(*(one for one, _ in pairs))
        self.away = self._on_stage(*keep)
        late, last = (squish_rate_func(smooth, *span) for span in ((0.3, 0.9), (0.55, 1.0)))
        near, fresh = [self._near(inside) for _, inside in pairs], [*map(self._near, rest)]
        leaving = [_passing(one.copy()) for one, _ in pairs]
        self.scene.play(
            *(FadeOut(one, rate_func=late) for one in self.away),
            *(FadeIn(one, rate_func=last) for one in fresh),
            *(ReplacementTransform(one, to) for one, to in zip(leaving, near, strict=True)),
            self._moved(self.offset, self.share),
            run_time=_IN,
        )
        self.scene.remove(*near, *fresh)
        self._stand(np.zeros(3), 1.0)
        self.scene.add(*rest, *(inside for _, inside in pairs))

    def leave(self, pairs: Sequence[Pair], *keep: Mobject, along: Sequence[Animation] = ()) -> None:
        """Go out again, to where the camera came from; `along` is played on the way.

        What would fade out on the way does not come back.
        """
        over = {id(one.mobject) for one in along if isinstance(one, FadeOut)}
        along = [one for one in along if not isinstance(one, FadeOut)]
        self.away, self.whole = (
            [one for one in some if id(one) not in over] for some in (self.away, self.whole)
        )
        held = [inside for _, inside in pairs]
        members = {id(part) for one in held for part in one.get_family()}
        gone = [one for one in self._on_stage(*keep) if id(one) not in members]
        near = [self._near(one) for one in held]
        fading = [self._near(one) for one in gone if isinstance(one, VMobject)]
        self.scene.remove(*self._on_stage(*keep))
        self._stand(self.offset, self.share)
        self.scene.add(*fading, *near)
        early, first = (squish_rate_func(smooth, *span) for span in ((0.1, 0.7), (0.0, 0.4)))
        landed = [_passing(one.copy()) for one, _ in pairs]
        for one, _ in pairs:
            _unread(one, "it was read close by")
        self.scene.play(
            self._moved(self.outside, 1.0),
            *(FadeOut(one, rate_func=first) for one in fading),
            *(ReplacementTransform(one, to) for one, to in zip(near, landed, strict=True)),
            *(FadeIn(one, rate_func=early) for one in self.away),
            *along,
            run_time=_OUT,
        )
        self.scene.remove(*landed, *self.away)
        arrived = self._on_stage(*keep)
        self.scene.add(*self.whole, *arrived)
        there = {id(part) for one in self.scene.mobjects for part in one.get_family()}
        self.scene.add(*(one for one, _ in pairs if id(one) not in there))

    def _on_stage(self, *keep: Mobject) -> list[Mobject]:
        """Return what stands on stage at top level, without `keep` and the camera's frame."""
        return [one for one in self.scene.mobjects if one not in keep and one is not self.frame]

    def _near(self, inside: MobjectT) -> MobjectT:
        """Return a copy of something close by in its place in the graph."""
        copy = inside.copy()
        for part in copy.get_family():
            if isinstance(part, VMobject):
                part.set_stroke(width=self.share * float(part.get_stroke_width()), family=False)
        copy.scale(self.share, about_point=np.zeros(3)).shift(self.offset)
        return _passing(copy)

    def _moved(self, to: Point3D, share: float) -> Animation:
        moved: Animation = changing(self.frame).set(width=Frame.current().width * share).move_to(to)
        return moved

    def _stand(self, at: Point3D, share: float) -> None:
        self.frame.set(width=Frame.current().width * share).move_to(at)


def _passing(copy: MobjectT) -> MobjectT:
    """Declare that a copy is only on its way, between two that stand."""
    return _unread(copy, "it is on its way in or out, and stands at both ends")


def _unread(mobject: MobjectT, reason: str) -> MobjectT:
    """Declare why a mobject and all in it need not stand until they are read; return it."""
    for part in mobject.get_family():
        allow(part, "reading time", reason)
    return mobject
