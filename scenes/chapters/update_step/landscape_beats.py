"""The end of the update step: the curve as a cut through a landscape, many steps on it, a rate too large."""

from __future__ import annotations

import numpy as np
from manim import (
    DR,
    Animation,
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    linear,
    smooth,
)
from manim.typing import Point3D
from manim.utils.rate_functions import squish_rate_func

from backprop_core.network.batch import Batch
from scenes.chapters.update_step.bowl_beats import BowlBeats
from scenes.chapters.update_step.loss_slice import FLOOR, LossSlice
from scenes.chapters.update_step.sentences import descent_sentence, rest_sentence
from scenes.chapters.update_step.surface_run import EARLY, SLOWLY, SurfaceRun
from scenes.chapters.update_step.together import StepTogether
from scenes.stage.formulas.update_rule import Update
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.wide_panel import bleeding
from scenes.stage.plots.window import Window, between
from scenes.stage.titles import Heading
from scenes.stage.words import words

CLOSE = 0.62
"""Share of the frame's width in which ball and curve are seen from close by."""

MANY = 60
"""Steps of the run."""


class LandscapeBeats(BowlBeats):
    """The beats on the landscape. The scene lays out the slice and brings what they begin with on stage."""

    batch: Batch
    plan: Update
    keys: tuple[str, str]
    heading: Heading
    view: LossSlice
    weight: ValueTracker
    start: float
    home: Mobject
    nearby: Point3D | None
    together: StepTogether
    run: SurfaceRun | None = None

    def raise_landscape(self) -> None:
        """The curve was a cut through the loss over two weights."""
        self.run: SurfaceRun | None = None
        if not any(self.batch.gradient[key].value for key in self.keys):
            return
        view = self.view
        view.show_window(view.whole)
        view.land(self.start)
        view.panel.mark_scale()
        view.panel.scale_marks.set_opacity(1.0)
        run = self.run = SurfaceRun(self.theme, self.batch, self.keys, self.plan.rate.value, MANY, view)
        with self.beat(
            "landscape", words("But one weight is one cut. Add a second: the loss is a landscape.")
        ):
            axes = [view.panel, view.names] if self.nearby is None else []
            near = [changing(self.frame).scale(CLOSE).move_to(self.nearby)] if self.nearby is not None else []
            soon, late = squish_rate_func(smooth, 0.0, 0.5), squish_rate_func(smooth, 0.4, 1.0)
            leaving = [FadeOut(one, rate_func=soon) for one in (*self._take_apart(), self.heading)]
            coming = [FadeIn(one, rate_func=late) for one in axes]
            self.play(*leaving, *near, *self._cut_out(), *coming, run_time=1.4)
            self.wait(0.5)
            # The surface begins as its own cut: from the side its curve and the slice are one line.
            self.remove(view.curve, view.ball)
            self.add(run.surface, run.trail)
            if axes:
                self.play(*map(FadeOut, axes), run_time=0.4)
            far = changing(self.frame).become(self.home)
            self.play(changing(run.turned).set_value(1.0), far, run_time=2.2)
            self.play(FadeIn(run.names), run_time=0.4)

    def train(self) -> None:
        """The run of sixty steps: a trail on the landscape, and its losses in a strip."""
        run = self.run
        if run is None:
            return
        sentence = words(rest_sentence(self.batch, self.keys), a=run.symbols[0], b=run.symbols[1])
        with self.beat("many", sentence):
            self.play(FadeIn(run.held, run_time=0.8), run.orbit.animate.set_value(EARLY), run_time=2.6)
            aside = [FadeOut(run.held), FadeOut(run.names)]
            close = changing(self.frame).set(width=run.close.width).move_to(run.close.center)
            self.play(close, run.near.animate.set_value(1.0), *aside, run_time=1.4)
            for step in range(1, min(SLOWLY, run.last) + 1):
                self.play(run.step.animate.set_value(step), run_time=0.8)
                self.wait(0.15)
        run.strip.update()
        coming = [FadeIn(run.held), FadeIn(run.names), FadeIn(run.strip)]
        far = changing(self.frame).become(self.home), run.near.animate.set_value(0.0)
        if run.last > SLOWLY or run.ran_away:
            first, last = run.ends
            with self.beat("map", words(descent_sentence(run), first=first, last=last)):
                self.play(*far, *coming, run_time=1.2)
                rest = 3.4 if run.last > SLOWLY else 0.5
                rolls = changing(run.step)(rate_func=linear).set_value(run.last)
                self.play(rolls, changing(run.orbit).set_value(1.0), run_time=rest)
        else:
            self.play(*far, *coming, run_time=1.2)

    def _take_apart(self) -> list[Mobject]:
        """Return what of the slices side by side leaves the stage: all but one curve and its ball."""
        mine = self.together.slice_of(self.keys[0])
        together = self.together
        parts = [together.first, together.level, together.was, together.now, together.rest]
        for one in self.together.slices:
            parts += [one.panel, one.arrow, one.after]
            parts += [] if one is mine else [one.curve, one.ball]
        self.together.clear_updaters()
        self.remove(self.together)
        self.add(*parts, mine.curve, mine.ball)
        return [part for part in parts if len(part.get_family()) > 1 or len(part.points)]

    def _cut_out(self) -> list[Animation]:
        """Return the animations in which one of the slices becomes the wide one again."""
        mine = self.together.slice_of(self.keys[0])
        return [
            ReplacementTransform(mine.curve, self.view.curve),
            ReplacementTransform(mine.ball, self.view.ball),
        ]

    def turn_dial(self) -> None:
        """The rate that is too large."""
        run = self.run
        if run is None:
            self.go_too_far([*self._take_apart(), *self._left_over()])
            return
        line = run.surface.curve.copy().clear_updaters()
        self.add(line)
        self.go_too_far([run.surface, run.trail, run.names, run.strip, run.held], line, self.heading)

    def _left_over(self) -> list[Mobject]:
        mine = self.together.slice_of(self.keys[0])
        return [mine.curve, mine.ball]

    def _close(self) -> Point3D | None:
        """Return the middle of a close-up of the ball in which the curve keeps off the heading, if any."""
        place, safe, curve = self.view.ball.get_center(), Region.safe(), self.view.curve.points
        lowest = FLOOR - 0.6 - CLOSE * safe.bottom
        title = self.heading.get_corner(DR)
        for aside in (0.0, -0.8, 0.8, -1.6, 1.6):
            middle: Point3D = np.array([place[0] + aside, max(place[1], lowest), 0.0])
            seen = (curve - middle) / CLOSE
            if not ((seen[:, 0] < title[0] + 0.3) & (seen[:, 1] > title[1] - 0.3) & (seen[:, 1] < 4.0)).any():
                return middle
        return None

    def zoom(self, start: Window, goal: Window, *beside: Animation, marks: bool = True) -> None:
        """Bring another part of the curve before the viewer, both axes alike."""
        panel, share, name = self.view.panel, ValueTracker(0.0), self.view.names[1]
        hidden = panel.scale_marks.animate.set_opacity(0.0), changing(name).set_opacity(0.0)
        self.play(*hidden, run_time=0.2)
        follow = lambda _: self.view.show_window(between(start, goal, float(share.get_value())))  # noqa: E731
        self.view.curve.add_updater(follow)
        self.play(share.animate.set_value(1.0), *beside, run_time=1.3)
        self.view.curve.remove_updater(follow)
        panel.mark_scale()
        ticks = bleeding(panel.scale_marks.set_opacity(0.0))
        if marks:
            self.play(ticks.animate.set_opacity(1.0), changing(name).set_opacity(1.0), run_time=0.3)
