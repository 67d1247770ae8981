"""A rate that suits a curve, and one that is too large: the dial is turned, the same ball runs again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DL,
    LEFT,
    UP,
    UR,
    Animation,
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    ValueTracker,
)
from numpy.typing import NDArray

from backprop_core.curve import Curve
from backprop_core.descent import overshoot
from scenes.chapters.update_step.descent_steps import COLUMN, Bowl, Bowls
from scenes.chapters.update_step.rate_dial import RateDial
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.free_spot import free_spot
from scenes.stage.words import words

Floats = NDArray[np.float64]

BOWL_STEPS = 3
STRIDE = (0.25, 0.3, 0.2, 0.1, 0.15)
"""What share of a step's time its parts take: the arrow, the flight, the drop, the tangent's change."""

FULL = 1.25
"""The largest rate on the dial, as a share of the one that is too large."""

LIFTED = -0.15
"""How high the dial stands over the middle of the column beside the bowl."""

FIRST, FASTER, QUICKEST = 2.0, 0.8, 1.0
"""Seconds of the second leap; how much quicker each is than the one before; seconds of the last ones."""


NEARER, ASIDE, CLEAR = 1.5, (0.45, 0.6, 0.7), 0.2
"""How much larger the short steps are seen; shares of half the width where they may be then; what
keeps dial and formula free."""


class BowlBeats(Chapter):
    """The beats on the curve of the tangent's chapter, which comes in place of what is told to leave."""

    def go_too_far(self, leaving: Sequence[Mobject], line: Mobject | None = None, *coming: Mobject) -> None:
        """On the curve of the tangent's chapter: a rate that suits it, and one at which a step climbs.

        `line` is the curve that becomes it, if there is one; what is `coming` comes with it.
        """
        given = self.settings.lecture.tangent
        curve, ends = Curve.from_text(given.expression), (given.low, given.high)
        smooth = not curve.shape(*ends).specials
        found = overshoot(curve, given.start, *ends, BOWL_STEPS) if smooth else None
        if found is None:
            return
        bowls = Bowls(self.theme, curve, found, ends, BOWL_STEPS)
        self.turned = ValueTracker(0.0)
        rates = [bowl.value for bowl in (bowls.suits, bowls.large) if bowl is not None]
        self.dial = RateDial(self.theme, self.turned, FULL * float(found.rate), rates)
        first = bowls.suits or bowls.large
        self._place(bowls, first)
        self._fix(self.dial, bowls.formula)
        self._open(bowls, first, line, [FadeOut(mobject) for mobject in leaving], coming)
        if bowls.suits:
            with self.beat(
                "suits", words("A rate that suits it: the slope fades, so every step is shorter.")
            ):
                view = self._near(bowls, bowls.suits)
                home = self.frame.copy()
                self._turn(bowls.suits, *view)
                for index in range(BOWL_STEPS):
                    self._take(bowls.suits, index, 1.1 if index else 1.5)
        with self.beat(
            "too_large", words("Now turn it up. The ball leaps over the bottom, and lands higher.")
        ):
            if bowls.suits:
                self._back(bowls.suits, bowls.large)
                if view:
                    self.play(changing(self.frame).become(home), run_time=0.9)
            self._turn(bowls.large)
            self._take(bowls.large, 0, 2.4)
        lost = "Each leap ends where it is steeper, so the next is longer. It never arrives."
        found_out = "It leaps about, and does not settle. A smaller rate would have come down."
        leaps = len(bowls.large.xs) - 1
        if leaps > 1:
            with self.beat("climbs", words(lost if bowls.large.climbs else found_out)):
                for index in range(1, leaps):
                    self._take(bowls.large, index, max(QUICKEST, FIRST * FASTER ** (index - 1)))

    def _open(
        self,
        bowls: Bowls,
        first: Bowl,
        line: Mobject | None,
        leaving: list[Animation],
        coming: tuple[Mobject, ...],
    ) -> None:
        """Let the cut through the landscape become the bowl, with the dial over it."""
        with self.beat("dial", words("And the learning rate? Take a simple loss of one weight, and a dial.")):
            becoming = ReplacementTransform(line, first.curve) if line is not None else FadeIn(first.curve)
            arriving = (FadeIn(mobject) for mobject in coming)
            self.play(*leaving, *arriving, becoming, run_time=1.4)
            self.play(FadeIn(first.panel), FadeIn(first.letter), FadeIn(bowls.formula), run_time=0.7)
            self.play(FadeIn(first.ball, shift=0.5 * (-UP)), FadeIn(self.dial), run_time=0.7)
            self.play(FadeIn(first.prints), FadeIn(first.tangent), run_time=0.6)
            self.add(first)

    def _place(self, bowls: Bowls, first: Bowl) -> None:
        """Lay dial and formula beside the bowl, where nothing of it comes."""
        safe = Region.safe()
        room = safe.inset(top=0.75)
        drawn = [first.curve, first.tangent, first.ball, first.panel.axes]
        shown = [bowl for bowl in (bowls.suits, bowls.large) if bowl is not None]
        drawn += [bowl.ways() for bowl in shown]
        column = Region(safe.left, safe.left + COLUMN - 0.9, room.bottom, room.top)
        free_spot(self.dial, room, column.center + UP * LIFTED, drawn, enough=0.2)
        self.dial.update()
        free_spot(bowls.formula, room, room.point(UP + LEFT), drawn, enough=0.35, texts=[self.dial])

    def _near(self, bowls: Bowls, suits: Bowl) -> list[Animation]:
        """Return the animation in which the camera comes close to the steps, the axis as high as before.

        Dial and formula stay where they are on screen. It is empty if a line would come too near to them.
        """
        level = float(suits.panel.to_point(0.0, suits.panel.y_range[0])[1])
        place = np.array([float(suits.ways().get_x()), level, 0.0])
        for aside in ASIDE:
            seen_at = np.array([aside * Region.safe().right, level, 0.0])
            if self._is_free(bowls, suits, seen_at - NEARER * place):
                closer = changing(self.frame).set(width=Frame.current().width / NEARER)
                return [closer.move_to(place - seen_at / NEARER)]
        return []

    def _is_free(self, bowls: Bowls, suits: Bowl, origin: Floats) -> bool:
        """Tell whether all steps are seen and lines keep off dial and formula, the origin being there."""
        ways, safe = suits.ways(), Region.safe()
        low, high = (NEARER * ways.get_corner(one) + origin for one in (DL, UR))
        if low[0] < safe.left or high[0] > safe.right or high[1] > safe.top - CLEAR:
            return False
        points = NEARER * np.concatenate([suits.curve.points, suits.tangent.points])[:, :2] + origin[:2]
        for text in (self.dial, bowls.formula):
            left, right = text.get_corner(DL)[:2] - CLEAR, text.get_corner(UR)[:2] + CLEAR
            if ((points > left) & (points < right)).all(axis=1).any() or (low[:2] < right).all():
                return False
        return True

    def _turn(self, bowl: Bowl, *others: Animation) -> None:
        """Turn the dial to a bowl's rate."""
        turned = changing(self.turned).set_value(float(bowl.value))
        self.play(turned, *others, run_time=0.9)

    def _back(self, done: Bowl, again: Bowl) -> None:
        """Bring the ball back to where it started; the steps that it took go."""
        self.remove(done)
        self.add(
            done.panel, done.curve, done.letter, done.prints, done.falls, done.arrows, done.tangent, done.ball
        )
        gone = (done.prints, done.falls, done.arrows, done.tangent)
        self.play(*(FadeOut(mobject) for mobject in gone), run_time=0.4)
        self.play(changing(done.ball).move_to(again.ball), run_time=0.6)
        self.play(FadeIn(again.tangent), run_time=0.2)
        self.remove(done.panel, done.curve, done.letter, done.ball)
        self.add(again)

    def _take(self, bowl: Bowl, index: int, seconds: float) -> None:
        """Take one step on a bowl."""
        for animations, share in zip(bowl.take(index), STRIDE, strict=True):
            self.play(*animations, run_time=share * seconds)
