"""The check of the product: the same picture with the network's real values, and the digits that agree."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Mobject,
    Succession,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
)
from manim.utils.rate_functions import squish_rate_func, there_and_back

from backprop_core.decimals.contrast import GIVEN_DECIMALS
from backprop_core.network import Network
from backprop_core.network.graph import LOSS
from backprop_core.quantity import Quantity, Symbol
from scenes.chapters.chain_product.decades import DecadeMarks
from scenes.chapters.chain_product.loss_bracket import LossBracket, distance, side_names
from scenes.chapters.chain_product.nudge_row import LEVEL, TALLEST, TOP, NudgeRow
from scenes.chapters.chain_product.odometer import Odometer
from scenes.chapters.chain_product.probes import Probes
from scenes.chapters.chain_product.ribbon import DIM, TAIL
from scenes.chapters.chain_product.running_row import RunningRow
from scenes.chapters.chain_product.verdict import verdict
from scenes.film.playing.camera import FilmCamera
from scenes.stage.formulas.comparison import Comparison
from scenes.stage.formulas.equation import value_line
from scenes.stage.frame import safe_top, safe_width
from scenes.stage.lettering.flights import appear, changing
from scenes.stage.lettering.typesetting import FORMULA
from scenes.stage.machines.magnification import magnification
from scenes.stage.titles import Heading
from scenes.stage.words import words

if TYPE_CHECKING:
    from scenes.stage.chapter import Chapter

STEP = Symbol("h", "h", "h", "weight")
CLOSE, ASIDE, LIFT = 0.75, 3.0, 0.38
"""Size of the frame at the first line; how far right of that line its middle is, and over the ribbon's."""
LOW_NAME = 1.2
"""How far apart two dots are at least between which a name stands."""
DIVE, BEFORE = 0.75, 0.7
"""Size of the frame at the loss, and how far left of its line the middle is."""
FORETOLD, PULSE = 1.4, 9.0
"""How long the ribbon takes before the dots; stroke of a line that they reach."""
READ = 0.9
"""How long the last line's scale is read where it is another one."""
BESIDE, APART, NAME_ASIDE, BRACKET = 3.9, 0.45, 0.4, 0.2
"""How far right of the loss's line the frame's middle ends up; what the two slopes keep from the
ribbon; how far the line's name goes aside for what passes; what the bracket keeps from the ribbon."""


