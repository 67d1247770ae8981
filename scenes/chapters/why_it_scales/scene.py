"""Why it scales: a gradient is used again and again, so the way back costs one multiplication a step."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from manim import DL, DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Indicate, ValueTracker, VGroup, linear

from backprop_core.network import Network
from backprop_core.number import Number
from scenes.chapters.why_it_scales.cost_plot import (
    DEPTH,
    FROM_SCRATCH,
    IN_ONE_SWEEP,
    CostPlot,
    counts,
)
from scenes.chapters.why_it_scales.factor_ladder import FactorLadder
from scenes.chapters.why_it_scales.in_a_row import row_of
from scenes.chapters.why_it_scales.long_chain import LongChain
from scenes.chapters.why_it_scales.shrinking_bars import ShrinkingBars, remaining
from scenes.stage.chapter import Chapter
from scenes.stage.layout import Region, Stretch
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import text
from scenes.stage.style import STYLE
from scenes.stage.titles import heading
from scenes.stage.words import counted, words

DEEPEST, FEW = 50, 5
CHAIN_ROOM, CHAIN_LIFT, CHAIN_INSET = 1.0, 0.5, 0.2
"""Height that is kept for the chain at the bottom; its distance from the captions, and from the margins."""

BESIDE_PLOT, PLOT_HEIGHT = 6.2, 3.1
"""Width that the plot leaves for its ticks' labels and the counts; height of its panel."""

RUNG_ROOM = 0.7
"""From the middle of the first and the last rung to the end of what the ladder may take."""

LEVELS = (1.6, -0.1, -0.8)
"""Baselines of the depth and the two counts, over the middle."""

NAME_ROOM, DIGITS_ROOM = 1.0, 1.6
"""What the bars leave over them for their name, and beside them for digits."""

COUNTS_GAP, BARS_GAP, NAME_GAP, ROW_GAP = 0.3, 0.3, 0.25, 0.2
"""Between the counts and their caption; between the row of dots and the bars, these and their name, the
row and its own."""

PACE = ((0.5, 0.8), (0.45, 0.7), (0.35, 0.5), (0.3, 0.45))
"""Seconds in which what a line repeats is framed, and in which it is squashed: slow at first."""


