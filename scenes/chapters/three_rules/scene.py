"""Four rules of differentiation, each played inside the box of the network that it is used in."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from manim import (
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)
from manim.typing import Point3D

from backprop_core.network import Network
from scenes.chapters.three_rules.box_row import BoxRow
from scenes.chapters.three_rules.growing_square import GrowingSquare
from scenes.chapters.three_rules.places import RuleSentences, last_line
from scenes.chapters.three_rules.ramps import Ramps
from scenes.chapters.three_rules.rule_lines import RuleLines, plate, slope_line, uses_in_network
from scenes.chapters.three_rules.wall import Wall
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame, safe_width
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.titles import heading

SHARES = Fraction(1, 4), Fraction(1, 8), Fraction(1, 16), Fraction(1, 40)
"""The step of the square's side as a share of it, every time that it is made smaller."""

SIDE, FAR_LEFT, FLOOR, CORNER, BELOW = 3.6, -6.2, -2.3, 0.42, -0.2
"""Side of the square, where it stands in its box; scale of the view of its corner; how far below the row's
middle the camera looks, in units of the whole view."""

BESIDE, WITHIN = (0.9, 6.3, -2.4, 2.6), (-5.6, 5.6, -2.6, 0.4)
"""Where rules stand in a box: beside a picture, and on the wall."""

ICON, SLOPE, UNDER, APART = 4.0, 0.46, 0.9, 0.3
"""How much thicker strokes are that are seen from far; size of the slopes, how far under the row; apart."""


