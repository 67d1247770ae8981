"""The end of the update step: the curve as a cut through a landscape, many steps on it, a rate too large."""

from __future__ import annotations

import numpy as np
from manim import DL, UR, Animation, FadeIn, FadeOut, Mobject, ValueTracker, linear

from backprop_core.network.batch import Batch
from scenes.chapters.update_step.bowl_beats import BowlBeats
from scenes.chapters.update_step.loss_slice import LossSlice
from scenes.chapters.update_step.sentences import descent_sentence, rest_sentence
from scenes.chapters.update_step.surface_run import SLOWLY, SurfaceRun
from scenes.stage.formulas.update_rule import LossFall, Update, UpdateTable
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.wide_panel import bleeding
from scenes.stage.plots.window import Window, between
from scenes.stage.titles import Heading
from scenes.stage.words import words

NEARER, CLEAR, MANY = 0.8, 0.1, 60
"""Share of the frame that is seen close to the ball; what the ball keeps from
the margins; steps of the run."""


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
    table: UpdateTable
    fall: LossFall
    run: SurfaceRun | None = None

    def raise_landscape(self) -> None:
        """The curve was a cut through the loss over two weights."""
        self.run: SurfaceRun | None = None
        if not any(self.batch.gradient[key].value for key in self.keys):
            return
        view = self.view
        run = self.run = SurfaceRun(self.theme, self.batch, self.keys, self.plan.rate.value, MANY, view)
        with self.beat(
            "landscape", words("But one weight is one cut. Add a second: the loss is a landscape.")
        ):
            away = [FadeOut(mobject, run_time=0.5) for mobject in (self.table, self.fall, self.heading)]
            back = changing(self.weight).set_value(self.start)
            self.zoom(view.low, view.whole, *away, back, marks=False)
            run.surface.update()
            run.trail.update()
            leaving = (view.panel, view.tangent, view.names[0], view.curve, view.ball)
            coming = FadeIn(run.surface), FadeIn(run.trail)
            self.play(*(FadeOut(mobject) for mobject in leaving), *coming, run_time=0.6)
            self.play(changing(run.turned).set_value(1.0), run_time=2.6)
            self.play(FadeIn(run.names), run_time=0.4)
            self.wait(0.7)

    def train(self) -> None:
        """The run of sixty steps: a trail on the landscape, and its losses in a strip."""
        run = self.run
        if run is None:
            return
        sentence = f"Now over and over, from the start. {rest_sentence(self.batch, self.keys)}"
        with self.beat("many", words(sentence)):
            beside = [run.card, run.strip, run.held]
            self._fix(*beside)
            coming = (FadeIn(mobject) for mobject in beside)
            self.play(*coming, FadeOut(run.names), self._approach(), run_time=1.6)
            for step in range(1, min(SLOWLY, run.last) + 1):
                self.play(run.step.animate.set_value(step), run_time=0.6)
        if run.last > SLOWLY or run.ran_away:
            first, last = run.ends
            with self.beat("map", words(descent_sentence(run), first=first, last=last)):
                rest = 3.4 if run.last > SLOWLY else 0.5
                rolls = changing(run.step)(rate_func=linear).set_value(run.last)
                self.play(rolls, changing(run.orbit).set_value(1.0), run_time=rest)

    def _approach(self) -> Animation:
        """Return the camera's move toward the ball, no nearer than shows all of the run."""
        assert self.run is not None
        run, safe = self.run, Region.safe()
        reach = float(run.trail.ball.width) / 2 + CLEAR
        places = run.places()[:, :2]
        low, high = places.min(axis=0) - reach, places.max(axis=0) + reach
        scale = max(NEARER, *(high - low) / np.array([safe.width, safe.height]))
        ends = np.array([safe.point(DL)[:2], safe.point(UR)[:2]]) * scale
        middle = np.clip(0.35 * run.trail.ball.get_center()[:2], high - ends[1], low - ends[0])
        move: Animation = changing(self.frame).scale(scale).move_to(np.array([*middle, 0.0]))
        return move

    def turn_dial(self) -> None:
        """The rate that is too large."""
        run = self.run
        if run is None:
            stay = [
                self.table,
                self.fall,
                self.view.panel,
                self.view.tangent,
                self.view.ball,
                self.view.names[0],
            ]
            self.go_too_far(stay, self.view.curve)
            return
        line = run.surface.curve.copy().clear_updaters()
        self.add(line)
        self.go_too_far(
            [run.surface, run.trail, run.strip, run.held, run.card], line, self.home, self.heading
        )

    def zoom(self, start: Window, goal: Window, *beside: Animation, marks: bool = True) -> None:
        """Bring another part of the curve before the viewer, both axes alike."""
        panel, share = self.view.panel, ValueTracker(0.0)
        self.play(panel.scale_marks.animate.set_opacity(0.0), run_time=0.2)
        follow = lambda _: self.view.show_window(between(start, goal, float(share.get_value())))  # noqa: E731
        self.view.curve.add_updater(follow)
        self.play(share.animate.set_value(1.0), *beside, run_time=1.3)
        self.view.curve.remove_updater(follow)
        panel.mark_scale()
        ticks = bleeding(panel.scale_marks.set_opacity(0.0))
        if marks:
            self.play(ticks.animate.set_opacity(1.0), run_time=0.3)
