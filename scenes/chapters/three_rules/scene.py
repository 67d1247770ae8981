"""Four rules of differentiation, each played inside the box of the network that it is used in."""

from __future__ import annotations

from manim import RIGHT, UP, Animation, Create, FadeIn, FadeOut, LaggedStart, linear

from backprop_core.network import Network
from backprop_core.network.standing import standings
from scenes.chapters.three_rules.box_row import BoxRow
from scenes.chapters.three_rules.places import RuleSentences, last_line
from scenes.chapters.three_rules.ramps import Ramps
from scenes.chapters.three_rules.rule_lines import RuleLines, plate, uses_in_network
from scenes.chapters.three_rules.slopes_below import slopes_at
from scenes.chapters.three_rules.square_beats import SquareBeats
from scenes.chapters.three_rules.tour import BoxTour
from scenes.chapters.three_rules.wall import Wall
from scenes.stage.chapter import Chapter
from scenes.stage.plots.activation_opening import Opening, stage_of
from scenes.stage.titles import heading

ABOVE, BESIDE, WITHIN = (1.0, 6.35, 1.5, 2.7), (1.0, 6.35, -2.4, 1.0), (-5.6, 5.6, -1.9, 1.0)
"""Where things stand in a box: what it does, beside the picture and above the rule; the rule; both on the
wall."""

LAST = 0.6
"""Seconds that the empty axis stands, which the next chapter begins with."""


