"""Why it scales: a gradient is used again and again, so the way back costs one multiplication a step."""

from __future__ import annotations

from fractions import Fraction

from manim import (
    Animation,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Indicate,
    ValueTracker,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from backprop_core.network import Network
from backprop_core.quantity import Quantity
from scenes.chapters.why_it_scales.dot_triangle import BALL, SIGN, DotTriangle
from scenes.chapters.why_it_scales.factor_ladder import FactorLadder
from scenes.chapters.why_it_scales.in_a_row import row_of
from scenes.chapters.why_it_scales.left_square import LeftSquare
from scenes.chapters.why_it_scales.names import (
    DEPTH,
    FROM_SCRATCH,
    IN_ONE_SWEEP,
    LEFT_OVER,
    counts,
)
from scenes.chapters.why_it_scales.readouts import count_readout, left_readout
from scenes.chapters.why_it_scales.row_views import DEEPEST, RowViews
from scenes.chapters.why_it_scales.share_curve import ShareCurve
from scenes.chapters.why_it_scales.unit_row import UnitRow
from scenes.chapters.why_it_scales.views import geometric
from scenes.stage.layout import Region, Stretch
from scenes.stage.lettering.flights import changing
from scenes.stage.titles import heading
from scenes.stage.words import words

FEW = 5
"""Gradients of the network's own chain that are written out at most."""

ROW_ROOM, WINDOW_GAP = 1.25, 0.2
"""Height that is kept for the row of layers with its names, and what stays free round the window over it."""

PACE = (0.3, 0.5, 0.6)
"""Seconds in which the row above is framed, brought down, and put in the place of what is repeated."""

SLOW, APART = 3, 0.9
"""Activations that are passed one by one; from the curve to the square."""


class WhyItScales(RowViews):
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
        self.room = self.body.inset(top=0.15)
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
        self.passed = ValueTracker(0)
        self.left = left_readout(self.kind, self.passed, self.theme.gradient)
        window, low = self.body.below(self.left).rows(Stretch(), ROW_ROOM)
        lights = [abs(float(self.kind.left(count))) for count in range(DEEPEST)]
        self.row = UnitRow(self.theme, lights, self.passed, low.inset(bottom=0.7))
        self.names = self.row.label(f"{self.kind.units} in a row{self.kind.where}")
        window = window.inset(top=WINDOW_GAP, bottom=WINDOW_GAP)
        curve, square = window.columns(Stretch(), window.height, gap=APART)
        self.curve = ShareCurve(self.theme, self.kind, curve)
        self.square = LeftSquare(self.theme, self.kind.share, DEEPEST - 1, self.passed, square)

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
            self._go_through_all(self.triangle.reached, 4.5)

    def look_closer(self) -> None:
        """Back at the first rows: what each repeats is the row above, whose result is at hand."""
        diving = geometric(self.rows / DEEPEST)
        sentence = words("But is all of it new? Each row begins with the row above: take its result instead.")
        with self.beat("closer", sentence):
            late = squish_rate_func(smooth, 0.55, 1.0)
            self.play(
                *self._pull_back(self.rows, diving),
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
            self._go_through_all(self.triangle.burnt, 2.2)
        deep, once = (Quantity(symbol, Fraction(count)) for symbol, count in self.counted)
        sentence = words("{deep} gradients, {once} products: the first one needs none.", deep=deep, once=once)
        with self.beat("counts", sentence):
            for counted, dots in ((self.naive, self.triangle.olds), (self.sweep, self.triangle.edge)):
                lit = [Indicate(one, scale_factor=1.0, color=self.theme.ink) for one in (counted, dots)]
                self.play(*lit, run_time=1.7)

    def swing_down(self) -> None:
        """The edge becomes the row of layers, the loss at its right end, where the whole slope is there."""
        places, radii = self._bring_home()
        with self.beat(
            "layers", words("This edge is the way back, layer by layer. How much of the slope arrives?")
        ):
            self.remove(self.triangle.edge)
            self.play(
                self.row.swing_from(places, radii),
                FadeOut(self.triangle.olds, rate_func=squish_rate_func(smooth, 0.3, 1.0)),
                FadeOut(self.naive, self.sweep, rate_func=squish_rate_func(smooth, 0.0, 0.3)),
                run_time=2.4,
            )
            self.play(
                self.row.go_dark(),
                FadeIn(self.curve.plot),
                FadeIn(self.names, self.row.loss, self.left),
                GrowFromPoint(self.square, self.row.loss.get_center()),
                run_time=1.2,
            )
        self.square.watch()
        self.remove(self.triangle)

    def first_steps(self) -> None:
        """The light passes the first activations; after each we come closer to what it leaves."""
        let_through = Quantity(LEFT_OVER, self.kind.left(1), decimals=3)
        with self.beat("factors", words(self.kind.warning, slope=let_through)):
            for animation, seconds in self.curve.shown():
                self.play(animation, run_time=seconds)
            self.add(self.curve)
            self.play(FadeIn(self.row.ring), run_time=0.3)
            self.row.walk(self.square.corner)
            self.add(self.row)
            self._step(1, 0.8)
        with self.beat("onward", words(self.kind.onward)):
            for count in range(2, SLOW + 1):
                self._step(count, 1.6)

    def vanish(self) -> None:
        """The light walks on to the first layer; what is left of the square is soon too small to be seen."""
        with self.beat("vanish", words(self.kind.outcome)):
            farther = changing(self.passed)(rate_func=geometric(DEEPEST / SLOW)).set_value(DEEPEST - 1)
            self.play(farther, run_time=4.8)
            self.wait(0.5)

    def _step(self, count: int, seconds: float) -> None:
        """Let the light pass one more activation, and rest there."""
        self.play(changing(self.passed).set_value(count), run_time=0.7 * seconds)
        self.wait(0.3 * seconds)
