"""The chain rule: a nudge is stretched by one machine, then by the next; the stretches multiply."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    ReplacementTransform,
    TransformFromCopy,
    UpdateFromAlphaFunc,
    VGroup,
)

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.quantity import Piece, Quantity
from scenes.chapters.chain_rule.machine_row import MachineRow
from scenes.chapters.chain_rule.moving_labels import MovingLabels
from scenes.chapters.chain_rule.nudge_product import NudgeProduct
from scenes.chapters.chain_rule.stretch_decimals import agreeing
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.graph.machines import MachineChain, U, X, Y, slopes_of
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, text
from scenes.stage.measure import allow
from scenes.stage.nudges.nudge_fraction import SIZE, NudgeFraction, in_the_limit
from scenes.stage.nudges.number_lines import NumberLines
from scenes.stage.nudges.scale_breaks import told
from scenes.stage.titles import heading
from scenes.stage.words import words

COLUMN, RAILS, GAP, PITCH = 2.35, 5.5, 0.4, 1.85
ALONE = 1.2
"""How much larger the machines are while they stand alone."""

CLOSER = 2
"""How close the picture looks in the end, in powers of ten."""


class ChainRule(Chapter):
    """Nested functions: the slope of the whole is the product of the slopes."""

    title = "The chain rule"

    def construct(self) -> None:
        """Machines, number lines, two stretches, their fraction, the limit, any number of machines."""
        self.lay_out()
        self.open_with(self.heading)
        self.set_up_machines()
        self.lay_lines()
        self.stretch("inner", 1, "Nudge {by} a little: the first machine multiplies the nudge by {ratio}.")
        self.stretch("outer", 2, "The second one sees the nudge of {by}, and multiplies it by {ratio}.")
        self.build_fraction()
        self.look_closer()
        self.name_slopes()
        self.add_machines()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.chain_rule
        stages = Curve.from_text(given.inner), Curve.from_text(given.outer, U.plain)
        self.chain, self.nudge = Composition(stages, given.at), given.nudge
        whole = Piece(f"{Y.typst} = f(g({X.typst}))", "symbol")
        self.heading = heading(self.theme, self.title, whole, beside=True)
        left, top = LEFT * safe_width() / 2, UP * (self.heading.get_bottom()[1] - 0.75)
        self.column = MachineChain(self.theme, self.chain, (X, U, Y), width=COLUMN, pitch=PITCH)
        self.column.shift(left + RIGHT * COLUMN / 2 + top)
        self.place = self.column.get_center()
        self.lines = NumberLines(
            self.theme, self.chain, (X, U, Y), self.nudge, width=RAILS, pitch=PITCH, closer=CLOSER
        )
        said = told(self.lines.shrunk, [symbol.plain for symbol in self.lines.symbols])
        self.note = text(said, self.theme.dimmed, size=BODY)
        self.lines.shift(left + RIGHT * (COLUMN + GAP) - self.lines.rails[0].get_start() + top)
        beside = self.lines.rails[0].get_end()[0] + GAP
        room = safe_width() / 2 - beside
        pairs = (1, 0), (2, 1), (2, 0)
        on_the_way = [self.nudge / Fraction(10) ** power for power in range(CLOSER + 1)]
        changes = [self.chain.nudges(nudge) for nudge in on_the_way]
        factors, product = agreeing(changes)
        decimals = dict(zip(pairs, (factors, factors, product), strict=True))

        def made(pair: tuple[int, int], size: float = SIZE) -> NudgeFraction:
            return NudgeFraction(self.theme, self.lines, *pair, room, size, decimals=decimals[pair])

        size = min(made(pair).size for pair in pairs)
        self.ratios = {pair: made(pair, size) for pair in pairs}
        for (of, by), ratio in self.ratios.items():
            ratio.move_to((beside, self.lines.level((of + by) / 2), 0.0), aligned_edge=LEFT)
        self.bottom = (safe_bottom() + float(self.column.get_bottom()[1]) - 0.2) / 2
        both = self.ratios[2, 0]
        both.align_to(left, LEFT).set_y(self.bottom)
        self.product = NudgeProduct(self.theme, self.ratios[2, 1], self.ratios[1, 0], both, safe_width())
        allow(self.product.names, "equation", "it goes on to digits that move")
        self.note.move_to((self.lines.rails[0].get_x(), self.bottom, 0.0))
        self.labels = MovingLabels(self.theme, self.lines, self.chain, changes, beside, room)

    def set_up_machines(self) -> None:
        """A value rolls through both machines."""
        self.column.scale(ALONE).move_to(UP * (self.heading.get_bottom()[1] + safe_bottom()) / 2)
        sentence = words("Two machines in a row. What the first one makes, the second one takes.")
        with self.beat("machines", sentence):
            self.play(self.column.enter(), run_time=1.2)
            self.play(FadeIn(self.column.values[0], shift=DOWN * 0.2), run_time=0.6)
            for index in range(len(self.column.machines)):
                self.play(*self.column.swallow(index), run_time=0.5)
                self.play(*self.column.make(index), run_time=0.5)
            self.add(self.column)
        self.play(changing(self.column).scale(1 / ALONE).move_to(self.place), run_time=0.8)

    def lay_lines(self) -> None:
        """A number line for each variable; the dot on one drags the dot on the next."""
        lines = self.lines
        sentence = words("Give every value a number line. Move the first dot, and it drags the others.")
        with self.beat("lines", sentence):
            rails = [
                FadeIn(VGroup(*pair), shift=RIGHT * 0.2)
                for pair in zip(lines.rails, lines.ticks, strict=True)
            ]
            values = changing(VGroup(*self.column.values)).set_color(self.theme.dimmed)
            self.play(LaggedStart(*rails, lag_ratio=0.3), FadeIn(self.note), values, run_time=1.2)
            for thread in lines.threads:
                VGroup(*thread).set_stroke(opacity=1)
            for index, (dot, live) in enumerate(zip(lines.dots, self.labels.live, strict=True)):
                before = [Create(lines.threads[index - 1][1], run_time=0.4)] if index else []
                self.play(*before, GrowFromCenter(dot), FadeIn(live), run_time=0.4)
            self.add(lines)
            self._drag(float(self.nudge), 1.4)
            self.wait(0.4)
            self._drag(0.0, 0.8)

    def stretch(self, name: str, index: int, sentence: str) -> None:
        """One machine makes a nudge wider or narrower: how many of the one fit into the other."""
        lines, ratio = self.lines, self.ratios[index, index - 1]
        changes = self.chain.nudges(self.nudge)
        stretch = changes[index] / changes[index - 1]
        stated = Quantity(ratio.symbol, stretch, decimals=ratio.decimals)
        before, after = lines.bars[index - 1], lines.bars[index]
        with self.beat(name, words(sentence, by=lines.symbols[index - 1], ratio=stated)):
            if index == 1:
                lines.homes.set_stroke(opacity=1).set_fill(self.theme.background, 1)
                before.set_stroke(opacity=1)
                self._drag(float(self.nudge), 1.0)
                self.play(self.labels.name_width(0), run_time=0.5)
            self.play(
                changing(after).set_stroke(opacity=1),
                changing(lines.bands[index - 1]).set_fill(opacity=0.1),
                self.labels.name_width(index),
                run_time=0.7,
            )
            tiles = lines.tiles(index)
            self.play(TransformFromCopy(before, tiles[0]), run_time=0.7)
            if len(tiles) > 1:
                self.play(LaggedStart(*(FadeIn(tile) for tile in tiles[1:]), lag_ratio=0.5), run_time=0.8)
            self.play(*ratio.build(), run_time=0.8)
            self.play(*ratio.state(), FadeOut(tiles), run_time=0.6)
            self.add(ratio)

    def build_fraction(self) -> None:
        """The nudge in the middle cancels, so the stretches multiply."""
        product = self.product
        sentence = words("The whole stretch is both, one after the other: the nudge in the middle cancels.")
        with self.beat("fraction", sentence):
            self.play(FadeOut(self.note), *product.gather(), run_time=1.1)
            self.play(*product.cancel(), run_time=0.8)
            self.play(*product.close_up(), run_time=0.7)
            self.remove(*(bar for part in product.parts for bar in part))
            self.add(product.whole.rule, product.whole.bars)
            self.play(FadeIn(product.names, shift=RIGHT * 0.15), run_time=0.7)
            self.play(FadeIn(product.numbers, shift=RIGHT * 0.15), run_time=0.7)
            self.add(product)

    def look_closer(self) -> None:
        """The nudge shrinks while we look closer: the stretches hardly change any more."""
        sentence = words("Make the nudge smaller and look closer: the stretches settle down to slopes.")
        with self.beat("closer", sentence):
            nudge = float(self.nudge)
            closing = UpdateFromAlphaFunc(
                self.lines.zoom, lambda _, share: self.lines.look(nudge, share * CLOSER)
            )
            self.play(closing, run_time=4)

    def name_slopes(self) -> None:
        """In the limit each fraction of nudges is a derivative."""
        sentence = words("In the limit: the slope of the whole is the outer slope times the inner slope.")
        slopes = slopes_of(self.chain, (X, U, Y))
        line = CalculationLine(self.theme, slopes[2, 0], (0.0, self.bottom, 0.0), size=0.46)
        with self.beat("slopes", sentence):
            pairs = (1, 0), (2, 1)
            named = [self.ratios[pair].settle(slopes[pair]) for pair in pairs]
            self.play(*(self.ratios[pair].let_go() for pair in pairs), run_time=0.5)
            self.remove(*(part for pair in pairs for part in self.ratios[pair].get_family()))
            morphs = [
                in_the_limit(self.ratios[pair].readout.label.part(1), slope.part(1))
                for pair, slope in zip(pairs, named, strict=True)
            ]
            self.play(*chain(*morphs), run_time=0.8)
            values = [part for slope in named for part in slope if part is not slope.part(1)]
            self.play(FadeIn(*values), run_time=0.5)
            self.add(*named)
            product, names, formula = self.product, self.product.names, line.formula
            gone = product.whole.rule, product.whole.bars, product.numbers, names.part(1)
            self.play(FadeOut(*gone), run_time=0.4)
            self.remove(*product.get_family())
            equals, dot = formula.part(0)
            moves = [in_the_limit(names.part(a), formula.part(b)) for a, b in ((2, 1), (4, 3), (6, 5))]
            signs = [ReplacementTransform(names.part(a), b) for a, b in ((3, equals), (5, dot))]
            self.play(*chain(*moves), *signs, run_time=0.9)
            self.add(formula)
            self.play(*(FadeIn(rest) for rest in line.lines[1:]), run_time=0.7)
            self.add(line)

    def add_machines(self) -> None:
        """However many machines: a slope each, one product."""
        row = MachineRow(self.theme, (X, Y))
        row.move_to(UP * (self.column.get_top()[1] + safe_bottom()) / 2)
        self.lines.clear_updaters()
        assert self.heading.subtitle is not None
        leaving = [*self.clear_stage(self.heading), self.heading.subtitle]
        said = words("Any number of machines: each has a slope where it stands; all are multiplied.")
        with self.beat("many", said):
            self.play(FadeOut(*leaving), run_time=0.7)
            self.play(row.enter(), run_time=1.4)
            slopes = [FadeIn(slope, shift=DOWN * 0.2) for slope in row.slopes]
            self.play(LaggedStart(*slopes, lag_ratio=0.25), run_time=1.0)
        with self.beat(
            "borrow", words("From the end back: each slope is multiplied onto the work done in front of it.")
        ):
            self.play(FadeIn(row.product.part(1), row.product.part(2)), run_time=0.4)
            for index in reversed(range(len(row.slopes))):
                self.play(*row.hand_on(index), run_time=0.7)
            self.add(row)
            self.wait(0.6)

    def _drag(self, to: float, run_time: float) -> None:
        self.play(changing(self.lines.offset).set_value(to), run_time=run_time)
