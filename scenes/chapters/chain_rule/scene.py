"""The chain rule: a nudge is stretched by one machine, then by the next; the stretches multiply."""

from __future__ import annotations

from manim import (
    RIGHT,
    Animation,
    Dot,
    FadeIn,
    FadeOut,
    VGroup,
    VMobject,
    rush_from,
    rush_into,
)

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.quantity import Piece, Quantity
from scenes.chapters.chain_rule.line_stack import LineStack
from scenes.chapters.chain_rule.next_view import NextView
from scenes.chapters.chain_rule.one_fan import OneFan
from scenes.chapters.chain_rule.picture import DECIMALS, Picture
from scenes.chapters.chain_rule.ratio_plate import RatioPlate
from scenes.stage.chapter import Chapter
from scenes.stage.framing import around, showing
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.nudges.chain_slopes import U, X, Y
from scenes.stage.nudges.counts import lay, numbered
from scenes.stage.nudges.fan import FAINT, LIT
from scenes.stage.nudges.machine_row import TOP
from scenes.stage.titles import heading
from scenes.stage.words import words

CLOSE, BACK, ROUND, ROOM = 0.6, 1.3, 0.5, 0.75
"""Size of the frame when a single fan fills it, and before many lines; what it shows around these, and over
and under the fan."""


