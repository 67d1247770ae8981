"""The premise: functions inside functions, a nudge that rides through them, and one product of slopes."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    Indicate,
    VGroup,
    rate_functions,
)
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.network import Network
from backprop_core.network.nudging import nudged
from backprop_core.network.stages import stages_of
from backprop_core.quantity import Quantity
from scenes.chapters.premise.machine_row import MachineRow
from scenes.chapters.premise.row_beats import RowBeats
from scenes.chapters.premise.sentences import what_slopes_do
from scenes.chapters.premise.so_far import SoFar
from scenes.stage.dolls.answer import what_arrives
from scenes.stage.dolls.lens import come_out
from scenes.stage.dolls.nest import MIDDLE, Nest, through
from scenes.stage.dolls.ride import Ride
from scenes.stage.formulas.equation import fit, name_piece, number_line, role_color, value_line
from scenes.stage.frame import safe_width
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import allow
from scenes.stage.titles import heading
from scenes.stage.words import words

WEIGHT, VALUE, LOSS, QUESTION, OVER = 1.25, 1.0, 1.3, 1.5, 0.45
"""Sizes of type, in ems of a screen unit: the weight in its slot, what passes the walls, the loss."""

WEIGHT_ROOM, INSIDE = 5.0, 0.86
ASIDE, ARROW = -1.0, 2.7
"""Where the weight stands in its slot while it is nudged, and where the arrow does, in screen units."""

HIGH, NEARER, DROP = 0.55, 0.93, 4.0
"""How far over the innermost doll's middle the camera looks as its wall is filled, in screen units; how much
nearer it comes then; how far what is set into the wall falls."""

UNHURRIED, OUTWARD, READ = 5, 0.9, 0.45
"""Dolls up to which each value outside is held; how long the way through a wall takes, how long it is
held."""


class Premise(RowBeats):
    """Functions in one another are opened, filled, nudged, and unrolled into a network."""

    title = "The premise"

    def construct(self) -> None:
        """Dolls in dolls, a value that grows outward, a nudge that rides out, the row, the one product."""
        self.lay_out()
        self.frame.move_to((MIDDLE[0], 0.0, 0.0))
        self.open_with(self.heading, *self.closed)
        self.show_closed()
        self.open_all()
        self.drop_weight()
        self.name_given()
        self.grow_outward()
        self.ask()
        self.ride_out()
        self.answer()
        self.unroll()
        self.begin_product()
        self.keep_so_far()
        self.borrow()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.stages = stages_of(self.net)
        self.keys, known = self.stages.keys, self.net.quantity
        self.heading = heading(self.theme, self.title)
        self.nest = Nest(self.theme, self.net.graph, known, values=True)
        outer = self.nest.outside_in[0]
        self.closed = [outer.frame, outer.lid, outer.label]
        self.values = {key: self._value(key) for key in self.keys[1:]}
        core = known[self.keys[0]]
        self.weight = fit(
            value_line(self.theme, core, size=WEIGHT * self.nest.unit), WEIGHT_ROOM * self.nest.unit
        )
        self.weight.move_to(MIDDLE)
        for part in self.weight.get_family():
            for rule in ("text on line", "cap height", "close-up", "type and room", "air"):
                allow(part, rule, "in the core all is small; it was read there")
        changes, colors = nudged(self.net), [role_color(self.theme, known[key].symbol) for key in self.keys]
        self.changes: dict[str, Quantity] = {key: changes[key] for key in self.keys}
        self.ride = Ride(self.theme, self.nest, self.changes, colors, slopes=self.stages.slopes)
        self.row = MachineRow(self.theme, self.net, self.keys, self.stages.slopes)
        self.so_far = SoFar(self.theme, self.row, self.stages.running)

        self.loss = math([name_piece(known["L"])], self.theme.loss, size=LOSS)
        self.question = math(["?"], self.theme.loss, size=QUESTION)
        asked = VGroup(self.loss, self.question).arrange(RIGHT, buff=0.45)
        asked.next_to(self.values["L"], UP, buff=OVER).align_to(self.values["L"], LEFT)
        asked.shift(LEFT * max(0.0, float(asked.get_right()[0]) - safe_width() / 2))

    def _value(self, key: str) -> TypesetLine:
        """Return the digits of what comes out of a doll, where it comes out."""
        quantity = self.net.quantity[key]
        place, unit = self.nest.outside(key)
        line = number_line(self.theme, quantity, size=VALUE * unit)
        fit(line, INSIDE * self.nest.room(key)).move_to(place)
        for part in line.get_family():
            allow(part, "reading time", "the number goes on through the walls")
            allow(part, "close-up", "the number goes on through the walls")
        return line

    def show_closed(self) -> None:
        """The outermost doll, closed, until it is all there is; the first lid rolls away."""
        outer = self.nest.outside_in[0]
        sentence = "A network is functions packed inside functions, like Russian dolls."
        with self.beat("closed", words(sentence)):
            soon = squish_rate_func(smooth, 0.0, 0.4)
            self.play(outer.glow(), run_time=0.8)
            self.play(
                self.nest.look_at(self.frame, outer), FadeOut(self.heading, rate_func=soon), run_time=1.2
            )
            self._open(0)

    def open_all(self) -> None:
        """From the outside in: a lid rolls away, and we fall through to the next."""
        sentence = "Open them from the outside in. At the core, there is room for one number."
        with self.beat("open", words(sentence)):
            for index in range(1, len(self.nest.dolls)):
                self._open(index)
            self.play(Indicate(self.nest.rim, color=self.theme.weight, scale_factor=1.06), run_time=0.9)

    def _open(self, index: int) -> None:
        """Play how a lid rolls away, and the camera goes to what was behind it."""
        doll, *inside = self.nest.outside_in[index:]
        if not inside:
            self.add(self.nest.slot, self.nest.rim, *doll.lid, doll.label)
            self.play(*doll.open(), run_time=0.6)
            self.remove(*doll.lid)
            return
        inner = inside[0]
        self.add(inner.frame, inner.lid, inner.label, doll.given, *doll.lid, doll.label)
        self.play(*doll.open(), run_time=0.6)
        self.remove(*doll.lid)
        self.play(self.nest.look_at(self.frame, inner), run_time=0.65)

    def drop_weight(self) -> None:
        """The weight's value falls into the core."""
        core, unit = self.net.quantity[self.keys[0]], self.nest.unit
        with self.beat("drop", words("Drop a weight in: here {name} is {w}.", name=core.symbol, w=core)):
            token = self.weight
            token.shift(UP * 5.5 * unit)
            self.add(token)
            falling = changing(token)(rate_func=rate_functions.ease_out_bounce).move_to(MIDDLE)
            self.play(falling, run_time=1.7)
            self.play(Indicate(self.nest.rim, color=self.theme.weight, scale_factor=1.05), run_time=0.8)

    def name_given(self) -> None:
        """What a function needs beside the value that runs through falls into its wall."""
        first = self.nest.outside_in[-1]
        sentence = "What else a function needs, the input and its own numbers, is set into its wall."
        with self.beat("given", words(sentence)):
            unit = first.unit
            place = np.array(MIDDLE) + UP * HIGH * unit
            self.play(changing(self.frame).scale(NEARER).move_to(place), run_time=1.0)
            for one in first.given:
                one.shift(UP * DROP * unit)
                self.add(one)
                landing = changing(one)(rate_func=rate_functions.ease_out_bounce).shift(DOWN * DROP * unit)
                self.play(landing, run_time=1.1)
            self.play(first.glow(), run_time=0.8)

    def grow_outward(self) -> None:
        """Through one wall after another: what a function makes of the value is what the next one gets."""
        loss = self.net.quantity["L"]
        sentence = words(
            "So it grows outward, shell by shell, until the last one gives the loss, {L}.", L=loss
        )
        with self.beat("grow", sentence):
            dolls = list(self.nest.dolls.values())
            leaving, last = self.weight.copy(), len(dolls) - 1
            for index, key in enumerate(self.keys[1:]):
                around = dolls[index + 1] if index < last else None
                self.add(leaving)
                aglow = [self.nest.ember(lit=True)] if index == last - 1 else []
                self.play(
                    *through(dolls[index], leaving, self.values[key]),
                    self.nest.look_at(self.frame, around),
                    *(self.nest.hush(self.weight) if around is None else aglow),
                    run_time=OUTWARD,
                )
                self.remove(leaving)
                leaving = self.values[key]
                if around is not None and len(dolls) <= UNHURRIED:
                    self.wait(READ)
            self.play(FadeIn(self.loss, shift=UP * 0.2), run_time=0.5)

    def ask(self) -> None:
        """The loss is asked what it would do; then we fall to the core, where a nudge stands up."""
        with self.beat("nudge", words("Now nudge the weight a little. What does the loss do?")):
            self.play(FadeIn(self.question, shift=DOWN * 0.3), run_time=0.4)
            self.play(self.nest.outside_in[0].glow(), run_time=1.1)
            dive = self.nest.look_at(self.frame, self.nest.outside_in[-1])
            gone = [FadeOut(self.question), FadeOut(self.loss), FadeOut(self.values["L"])]
            self.play(
                dive,
                *gone,
                *self.nest.speak(),
                self.nest.ember(lit=False),
                changing(self.weight).set_opacity(1.0).shift(RIGHT * ASIDE * self.nest.unit),
                run_time=1.6,
            )
            self.ride.stand(MIDDLE[0] + ARROW * self.nest.unit)
            self.add(self.ride.arrow)
            self.play(self.ride.rise(), run_time=0.9)
            self.camera.add_fixed_in_frame_mobjects(self.ride.locator)  # type: ignore[union-attr]
            self.play(FadeIn(self.ride.locator), run_time=0.4)

    def ride_out(self) -> None:
        """The camera rides on the nudge: every wall makes it longer or shorter, by its slope."""
        does = what_slopes_do([slope.value for slope in self.stages.slopes])
        closer = " Where it gets small, we look closer." if max(self.ride.closeness) > 1 else ""
        told = f"Ride out with it. Each wall {does} the nudge by its own factor: its slope."
        sentence = words(told + closer)
        with self.beat("pass", sentence):
            for index in range(len(self.ride.passages) - 1):
                self.ride.pass_wall(self, self.frame, index)

    def answer(self) -> None:
        """The last wall, and out: the loss answers."""
        last, change = self.stages.slopes[-1].value, self.changes["L"].value
        with self.beat("answer", words(what_arrives(last, change))):
            end = len(self.ride.passages) - 1
            self.ride.pass_wall(self, self.frame, end)
            coming = [*self.nest.hush(self.weight), self.nest.ember(lit=True)]
            coming += [FadeIn(self.loss), FadeIn(self.values["L"])]
            come_out(self.ride, self, self.frame, self.question.get_center(), *coming)
            self.play(Indicate(self.values["L"], color=self.theme.loss, scale_factor=1.15), run_time=0.6)
