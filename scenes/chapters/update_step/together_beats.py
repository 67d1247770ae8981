"""The beats in which all parameters step at once: the step of one becomes one of the curves side by side."""

from __future__ import annotations

from manim import LEFT, Create, FadeIn, FadeOut, LaggedStart, Mobject, ReplacementTransform, VGroup

from scenes.chapters.update_step.landscape_beats import LandscapeBeats
from scenes.chapters.update_step.notes import Notes
from scenes.chapters.update_step.sentences import fall_sentence
from scenes.chapters.update_step.step_line import StepLine
from scenes.chapters.update_step.step_rule import StepRule
from scenes.chapters.update_step.together import ParameterSlice, StepTogether
from scenes.stage.layout import Region
from scenes.stage.words import words


class TogetherBeats(LandscapeBeats):
    """A chapter that has taken the step of one parameter, `key`, and takes that of all."""

    key: str
    rule: StepRule
    notes: Notes
    readout: Mobject
    step: StepLine | None
    inset: VGroup

    def update_all(self) -> None:
        """All weights and biases at once, each with its own gradient; what that does to the loss."""
        neurons = [self.batch.graph.nodes[key] for key in self.keys]
        biases = [self.batch.graph.neuron(node.layer, node.place).bias for node in neurons]
        shown = [key for key in self.batch.graph.parameters if key in (*self.keys, *biases)]
        room = Region.safe().below(self.heading).inset(top=0.35)
        self.together = together = StepTogether(self.theme, self.plan, shown, room)
        mine, all_of_them = together.slice_of(self.key), self.plan.all_parameters
        others = [one for one in together.slices if one is not mine]
        levels = together.first, together.level
        with self.beat("all_four", words(f"The sweep gave every gradient, so {all_of_them} step at once.")):
            self._make_small(mine)
            coming = [FadeIn(one, shift=0.3 * LEFT) for one in others]
            self.play(LaggedStart(*coming, *map(FadeIn, together.rest), lag_ratio=0.5), run_time=1.2)
            self.play(*map(Create, levels), FadeIn(together.was), run_time=0.7)
            if together.arrows:
                self.play(*(arrow.draw() for arrow in together.arrows), run_time=0.8)
        was, now = self.batch.loss, self.plan.loss
        with self.beat("falls", words(fall_sentence(self.plan), a=was, b=now)):
            tangents = [FadeOut(one.tangent) for one in together.slices]
            self.play(*tangents, run_time=0.3)
            for one in together.slices:
                one.remove(one.tangent)
            self.add(together)
            self.play(together.share.animate.set_value(1.0), run_time=1.8)
            changed = [ReplacementTransform(one.before, one.after) for one in together.slices]
            for one in together.slices:
                one.remove(one.before)
            self.play(*changed, FadeIn(together.now), run_time=0.7)
            self.wait(0.6)

    def _make_small(self, mine: ParameterSlice) -> None:
        """Let the close-up of the first weight's step become the first of the curves side by side."""
        view = self.view
        gone: list[Mobject] = [self.rule.numbers, self.rule.result, view.panel, view.names]
        gone += [self.step] if self.step else [*self.notes.grounds["slope"], self.readout]
        gone += [*self.notes.grounds["rule"], *self.inset]
        small = [
            ReplacementTransform(whole.copy().clear_updaters(), part)
            for whole, part in (
                (view.curve, mine.curve),
                (view.tangent, mine.tangent),
                (view.ball, mine.ball),
            )
        ]
        self.remove(view.curve, view.tangent, view.ball)
        leaving = [FadeOut(mobject, run_time=0.6) for mobject in gone]
        self.play(*leaving, *small, FadeIn(mine.panel), FadeIn(mine.before), run_time=1.4)