class WhyItScales(Chapter):
    """What is known on the right is carried to the left, and never worked out twice."""

    title = "Why it scales"

    def construct(self) -> None:
        """The work without reuse and with it, at any depth, in one pass; many activations in a row."""
        self.lay_out()
        self.open_with(self.heading)
        self.from_scratch()
        self.one_sweep()
        self.go_deep()
        self.sweep_once()
        self.shrink()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.heading = heading(self.theme, self.title)
        self.body = Region.safe().below(self.heading)
        plot_room, chain_room = self.body.rows(Stretch(), CHAIN_ROOM)
        self.chain_room = chain_room.inset(left=CHAIN_INSET, right=CHAIN_INSET, bottom=CHAIN_LIFT)
        self.kind = row_of(self.net.graph)
        self.rungs = min(FEW, len(self.net.chain))
        pitch = self.body.inset(bottom=RUNG_ROOM, top=RUNG_ROOM).height / (FEW - 1)
        factors = self.net.chain[::-1][: self.rungs]
        self.ladder = FactorLadder(self.theme, factors, self.net.running[: self.rungs], pitch)
        self.body.align(self.ladder, LEFT)
        self.counted = counts(DEEPEST)
        self.n, self.reused, self.products = ValueTracker(1), 0, 0
        self.chain = LongChain(self.theme, DEEPEST, self.n, self.chain_room.width)
        self.chain_room.align(self.chain, DOWN)
        self.ends = self.chain.name_ends()
        panel, _ = plot_room.columns(Stretch(), BESIDE_PLOT)
        self.plot = CostPlot(self.theme, self.counted, self.n, (panel.width, PLOT_HEIGHT))
        plot_room.align(self.plot, LEFT)
        self._lay_readouts()

    def from_scratch(self) -> None:
        """Every gradient multiplied out from its own factors, of many the first few on the way back."""
        gradients = counted(self.rungs, "gradient")
        which = gradients.capitalize() if self.rungs == len(self.net.chain) else f"The first {gradients}"
        sentence = words(f"{which}, each multiplied out from the loss: the work piles up.")
        with self.beat("from_scratch", sentence):
            for index in range(self.rungs):
                self.n.set_value(index + 1)
                arriving = [FadeIn(self.depth, self.caption, self.naive)] if index == 0 else []
                self.play(self.ladder.write(index), *arriving, run_time=0.7 + 0.15 * index)
        self.add(self.ladder)

    def one_sweep(self) -> None:
        """What a rung repeats is the rung above, whose result is at hand."""
        sentence = words("But each line repeats the one above it. Use that result: one product is left.")
        with self.beat("one_sweep", sentence):
            for index, (framing, squashing) in enumerate(PACE[: self.rungs - 1], start=1):
                self.play(*self.ladder.bracket(index), run_time=framing)
                self.play(*self.ladder.reuse(index), run_time=squashing)
                self.reused, self.products = index, self.ladder.multiplications()
                self.add(self.ladder)
            self.play(FadeIn(self.sweep.now(), shift=UP * 0.15), run_time=0.5)
            self.play(Indicate(self.sweep, color=self.theme.gradient, scale_factor=1.1), run_time=0.8)

    def go_deep(self) -> None:
        """The same count for every depth: one line bends upwards, the other hardly rises."""
        sentence = words("Deeper and deeper: starting over bends steeply up, one sweep hardly rises.")
        self.reused = DEEPEST
        with self.beat("depth", sentence):
            self.plot.update()
            self.chain.update()
            self.play(FadeOut(self.ladder), run_time=0.5)
            self.play(FadeIn(self.plot), FadeIn(self.chain), run_time=0.6)
            self.play(self.n.animate.set_value(DEEPEST), run_time=3.0, rate_func=linear)
            self.play(FadeIn(self.plot.name_lines()), run_time=0.5)

    def sweep_once(self) -> None:
        """One deep chain, and one light that runs through it from right to left."""
        with self.beat("any_depth", words("One pass from right to left, however deep the network is.")):
            self.chain.clear_updaters()
            self.play(FadeIn(self.ends), run_time=0.5)
            self.play(self.chain.sweep(), run_time=2.2, rate_func=linear)
            self.play(Indicate(self.sweep, color=self.theme.gradient, scale_factor=1.1), run_time=0.7)

    def shrink(self) -> None:
        """What many activations in a row leave of the slope; the same chain grows dark."""
        kind = self.kind
        shown: dict[int, Number] = {count: kind.left(count) for count in (*range(FEW), DEEPEST - 1)}
        row = self._row_of_units()
        room = self.body.above(row).inset(right=DIGITS_ROOM, top=NAME_ROOM)
        bars = ShrinkingBars(self.theme, shown, room.width, room.height / (len(shown) + 1))
        name = text(
            f"{kind.units} in a row, and what they let through{kind.where}",
            self.theme.dimmed,
            size=STYLE.body,
        )
        name.next_to(bars, UP, buff=NAME_GAP).align_to(bars, LEFT)
        room.inset(bottom=BARS_GAP).align(VGroup(bars, name), DL)
        steps = list(pairwise(shown))
        counted = VGroup(self.naive, self.sweep, self.depth, self.caption)
        gone = FadeOut(self.plot, self.plot.line_names, counted, self.chain, self.ends)
        with self.beat("factors", words(kind.warning, slope=remaining(1, kind.left(1)))):
            self.play(gone, run_time=0.5)
            self.play(FadeIn(name, bars.rows[0]), run_time=0.5)
            self.play(FadeIn(row, shift=UP * 0.15), run_time=0.5)
            for before, count in steps[:2]:
                self._shrink_bar(bars, before, count, 0.45)
        with self.beat("vanish", words(kind.outcome)):
            for before, count in steps[2:-1]:
                self._shrink_bar(bars, before, count, 0.4)
            self.play(FadeIn(bars.gap), run_time=0.3)
            self._shrink_bar(bars, *steps[-1], 0.5)
            self.play(Indicate(row[1][1], color=self.theme.ink, scale_factor=1.0), run_time=0.9)

    def _row_of_units(self) -> VGroup:
        """Return a new row of dots, all lit, with the names of its ends, and above it what its light is."""
        self.row = LongChain(self.theme, DEEPEST, self.n, self.chain_room.width)
        self.row.clear_updaters()
        self.row.light()
        self.row.move_to(self.chain)
        said = text(
            f"a row of {self.kind.units}: as bright as the slope that is left",
            self.theme.dimmed,
            size=STYLE.body,
        )
        said.next_to(self.row, UP, buff=ROW_GAP).align_to(self.heading, LEFT)
        return VGroup(self.row, self.row.name_ends(), said)

    def _shrink_bar(self, bars: ShrinkingBars, before: int, count: int, seconds: float) -> None:
        lights = [float(self.kind.left(min(k, count))) for k in range(count, DEEPEST)]
        for index, animations in enumerate(bars.shrink(count, before)):
            dimming = [self.row.darken(count, lights)] if index == 1 else []
            self.play(*animations, *dimming, run_time=seconds * (0.5 if index == 2 else 1.0))

    def _lay_readouts(self) -> None:
        """Place depth and counts in a column that keeps inside the safe width up to the greatest depth."""

        def at() -> dict[str, Number]:
            return {DEPTH.plain: Fraction(self._reached())}

        def reused() -> dict[str, Number]:
            return {**at(), "reused": Fraction(self.reused)}

        def swept() -> Fraction:
            count = self.products if self.reused < DEEPEST else self.counted[1][self._reached() - 1]
            return Fraction(count)

        ink, dimmed, yellow = self.theme.ink, self.theme.dimmed, self.theme.gradient
        scratch = self.counted[0]
        self.depth = Readout(DEPTH, lambda: Fraction(self._reached()), dimmed, decimals=0, at=at)
        self.naive = Readout(
            FROM_SCRATCH, lambda: Fraction(scratch[self._reached() - 1]), ink, decimals=0, at=at
        )
        self.sweep = Readout(IN_ONE_SWEEP, swept, yellow, decimals=0, at=reused)
        self.caption = text("multiplications", dimmed, size=STYLE.body)
        readouts = VGroup(self.depth, self.caption, self.naive, self.sweep)
        self.n.set_value(DEEPEST)
        for readout, level in zip((self.depth, self.naive, self.sweep), LEVELS, strict=True):
            readout.at(self.body.center + UP * level)
        self.caption.next_to(self.naive, UP, buff=COUNTS_GAP).align_to(self.naive, LEFT)
        readouts.set_x(self.body.right, RIGHT)
        self.n.set_value(1)
        readouts.update()

    def _reached(self) -> int:
        return round(float(self.n.get_value()))
