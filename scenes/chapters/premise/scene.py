"""The premise: functions inside functions, a nudge that passes through them, and one product of slopes."""

from __future__ import annotations

from itertools import pairwise

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Dot,
    FadeIn,
    FadeOut,
    GrowArrow,
    GrowFromCenter,
    VGroup,
    rate_functions,
)

from backprop_core.network import Network
from backprop_core.network.nudging import nudged
from backprop_core.network.stages import by_neuron, stages_of
from backprop_core.quantity import Quantity
from scenes.chapters.premise.change_bars import ChangeBars
from scenes.chapters.premise.neuron_row import NeuronRow
from scenes.chapters.premise.sentences import what_slopes_do
from scenes.chapters.premise.unfolding import CHIP_DROP, Unfolding
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.slope_product import SlopeProduct
from scenes.stage.frame import safe_bottom, safe_top
from scenes.stage.graph.boxes import GradientTab
from scenes.stage.graph.nested_boxes import NestedBoxes, shells_of
from scenes.stage.graph.nested_formula import NestedFormula
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.box import INSET
from scenes.stage.lettering.flights import changing, fly_all
from scenes.stage.lettering.typesetting import SMALL, TITLE, text
from scenes.stage.titles import heading
from scenes.stage.words import counted, words

CHIP_LEVEL, BAR_TOP, FLOOR_GAP = 0.12, -0.22, 0.14
LIFT = 0.86
BARS, TAB_DROP, TAB_WIDTH, PRODUCT_HEIGHT = 1.05, 0.28, 1.75, 0.9
"""Heights: of the row of bars, from its top to the middle of what is multiplied so far, how wide that
is at most, of the product."""
TABS_APART = 0.1
LOWERED, TAB_GAP = 0.5, 0.06
"""How far the network makes room for what lands above its weight; from the weight to that."""


