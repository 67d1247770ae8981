"""The beats of a step: what the slope predicts for it, the gap that it leaves, and the way back."""

from __future__ import annotations

from manim import LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Mobject, ReplacementTransform

from backprop_core.quantity import Quantity
from scenes.chapters.tangent_slider.close_beats import CloseBeats
from scenes.chapters.tangent_slider.gap_tile import GapTile
from scenes.chapters.tangent_slider.nudge_view import STEP, NudgeView
from scenes.chapters.tangent_slider.step_names import StepNames
from scenes.chapters.tangent_slider.tangent_set import BOARD
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.free_spot import free_spot
from scenes.stage.plots.wide_panel import bleeding
from scenes.stage.trackers import settled
from scenes.stage.words import words


class StepBeats(CloseBeats):
    """A chapter that goes on from the dive with a step and the gap between tangent and curve."""

    def take_step(self) -> None:
        """A step, what the slope predicts for it, and the gap to the true change."""
        stage, secant = self.stage, self.secant
        self.add(self.view.tangent)
        decimals = stage.decimals_of(abs(float(stage.step.get_value())) / 2)
        dx = Quantity(STEP, settled(stage.step))
        with self.beat(
            "step", words("Half-way back: how far does the slope alone carry us, over {dx}?", dx=dx)
        ):
            self.remove(secant)
            parts = (secant.line, secant.run, secant.rise, secant.other, secant.run_label, secant.rise_label)
            self.add(*parts)
            noted = [*self.rows.rows, self.rows.limit] if self.noted else []
            gone = (*parts, self.slope_of_secant, *noted)
            self.play(*(FadeOut(part) for part in gone), run_time=0.4)
            self.dive.begin()
            self.play(self.dive.level.animate.set_value(2.0), run_time=1.5)
            self.dive.end()
            self.steps = bleeding(NudgeView(self.view, stage.step, decimals=decimals))
            self.names = StepNames(self.steps, self.seen(), self._lines())
            self.play(Create(self.steps.step), FadeIn(self.steps.step_label), run_time=0.8)
            self.play(Create(self.steps.predicted), run_time=0.8)
            self.play(FadeIn(self.names.predicted), run_time=0.5)
        bends = "The curve bends away from the board: a gap is left."
        straight = "Here the curve is straight: the slope predicts the change exactly."
        gap = self.steps.gap_left()
        with self.beat("gap", words(bends if gap else straight)):
            self.play(Create(self.steps.bracket), FadeIn(self.names.change), run_time=0.8)
            self.play(Create(self.steps.gap), run_time=0.8)
            if gap:
                self._lay_tile()
        self.add(self.steps)

    def _lines(self) -> list[Mobject]:
        """Return what is drawn of the curve while a step is taken."""
        return [self.view.curve, self.view.tangent, self.view.point]

    def _lay_tile(self) -> None:
        """Let the gap become a square beside the curve, which is as large as the gap."""
        self.tile = tile = bleeding(GapTile(self.steps))
        half = self.steps.drawn_at(float(self.steps.tracker.get_value()) / 2)
        drawn = [*self._lines(), *self.steps, *half]
        side = RIGHT if float(self.steps.tracker.get_value()) < 0 else LEFT
        free_spot(
            tile,
            self.seen(),
            self.view.point.get_center() + 2.2 * side + 1.6 * UP,
            drawn,
            enough=0.25,
            texts=[self.names],
            shrink=(1.0, 0.85, 0.7),
        )
        line = tile.from_line(self.steps.gap)
        self.play(FadeIn(tile.outline), ReplacementTransform(line, tile.square), run_time=1.2)
        self.play(FadeIn(tile.number), *(FadeIn(side) for side in tile.sides), run_time=0.5)

    def shrink_step(self) -> None:
        """The gap shrinks faster than the step; the first one's outline stays to be compared."""
        if not self.steps.gap_left():
            return
        half, tile = float(self.stage.step.get_value()) / 2, self.tile
        faster = "Halve the step, and the gap shrinks with it."
        if tile.ratio > 2:
            faster = "Halve the step, and the gap shrinks much faster than the step."
        quarter = "Now halve the step: how much of the gap is left? Only a quarter."
        tile.follow()
        with self.beat("shrink", words(quarter if tile.quarters else faster)):
            self.play(*(FadeOut(name) for name in self.names), run_time=0.4)
            self.add(tile.number, tile.sides)
            self.play(self.stage.step.animate.set_value(half), run_time=2.4)
            self.cross = bleeding(tile.cross())
            if tile.quarters:
                self.play(Create(self.cross), run_time=0.8)
            self.wait(0.5)

    def pull_back(self) -> None:
        """Come back to the curve and, under it, the line of its slopes."""
        stage = self.stage
        standing: list[Mobject] = [self.steps, self.view.tangent]
        if hasattr(self, "tile"):
            standing += [self.tile.outline, self.tile.square, self.cross, self.tile.number, self.tile.sides]
        else:
            standing += list(self.names)
        seen = [one for one in standing if one.family_members_with_points()]
        leaving = [mobject for mobject in seen if mobject in self.mobjects]
        self.dive.begin()
        self.play(*(FadeOut(mobject, run_time=0.3) for mobject in leaving), run_time=0.3)
        self.play(self.dive.level.animate.set_value(3.0), run_time=0.9)
        self.dive.end()
        self.view.show_window(self.opened)
        stage.view.wide.open_to(*self.shut)
        self.view.panel.mark_scale()
        self.view.tangent_length = BOARD
        self.view.landmarks.lay()
        stage.riding.now()
        coming = [*self._upper, stage.ball, *self._beside, *self._lower]
        for mobject in coming:
            mobject.update()
        self.play(
            changing(self.frame).become(self.home),
            changing(self.view.point).set_opacity(0.0),
            *(FadeIn(mobject) for mobject in coming),
            run_time=1.0,
        )
