"""Why it scales: a gradient is used again and again, so the way back costs one multiplication a step."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Indicate, ValueTracker, VGroup, linear

from backprop_core.network import TwoWeightNetwork
from backprop_core.number import Number
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.factor_ladder import FactorLadder
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import text
from scenes.stage.network.long_chains import LongChains
from scenes.stage.network.reuse_track import ReuseTrack
from scenes.stage.plots.cost_plot import DEPTH, FROM_SCRATCH, IN_ONE_SWEEP, CostPlot, counts, remaining_slopes
from scenes.stage.plots.shrinking_bars import ShrinkingBars
from scenes.stage.titles import heading, safe_bottom, safe_width
from scenes.stage.words import words

DEEPEST, FEW = 50, 5
READ = 1.0
"""Seconds that a number rests before it goes on."""

PANEL = 6.6, 4.3


class WhyItScales(Chapter):
    """What is known on the right is carried to the left, and never worked out twice."""

    title = "Why it scales"

    def construct(self) -> None:
        """One gradient carried along, the work without it and with it, any depth, many sigmoids."""
        self.lay_out()
        self.open_with(self.heading)
        self.know_one()
        self.carry("reuse", "Times one local slope, it is the next gradient. Nothing is thrown away.", "z2")
        self.carry("reuse_again", "It moves on, and is used again: one new slope at each stop.", "a1", "z1")
        self.from_scratch()
        self.one_sweep()
        self.go_deep()
        self.sweep_once()
        self.shrink()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.network
        self.net = TwoWeightNetwork(given.x, given.w1, given.b1, given.w2, given.b2, given.target)
        self.heading = heading(self.theme, self.title, "nothing is worked out twice", beside=True)
        self.top = float(self.heading.get_bottom()[1])
        self.middle = (self.top + safe_bottom()) / 2
        self.track = ReuseTrack(self.theme, self.net)
        VGroup(self.track, self.track.token).move_to(UP * self.middle)
        pitch = (self.top - safe_bottom() - 1.6) / (len(self.net.chain) - 1)
        self.ladder = FactorLadder(self.theme, self.net.chain[::-1], self.net.running, pitch)
        self.ladder.move_to((-safe_width() / 2, self.middle, 0.0), aligned_edge=LEFT)
        self.counted = counts(DEEPEST)
        self.n = ValueTracker(1)
        self.plot = CostPlot(self.theme, self.counted, self.n, PANEL)
        self.plot.move_to((-safe_width() / 2, self.middle, 0.0), aligned_edge=LEFT)
        self._lay_readouts()

    def know_one(self) -> None:
        """The boxes of the backward pass, and the gradient that stands at the prediction."""
        token, box = self.track.token, self.track.boxes["a2"]
        with self.beat("known", words("Back in the network: at the prediction, one gradient is known.")):
            self.play(FadeIn(self.track), run_time=0.9)
            self.play(FadeIn(token, shift=DOWN * 0.3), box.light(self.theme.gradient), run_time=0.8)
            self.play(Indicate(token.line, color=self.theme.gradient), box.unlight(), run_time=0.8)

    def carry(self, name: str, sentence: str, *stops: str) -> None:
        """The same object moves to the left and takes one local derivative with it at each box."""
        pace = ((0.6, 0.0), (0.5, READ), (0.3, 0.0), (0.4, 0.0), (0.6, 0.0), (0.3, 0.75 * READ))
        with self.beat(name, words(sentence)):
            for to in stops:
                for animations, (seconds, rest) in zip(self.track.carry(to), pace, strict=True):
                    self.play(*animations, run_time=seconds)
                    token = self.track.token
                    self.remove(*token.get_family())
                    self.add(token)
                    if rest:
                        self.wait(rest)

    def from_scratch(self) -> None:
        """Every gradient multiplied out from its own factors."""
        self.play(FadeOut(self.track, self.track.token), run_time=0.6)
        sentence = words("Without reuse, every gradient starts over, and the multiplications pile up.")
        with self.beat("from_scratch", sentence):
            for index in range(FEW):
                self.n.set_value(index + 1)
                arriving = [FadeIn(self.depth, self.naive)] if index == 0 else []
                self.play(self.ladder.write(index), *arriving, run_time=0.7 + 0.2 * index)
        self.add(self.ladder)

    def one_sweep(self) -> None:
        """What a rung repeats is the rung above, whose result is at hand."""
        sentence = words("But each line repeats the one above it. Use that result: a single product is left.")
        with self.beat("one_sweep", sentence):
            for index in range(1, FEW):
                self.play(*self.ladder.dissolve(index), run_time=0.35)
                self.play(*self.ladder.reuse(index), run_time=0.85)
            self.play(FadeIn(self.sweep, shift=UP * 0.15), run_time=0.5)

    def go_deep(self) -> None:
        """The same count for every depth: one line bends upwards, the other hardly rises."""
        sentence = words("Deeper and deeper: starting over bends steeply up, one sweep hardly rises.")
        self.play(FadeOut(self.ladder), run_time=0.5)
        with self.beat("depth", sentence):
            self.plot.update()
            self.play(FadeIn(self.plot), run_time=0.6)
            self.play(self.n.animate.set_value(DEEPEST), run_time=2.8, rate_func=linear)
            for tip in self.plot.tips:
                self.play(Indicate(tip, scale_factor=2, color=tip.get_color()), run_time=0.6)

    def sweep_once(self) -> None:
        """Three chains, and one light that runs through each from right to left."""
        depths = (FEW, (FEW + DEEPEST) // 2, DEEPEST)
        costs = [self.counted[1][depth - 1] for depth in depths]
        chains = LongChains(self.theme, depths, costs, safe_width() - 1.4)
        name = text("multiplications in one sweep", self.theme.gradient)
        name.next_to(chains, UP, buff=0.6).align_to(chains, LEFT)
        VGroup(name, chains).move_to(UP * self.middle)
        self.play(FadeOut(self.plot, self.naive, self.sweep, self.depth), run_time=0.5)
        with self.beat("any_depth", words("One pass from right to left, however deep the network is.")):
            self.play(FadeIn(chains.rows, name), run_time=0.6)
            self.play(chains.sweep())
            self.add(chains)
            self.wait(READ / 2)
        self.play(FadeOut(chains, name), run_time=0.5)

    def shrink(self) -> None:
        """What many sigmoids in a row do to the product."""
        left = remaining_slopes(DEEPEST)
        shown: dict[int, Number] = {0: Fraction(1)}
        shown |= {count: left[count - 1] for count in (*range(1, FEW), DEEPEST)}
        room = self.top - safe_bottom() - 0.9
        bars = ShrinkingBars(self.theme, shown, safe_width() - 1.6, room / len(shown))
        name = text("sigmoids in a row, and how much of a slope is left", self.theme.dimmed)
        name.next_to(bars, UP, buff=0.35).align_to(bars, LEFT)
        VGroup(bars, name).move_to(UP * self.middle).align_to(self.heading, LEFT)
        steps = list(pairwise(shown))
        with self.beat("factors", words("A warning: each sigmoid keeps at most a quarter of the slope.")):
            self.play(FadeIn(name, bars.rows[0]), run_time=0.8)
            for before, count in steps[:2]:
                self._shrink_bar(bars, before, count, 0.55)
        sentence = words("After many of them almost nothing is left, and the first layers hardly learn.")
        with self.beat("vanish", sentence):
            for before, count in steps[2:]:
                self._shrink_bar(bars, before, count, 0.4)
            self.play(Indicate(bars.digits[DEEPEST], color=self.theme.gradient), run_time=0.9)

    def _shrink_bar(self, bars: ShrinkingBars, before: int, count: int, seconds: float) -> None:
        for animations, share in zip(bars.shrink(count, before), (1.0, 1.0, 0.5), strict=True):
            self.play(*animations, run_time=seconds * share)

    def _lay_readouts(self) -> None:
        """Place depth and counts in a column that keeps inside the safe width up to the greatest depth."""

        def at() -> dict[str, Number]:
            return {DEPTH.plain: Fraction(self._reached())}

        def counted(series: int) -> Fraction:
            return Fraction(self.counted[series][self._reached() - 1])

        ink, dimmed, yellow = self.theme.ink, self.theme.dimmed, self.theme.gradient
        self.depth = Readout(DEPTH, lambda: Fraction(self._reached()), dimmed, places=0, at=at)
        self.naive = Readout(FROM_SCRATCH, lambda: counted(0), ink, places=0, at=at)
        self.sweep = Readout(IN_ONE_SWEEP, lambda: counted(1), yellow, places=0, at=at)
        readouts = VGroup(self.depth, self.naive, self.sweep)
        self.n.set_value(DEEPEST)
        for index, readout in enumerate(readouts):
            readout.at(UP * (self.middle + 1.1 * (1 - index)))
        shift = RIGHT * (safe_width() / 2 - readouts.get_right()[0])
        readouts.shift(shift)
        self.n.set_value(1)
        readouts.update()

    def _reached(self) -> int:
        return round(float(self.n.get_value()))
