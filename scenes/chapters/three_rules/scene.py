"""Four rules of differentiation, each with a picture of why and its place in the network."""

from __future__ import annotations

from fractions import Fraction

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    ApplyMethod,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    ValueTracker,
    VGroup,
    there_and_back,
)

from backprop_core.network import Network
from backprop_core.rules import RULES
from scenes.chapters.three_rules.growing_square import GrowingSquare
from scenes.chapters.three_rules.network_strip import NetworkStrip
from scenes.chapters.three_rules.places import RuleSentences, last_line
from scenes.chapters.three_rules.rule_lines import constant_line, weighted_line
from scenes.chapters.three_rules.rule_rows import RuleRows, uses_in_network
from scenes.chapters.three_rules.step_halving import StepHalvings
from scenes.stage.chapter import Chapter
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, text
from scenes.stage.titles import heading
from scenes.stage.words import words

TITLES = {
    "constant": "Rule one: a constant",
    "scaling": "Rule two: a factor",
    "sum": "Rule three: a sum",
    "power of an inside": "Rule four: a square",
}
SQUARE_SIZE, RIGHT_SHARE = 2.2, 0.485
GAP, CLOSE = 0.3, 0.2
SHARES = (Fraction(1, 4), Fraction(1, 8), Fraction(1, 16))