class ThreeRules(Chapter):
    """A constant drops out, a factor is the slope, sums add slopes, a square brings two sides and more."""

    title = "Four rules"

    def construct(self) -> None:
        """The network; in one box after the other a rule; then all of them in one."""
        self.lay_out()
        self.tour.begin()
        self.open_with(self.heading, self.row.arrows, *self.row.frames.values(), *self.row.names.values())
        self.show_network()
        self.hold_constant()
        self.scale()
        self.lift()
        self.square.play()
        self.look_back()
        self.open_activation()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        theme = self.theme
        self.net = Network.from_values(self.settings.lecture.network)
        self.graph, self.say = self.net.graph, RuleSentences(self.net)
        place, known = last_line(self.graph), self.net.quantity
        self.place, self.target = place, self.graph.targets[0]
        self.heading = heading(theme, self.title)
        self.row = BoxRow(theme, self.graph, known)
        self.tour = BoxTour(self, self.row)
        self.uses = uses_in_network(self.net, self.say.squared)
        self.wall = Wall(theme, self.row.middle(self.target))
        parts = known[place.over], known[place.lift], known[place.slope], known[place.sum]
        lifted = self.net.local[place.sum, place.lift]
        self.ramps = Ramps(theme, *parts, lifted, self.row.middle(place.sum))
        rooms = [(self.target, WITHIN), (place.sum, BESIDE), (place.sum, BESIDE), ("L", BESIDE)]
        self.lines = [
            RuleLines(theme, index, use, self.tour.room(*room))
            for index, (use, room) in enumerate(zip(self.uses, rooms, strict=True))
        ]
        named = (self.target, WITHIN), (place.sum, ABOVE), ("L", ABOVE)
        self.plates = {key: plate(theme, known[key], self.tour.room(key, edges)) for key, edges in named}
        ends = known[self.graph.outputs[0]], known[self.target]
        self.square = SquareBeats(self.tour, self.say, ends, self.plates["L"], self.lines[3])

    def show_network(self) -> None:
        """Where the rules will be needed."""
        sums = tuple(key for key, node in self.graph.nodes.items() if node.kind == "pre_activation")
        with self.beat("network", self.say.network()):
            flashes = LaggedStart(*self.row.flashes(self.theme.ink), lag_ratio=0.3)
            self.play(flashes, self.tour.along(1.0), run_time=2.0)
            self.play(self.tour.back(), run_time=1.0)
            for keys in ((self.target,), sums, ("L",))[: None if self.say.squared else 2]:
                self.play(*self.row.light(*keys), run_time=0.7)
            self.tour.enter(self.target, self.tour.inside(self.target))

    def hold_constant(self) -> None:
        """Into the target: a ripple runs past, and nothing rises."""
        wall, lines = self.wall, self.lines[0]
        with self.beat("constant", self.say.constant()):
            picture = wall.block, wall.edge, wall.rope, self.plates[self.target]
            self.play(*(FadeIn(part) for part in picture), run_time=0.5)
            for end in (wall.far, -wall.far):
                self.play(wall.at.animate.set_value(end), run_time=1.7, rate_func=linear)
        with self.beat("target", self.say.target()):
            self.play(FadeOut(self.plates[self.target]), run_time=0.3)
            self.play(FadeIn(lines.rule, shift=UP * 0.2), run_time=0.6)
            self.play(FadeIn(lines.use, shift=UP * 0.2), run_time=0.6)
            self.wait(0.9)
            self.tour.surface(self.target, lines, bold=[wall.edge, wall.rope], fills=True)

    def scale(self) -> None:
        """Into a weighted sum: what a step rises, wherever it is taken."""
        ramps = self.ramps
        with self.beat("scaling", self.say.scaling()):
            self.tour.dive(self.place.sum, ramps.ramp, self.plates[self.place.sum])
            self.play(Create(ramps.run), FadeIn(ramps.dot), FadeIn(ramps.names[0]), run_time=0.7)
            self.play(Create(ramps.rise), FadeIn(ramps.names[1]), run_time=0.7)
            self.add(ramps.dot)
        with self.beat("sums", self.say.sums()):
            self.play(*(FadeOut(name) for name in ramps.names[:2]), run_time=0.3)
            for end in ramps.slides:
                self.play(ramps.slid.animate.set_value(end), run_time=0.8)
            self.play(*(FadeIn(line, shift=RIGHT * 0.2) for line in self.lines[1]), run_time=0.7)

    def lift(self) -> None:
        """The bias alone is nudged: the ramp is lifted by as much, wherever one stands on it."""
        ramps = self.ramps
        with self.beat("bias", self.say.bias()):
            gone = (*self.lines[1], ramps.run, ramps.rise)
            self.play(*(FadeOut(part) for part in gone), run_time=0.5)
            self.add(ramps.lifted, ramps.lift, ramps.gain, ramps.dot)
            self.play(ramps.raised.animate.set_value(1.0), ramps.behind(), run_time=1.4)
            self.play(*(FadeIn(name) for name in ramps.names[2:]), run_time=0.5)
            self.play(*(FadeIn(line, shift=RIGHT * 0.2) for line in self.lines[2]), run_time=0.7)
            self.wait(0.9)
            for part in ramps:
                part.clear_updaters()
            leaving = (*ramps.names[2:], ramps.lifted, ramps.lift, ramps.gain, ramps.dot)
            along: list[Animation] = [FadeOut(part) for part in (*leaving, self.plates[self.place.sum])]
            along += [FadeIn(ramps.run), FadeIn(ramps.rise), ramps.ahead()]
            bold = [ramps.ramp, ramps.run, ramps.rise]
            self.tour.surface(self.place.sum, self.lines[2], bold=bold, along=along)

    def look_back(self) -> None:
        """All of them together, and what is still to come: the activations."""
        keys = self.target, self.place.sum, "L"
        activations = tuple(key for key, node in self.graph.nodes.items() if node.kind == "activation")
        own = activations if self.say.squared else (*activations, "L")
        slopes = slopes_at(self.theme, self.row, keys, (self.uses[0], self.uses[1], self.uses[3]))
        with self.beat("all", self.say.all()):
            for key, slope in zip(keys, slopes, strict=True):
                moves: list[Animation] = [FadeIn(slope, shift=UP * 2)] if slope is not None else []
                if slope is not None and key != self.target:
                    moves.append(FadeOut(self.row.names[key]))
                self.play(*self.row.light(key), *moves, run_time=0.7)
            self.play(*self.row.light(*own), run_time=0.7)
            back = self.row.flashes(self.theme.gradient)[::-1]
            self.play(LaggedStart(*back, lag_ratio=0.3), run_time=1.4)

    def open_activation(self) -> None:
        """Into the box that no rule has opened: what it does, the next chapter draws."""
        standing = standings(self.net)[0][0]
        key = standing.neurons[0].output
        opening = Opening(stage_of(self.theme, self.net, standing), self.row.middle(key))
        with self.beat("open", self.say.open(standing.curve.activation)):
            self.tour.enter(key, self.tour.look(opening.seen, self.row.middle(key)), run_time=2.0)
            self.play(*self.row.light(), *(FadeIn(part) for part in opening.base), run_time=0.8)
            self.wait(LAST)
