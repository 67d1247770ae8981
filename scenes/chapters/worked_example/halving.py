"""The last beats of the check: why the promise misses, and what smaller steps say."""

from __future__ import annotations

from manim import (
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    ReplacementTransform,
    rush_into,
    smooth,
    squish_rate_func,
)

from scenes.chapters.worked_example.picture import Picture
from scenes.chapters.worked_example.secant_fan import SecantFan
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.flights import changing
from scenes.stage.titles import Heading
from scenes.stage.words import words


class Halving:
    """What is left over of the step is seen as the curve's bend; chords come down to the tangent."""

    def __init__(self, stage: Chapter, heading: Heading, picture: Picture, fan: SecantFan) -> None:
        self.stage, self.heading, self.picture, self.fan = stage, heading, picture, fan

    def play(self) -> None:
        """Play the beats."""
        self.bend()
        self.halve()

    def bend(self) -> None:
        """What is left over stands up: it is how far the curve is off its tangent at the step's end."""
        stage, scope, fan, seen = self.stage, self.picture.scope, self.fan, self.picture.span.shows
        sentence = words("Why? Look along the tangent: step by step, the curve bends away from it.")
        with stage.beat("bend", sentence):
            gap = scope.left_over.copy()
            gone = stage.clear_stage(scope, self.heading, *self.heading.submobjects)
            if seen:
                stage.add(gap)
            scope.clear_updaters()
            scope.left_over.set_fill(opacity=0.0)
            stage.play(*map(FadeOut, gone), FadeOut(scope), run_time=0.6)
            arrive = ReplacementTransform(gap, fan.standing) if seen else FadeIn(fan.standing)
            curve, tangent, missed = fan.names
            stage.play(arrive, FadeIn(missed), Create(fan.tangent), run_time=1.1)
            stage.play(FadeIn(fan.dot, scale=1.6), FadeIn(tangent), FadeIn(fan.goal), run_time=0.5)
            stage.play(
                Create(fan.curve), FadeIn(curve), FadeIn(fan.between, rate_func=rush_into), run_time=1.8
            )
            stage.bring_to_front(fan.dot)

    def halve(self) -> None:
        """The step is halved again and again: the chord comes down to the tangent."""
        stage, fan, late = self.stage, self.fan, squish_rate_func(smooth, 0.6, 1.0)
        sentence = words(
            "Halve the step, and halve it again: change over step comes closer and closer to {slope}. "
            "The bet is won.",
            slope=self.picture.slopes[2, 0],
        )
        with stage.beat("halve", sentence):
            stage.remove(fan.standing)
            stage.add(fan.gap, fan.dot)
            stage.play(FadeOut(fan.names), run_time=0.3)
            stage.play(Create(fan.chord), Create(fan.bar), FadeIn(fan.digits[0]), run_time=0.8)
            stage.bring_to_front(fan.tangent, fan.dot)
            stage.play(FadeIn(fan.lines[0], shift=UP * 0.1), run_time=0.4)
            for index in range(1, len(fan.steps)):
                stage.add(fan.chords[index - 1], fan.gap, fan.chord, fan.tangent, fan.dot)
                stage.play(
                    changing(fan.share).set_value(0.5**index),
                    FadeOut(fan.digits[index - 1], run_time=0.3),
                    FadeIn(fan.digits[index], rate_func=late),
                    run_time=1.0,
                )
                stage.play(FadeIn(fan.lines[index], shift=UP * 0.1), run_time=0.4)
            stage.add(fan.chords[-1], fan.gap, fan.chord, fan.tangent, fan.dot)
            stage.play(
                changing(fan.share).set_value(0.0),
                FadeOut(fan.digits[-1], run_time=0.5),
                Indicate(fan.goal, color=stage.theme.gradient, scale_factor=1.15),
                run_time=1.2,
            )
            stage.wait(0.2)