class Check:
    """The beats of the check: look closer, run forward, measure at the loss, compare the digits."""

    def __init__(
        self, chapter: Chapter, heading: Heading, network: Network, row: NudgeRow, running: RunningRow
    ) -> None:
        self.stage, self.net, self.row, self.running = chapter, network, row, running
        self.theme, self.ribbon, self.heading = chapter.theme, row.ribbon, heading
        self.step = Quantity(STEP, chapter.settings.lecture.check.step, decimals=GIVEN_DECIMALS)
        self.probes = Probes(row, network, self.step.value)
        self.sides = self._sides()
        self.powers = math.log10(0.5 / float(self.step.value))
        self.closer = self._powers_at_loss()
        self._lay_odometer()
        self.comparison = self._comparison()

    def _powers_at_loss(self) -> int:
        """Return the powers of ten that bring the distance at the loss to a hand's width."""
        last = len(self.row.keys) - 1
        widest = max(abs(self.probes.apart(last)), abs(self.row.scale_of.ends(last - 1)[1]))
        return max(0, math.floor(math.log10(TALLEST / widest))) if widest else 0

    def _lay_odometer(self) -> None:
        """Make the step and the magnifications, which stay at the upper right of the screen."""
        before = self.row.scale_of.powers[-2]
        readings = [magnification(power) for power in range(math.ceil(self.powers - 1e-9))]
        self.counted = len(readings)
        later = range(before + (before == 0), before + self.closer + 1)
        readings += [magnification(power, self.step.value) for power in (0, *later)]
        self.odometer = Odometer(self.theme, readings)
        self.step_line = value_line(self.theme, self.step, size=FORMULA)
        signs = VGroup(self.step_line, self.odometer).arrange(RIGHT, buff=0.9)
        self.step_line.on_baseline_of(self.heading.title)
        self.odometer.shift((0.0, self.heading.title.baseline - self.odometer.word.baseline, 0.0))
        above = max(0.0, float(signs.get_top()[1]) - safe_top())
        signs.shift((safe_width() / 2 - float(signs.get_right()[0]), -above, 0.0))
        assert isinstance(self.stage.camera, FilmCamera)
        self.stage.camera.add_fixed_in_frame_mobjects(self.step_line, self.odometer)

    def _comparison(self) -> Comparison:
        """Return the two slopes, as large as there is room right of the loss's line."""
        left = self.row.xs[-1] + TAIL + APART
        room = self.row.xs[-1] + BESIDE + safe_width() / 2 - left
        check = Comparison(self.theme, self.net, self.step.value, room)
        check.shift(np.array([left + room / 2, LEVEL, 0.0]) - check.seen.get_center())
        top = float(self.step_line.get_bottom()[1]) - APART
        return check.shift(DOWN * max(0.0, float(check.seen.get_top()[1]) - top))

    def play(self) -> None:
        """Play the beats."""
        self.nudge()
        self.run_forward()
        self.measure()
        self.compare()

    def nudge(self) -> None:
        """Close to the first line until the two sides of a small step stand apart."""
        sentence = words(
            "Is it true? Nudge the weight by {h} up and down, and look closer until the two part.",
            h=self.step,
        )
        stage, row = self.stage, self.row
        place = row.xs[0], LEVEL
        marks = DecadeMarks(self.theme, place, abs(row.scale_of.ends(0)[0]), TOP - LEVEL, self.powers)
        with stage.beat("nudge", sentence):
            stage.frame.save_state()
            near = changing(stage.frame).scale(CLOSE).move_to((place[0] + ASIDE, LEVEL + LIFT, 0.0))
            leaving = FadeOut(*row.factors, *self.ribbon.lenses, self.running.done, self.running.whole)
            self.probes.put(0.0, -self.powers)
            stage.play(near, leaving, self.ribbon.shine(DIM), run_time=1.4)
            stage.play(FadeIn(self.probes), FadeIn(self.step_line, self.odometer), run_time=0.6)
            stage.add(marks)
            counting = self.odometer.count(0, self.counted)
            counting.rate_func = linear
            stage.play(self._look_closer(marks), counting, run_time=4.0)
            stage.play(FadeOut(marks), FadeIn(self.sides), run_time=0.4)

    def _look_closer(self, marks: DecadeMarks) -> Animation:
        """Return the animation in which the ribbon of a whole unit grows out of sight, and the two part."""
        ribbon, light = self.ribbon, self.ribbon.head.light

        def show(_: Mobject, share: float) -> None:
            for piece in ribbon.all:
                piece.draw(zoom=self.powers * share, light=light * max(0.0, 1 - 2 * share))
            self.probes.put(0.0, self.powers * (share - 1))
            marks.draw(self.powers * share)
            if share >= 1:
                for piece in ribbon.all:
                    piece.draw(zoom=0.0, share=0.0, light=DIM)

        return UpdateFromAlphaFunc(VGroup(ribbon, marks, self.probes), show, rate_func=linear)

    def run_forward(self) -> None:
        """Both values through the network, on the ribbon that the slopes have foretold."""
        sentence = words(
            "Now the network itself runs forward, twice. Do the two dots keep to the ribbon’s edges?"
        )
        with self.stage.beat("run_forward", sentence):
            back = changing(self.stage.frame).restore()
            self.stage.play(back, FadeOut(self.sides), run_time=1.1)
            foretold = [self.ribbon.run(index) for index in range(len(self.ribbon.all))]
            count = len(self.ribbon.pieces)
            opened = [FadeIn(part) for index in range(count + 1) for part in self.row.breaks(index)]
            self.stage.play(Succession(*foretold), *opened, run_time=FORETOLD)
            self.stage.add(self.ribbon, self.probes)
            for index in range(count):
                steps = self.probes.run(index, index + 1), self._pulse(self.row.rails[index + 1])
                self.stage.play(*steps, run_time=max(0.6, 4.5 / count))
            if opened:
                self.stage.wait(READ)

    def _pulse(self, rail: VMobject) -> Animation:
        """Return the animation in which a line lights up as the dots reach it."""
        reached = squish_rate_func(there_and_back, 0.7, 1.0)
        wide: Animation = changing(rail)(rate_func=reached).set_stroke(width=PULSE)
        return wide

    def measure(self) -> None:
        """At the loss, closer still: the distance, and the slope that it makes."""
        sentence = words(
            "At the loss, closer still: how far apart are they? Over the whole nudge, that is a slope."
        )
        stage, ribbon = self.stage, self.ribbon
        with stage.beat("measure", sentence):
            counting = self.odometer.count(self.counted, len(self.odometer.readings) - 1)
            counting.rate_func = linear
            place = (self.row.xs[-1] - BEFORE, LEVEL + LIFT, 0.0)
            there = changing(stage.frame).scale(DIVE).move_to(place)
            gone = FadeOut(*ribbon.lenses, *self.row.marks, self.row.lanes, *self.row.names[:-1])
            name = changing(self.row.names[-1]).shift(RIGHT * NAME_ASIDE)
            stage.play(there, gone, name, self._closer_at_loss(), counting, run_time=2.8)
            bracket = self._bracket()
            stage.play(Create(bracket.bracket), FadeIn(bracket.ends), run_time=0.7)
            stage.play(appear(bracket.stated), run_time=0.5)
            stage.wait(READ)
            aside = changing(stage.frame).scale(1 / DIVE).move_to((self.row.xs[-1] + BESIDE, 0.0, 0.0))
            passed = FadeOut(*self.row.rails[:-2])
            told = FadeIn(self.comparison.labels[0]), appear(self.comparison.measured)
            stage.play(aside, passed, *told, FadeOut(bracket.ends, bracket.stated), run_time=1.5)

    def _bracket(self) -> LossBracket:
        """Return the bracket between the dots as they stand at the loss."""
        heights = float(self.probes.ahead.get_y()), float(self.probes.behind.get_y())
        x = self.row.xs[-1] + TAIL + BRACKET
        room = self.row.xs[-1] - BEFORE + DIVE * safe_width() / 2 - x - APART / 2
        known = self.net.quantity
        told = distance(self.net, self.step.value), known[self.net.first_weight], known[LOSS]
        return LossBracket(self.theme, told, x, heights, room)

    def _sides(self) -> VGroup:
        """Return the names of the two dots on the first line."""
        names = VGroup(*side_names(self.theme, self.net.quantity[self.net.first_weight]))
        under = UP if self.probes.apart(0) > LOW_NAME else DOWN
        for name, dot, side in zip(names, (self.probes.ahead, self.probes.behind), (UP, under), strict=True):
            name.next_to(dot, side + RIGHT, buff=0.0)
        return names

    def _closer_at_loss(self) -> Animation:
        """Return the animation that draws the last step so much larger that the distance can be seen."""
        ribbon, last = self.ribbon, float(len(self.row.keys) - 1)
        ahead = self.row.scale_of.powers[-1] - self.row.scale_of.powers[-2]

        def show(_: Mobject, share: float) -> None:
            zoom = self.closer * share
            for piece in ribbon.all[:-1]:
                piece.draw(zoom=zoom)
            ribbon.tail.draw(zoom=(self.closer - ahead) * share)
            self.probes.put(last, zoom)

        return UpdateFromAlphaFunc(VGroup(ribbon, self.probes), show)

    def compare(self) -> None:
        """The computed slope with as many digits, and those on which both agree, one by one."""
        check = self.comparison
        with self.stage.beat("agree", verdict(self.net, self.step, check.rivals)):
            lit = self.ribbon.shine(1.0, self.ribbon.pieces[-1], self.ribbon.tail)
            coming = FadeIn(VGroup(check.computed, check.labels[1]), shift=RIGHT * BESIDE / 2)
            self.stage.play(coming, lit, run_time=1.0)
            self.stage.play(*check.mark_agreement(), run_time=2.4)
