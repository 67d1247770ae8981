"""Why it scales: a gradient is used again and again, so the way back costs one multiplication a step."""

from __future__ import annotations

from fractions import Fraction

from manim import (
    DOWN,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Indicate,
    ValueTracker,
    smooth,
    there_and_back,
)
from manim.utils.rate_functions import squish_rate_func

from backprop_core.network import Network
from backprop_core.quantity import Quantity
from scenes.chapters.why_it_scales.dot_triangle import BALL, SIGN, DotTriangle
from scenes.chapters.why_it_scales.factor_ladder import FactorLadder, Tile
from scenes.chapters.why_it_scales.in_a_row import row_of
from scenes.chapters.why_it_scales.names import (
    DEPTH,
    FROM_SCRATCH,
    IN_ONE_SWEEP,
    counts,
)
from scenes.chapters.why_it_scales.readouts import count_readout
from scenes.chapters.why_it_scales.row_views import DEEPEST
from scenes.chapters.why_it_scales.slope_beats import SlopeBeats
from scenes.chapters.why_it_scales.views import geometric
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.titles import heading
from scenes.stage.words import words

FEW = 4
"""Gradients of the network's own chain that are written out at most."""

PACE = (0.3, 0.5, 0.6)
"""Seconds in which the row above is framed, brought down, and put in the place of what is repeated."""

UNDER_COUNTS, HEADROOM, OVER = 0.75, 1.45, 0.95
"""What stays free over the triangle under both counts, and for the gradient that needs no product; from the
apex up to that one's middle."""


class WhyItScales(SlopeBeats):
    """What is known on the right is carried to the left, and never worked out twice."""

    title = "Why it scales"

    def construct(self) -> None:
        """The work without reuse and with it; what many activations in a row leave of a slope."""
        self.lay_out()
        self.open_with(self.heading)
        self.from_scratch()
        self.only_dots()
        self.triangle_fills()
        self.look_closer()
        self.edge_is_left()
        self.swing_down()
        self.first_steps()
        self.vanish()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.heading = heading(self.theme, self.title)
        self.body = Region.safe().below(self.heading)
        self.room, self.headroom = self.body.inset(top=0.55), ValueTracker(0)
        gradients = min(FEW, len(self.net.chain))
        self.rows = gradients - 1
        self.ladder = FactorLadder(self.theme, self.net.chain[::-1][:gradients], self.net.running[:gradients])
        self.triangle = DotTriangle(self.theme, DEEPEST - 1)
        self.seen, self.home = ValueTracker(1), self.frame.points.copy()
        scratch, sweep = counts(DEEPEST)
        self.counted = (DEPTH, DEEPEST), (IN_ONE_SWEEP, sweep[-1])
        reached, burnt = self.triangle.reached, self.triangle.burnt
        self.naive = count_readout(FROM_SCRATCH, scratch, reached, self.theme.ink, 0)
        self.sweep = count_readout(IN_ONE_SWEEP, sweep, burnt, self.theme.gradient, 1)
        self.kind = row_of(self.net.graph)
        self.first = Tile(self.theme, self.net.running[0], known=True)
        self.lay_out_row()

    def from_scratch(self) -> None:
        """Every gradient multiplied out from its own factors, of many the first few on the way back."""
        self._look(1)
        self.add(self.triangle)
        self._fix(self.naive, self.sweep)
        sentence = words("How much work are all these gradients? Multiply out each one, from the loss on.")
        with self.beat("from_scratch", sentence):
            for row in range(self.rows):
                arriving: list[Animation] = [FadeIn(self.naive)] if row == 0 else []
                self.play(
                    self.ladder.write(row),
                    changing(self.triangle.reached).set_value(row + 1),
                    *arriving,
                    *(self._pull_back(row + 1, smooth) if row else ()),
                    run_time=1.1 + 0.15 * row,
                )
        self.add(self.ladder)

    def only_dots(self) -> None:
        """The factors go, the multiplications between them stay, and grow."""
        with self.beat("dots", words("Each dot is a multiplication. Count only the dots.")):
            self.play(FadeOut(self.ladder), changing(self.triangle.radius).set_value(BALL), run_time=2.3)

    def triangle_fills(self) -> None:
        """The rows of a long chain, until they fill the frame."""
        deep = Quantity(DEPTH, Fraction(DEEPEST))
        sentence = words(
            "And in a chain of {deep} gradients, each one starting over? A whole triangle.", deep=deep
        )
        with self.beat("triangle", sentence):
            self._go_through_all(4.5, self.triangle.reached)

    def look_closer(self) -> None:
        """Back at the first rows: what each repeats is the row above, whose result is at hand."""
        diving = geometric(self.rows / DEEPEST)
        sentence = words("But is all of it new? Each row begins with the row above: take its result instead.")
        with self.beat("closer", sentence):
            late = squish_rate_func(smooth, 0.55, 1.0)
            self.play(
                changing(self.headroom)(rate_func=diving).set_value(UNDER_COUNTS),
                *self._pull_back(self.rows, diving),
                changing(self.triangle.reached)(rate_func=diving).set_value(self.rows),
                changing(self.triangle.radius)(rate_func=late).set_value(SIGN),
                FadeIn(self.ladder, rate_func=late),
                run_time=2.0,
            )
            self.play(changing(self.triangle.burnt).set_value(1), run_time=0.3)
            for row in range(1, self.rows):
                burning = changing(self.triangle.burnt).set_value(row + 1)
                for animations, seconds in zip(self.ladder.reuse(row), PACE, strict=True):
                    last = [burning] if seconds == PACE[-1] else []
                    self.play(*animations, *last, run_time=seconds)
                self.add(self.ladder)
            self.wait(0.4)

    def edge_is_left(self) -> None:
        """Row after row turns to ash but for its last dot, as far as the frame reaches."""
        sentence = words("Only the last dot of each row is left to do: not a triangle, just its edge.")
        with self.beat("edge", sentence):
            self.play(
                FadeOut(self.ladder, rate_func=squish_rate_func(smooth, 0.0, 0.6)),
                changing(self.triangle.radius).set_value(BALL),
                FadeIn(self.sweep, rate_func=squish_rate_func(smooth, 0.6, 1.0)),
                run_time=0.7,
            )
            self._go_through_all(2.2, self.triangle.reached, self.triangle.burnt)
        deep, once = (Quantity(symbol, Fraction(count)) for symbol, count in self.counted)
        sentence = words("{deep} gradients, {once} products: the first one needs none.", deep=deep, once=once)
        with self.beat("counts", sentence):
            lit = [
                Indicate(one, scale_factor=1.0, color=self.theme.ink)
                for one in (self.sweep, self.triangle.edge)
            ]
            self.play(*lit, *self._make_headroom(HEADROOM), run_time=1.7)
            self._fix(self.first)
            self.first.move_to(self._apex() + UP * OVER)
            self.play(FadeIn(self.first, shift=DOWN * 0.3), run_time=0.6)
            self.play(changing(self.first)(rate_func=there_and_back).scale(1.3), run_time=1.0)