class ChainRule(Chapter):
    """Nested functions: the slope of the whole is the product of the slopes."""

    title = "The chain rule"

    def construct(self) -> None:
        """Two machines, two stretches, closer until they are slopes, one fan, any number of machines."""
        self.lay_out()
        self.lines.suspend_updating()
        self.open_with(
            self.heading, self.lines, *self.tails, *self.lenses, *self.lens_names, self.names.live[0]
        )
        self.run_through()
        self.pull()
        self.stretch_inner()
        self.stretch_outer()
        self.look_closer()
        OneFan(self, self.picture).play()
        self.stack_machines()
        self.hand_back()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.chain_rule
        stages = Curve.from_text(given.inner), Curve.from_text(given.outer, U.plain)
        self.chain, self.nudge = Composition(stages, given.at), given.nudge
        whole = Piece(f"{Y.typst} = f(g({X.typst}))", "symbol")
        self.heading = heading(self.theme, self.title, whole, beside=True)
        self.picture = picture = Picture(self.theme, self.chain, self.nudge, self.heading)
        self.lines, self.tails, self.names = picture.lines, picture.tails, picture.names
        self.lenses, self.lens_names = picture.lenses, picture.lens_names
        self.plates, self.note, self.marks = picture.plates, picture.note, picture.marks
        region = Region.safe()
        right, low = region.left + BACK * region.width, self.lines.level(3) + 0.05
        self.wide = Region(region.left, right, low - ROUND, TOP + ROUND)
        self.stack = LineStack(self.theme, (X, Y), self.lines, Region(region.left, right, low, TOP))

    def run_through(self) -> None:
        """A value runs through both machines."""
        sentence = words("Two machines, one after the other. What the first one makes, the second one takes.")
        with self.beat("machines", sentence):
            self.wait(0.5)
            for index, lens in enumerate(self.lenses):
                start, end = self.lines.home(index), self.lines.home(index + 1)
                spark = Dot(start, radius=0.14, color=self.lines.colors[index])
                middle = (start + end) / 2
                self.play(changing(spark)(rate_func=rush_into).move_to(middle), lens.shine(), run_time=0.6)
                spark.set_color(self.lines.colors[index + 1])
                self.play(changing(spark)(rate_func=rush_from).move_to(end), lens.rest(), run_time=0.5)
                self.lines.dots[index + 1].set_opacity(1.0)
                self.remove(spark)
                self.play(FadeIn(self.names.live[index + 1], shift=RIGHT * 0.2), run_time=0.4)

    def pull(self) -> None:
        """The dot on the first line drags the dots on the others."""
        sentence = words("All three lines have one scale. Pull the first dot, and it drags the others along.")
        broken = any(self.lines.shrunk)
        if broken:
            sentence = words(
                "A number line for each value. Pull the first dot, and it drags the others along."
            )
        with self.beat("lines", sentence):
            threads = [changing(fan).light(FAINT) for fan in self.lines.fans]
            self.play(*threads, *([FadeIn(self.note)] if broken else []), run_time=0.6)
            self.lines.homes.set_stroke(opacity=1).set_fill(opacity=1)
            self._drag(float(self.nudge), 2.0)
            self.wait(0.3)
            self._drag(0.0, 1.4)

    def stretch_inner(self) -> None:
        """Close to the first machine: how many copies of one nudge make the next."""
        lines, plate = self.lines, self.plates[0]
        sentence = words(
            "The first machine: how much wider does it make a nudge? Lay copies of it: a stretch of {ratio}.",
            ratio=self._stretch(1),
        )
        aside = [self.lens_names[1], self.names.live[2], *([self.note] if any(lines.shrunk) else [])]
        with self.beat("inner", sentence):
            seen = around(lines.rails[0], *self.names.live[:2], plate)
            seen = Region(
                seen.left,
                max(float(plate.get_right()[0]), self.picture.spread[1] + ROUND),
                lines.level(1) - 0.75,
                TOP + 0.75,
            )
            closing = [changing(reach).set_value(0.0) for reach in lines.reach]
            self.play(
                showing(self.frame, seen, CLOSE),
                FadeOut(self.heading),
                *map(FadeOut, aside),
                *closing,
                run_time=1.4,
            )
            lines.fans[0].light(LIT)
            lines.fans[1].light(0.0)
            lines.bars[0].set_stroke(opacity=1)
            self._drag(float(self.nudge), 0.9)
            self.play(self.names.rename(0), run_time=0.5)
            self._shoot(0)
            self._lay_copies(1, plate)

    def stretch_outer(self) -> None:
        """The second machine takes what the first one made, and stretches that."""
        lines, plate = self.lines, self.plates[1]
        sentence = words(
            "And the second? It never sees x. It takes the purple nudge, and stretches that by {ratio}.",
            ratio=self._stretch(2),
        )
        back = [self.lens_names[1], *([self.note] if any(lines.shrunk) else [])]
        with self.beat("outer", sentence):
            lines.fans[1].light(LIT)
            home = Region.safe()
            self.play(showing(self.frame, home), *map(FadeIn, back), FadeOut(self.tiles), run_time=1.3)
            self._shoot(1)
            self._lay_copies(2, plate)

    def look_closer(self) -> None:
        """A tenth of the view is marked, the nudge shrinks into it, and it becomes the view: twice."""
        lines = self.lines
        sentence = words(
            "But is that a slope? Shrink the nudge, look ten times closer, and again: the stretches settle."
        )
        with self.beat("closer", sentence):
            leaving: list[VMobject] = [self.tiles, *([self.note] if any(lines.shrunk) else [])]
            self.play(*map(FadeOut, leaving), run_time=0.4)
            for level, mark in enumerate(self.marks):
                view = NextView(self.theme, lines, level)
                lines.passing = [view.sides[0], view.sides[2]]
                smaller = float(self.nudge) * 10.0 ** -(level + 1)
                self.play(FadeIn(view), changing(lines.offset).set_value(smaller), run_time=1.0)
                swap: list[Animation] = [FadeOut(self.marks[level - 1])] if level else []
                grow = changing(lines.zoom).set_value(level + 1)
                self.play(grow, FadeIn(mark), *swap, run_time=1.5)
                lines.passing = []
                self.play(FadeOut(view), run_time=0.3)

    def stack_machines(self) -> None:
        """However many machines: a slope each, one product."""
        said = words(
            "Any number of machines? The stack goes on. Each has a slope where it stands; all are multiplied."
        )
        stack, lines = self.stack, self.lines
        with self.beat("many", said):
            others = self.clear_stage(lines)
            again = [lines.rails[1], lines.bars[1], lines.dots[1]]
            self.play(
                *map(FadeOut, others),
                showing(self.frame, Region.safe()),
                changing(lines.sunk).set_value(0.0),
                *(changing(part).set_opacity(1.0) for part in again),
                run_time=1.4,
            )
            lines.clear_updaters()
            kept = [*lines.fans, *lines.rails, *lines.bars]
            leaving = [*lines.ticks, lines.homes, lines.dots]
            self.remove(lines)
            self.add(*kept, *leaving)
            leave = [FadeOut(part, run_time=0.5) for part in leaving]
            taken = range(len(lines.fans))
            closer = showing(self.frame, stack.view(0, taken[-1]))
            self.play(*leave, closer, *stack.take_over(lines), run_time=1.4)
            for index in taken:
                self.play(*stack.reach(index), run_time=0.7)
            last = len(stack.fans) - 1
            for index in range(len(taken), last):
                self.play(showing(self.frame, stack.view(index)), *stack.reach(index), run_time=1.1)
            self.play(showing(self.frame, self.wide), *stack.reach(last), run_time=1.5)

    def hand_back(self) -> None:
        """The product is worked out from the end."""
        stack = self.stack
        said = words("And from the end back: each slope is multiplied onto the work done so far.")
        with self.beat("borrow", said):
            begin = stack.ground, stack.product.part(1), stack.product.part(2)
            self.play(*map(FadeIn, begin), *stack.hush(), run_time=0.5)
            for index in reversed(range(len(stack.slopes))):
                self.play(*stack.hand_on(index), run_time=0.9)
            self.play(stack.shine(), run_time=1.2)

    def _shoot(self, index: int) -> None:
        """Let the light run through a machine: what comes out is the next nudge."""
        lines, lens = self.lines, self.lenses[index]
        self.play(changing(lines.reach[index]).set_value(0.5), lens.shine(), run_time=0.4)
        arrive = changing(lines.bars[index + 1]).set_stroke(opacity=1)
        self.play(changing(lines.reach[index]).set_value(1.0), lens.rest(), arrive, run_time=0.5)

    def _lay_copies(self, index: int, plate: RatioPlate) -> None:
        """Measure a nudge by the one before, and state how many copies it takes."""
        tiles = self.lines.tiles(index, index - 1)
        naming = FadeIn(self.names.nudges[index], shift=RIGHT * 0.15)
        if index == 1:
            self.play(self.names.rename(1), run_time=0.5)
        else:
            self.play(naming, run_time=0.4)
        numbers = numbered(self.theme, tiles)
        self.play(lay(tiles, numbers, self.lines.bars[index - 1]), run_time=0.6 + 0.3 * min(4, len(tiles)))
        self.play(*plate.enter(), *self.picture.hush(index - 1), run_time=0.6)
        self.remove(*tiles, *numbers)
        self.tiles = VGroup(tiles, *numbers)
        self.add(self.tiles)

    def _stretch(self, of: int) -> Quantity:
        changes = self.chain.nudges(self.nudge)
        plate = self.plates[of - 1]
        return Quantity(plate.readout.symbol, changes[of] / changes[of - 1], decimals=DECIMALS, fixed=True)

    def _drag(self, to: float, run_time: float) -> None:
        self.play(changing(self.lines.offset).set_value(to), run_time=run_time)
