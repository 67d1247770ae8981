"""A nudge rides from the core of the dolls outward, and the camera with it, as close as it must be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from manim import Animation, FadeIn, FadeOut, Mobject, Scene, UpdateFromAlphaFunc
from manim.utils.rate_functions import smooth, squish_rate_func
from numpy.typing import NDArray

from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.dolls.lens import look_through
from scenes.stage.dolls.locator import Locator
from scenes.stage.dolls.nest import GLOW, MIDDLE, THIN, Doll, Nest
from scenes.stage.dolls.nudge import NudgeArrow, Passage
from scenes.stage.dolls.wall_notes import WallNotes, rounded_down
from scenes.stage.dolls.zooming import View, shown_by
from scenes.stage.frame import Frame
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import allow

Floats = NDArray[np.float64]

_TALLEST, _SEEN, _CLOSEST, _ARRIVES = 2.0, 2.7, 150.0, (0.75, 1.0)
"""How long the longest arrow is, in screen units; how long the longer one at a wall should look at least, and
how much closer the camera goes for that at most; how long it is where it comes out, from and to."""

_AT_LAST = 2.1
"""How far the camera looks at what is inside the last wall, in screen units: outside there is nothing."""

_HALF_GLOW = 0.5 * GLOW * 0.01
"""How far a wall that glows reaches from its middle, in screen units."""

_ASIDE, _LABEL, _LABEL_AWAY, _LABEL_SIDE, _CLEAR = 1.5, 0.85, 1.9, 0.62, 0.75

_COMES = squish_rate_func(smooth, 0.2, 0.5)
"""When a factor comes, as the nudge passes: while its wall changes the arrow."""


class Ride:
    """The arrow's `passages` through the walls of a nest, the innermost first, and its `names` beside them.

    `changes` are what the nudge is in the core and outside each doll. With `slopes` each wall states its
    factor as the nudge passes, and how many times larger all is drawn there.
    """

    def __init__(
        self,
        theme: Theme,
        nest: Nest,
        changes: Mapping[str, Quantity],
        colors: Sequence[str],
        at: Mapping[str, float] | None = None,
        slopes: Sequence[Quantity] = (),
    ) -> None:
        self.nest, self.theme = nest, theme
        values = [float(changes[key].value) for key in nest.keys]
        scale = _TALLEST / max(map(abs, values))
        self.lengths = [value * scale for value in values]
        self.arrow = NudgeArrow()
        self.passages: list[Passage] = []
        self.names: list[TypesetLine] = []
        self.closeness = [
            min(_CLOSEST, max(1.0, _SEEN / max(abs(before), abs(after), 1e-12)))
            for before, after in pairwise(self.lengths)
        ]
        if slopes:
            self.closeness = [rounded_down(times) for times in self.closeness]
        level = MIDDLE[1]
        for index, (before, after) in enumerate(pairwise(nest.keys)):
            doll = nest.dolls[after]
            unit = doll.unit / self.closeness[index]
            ends = doll.wall - _ASIDE * unit, doll.wall + _ASIDE * unit
            drawn = self.lengths[index] * doll.unit, self.lengths[index + 1] * doll.unit
            known = changes[before], changes[after]
            shades = colors[index], colors[index + 1]
            core = float(nest.slot.get_right()[0])
            passage = Passage(theme, self.arrow, known, drawn, ends, level, unit, shades, core)
            passage.at = dict(at or {})
            self.passages.append(passage)
            name = math([Piece(f"f_{index + 1}", "symbol")], doll.color_on, size=_LABEL * unit)
            beside = _LABEL_SIDE * unit + _HALF_GLOW * min(doll.unit, THIN * unit)
            x, y = self._beside(index) if slopes else self._free(index)
            place = np.array([doll.wall + max(beside, x * unit), level + y * unit, 0.0])
            self.names.append(allow(name.move_to(place), "reading time", "a doll's name, known already"))
        self.notes = WallNotes(theme, self, slopes) if slopes else None
        self.locator = Locator(theme, list(nest.dolls.values()))
        for part in (self.arrow, *self.names):
            for rule in ("close-up", "margin"):
                allow(part, rule, "the ride goes on beyond the frame")
        for passage in self.passages:
            for member in (*passage.get_family(), passage.base):
                allow(member, "close-up", "the ride goes on beyond the frame")

    def _free(self, index: int) -> tuple[float, float]:
        """Return how far from a wall and from the level its name is clear of the arrow, in screen units."""
        ends = [self.closeness[index] * length for length in self.lengths[index : index + 2]]
        up, down = max(0.0, *ends) + _CLEAR, max(0.0, *(-end for end in ends)) + _CLEAR
        if min(up, down) > _LABEL_AWAY:
            return _ASIDE + 2 * _CLEAR, -_LABEL_AWAY
        return 0.0, -_LABEL_AWAY if down <= up else _LABEL_AWAY

    def _beside(self, index: int) -> tuple[float, float]:
        """Return where behind a wall its name and its factor stand: the arrow leaves on the other side."""
        return 0.0, _LABEL_AWAY if self.lengths[index + 1] < 0 else -_LABEL_AWAY

    def stand(self, x: float) -> None:
        """Let the arrow stand at its start, in the slot, as long as it is there."""
        first = self.passages[0]
        unit = self.nest.unit
        foot = np.array([x, MIDDLE[1], 0.0])
        self.arrow.stand(foot, self.lengths[0] * unit, 0.0, unit, first.colors[0])

    def pass_wall(self, scene: Scene, frame: Mobject, index: int, pace: float = 1.0) -> None:
        """Play the way to a wall, and through it."""
        self.reach_wall(scene, frame, index, pace)
        self.cross_wall(scene, index, pace)

    def reach_wall(self, scene: Scene, frame: Mobject, index: int, pace: float = 1.0) -> None:
        """Play the way to a wall, and a closer look at it where it must be."""
        leaving = self.leave(index - 1) if index else []
        for one in leaving:
            one.rate_func = squish_rate_func(smooth, 0.0, 0.5)
        located = self.locator.light(index)
        if self.seen_at(index) < self.closeness[index]:
            scene.play(
                *self._come_near(frame, index, self.seen_at(index)), *leaving, *located, run_time=0.7 * pace
            )
            look_through(self, scene, frame, index, pace)
        else:
            here = self._come_near(frame, index, self.closeness[index])
            scene.play(*here, *self.arriving(index), *leaving, *located, run_time=0.7 * pace)

    def cross_wall(self, scene: Scene, index: int, pace: float = 1.0) -> None:
        """Play the way through a wall that has been reached."""
        passage, doll = self.passages[index], self.doll_of(index)
        passage.begin()
        scene.add(passage, self.arrow)
        passed = [passage.run(), doll.glow(), *self.locator.out()]
        if self.notes is None:
            scene.play(*passed, run_time=1.1 * pace)
            return
        factor = self.notes.factors[index]
        come = FadeIn(factor, target_position=passage.place(0.5), scale=0.4, rate_func=_COMES)
        scene.play(*passed, come, run_time=1.3 * pace)
        scene.wait(max(0.4 * pace, seconds_to_read(factor) - 0.3 * pace))

    def seen_at(self, index: int) -> float:
        """Return how many times larger than at first all is seen as the nudge comes to a wall."""
        return self.closeness[index - 1] if index else 1.0

    def arriving(self, index: int) -> list[Animation]:
        """Return the animations in which what belongs to a wall comes."""
        marks = self.notes.marks[index] if self.notes else []
        return [FadeIn(self.names[index]), FadeIn(self.passages[index].base), *map(FadeIn, marks)]

    def _come_near(self, frame: Mobject, index: int, times: float) -> list[Animation]:
        """Return the animations in which camera and arrow come to a wall, seen so many times larger."""
        doll, passage = self.doll_of(index), self.passages[index]
        middle = np.array([self.looks_at(index), MIDDLE[1], 0.0])
        view = View(shown_by(frame), (middle, Frame.current().width * doll.unit / times))
        arrow = view.carry(self.arrow, passage.place(0.0), abs(passage.lengths[0]))
        return [view.look(frame), arrow, doll.thin(1.0 / times)]

    def doll_of(self, index: int) -> Doll:
        """Return the doll whose wall is passed."""
        return self.nest.dolls[self.nest.keys[index + 1]]

    def leave(self, index: int, *, named: bool = True) -> list[Animation]:
        """Return the animations in which what belongs to a wall goes, and the wall is as it was.

        Its name and factor go, too, if they still stand there.
        """
        passage, doll = self.passages[index], self.doll_of(index)
        gone: list[Mobject] = [passage, passage.base]
        if self.notes:
            gone += self.notes.marks[index]
        if named:
            gone += [self.names[index], *([self.notes.factors[index]] if self.notes else [])]
        return [*map(FadeOut, gone), doll.thin(1.0)]

    def looks_at(self, index: int) -> float:
        """Return where across the middle of what the camera sees is at a wall."""
        aside = _AT_LAST * self.passages[index].unit if index + 1 == len(self.passages) else 0.0
        return self.nest.dolls[self.nest.keys[index + 1]].wall - aside

    def rise(self) -> Animation:
        """Return the animation in which the nudge stands up in the slot."""
        foot, unit, color = self.arrow.foot, self.arrow.unit, self.passages[0].colors[0]
        length = self.arrow.length
        return UpdateFromAlphaFunc(
            self.arrow, lambda _, share: self.arrow.stand(foot, share * length, 0.0, unit, color)
        )

    @property
    def middle_of_last(self) -> float:
        """How far the middle of what arrives is above its foot."""
        return 0.5 * self.last * (1 if self.lengths[-1] > 0 else -1)

    @property
    def last(self) -> float:
        """How long the arrow is where it comes out."""
        looks = abs(self.lengths[-1]) * self.closeness[-1]
        return float(np.clip(looks, *_ARRIVES)) if looks else 0.0