class ThreeRules(Chapter):
    """A constant drops out, a factor is the slope, sums add slopes, a square brings two sides and more."""

    title = "Four rules"

    def construct(self) -> None:
        """The network, then for each rule its picture and its place, then all of them in one."""
        self.lay_out()
        self.open_with(self.heading)
        self.show_network()
        self.hold_constant()
        self.use_constant()
        self.scale()
        self.use_scaling()
        self.lift()
        self.grow_square()
        self.shrink_corner()
        self.use_power()
        self.look_back()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        theme = self.theme
        self.net = Network.from_values(self.settings.lecture.network)
        self.graph, self.say = self.net.graph, RuleSentences(self.net)
        self.place, self.output, self.target = (
            last_line(self.graph),
            self.graph.outputs[0],
            self.graph.targets[0],
        )
        self.heading = heading(theme, self.title)
        self.left, self.top = -safe_width() / 2, float(self.heading.get_bottom()[1]) - GAP
        self.strip = NetworkStrip(theme, self.graph, self.net.quantity, safe_width())
        self.strip.move_to((0.0, safe_bottom(), 0.0), aligned_edge=DOWN)
        self.floor = float(self.strip.get_top()[1]) + CLOSE
        self.titles = [text(title, theme.ink, size=BODY) for title in TITLES.values()]
        for title in self.titles:
            title.move_to((self.left, self.top, 0.0), aligned_edge=LEFT + UP)
        room = safe_width() * RIGHT_SHARE, self.top - self.floor
        rules = [next(rule for rule in RULES if rule.name == name) for name in TITLES]
        self.rows = RuleRows(theme, rules, uses_in_network(self.net, self.say.squared), room)
        self.rows.move_to((-self.left, (self.top + self.floor) / 2, 0.0), aligned_edge=RIGHT)
        self.rows.align_to(RIGHT * (-self.left - room[0]), LEFT)
        self._lay_lines()
        self._lay_square()

    def show_network(self) -> None:
        """Where the rules will be needed."""
        place = self.strip.get_center()
        self.strip.move_to((0.0, (self.top + safe_bottom()) / 2, 0.0))
        sums = tuple(key for key, node in self.graph.nodes.items() if node.kind == "pre_activation")
        with self.beat("network", self.say.network()):
            self.play(FadeIn(self.strip, shift=UP * 0.2), run_time=0.9)
            for keys in ((self.target,), sums, ("L",))[: None if self.say.squared else 2]:
                self.play(*self.strip.highlight(keys), run_time=0.6)
            self.play(*self.strip.tone_down(), changing(self.strip).move_to(place), run_time=0.9)

    def hold_constant(self) -> None:
        """A flat line: nothing rises."""
        flat, said = self.flat, words("A constant is a flat line. Nudge the input either way: nothing rises.")
        with self.beat("constant", said):
            self._begin(0, flat.panel, flat.names)
            self.play(Create(flat.line), FadeIn(flat.triangle, flat.readouts), run_time=0.7)
            self.add(flat)
            for step in (1.2, -1.2):
                self.play(self.flat.step.animate.set_value(step), run_time=1.0)
            self._state(0)

    def use_constant(self) -> None:
        """The target: what runs through the network when a weight is nudged does not reach it."""
        said = words("No weight moves the target: a nudge runs past it, and so it drops out.")
        with self.beat("target", said):
            self._use(0, (self.target,))
            self._run_through((self.graph.parameters[0], *self.graph.row[1:]))

    def scale(self) -> None:
        """A straight line: every step across is multiplied."""
        line = self.line
        with self.beat("scaling", self.say.scaling()):
            self._begin(1, line.panel, line.names, leaving=self.flat)
            self.play(Create(line.line), FadeIn(line.triangle, line.readouts), run_time=0.7)
            self.add(line)
            self.play(line.step.animate.set_value(float(self.longest)), run_time=1.0)
            self.play(line.x.animate.increment_value(-float(self.longest)), run_time=1.0)
            self._state(1)

    def use_scaling(self) -> None:
        """The weighted sums."""
        place = self.place
        with self.beat("sums", self.say.sums()):
            self._use(1, (place.slope, place.over, place.sum))
            self._run_through((place.over, place.sum))

    def lift(self) -> None:
        """A bias on top lifts the line: its own slope is one, the other slope stays."""
        said = words("A bias on top lifts the whole line by just as much. In a sum, slopes add up.")
        line = self.line
        with self.beat("bias", said):
            self.play(
                *self._swap_titles(1, 2),
                *self.strip.highlight((self.place.lift, self.place.sum)),
                run_time=0.6,
            )
            self.play(FadeOut(line.triangle, line.readouts), run_time=0.4)
            self.lifted = VGroup(line.panel, line.names, line.where_it_lay(), line.line, line.raised)
            self.add(*self.lifted)
            self.play(FadeIn(self.lift_stated), run_time=0.4)
            self.play(line.lift.animate.set_value(float(self.raise_by)), run_time=1.2)
            self._state(2)
            self.play(FadeIn(self.rows.uses[2], shift=UP * 0.2), run_time=0.7)

    def grow_square(self) -> None:
        """Two strips and a corner."""
        square = self.square
        with self.beat("square", self.say.square()):
            self._begin(3, square.base, square.ends, leaving=VGroup(self.lifted, self.lift_stated))
            self.play(FadeIn(square.square, square.label, square.side_name, square.added), run_time=0.7)
            self.play(self.share.animate.set_value(float(SHARES[0])), run_time=1.2)
            strips = (FadeIn(name, shift=DOWN * 0.1) for name in square.strip_names)
            self.play(LaggedStart(*strips, FadeIn(square.corner_name), lag_ratio=0.4), run_time=1.0)
            self.add(square)

    def shrink_corner(self) -> None:
        """The corner shrinks faster than the strips; what was before stays to compare with."""
        table = self.table
        with self.beat("corner", self.say.corner()):
            self.play(FadeOut(self.strip), FadeIn(table.heads, table.names, table.columns[0]), run_time=0.6)
            self.play(FadeIn(table.then), run_time=0.4)
            for share, after in zip(SHARES[1:], table.columns[1:], strict=True):
                self.play(
                    self.share.animate.set_value(float(share)), FadeIn(after, shift=RIGHT * 0.5), run_time=1.1
                )
            self._state(3)

    def use_power(self) -> None:
        """The squared loss, or that the network has another one."""
        with self.beat("loss", self.say.power()):
            self.play(FadeOut(self.table), run_time=0.4)
            self.play(FadeIn(self.strip), run_time=0.4)
            self._use(3, (self.output, self.target, "L"))
            self._run_through((self.output, "L"))

    def look_back(self) -> None:
        """All of them together, and what is still to come: the activations."""
        place = self.place
        places = [(self.target,), (place.slope, place.sum), (place.lift,), ("L",)]
        activations = tuple(key for key, node in self.graph.nodes.items() if node.kind == "activation")
        with self.beat("all", self.say.all()):
            lit: list[str] = []
            for formula, use, keys in zip(self.rows.formulas, self.rows.uses, places, strict=True):
                if not len(use):
                    continue
                lit += keys
                pair = (changing(line).set_opacity(1.0) for line in (formula, use))
                self.play(*pair, *self.strip.highlight(lit), run_time=0.6)
            own = activations if self.say.squared else (*activations, "L")
            self.play(*self.strip.highlight((*lit, *own)), run_time=0.5)
            self._run_through(own)

    def _begin(self, index: int, *scenery: Mobject, leaving: Mobject | None = None) -> None:
        if leaving is not None:
            self.play(
                FadeOut(leaving), *self._swap_titles(index - 1, index), *self.strip.tone_down(), run_time=0.6
            )
            self.play(FadeIn(*scenery), run_time=0.6)
        else:
            self.play(FadeIn(self.titles[index], *scenery), run_time=0.7)

    def _swap_titles(self, old: int, new: int) -> list[Animation]:
        """Return the animations from one rule to the next: what was said steps back."""
        said = self.rows.formulas[old], self.rows.uses[old]
        dimmed = [changing(line).set_opacity(0.75) for line in said]
        return [FadeOut(self.titles[old], shift=UP * 0.2), FadeIn(self.titles[new], shift=UP * 0.2), *dimmed]

    def _state(self, index: int) -> None:
        self.play(FadeIn(self.rows.formulas[index], shift=RIGHT * 0.2), run_time=0.7)

    def _use(self, index: int, keys: tuple[str, ...]) -> None:
        arriving = [FadeIn(self.rows.uses[index], shift=UP * 0.2)] if len(self.rows.uses[index]) else []
        self.play(*self.strip.highlight(keys), *arriving, run_time=0.8)

    def _run_through(self, keys: tuple[str, ...]) -> None:
        """A nudge runs through some of the network's boxes, one after the other."""
        boxes = [self.strip.boxes[key] for key in keys]
        hops = [ApplyMethod(box.shift, UP * 0.13, rate_func=there_and_back, run_time=0.5) for box in boxes]
        self.play(LaggedStart(*hops, lag_ratio=0.45))

    def _lay_lines(self) -> None:
        """Put the two straight lines into the left half, under their titles."""
        self.flat = constant_line(self.theme, self.net.quantity)
        self.line, self.longest, self.raise_by = weighted_line(self.theme, self.net.quantity, self.place)
        below = float(self.titles[0].get_bottom()[1])
        for picture in (self.flat, self.line):
            picture.shift(UP * ((below + self.floor) / 2 - float(picture.get_y())))
            picture.shift(RIGHT * (self.left - float(picture.get_left()[0])))
            picture.keep_left_of(float(self.rows.get_left()[0]) - CLOSE)
        self.lift_stated = self.line.state_lift()

    def _lay_square(self) -> None:
        """Put the square into the left half, and the table of its halvings under it, where the strip was."""
        known = self.net.quantity
        ends, self.share = (known[self.output], known[self.target]), ValueTracker(float(SHARES[0]))
        self.square = GrowingSquare(self.theme, *ends, self.share, SQUARE_SIZE)
        corner = self.square.get_corner(LEFT + DOWN)
        self.square.shift((self.left - corner[0], self.floor - corner[1], 0.0))
        self.share.set_value(0.0)
        self.square.update()
        steps = [share * self.square.whole_step for share in SHARES]
        self.table = StepHalvings.fitted(self.theme, self.square.side, steps, safe_width())
        self.table.move_to((self.left, safe_bottom(), 0.0), aligned_edge=LEFT + DOWN)