class Premise(Chapter):
    """Functions in one another are opened, filled, nudged, and unfolded into a network."""

    title = "The premise"

    def construct(self) -> None:
        """Nested boxes, what is in them, a value that grows outward, a nudge, the row of boxes, the claim."""
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
        self.net = Network.from_values(self.settings.lecture.network)
        self.keys, self.stages = shells_of(self.net.graph), stages_of(self.net)
        changes = nudged(self.net)
        self.changes = {key: changes[key] for key in self.keys}
        self.heading = heading(self.theme, self.title)
        self.nested = NestedFormula(self.theme, self.net.graph, self.net.quantity, TITLE)
        self.nested.next_to(self.heading.title, RIGHT, buff=0.8)
        self.nested.shift(UP * (self.heading.title.baseline - self.nested.line.baseline))
        self.nested.shift(DOWN * max(0.0, float(self.nested.get_top()[1]) - safe_top()))
        row = NeuronRow if by_neuron(self.net.graph) else NetworkDiagram
        self.diagram = row(self.theme, self.net.graph, self.net.quantity, lift=LIFT)
        self.diagram.next_to(self.heading, DOWN, buff=0.3).set_x(0.0)
        self.diagram.fill("x", *self.keys[1:])
        self.shells = NestedBoxes(
            self.theme, self.net.graph, self._as_in_row(), self.heading.get_bottom()[1] - 0.3
        )
        columns = {key: self.shells.column(key) for key in self.keys}
        middle = self.shells.middle
        self.bars = ChangeBars(
            self.theme,
            self.changes,
            columns,
            self.shells.floor + FLOOR_GAP,
            middle + BAR_TOP,
            stated=(self.keys[0], self.keys[-1]),
            room=self.shells.band - 2 * INSET,
        )
        self.chips = self.shells.slopes_on_walls(self.stages.slopes, middle + CHIP_LEVEL)
        self.scale_note = text("to scale", self.theme.dimmed, size=SMALL)
        floor = self.shells.box["L"].frame.get_bottom()[1]
        self.scale_note.move_to((columns["L"], (floor + self.shells.floor) / 2, 0.0))
        *running, goal = self.stages.running
        self.product = SlopeProduct(self.theme, goal, self.stages.slopes)
        self.product.scale(min(1.0, PRODUCT_HEIGHT / self.product.height))
        self.product.move_to((0.0, safe_bottom() + 0.02, 0.0), aligned_edge=DOWN)
        self.columns = {key: self.diagram.nodes["x" if key == "w1" else key].get_x() for key in self.keys}
        self.unfolding = Unfolding(self.shells, self.diagram, self.chips)
        _, first, second, *_ = self.keys
        self.bars_top = float(self.unfolding.beside_arrow(first, second)[1]) - CHIP_DROP
        wide = min(TAB_WIDTH, self.columns[second] - self.columns[first] - TABS_APART)
        self.tabs = {
            key: GradientTab(self.theme, slope, wide).move_to(
                (self.columns[key], self.bars_top - TAB_DROP - LOWERED, 0.0)
            )
            for key, slope in zip(reversed(self.keys[1:-1]), running, strict=True)
        }
        self.so_far = text("so far", self.theme.dimmed, size=SMALL)
        self.so_far.move_to((self.columns["L"], self.tabs[first].get_y(), 0.0))
        weight = self.diagram.parameters["w1"]
        slope = GradientTab(self.theme, goal, float(weight.frame.width))
        self.tabs["w1"] = slope.next_to(weight, UP, buff=TAB_GAP).shift(DOWN * LOWERED)

    def _as_in_row(self) -> dict[str, Quantity]:
        """Return the network's values with the digits for which there is room in the row."""
        held = {key: node.value.pieces[0].quantity for key, node in self.diagram.nodes.items() if node.value}
        return {**self.net.quantity, **{key: one for key, one in held.items() if one is not None}}

    def show_closed(self) -> None:
        """The outermost shell, closed: a weight goes in somewhere, a loss comes out."""
        outer = self.shells.box["L"]
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
            for inner, key in reversed(list(pairwise(self.keys))):
                self._open(key, inner)

    def drop_weight(self) -> None:
        """The weight's value falls into the core."""
        core, outer = self.shells.box["w1"], self.shells.box["L"]
        token = core.token()
        home = token.get_center()
        with self.beat(
            "drop", words("Drop a weight in: here {name} is {w}.", name=core.quantity.symbol, w=core.quantity)
        ):
            token.align_to(outer.frame.get_top() + DOWN * 0.12, UP)
            self.play(FadeIn(token, shift=DOWN * 0.2), run_time=0.6)
            falling = changing(token)(rate_func=rate_functions.ease_out_bounce).move_to(home)
            self.play(falling, run_time=1.2)
            self.play(FadeOut(token.frame), FadeIn(self.nested.core), core.highlight(), run_time=0.4)
            self.remove(*token)
            self.add(core.symbol, core.digits)
            self.play(core.tone_down(), run_time=0.4)

    def grow_outward(self) -> None:
        """Through one wall after another: what a function makes of the value is what the next one gets."""
        loss = self.net.quantity["L"]
        sentence = words("It grows outward, shell by shell, until the last one gives the loss, {L}.", L=loss)
        with self.beat("grow", sentence):
            for before, key in pairwise(self.keys):
                self._grow(before, key)

    def nudge_weight(self) -> None:
        """A small step, drawn as a bar."""
        step = self.changes["w1"]
        with self.beat("nudge", words("Now nudge it by {step}. What does the loss do?", step=step)):
            self.play(self.shells.box["w1"].highlight(), run_time=0.4)
            self.play(*self.bars.start(), FadeIn(self.scale_note), run_time=0.9)
            self.play(self.shells.box["w1"].tone_down(), run_time=0.4)

    def pass_on(self) -> None:
        """The change goes through every wall and is stretched or shrunk there, to scale."""
        does = what_slopes_do([slope.value for slope in self.stages.slopes])
        sentence = words(f"Each shell {does} the change by its own factor: its slope.")
        with self.beat("pass", sentence):
            for before, key in pairwise(self.keys):
                arriving = FadeIn(self.chips[key], scale=0.7)
                self.play(arriving, self.shells.box[before].highlight(), run_time=0.3)
                self.play(*self.bars.pass_on(before, key), self.shells.box[before].tone_down(), run_time=0.6)
            self.wait(0.2)

    def unfold(self) -> None:
        """Every shell becomes a box of the network; the slopes stand where they act, the changes below."""
        tags = VGroup(*(self.shells.box[key].tag for key in self.keys[1:]))
        with self.beat("unfold", words("Unfold the dolls, and there is the network: every shell is a box.")):
            self.play(FadeOut(tags, self.scale_note), run_time=0.4)
            lifts, places = self.unfolding.lift(), self.unfolding.carry()
            self.add(self.bars.set_z_index(1), *(chip.set_z_index(2) for chip in self.chips.values()))
            if by_neuron(self.net.graph):
                self.play(lifts, places, self._lined_up(), run_time=2.0)
            else:
                self.play(lifts, places, run_time=2.0)
                self.play(self._lined_up(), run_time=0.6)
            arrows = map(GrowArrow, self.diagram.arrows.values())
            self.play(FadeIn(*self.unfolding.newcomers()), *arrows, run_time=0.9)
            self.add(self.diagram, *self.chips.values())

    def _lined_up(self) -> Animation:
        """Return the animation that brings the bars under the row; early where chips would cross them."""
        return self.bars.line_up(self.columns, self.bars_top - BARS, self.bars_top)

    def multiply(self) -> None:
        """All slopes gathered into one product: the one slope from the weight to the loss."""
        slopes = counted(len(self.stages.slopes), "slope")
        sentence = words(f"Multiply the {slopes}: together they carry the nudge to the loss.")
        with self.beat("multiply", sentence):
            line = self.product
            self.play(FadeIn(line.subject, line.signs), run_time=0.5)
            pairs = list(zip((chip.digits for chip in self.chips.values()), line.factors, strict=True))
            self.play(fly_all(pairs), run_time=1.6)
            self.play(FadeIn(line.result, scale=1.4), run_time=0.5)
            self.add(line)
            self.play(self.bars.pass_light(), run_time=1.0)

    def claim(self) -> None:
        """Back through the same boxes, each slope multiplied onto what is there already, one a second."""
        steps = list(reversed(list(pairwise(self.keys))))
        with self.beat("claim", words("That is backpropagation: the chain rule, with bookkeeping.")):
            self.play(FadeOut(self.bars), run_time=0.3)
            lowered = VGroup(self.diagram, *self.chips.values())
            self.play(changing(lowered).shift(DOWN * LOWERED), run_time=0.5)
            self.add(self.diagram, *self.chips.values())
            for before, key in steps[:2]:
                self._step_back(before, key)
        sentence = words("Going backward, each derivative borrows the work of the one in front of it.")
        with self.beat("borrow", sentence):
            for before, key in steps[2:]:
                self._step_back(before, key)
            self.play(self.diagram.parameters["w1"].highlight(self.theme.gradient), run_time=0.4)

    def _step_back(self, before: str, key: str) -> None:
        """Multiply one more slope on: what the loss does for a change here stands under the box."""
        tabs = [tab for tab in self.tabs.values() if tab in self.mobjects]
        rule = self.product.multiply_on() if tabs else self.product.begin()
        self.play(
            self.diagram.signal(before, key, self.theme.gradient, backward=True),
            self.chips[key].highlight(),
            run_time=0.5,
        )
        shift = UP * 0.25 if before == "w1" else LEFT * 0.7
        named = [] if tabs else [FadeIn(self.so_far)]
        self.play(*rule, FadeIn(self.tabs[before], shift=shift), *named, run_time=0.8)

    def _open(self, key: str, inner: str) -> None:
        """Open one shell; what is in it stands there closed."""
        shell, content = self.shells.box[key], self.shells.box[inner]
        assert shell.formula is not None
        self.add(content.frame, content.lid, content.face, shell.lid, shell.face)
        revealed = [shell.symbol, shell.formula, shell.tag, self.nested.parentheses[key]]
        self.play(shell.open(self.nested.function[key]), run_time=0.7)
        self.remove(*shell.lid)
        self.play(FadeIn(*revealed), run_time=0.25)

    def _grow(self, before: str, key: str) -> None:
        """A value leaves its shell, passes the wall, and becomes the next value."""
        shell, inner = self.shells.box[key], self.shells.box[before]
        assert shell.formula is not None
        seed = Dot(radius=0.11, color=inner.color_on).move_to(inner.value.get_right() + RIGHT * 0.2)
        self.play(FadeIn(seed, scale=0.3), shell.highlight(), run_time=0.2)
        onward = seed.animate.move_to(shell.value).set_color(shell.color_on)
        self.play(onward, FadeOut(shell.formula), run_time=0.45)
        self.play(FadeOut(seed, scale=2.5), FadeIn(shell.digits, scale=0.3), shell.tone_down(), run_time=0.3)
