"""Three rules of differentiation, each with a picture of why and its place in the network."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    Mobject,
    ValueTracker,
    VGroup,
)

from backprop_core.network import SYMBOLS, TwoWeightNetwork
from backprop_core.quantity import Quantity, derivative_symbol
from backprop_core.rules import RULES
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.equation import formula_line, result_line, value_line
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, Line
from scenes.stage.network.network_strip import NetworkStrip
from scenes.stage.nudges.nudged_lines import NudgedLine, short, window
from scenes.stage.plots.growing_square import GrowingSquare
from scenes.stage.titles import heading, safe_bottom, safe_width
from scenes.stage.words import words

NAMES = ("constant", "scaling", "power of an inside")
PANEL_SIZE, SQUARE_SIZE, BASE = (5.2, 2.3), 2.2, 0.5
SPLIT, GAP, COLUMN_GAP = 0.4, 0.3, 0.45
SHARE, ROW_STEP, STRETCH = 0.25, 0.58, 1.15


class ThreeRules(Chapter):
    """A constant drops out, a factor is the slope, a square brings two sides and the inside's slope."""

    title = "Three rules"

    def construct(self) -> None:
        """The network, then for each rule its picture and its place, then all three in one."""
        self.lay_out()
        self.open_with(self.heading)
        self.show_network()
        self.hold_constant()
        self.use_constant()
        self.scale()
        self.use_scaling()
        self.grow_square()
        self.shrink_corner()
        self.use_power()
        self.look_back()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given, theme = self.settings.lecture.network, self.theme
        self.net = TwoWeightNetwork(given.x, given.w1, given.b1, given.w2, given.b2, given.target)
        self.heading = heading(theme, self.title, "all that the way back will need", beside=True)
        self.left, self.top = -safe_width() / 2, float(self.heading.get_bottom()[1]) - GAP
        self.strip = NetworkStrip(theme, self.net.quantity, safe_width())
        self.strip.move_to((0.0, safe_bottom(), 0.0), aligned_edge=DOWN)
        self.floor = float(self.strip.get_top()[1]) + GAP
        self.rules = [next(rule for rule in RULES if rule.name == name) for name in NAMES]
        self.titles = [typesetting.text(name, theme.dimmed, size=BODY) for name in NAMES]
        self.formulas = [typesetting.math([rule.typst], theme.ink, size=0.48) for rule in self.rules]
        self.uses = self._uses()
        self._lay_rows()
        self._lay_pictures()

    def show_network(self) -> None:
        """Where the rules will be needed."""
        place = self.strip.get_center()
        self.strip.move_to((0.0, (self.top + safe_bottom()) / 2, 0.0))
        said = words("Three small rules are all that is missing. Each has its place in our network.")
        with self.beat("network", said):
            self.play(FadeIn(self.strip, shift=UP * 0.2), run_time=1)
            places = (("y",), ("z1", "z2"), ("L",))
            for keys in places:
                self.play(*self.strip.light(keys), run_time=0.6)
            self.play(*self.strip.calm(), run_time=0.4)
            self.play(changing(self.strip).move_to(place), run_time=0.9)

    def hold_constant(self) -> None:
        """A flat line: nothing rises."""
        flat, said = self.flat, words("A constant is a flat line. Nudge the input either way: nothing rises.")
        with self.beat("constant", said):
            self._begin(0, flat.panel, flat.names)
            self.play(Create(flat.line), run_time=0.7)
            self.play(FadeIn(flat.triangle, flat.readouts), run_time=0.5)
            self.add(flat)
            for step in (1.2, -1.2, 1.2):
                self.play(self.steps[0].animate.set_value(step), run_time=1.1)
            self._state(0)

    def use_constant(self) -> None:
        """The target."""
        said = words("The target is such a number. No weight moves it, so it drops out.")
        with self.beat("target", said):
            self._use(0, ("y",))

    def scale(self) -> None:
        """A straight line: every step across is multiplied."""
        line, said = (
            self.line,
            words("Multiply by a weight, and every step across comes out that many times as tall."),
        )
        with self.beat("scaling", said):
            self._begin(1, line.panel, line.names, leaving=self.flat)
            self.play(Create(line.line), run_time=0.7)
            self.play(FadeIn(line.triangle, line.readouts), run_time=0.5)
            self.add(line)
            self.play(self.steps[1].animate.set_value(float(self.longest)), run_time=1.2)
            start = float(self.places[1].get_value())
            self.play(self.places[1].animate.set_value(start - float(self.longest)), run_time=1.4)
            self._state(1)

    def use_scaling(self) -> None:
        """The weighted sums."""
        weight = self.net.quantity["w2"]
        said = words("Each weighted sum is such a line. Its slope is the weight: here {w}.", w=weight)
        with self.beat("sums", said):
            self._use(1, ("w2", "a1", "z2"))

    def grow_square(self) -> None:
        """Two strips and a corner."""
        square = self.square
        said = words("The loss is a square. Push its side out: it gains two strips and a small corner.")
        with self.beat("square", said):
            self._begin(2, square.base, square.ends, leaving=self.line)
            self.play(FadeIn(square.square, square.label, square.added), run_time=0.8)
            self.play(self.share.animate.set_value(SHARE), FadeIn(square.readouts), run_time=1.8)
            strips = (
                Indicate(strip, color=self.theme.gradient, scale_factor=1.06) for strip in square.strips
            )
            self.play(LaggedStart(*strips, lag_ratio=0.4), run_time=1.0)
            self.add(square)

    def shrink_corner(self) -> None:
        """The corner shrinks faster than the strips."""
        said = words("Halve the step: the strips halve, the corner is quartered. Only the strips count.")
        with self.beat("corner", said):
            for part in (SHARE / 2, SHARE / 4):
                self.play(self.share.animate.set_value(part), run_time=1.3)
            self._state(2)

    def use_power(self) -> None:
        """The squared loss."""
        said = words("The slope is twice the side, times the inside's own slope, which is just one here.")
        with self.beat("loss", said):
            self._use(2, ("a2", "y", "L"))

    def look_back(self) -> None:
        """All three together."""
        said = words("A constant, a factor, a square: with the sigmoid's slope, the toolbox is complete.")
        with self.beat("all", said):
            for formula, use in zip(self.formulas, self.uses, strict=True):
                pair = (changing(line).set_opacity(1.0) for line in (formula, use))
                self.play(*pair, run_time=0.5)
            self.play(*self.strip.light(("y", "z1", "z2", "L")), run_time=0.7)

    def _begin(self, index: int, *scenery: Mobject, leaving: Mobject | None = None) -> None:
        gone: list[Animation] = []
        if leaving is not None:
            before = index - 1
            dimmed = (self.formulas[before], self.uses[before])
            gone = [FadeOut(leaving, self.titles[before]), *self.strip.calm()]
            gone += [changing(line).set_opacity(0.75) for line in dimmed]
            self.play(*gone, run_time=0.6)
        self.play(FadeIn(self.titles[index], *scenery), run_time=0.7)

    def _state(self, index: int) -> None:
        self.play(FadeIn(self.formulas[index], shift=RIGHT * 0.2), run_time=0.7)

    def _use(self, index: int, keys: tuple[str, ...]) -> None:
        self.play(*self.strip.light(keys), run_time=0.6)
        self.play(FadeIn(self.uses[index], shift=UP * 0.2), run_time=0.8)

    def _uses(self) -> list[VGroup]:
        """Return for each rule the derivative in the network that follows from it."""
        zero = Quantity(derivative_symbol(SYMBOLS["y"], SYMBOLS["w1"]), Fraction(0))
        uses = [VGroup(value_line(self.theme, zero, size=0.44))]
        for pair in (("z2", "a1"), ("L", "a2")):
            local = self.net.local[pair]
            formula, result = (make(self.theme, local, size=0.44) for make in (formula_line, result_line))
            uses.append(VGroup(formula, result.next_to(formula, RIGHT, buff=0.15).on_baseline_of(formula)))
        return uses

    def _lay_rows(self) -> None:
        """Put every rule and its use into the right half: side by side, or the use below where it is long."""
        room, pairs = -self.left - SPLIT, []
        for formula, use in zip(self.formulas, self.uses, strict=True):
            beside = formula.width + use.width + COLUMN_GAP < room * STRETCH
            pair = VGroup(formula, use)
            pair.arrange(*((RIGHT, COLUMN_GAP) if beside else (DOWN, GAP)), aligned_edge=LEFT * (not beside))
            first = use[0]
            if beside and isinstance(first, Line):
                use.shift(UP * (formula.baseline - first.baseline))
            pairs.append(pair.scale(min(1.0, room / pair.width)))
        rows = VGroup(*pairs).arrange(DOWN, buff=0.0, aligned_edge=LEFT)
        spare = (self.top - self.floor - float(rows.height)) / len(pairs)
        rows.arrange(DOWN, buff=max(GAP / 2, spare), aligned_edge=LEFT)
        rows.scale(min(1.0, (self.top - self.floor) / rows.height))
        rows.move_to((SPLIT, (self.top + self.floor) / 2, 0.0), aligned_edge=LEFT)

    def _lay_pictures(self) -> None:
        """Put the three pictures into the left half, under their titles."""
        known, theme = self.net.quantity, self.theme
        self.steps = [ValueTracker(0.0), ValueTracker(0.0)]
        self.places = [ValueTracker(float(known[key].value)) for key in ("w1", "a1")]
        self.share = ValueTracker(0.0)
        weight, target = float(known["w1"].value), float(known["y"].value)
        self.flat = NudgedLine(
            theme, (Fraction(0), known["y"].value), (self.places[0], self.steps[0]),
            ((weight - 2, weight + 2), (min(0.0, target) - 0.3, max(1.0, target) + 0.3)),
            PANEL_SIZE, (known["w1"].symbol, known["y"].symbol),
        )  # fmt: skip
        slope, offset = known["w2"].value, known["b2"].value
        half, tall, longest = window(slope, offset, known["a1"].value, PANEL_SIZE)
        self.longest = short(longest)
        across, up = float(known["a1"].value), float(known["z2"].value)
        self.line = NudgedLine(
            theme, (slope, offset), (self.places[1], self.steps[1]),
            ((across - half, across + half), (up - tall, up + tall)),
            PANEL_SIZE, (known["a1"].symbol, known["z2"].symbol),
        )  # fmt: skip
        for title in self.titles:
            title.move_to((self.left, self.top, 0.0), aligned_edge=LEFT + UP)
        below = float(self.titles[0].get_bottom()[1])
        for picture in (self.flat, self.line):
            picture.shift(UP * ((below + self.floor) / 2 - float(picture.get_y())))
            picture.shift(RIGHT * (self.left - float(picture.get_left()[0])))
        self.square = self._square()

    def _square(self) -> GrowingSquare:
        """Return the square in its place, as large as its readouts leave room for."""
        ends, room = (self.net.quantity["a2"], self.net.quantity["y"]), SPLIT - self.left - BASE - 2 * GAP
        shares = SHARE, SHARE / 2, SHARE / 4
        square = GrowingSquare.fitted(self.theme, ends, self.share, SQUARE_SIZE, room, shares)
        grown = (1 + SHARE) * float(square.square.width)
        near = float(square.square.get_right()[0] if square.sign < 0 else square.square.get_left()[0])
        right = near if square.sign < 0 else near + grown
        square.shift(UP * (self.floor - float(square.ends.get_bottom()[1])))
        square.shift(RIGHT * (self.left + BASE + grown - right))
        top = float(square.square.get_bottom()[1]) + 4.2 * ROW_STEP
        for index, readout in enumerate(square.readouts):
            readout.at(np.array([self.left + BASE + grown + GAP, top - index * ROW_STEP, 0.0]))
        return square