class ThreeRules(Chapter):
    """A constant drops out, a factor is the slope, sums add slopes, a square brings two sides and more."""

    title = "Four rules"

    def construct(self) -> None:
        """The network; in one box after the other a rule; then all of them in one."""
        self.lay_out()
        self.frame.set(width=self.whole[0]).move_to(self.whole[1])
        self.open_with(self.heading, self.row.arrows, *self.row.frames.values(), *self.row.names.values())
        self.show_network()
        self.hold_constant()
        self.scale()
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
        self.row = BoxRow(theme, self.graph, self.net.quantity)
        zoom = self.row.scale_to
        self.whole = Frame.current().width * zoom, np.array([0.0, -BELOW * zoom, 0.0])
        self.uses = uses_in_network(self.net, self.say.squared)
        known = self.net.quantity
        self.wall = Wall(theme, self.row.middle(self.target))
        place = self.place
        parts = known[place.over], known[place.lift], known[place.slope], known[place.sum]
        self.ramps = Ramps(theme, *parts, self.row.middle(place.sum))
        self.share = ValueTracker(float(SHARES[0]))
        self.square = GrowingSquare(theme, known[self.output], known[self.target], self.share, SIDE)
        low, middle = self.square.get_left(), self.row.middle("L")
        foot = np.array([low[0], float(self.square.base.get_y()), 0.0])
        self.square.shift(middle + np.array([FAR_LEFT, FLOOR, 0.0]) - foot)
        self.share.set_value(0.0)
        self.square.update()
        rooms = [(self.target, WITHIN), (place.sum, BESIDE), (place.sum, BESIDE), ("L", BESIDE)]
        self.lines = [
            RuleLines(theme, index, use, self.room(*room))
            for index, (use, room) in enumerate(zip(self.uses, rooms, strict=True))
        ]

        named = (self.target, WITHIN), (place.sum, BESIDE), ("L", BESIDE)
        self.plates = {key: plate(theme, known[key], self.room(key, edges)) for key, edges in named}

    def room(self, key: str, edges: tuple[float, float, float, float]) -> Region:
        """Return a part of a box, by its edges round the box's middle."""
        x, y, _ = self.row.middle(key)
        left, right, bottom, top = edges
        return Region(float(x) + left, float(x) + right, float(y) + bottom, float(y) + top)

    def look(self, width: float, middle: Point3D) -> Animation:
        """Return the animation that takes the camera to a view."""
        moved: Animation = changing(self.frame).set(width=width).move_to(middle)
        return moved

    def show_network(self) -> None:
        """Where the rules will be needed."""
        sums = tuple(key for key, node in self.graph.nodes.items() if node.kind == "pre_activation")
        with self.beat("network", self.say.network()):
            self.play(LaggedStart(*self.row.flashes(self.theme.ink), lag_ratio=0.3), run_time=1.1)
            for keys in ((self.target,), sums, ("L",))[: None if self.say.squared else 2]:
                self.play(*self.row.light(*keys), run_time=0.7)
            self.play(*self.row.light(), run_time=0.5)

    def hold_constant(self) -> None:
        """Into the target: a ripple runs past, and nothing rises."""
        wall, lines = self.wall, self.lines[0]
        with self.beat("constant", self.say.constant()):
            self.dive(self.target, wall.block, wall.edge, wall.rope, self.plates[self.target])
            for end in (wall.far, -wall.far):
                self.play(wall.at.animate.set_value(end), run_time=1.7, rate_func=linear)
        with self.beat("target", self.say.target()):
            self.play(FadeOut(self.plates[self.target]), run_time=0.3)
            self.play(FadeIn(lines.rule, shift=UP * 0.2), run_time=0.6)
            self.play(FadeIn(lines.use, shift=UP * 0.2), run_time=0.6)
            self.wait(0.9)
            self.surface(self.target, lines, bold=[wall.edge, wall.rope])

    def scale(self) -> None:
        """Into a weighted sum: what a step rises, wherever it is taken."""
        ramps = self.ramps
        with self.beat("scaling", self.say.scaling()):
            self.dive(self.place.sum, ramps.ramp, self.plates[self.place.sum])
            self.play(Create(ramps.run), FadeIn(ramps.dot), FadeIn(ramps.names[0]), run_time=0.7)
            self.play(Create(ramps.rise), FadeIn(ramps.names[1]), run_time=0.7)
            self.add(ramps.dot)
        with self.beat("sums", self.say.sums()):
            names = [*ramps.names[:2], self.plates[self.place.sum]]
            self.play(*(FadeOut(name) for name in names), run_time=0.3)
            for end in ramps.slides:
                self.play(ramps.slid.animate.set_value(end), run_time=0.8)
            self.play(*(FadeIn(line, shift=RIGHT * 0.2) for line in self.lines[1]), run_time=0.7)

    def lift(self) -> None:
        """The bias is nudged as well: its lift stands on the other one, and the ramp to there is steeper."""
        ramps = self.ramps
        with self.beat("bias", self.say.bias()):
            self.play(*(FadeOut(line) for line in self.lines[1]), FadeIn(ramps.names[1]), run_time=0.5)
            self.play(Create(ramps.lift), FadeIn(ramps.names[2]), run_time=0.9)
            self.play(Create(ramps.steeper), run_time=0.9)
            self.play(*(FadeIn(line, shift=RIGHT * 0.2) for line in self.lines[2]), run_time=0.7)
            self.wait(0.9)
            names = [FadeOut(name) for name in ramps.names[1:]]
            bold = [ramps.ramp, ramps.run, ramps.rise, ramps.lift, ramps.steeper]
            self.surface(self.place.sum, self.lines[2], bold=bold, along=names)

    def grow_square(self) -> None:
        """Into the loss: two strips and a corner."""
        square = self.square
        with self.beat("square", self.say.square()):
            self.dive("L", square.base, square.square, square.ends, self.plates["L"])
            self.play(FadeIn(square.label), FadeIn(square.side_name), run_time=0.5)
            self.play(FadeIn(square.added), run_time=0.3)
            self.play(self.share.animate.set_value(float(SHARES[0])), run_time=1.3)
            names = (*square.strip_names, square.corner_name)
            self.play(*(FadeIn(name, shift=UP * 0.1) for name in names), run_time=0.5)
            self.add(square)
            self.wait(1.0)

    def shrink_corner(self) -> None:
        """The corner, from close by: it shrinks faster than the strips."""
        square = self.square
        gone = [*square.strip_names, square.corner_name, square.side_name, square.label]
        gone.append(self.plates["L"])
        with self.beat("corner", self.say.corner()):
            near = self.look(Frame.current().width * CORNER, square.place(1.05, 1.0))
            self.play(near, *(FadeOut(name) for name in gone), run_time=1.2)
            for share in SHARES[1:]:
                self.play(self.share.animate.set_value(float(share)), run_time=1.1)

    def use_power(self) -> None:
        """The squared loss, or that the network has another one."""
        square = self.square
        with self.beat("loss", self.say.power()):
            self.play(self.inside("L"), self.share.animate.set_value(float(SHARES[1])), run_time=1.2)
            for line in self.lines[3]:
                self.play(FadeIn(line, shift=RIGHT * 0.2), run_time=0.7)
            self.wait(0.9)
            square.added.clear_updaters()
            names = [FadeOut(one.clear_updaters()) for one in square.ends]
            bold = [square.base, square.square, *square.strips, square.corner]
            leaving = [] if self.say.squared else [FadeOut(part) for part in bold]
            self.surface("L", self.lines[3], bold=bold if self.say.squared else [], along=[*names, *leaving])

    def look_back(self) -> None:
        """All of them together, and what is still to come: the activations."""
        keys = self.target, self.place.sum, "L"
        activations = tuple(key for key, node in self.graph.nodes.items() if node.kind == "activation")
        own = activations if self.say.squared else (*activations, "L")
        with self.beat("all", self.say.all()):
            for key, slope in zip(keys, self.slopes(keys), strict=True):
                moves = [FadeIn(slope, shift=UP * 2)] if slope is not None else []
                self.play(*self.row.light(key), *moves, run_time=0.7)
            self.play(*self.row.light(*own), run_time=0.7)
            back = self.row.flashes(self.theme.gradient)[::-1]
            self.play(LaggedStart(*back, lag_ratio=0.3), run_time=1.4)

    def slopes(self, keys: tuple[str, str, str]) -> list[VMobject | None]:
        """Return the slope under each of three boxes, None where the network has none."""
        zoom, found = self.row.scale_to, list[VMobject | None]()
        for key, use in zip(keys, (self.uses[0], self.uses[1], self.uses[3]), strict=True):
            if use is None:
                found.append(None)
                continue
            line = slope_line(self.theme, use, SLOPE * min(1.0, self.row.wide)).scale(zoom)
            frame = self.row.frames[key]
            place = frame.get_bottom() + UP * -UNDER * zoom
            if key == self.target:
                place = frame.get_top() + UP * 0.4 * zoom
            line.move_to(place)
            beyond = float(line.get_right()[0]) - safe_width() / 2 * zoom
            found.append(line.shift(LEFT * max(0.0, beyond)))
        _, sums, loss = found
        if sums is not None and loss is not None:
            over = float(sums.get_right()[0] - loss.get_left()[0]) + APART * zoom
            sums.shift(LEFT * max(0.0, over))
        return found

    def inside(self, key: str) -> Animation:
        """Return the animation that takes the camera into a box."""
        return self.look(Frame.current().width, self.row.middle(key))

    def dive(self, key: str, *picture: Mobject) -> None:
        """Let the camera fly into a box, and what is inside come."""
        self.play(*self.row.light(key), run_time=0.4)
        self.play(self.inside(key), *self.row.empty(key), run_time=1.3)
        self.play(*(FadeIn(part) for part in picture), run_time=0.5)

    def surface(
        self, key: str, lines: RuleLines, bold: Sequence[VMobject], along: Sequence[Animation] = ()
    ) -> None:
        """Let the camera fly back: the picture stays in its box, with strokes that are seen from there."""
        gone = [FadeOut(line) for line in lines] + list(along)
        self.play(*gone, run_time=0.4)
        picture = VGroup(*bold)
        for part in picture:
            part.clear_updaters()
        aside = (self.row.middle(key) - picture.get_center()) * (1, 1, 0) if bold else ORIGIN
        thick = [
            changing(part).set_stroke(width=ICON * float(part.get_stroke_width())).shift(aside)
            for part in picture
        ]
        self.play(self.look(*self.whole), *self.row.light(), *thick, run_time=1.3)
        self.play(*self.row.name_under(key), run_time=0.3)
