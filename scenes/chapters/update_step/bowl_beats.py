"""A rate that suits a curve, and one that is too large for it."""

from __future__ import annotations

from manim import UP, FadeIn

from backprop_core.curve import Curve
from backprop_core.descent import overshoot
from scenes.chapters.update_step.descent_steps import Bowl, Bowls
from scenes.stage.chapter import Chapter
from scenes.stage.words import words

BOWL_STEPS = 3
STRIDE = (0.25, 0.3, 0.2, 0.1, 0.15)
"""What share of a step's time its parts take: the arrow, the flight, the drop, the tangent's change."""


class BowlBeats(Chapter):
    """The beats on the curve of the tangent's chapter; `middle` is the height that they are centred on."""

    middle: float

    def go_too_far(self) -> None:
        """On the curve of the tangent's chapter: a rate that suits it, and one at which a step climbs."""
        given = self.settings.lecture.tangent
        curve, ends = Curve.from_text(given.expression), (given.low, given.high)
        smooth = not curve.shape(*ends).specials
        found = overshoot(curve, given.start, *ends, BOWL_STEPS) if smooth else None
        if found is None:
            return
        bowls = Bowls(self.theme, curve, found, ends, BOWL_STEPS)
        self.play(FadeIn(bowls.move_to(UP * self.middle)), run_time=0.6)
        if bowls.suits:
            sentence = "A rate that suits the bowl: the slope fades, so every step is shorter."
            with self.beat("suits", words(sentence)):
                for index in range(BOWL_STEPS):
                    self._take(bowls.suits, index, 1.1 if index else 1.5)
        with self.beat(
            "too_large", words("A rate that is too large leaps over the bottom, and lands higher.")
        ):
            self._take(bowls.large, 0, 3.0)
        lost = "Each leap ends where it is steeper, so the next is longer. It never arrives."
        found_out = "It leaps about, and does not settle. A smaller rate would have come down."
        if len(found.xs) > 2:
            with self.beat("climbs", words(lost if bowls.large.climbs else found_out)):
                for index in range(1, len(found.xs) - 1):
                    self._take(bowls.large, index, 2.0)

    def _take(self, bowl: Bowl, index: int, seconds: float) -> None:
        """Take one step on a bowl."""
        for animations, share in zip(bowl.take(index), STRIDE, strict=True):
            self.play(*animations, run_time=share * seconds)
