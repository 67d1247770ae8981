"""How the backward pass begins: along the row to the loss, and back to a question mark for every slope."""

from __future__ import annotations

from itertools import pairwise

from manim import DOWN, Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, VGroup, VMobject

from scenes.chapters.backward_pass.steps import BackwardSteps
from scenes.stage.lettering.typesetting import FORMULA, math
from scenes.stage.measure import allow
from scenes.stage.words import words

LARGE, WALK, LOWER = 1.15, 0.68, 0.12
"""Height of a question mark in the place of a picture; share of the frame that is seen along the row, and how
much lower the row stands there."""


class BackwardOpening(BackwardSteps):
    """The beats before the first slope.

    `left_by_forward` is what stands at first, the pictures last, `level` their height, `middle` that of a
    view of all; without pictures it is empty.
    """

    left_by_forward: list[VMobject]
    level: float
    middle: float
    marks: VGroup

    def recall_values(self) -> None:
        """The forward pass's picture, every value in its box; a pulse runs forward to the loss."""
        left = "The forward pass left a value in every box, and at the end the loss."
        with self.beat("recall", words(left)):
            if self.view.whole:
                self.wait(0.6)
                near = self.eye.along(WALK, -1, self.middle + LOWER)
                self.play(near, FadeOut(self.heading), run_time=0.9)
                lights = (
                    self.diagram.signal(a, b, self.diagram.color_of(a))
                    for a, b in pairwise(self.net.graph.row)
                )
                walk = self.eye.along(WALK, 1, self.middle + LOWER)
                self.play(LaggedStart(*lights, lag_ratio=0.8), walk, run_time=2.4)
                self.play(self.diagram.nodes["L"].highlight(), run_time=0.4)
            else:
                self.play(FadeIn(self.recalled), *self.view.enter(), run_time=1)
                self._pulse()
                self.view.show(self.net.graph.depth, self)
                self._pulse()
                self.play(self.diagram.nodes["L"].highlight(), run_time=0.5)

    def _pulse(self) -> None:
        """Let a light run forward through the boxes in view."""
        for a, b in pairwise(self.view.window.keys):
            self.play(self.diagram.signal(a, b, self.diagram.color_of(a)), run_time=0.3)

    def ask(self) -> None:
        """The goal, and the factors between the loss and it."""
        with self.beat("ask", self.say.ask()):
            weight = self.diagram.parameters[self.net.first_weight]
            asked = [weight] if self.view.whole else []
            marks, moves = self._mark_unknown()
            self.marks = marks
            if self.view.whole:
                walk = self.eye.along(WALK, -1, self.middle + LOWER)
                self.play(LaggedStart(*moves, lag_ratio=0.6), walk, run_time=2.6)
            else:
                for move in moves:
                    self.play(move, run_time=0.5)
            if asked:
                self.play(weight.highlight(), run_time=0.4)
            calm = [one.reset() for one in (*asked, self.diagram.nodes["L"])]
            away = [self.eye.whole(self.middle)] if self.view.whole else []
            self.play(*calm, *away, run_time=0.8)
        if not self.view.whole:
            self.play(FadeOut(marks), run_time=0.3)

    def _mark_unknown(self) -> tuple[VGroup, list[Animation]]:
        """Return a question mark for every slope, and how each comes in its place while a light runs back."""
        marks, moves, steps = VGroup(), list[Animation](), list(pairwise(self.view.window.keys))
        for index, (a, b) in enumerate(reversed(steps), 1):
            mark = math(["?"], self.theme.gradient, size=1.3 * FORMULA)
            light = self.diagram.signal(a, b, self.theme.gradient, backward=True)
            gone = []
            if self.view.whole:
                function = self.left_by_forward[-index]
                mark.scale_to_fit_height(LARGE).move_to((function.get_x(), self.level, 0.0))
                gone = [FadeOut(function)]
            else:
                mark.next_to(self.diagram.arrows[a, b], DOWN, buff=0.16)
            for rule in ("reading time", "close-up"):
                allow(mark, rule, "one of several alike, which are all seen in the end")
            marks.add(mark)
            moves.append(AnimationGroup(light, *gone, FadeIn(mark, scale=1.6)))
        return marks, moves
