"""The premise: functions inside functions, a nudge that passes through them, and one product of slopes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Dot,
    FadeIn,
    FadeOut,
    GrowArrow,
    GrowFromCenter,
    LaggedStart,
    VGroup,
    rate_functions,
)

from backprop_core.network import TwoWeightNetwork
from backprop_core.nudging import nudged
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.nested_formula import NestedFormula
from scenes.stage.formulas.slope_product import SlopeProduct
from scenes.stage.lettering.flights import changing, fly_all
from scenes.stage.lettering.typesetting import SMALL, TITLE, text
from scenes.stage.network.boxes import ParameterBox, ValueBox
from scenes.stage.network.dolls import SHELLS, Dolls
from scenes.stage.network.network_diagram import ABOVE, NetworkDiagram
from scenes.stage.nudges.change_bars import ChangeBars, FactorChip
from scenes.stage.titles import heading, safe_bottom, safe_top
from scenes.stage.words import words

KEYS = ("w1", *SHELLS)
CHIP_LEVEL, BAR_TOP, FLOOR_GAP = 0.12, -0.22, 0.2
CHIP_DROP, PRODUCT_SHARE = 0.38, 0.62


class Premise(Chapter):
    """Five functions in one another are opened, filled, nudged, and unfolded into a network."""

    title = "The premise"

    def construct(self) -> None:
        """Dolls, what is in them, a value that grows outward, a nudge, the row of boxes, the claim."""
        self.lay_out()
        self.open_with(self.heading)
        self.show_closed()
        self.open_all()
        self.drop_weight()
        self.grow_outward()
        self.nudge_weight()
        self.pass_on()
        self.unfold()
        self.multiply()
        self.claim()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.network
        self.net = TwoWeightNetwork(given.x, given.w1, given.b1, given.w2, given.b2, given.target)
        self.changes = nudged(self.net)
        self.heading = heading(self.theme, self.title)
        self.nested = NestedFormula(self.theme, self.net.quantity, TITLE)
        self.nested.next_to(self.heading.title, RIGHT, buff=0.8)
        self.nested.shift(UP * (self.heading.title.baseline - self.nested.line.baseline))
        self.nested.shift(DOWN * max(0.0, float(self.nested.get_top()[1]) - safe_top()))
        self.dolls = Dolls(self.theme, self.net.quantity, self.heading.get_bottom()[1] - 0.3)
        columns = {key: self.dolls.column(key) for key in KEYS}
        middle = self.dolls.middle
        self.bars = ChangeBars(
            self.theme, self.changes, columns, self.dolls.floor + FLOOR_GAP, middle + BAR_TOP
        )
        self.chips = {
            key: FactorChip(self.theme, local, self.dolls.band - 0.1).move_to(
                (self.dolls.wall(before), middle + CHIP_LEVEL, 0.0)
            )
            for (before, key), local in zip(pairwise(KEYS), self.net.chain, strict=True)
        }
        self.diagram = NetworkDiagram(self.theme, self.net.quantity)
        self.diagram.next_to(self.heading, DOWN, buff=0.45).set_x(0.0)
        self.diagram.fill("x", *SHELLS)
        self.scale_note = text("to scale", self.theme.dimmed, size=SMALL)
        floor = self.dolls.doll["L"].frame.get_bottom()[1]
        self.scale_note.move_to((columns["L"], (floor + self.dolls.floor) / 2, 0.0))
        self.product = SlopeProduct(self.theme, self.net.gradient["w1"], self.net.chain, self.net.running)
        low, high = safe_bottom(), self.diagram.get_bottom()[1]
        self.product.move_to((0.0, low + PRODUCT_SHARE * (high - low), 0.0))

    def show_closed(self) -> None:
        """The outermost doll, closed: a weight goes in somewhere, a loss comes out."""
        outer = self.dolls.doll["L"]
        with self.beat(
            "closed", words("A network is functions packed inside functions, like Russian dolls.")
        ):
            self.play(GrowFromCenter(VGroup(outer.frame, outer.lid)), run_time=1.4)
            self.play(FadeIn(outer.face, scale=0.6), run_time=0.7)
            self.play(FadeIn(self.nested.beginning), run_time=0.6)

    def open_all(self) -> None:
        """From the outside in: each lid rolls away, its name takes its place in the formula."""
        with self.beat(
            "open", words("Open them from the outside in. At the core, there is room for one number.")
        ):
            for inner, key in reversed(list(pairwise(KEYS))):
                self._open(key, inner)

    def drop_weight(self) -> None:
        """The weight's value falls into the core."""
        core, outer = self.dolls.doll["w1"], self.dolls.doll["L"]
        token = core.token()
        home = token.get_center()
        with self.beat(
            "drop", words("Drop a weight in: here {name} is {w}.", name=core.quantity.symbol, w=core.quantity)
        ):
            token.align_to(outer.frame.get_top() + DOWN * 0.12, UP)
            self.play(FadeIn(token, shift=DOWN * 0.2), run_time=0.6)
            falling = changing(token)(rate_func=rate_functions.ease_out_bounce).move_to(home)
            self.play(falling, run_time=1.2)
            self.play(FadeOut(token.frame), FadeIn(self.nested.core), core.glow(), run_time=0.4)
            self.remove(*token)
            self.add(core.symbol, core.digits)
            self.play(core.calm(), run_time=0.4)

    def grow_outward(self) -> None:
        """Through one wall after another: what a function makes of the value is what the next one gets."""
        loss = self.net.quantity["L"]
        sentence = words("It grows outward, shell by shell, until the last one gives the loss, {L}.", L=loss)
        with self.beat("grow", sentence):
            for before, key in pairwise(KEYS):
                self._grow(before, key)

    def nudge_weight(self) -> None:
        """A small step, drawn as a bar."""
        step = self.changes["w1"]
        with self.beat(
            "nudge", words("Now nudge the weight, by {step}. What happens to the loss?", step=step)
        ):
            self.play(self.dolls.doll["w1"].glow(), run_time=0.4)
            self.play(*self.bars.start(), FadeIn(self.scale_note), run_time=0.9)
            self.play(self.dolls.doll["w1"].calm(), run_time=0.4)

    def pass_on(self) -> None:
        """The change goes through every wall and is stretched or shrunk there, to scale."""
        sentence = words("Each shell stretches or shrinks the change by a factor of its own: its slope.")
        with self.beat("pass", sentence):
            for before, key in pairwise(KEYS):
                self.play(FadeIn(self.chips[key], scale=0.7), self.dolls.doll[before].glow(), run_time=0.45)
                self.play(*self.bars.pass_on(before, key), self.dolls.doll[before].calm(), run_time=0.7)

    def unfold(self) -> None:
        """Every doll becomes a box of the network; the slopes stand where they act."""
        middle = [self.bars.stand(key) for key in SHELLS[:-1]]
        with self.beat("unfold", words("Unfold the dolls, and there is the network: every shell is a box.")):
            self.play(FadeOut(*middle, self.scale_note), run_time=0.5)
            boxes: dict[str, ValueBox | ParameterBox] = {
                **self.diagram.nodes,
                "w1": self.diagram.parameters["w1"],
            }
            lifts = [self.dolls.doll[key].unfold_into(boxes[key]) for key in reversed(KEYS)]
            places = [
                changing(self.chips[key]).move_to(self._under_arrow(before, key))
                for before, key in pairwise(KEYS)
            ]
            self.play(
                LaggedStart(*lifts, lag_ratio=0.25),
                LaggedStart(*reversed(places), lag_ratio=0.25),
                *self.bars.spread(
                    self.diagram.nodes["x"].get_x(), self.diagram.nodes["L"].get_x(), safe_bottom()
                ),
                run_time=2.5,
            )
            around = [
                self.diagram.parameters["w1"].line.part(0),
                self.diagram.nodes["x"],
                *(self.diagram.parameters[key] for key in ABOVE if key != "w1"),
            ]
            self.play(FadeIn(*around), *map(GrowArrow, self.diagram.arrows.values()), run_time=0.9)
            self.add(self.diagram, *self.chips.values())
            leader = self.diagram.leader(self.chips["z1"].get_top(), "w1", "z1")
            self.play(FadeIn(leader), run_time=0.4)

    def multiply(self) -> None:
        """The five slopes gathered into one product: the one slope from the weight to the loss."""
        sentence = words("Multiply the five slopes: together they carry the nudge to the loss.")
        with self.beat("multiply", sentence):
            line = self.product
            self.play(FadeIn(line.subject, line.signs), run_time=0.5)
            pairs = list(zip((chip.digits for chip in self.chips.values()), line.factors, strict=True))
            self.play(fly_all(pairs), run_time=1.6)
            self.play(FadeIn(line.result, scale=1.4), run_time=0.6)
            self.add(line)
            chip = FactorChip(self.theme, self.net.gradient["w1"], 2 * self.dolls.band)
            arrows = self.bars.bridge(chip)
            self.play(FadeIn(chip, scale=0.7), *(GrowArrow(arrow) for arrow in arrows), run_time=0.9)

    def claim(self) -> None:
        """Back through the same boxes, each slope multiplied onto what is there already."""
        with self.beat("claim", words("That is backpropagation: the chain rule, with bookkeeping.")):
            self._pulse("L", "a2")
            self.play(*self.product.begin(), self.chips["L"].light(), run_time=0.7)
        sentence = words("Going backward, each derivative borrows the work of the one in front of it.")
        with self.beat("borrow", sentence):
            for before, key in reversed(list(pairwise(KEYS[:-1]))):
                self._pulse(key, before if before != "w1" else "x")
                self.play(*self.product.multiply_on(), self.chips[key].light(), run_time=0.7)
            self.play(self.diagram.parameters["w1"].light(self.theme.gradient), run_time=0.6)

    def _open(self, key: str, inner: str) -> None:
        """Open one doll; what is in it stands there closed."""
        doll, content = self.dolls.doll[key], self.dolls.doll[inner]
        assert doll.formula is not None
        self.add(content.frame, content.lid, content.face, doll.lid, doll.face)
        revealed = [doll.symbol, doll.formula, self.nested.parentheses[key]]
        self.play(doll.open(self.nested.function[key]), run_time=0.85)
        self.remove(*doll.lid)
        self.play(FadeIn(*revealed), run_time=0.3)

    def _grow(self, before: str, key: str) -> None:
        """A value leaves its doll, passes the wall, and becomes the next value."""
        doll, inner = self.dolls.doll[key], self.dolls.doll[before]
        assert doll.formula is not None
        seed = Dot(radius=0.11, color=inner.color_on).move_to(inner.value.get_right() + RIGHT * 0.2)
        self.play(FadeIn(seed, scale=0.3), doll.glow(), run_time=0.2)
        onward = seed.animate.move_to(doll.value).set_color(doll.color_on)
        self.play(onward, FadeOut(doll.formula), run_time=0.45)
        self.play(FadeOut(seed, scale=2.5), FadeIn(doll.digits, scale=0.3), doll.calm(), run_time=0.3)

    def _pulse(self, start: str, end: str) -> None:
        self.play(self.diagram.signal(end, start, self.theme.gradient, backward=True), run_time=0.35)

    def _under_arrow(self, before: str, key: str) -> np.ndarray:
        point = self.diagram.below_arrow("x" if before == "w1" else before, key)
        return point + DOWN * CHIP_DROP
