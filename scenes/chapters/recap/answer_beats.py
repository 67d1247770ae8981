"""The end of a short chain's recap: folded up again, nudged again, and this time the loss answers."""

from __future__ import annotations

from manim import RIGHT, Create, FadeIn, FadeOut, Mobject
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.network.nudging import nudged
from backprop_core.network.stages import stages_of
from scenes.chapters.recap.folding import Folding
from scenes.chapters.recap.loss_hill import LossHill
from scenes.chapters.recap.row_beats import RowBeats
from scenes.stage.dolls.answer import what_arrives
from scenes.stage.dolls.nest import MIDDLE
from scenes.stage.dolls.ride import Ride
from scenes.stage.formulas.equation import role_color
from scenes.stage.frame import safe_width
from scenes.stage.graph.live_network import gradients
from scenes.stage.lettering.flights import changing
from scenes.stage.words import counted, words

PACE, ASIDE, ARROW = 1.0, -1.0, 2.7
"""How long the way through a wall takes against the first chapter; places in the slot, in screen units."""

HILL = 12.0
"""Width of the last picture's curve, with the numbers at its axes and the slope beside it."""


class AnswerBeats(RowBeats):
    """The beats in which the row becomes dolls, and a nudge rides out through them."""

    def fold(self) -> None:
        """The row folds back into the shells that it came from, with the trained numbers in them."""
        self.folding = Folding(self.theme, self.ring, self.epochs, self.epochs[0].network.quantity)
        sentence = "Fold it up again: functions inside functions, with a weight at the core."
        with self.beat("fold", words(sentence)):
            rest = self._rest()
            self.remove(self.ring)
            self.add(*rest, *self.folding.boxes())
            soon = squish_rate_func(smooth, 0.0, 0.3)
            gone = (*rest, self.line)
            going = [FadeOut(one, rate_func=soon) for one in gone]
            self.play(*going, *self.folding.fold(), run_time=2.8)
            self.add(*self.folding.nest.opened(), self.folding.weight)
            self.play(FadeIn(self.folding.value), FadeIn(self.folding.loss), run_time=0.6)

    def _rest(self) -> list[Mobject]:
        """Return what of the ring does not become dolls."""
        diagram, kept = self.ring.diagram, {id(one) for one in self.folding.boxes()}
        boxes = (*diagram.nodes.values(), *diagram.parameters.values())
        parts = [part for box in boxes for part in box if id(part) not in kept]
        return [*self.ring.backward, *diagram.arrows.values(), *parts, *self.ring.digits.values()]

    def ask_again(self) -> None:
        """Down to the core, where the nudge of the first chapter stands up once more."""
        nest, trained = self.folding.nest, self.epochs[-1].network
        self.stages = stages_of(trained)
        changes, known = nudged(trained), trained.quantity
        colors = [role_color(self.theme, known[key].symbol) for key in self.stages.keys]
        self.changes = {key: changes[key] for key in self.stages.keys}
        at = {"step": float(len(self.epochs) - 1)}
        digits = self.epochs[0].network.precision
        slopes = [one.with_decimals(digits) for one in self.stages.slopes]
        self.ride = Ride(self.theme, nest, self.changes, colors, at, slopes)
        with self.beat("ask", words("And the first question: nudge that weight. What does the loss do?")):
            gone = [FadeOut(one) for one in (self.folding.loss, self.folding.value, self.counter)]
            aside = changing(self.folding.weight).set_opacity(1.0).shift(RIGHT * ASIDE * nest.unit)
            self.play(
                nest.look_at(self.frame, nest.outside_in[-1]), *gone, *nest.speak(), aside, run_time=2.0
            )
            self.ride.stand(MIDDLE[0] + ARROW * nest.unit)
            self.add(self.ride.arrow)
            self.play(self.ride.rise(), run_time=1.0)

    def ride_out(self) -> None:
        """Out through all walls but the last."""
        slopes = counted(len(self.stages.slopes), "slope")
        sentence = (
            f"Out it rides, and every wall multiplies it by its own factor: {slopes}, "
            "each found in one sweep back."
        )
        with self.beat("ride", words(sentence)):
            self.play(changing(self.folding.weight).set_opacity(0.0), run_time=0.4)
            for index in range(len(self.ride.passages) - 1):
                self.ride.pass_wall(self, self.frame, index, PACE)

    def answer(self) -> None:
        """The last wall; the loss answers."""
        last, change = self.stages.slopes[-1].value, self.changes["L"].value
        end = len(self.ride.passages) - 1
        with self.beat("answer", words(what_arrives(last, change))):
            self.ride.pass_wall(self, self.frame, end)
            place = self.folding.loss.get_right() + RIGHT * 0.6
            place[1] -= self.ride.middle_of_last
            coming = [FadeIn(self.folding.loss), FadeIn(self.folding.value)]
            self.play(
                self.folding.nest.look_at(self.frame, None),
                *self.ride.leave(end),
                *coming,
                *self.folding.nest.hush(self.folding.weight),
                self.ride.arrive(place),
                run_time=1.6,
            )
            self.play(self.folding.nest.outside_in[0].glow(), run_time=1.2)

    def stand_still(self) -> None:
        """The row once more, all slopes lit, over the loss as a curve with the weight's slope on it."""
        again, key = self.unfolded, self.batch.network.first_weight
        again.write(len(self.epochs) - 1)
        low, high = again.middle
        hill = LossHill(self.theme, self.epochs, gradients(self.epochs, key)[-1], (HILL, high - low))
        hill.scale(min(1.0, safe_width() / hill.width)).move_to((0.0, (low + high) / 2, 0.0))
        with self.beat("unfold", words("And unfolded, it is the row again: one sweep back along it.")):
            unfolding = self.folding.unfold(again)
            soon, late = squish_rate_func(smooth, 0.0, 0.3), squish_rate_func(smooth, 0.7, 1.0)
            gone = [
                FadeOut(one, rate_func=soon)
                for one in (self.folding.loss, self.folding.value, self.ride.arrow)
            ]
            shown = {
                part for move in unfolding for part in (move.mobject, getattr(move, "target_mobject", None))
            }
            coming = [FadeIn(part, rate_func=late) for part in again.forward_parts() if part not in shown]
            coming.append(FadeIn(hill.axes, rate_func=late))
            self.play(*unfolding, *gone, *coming, run_time=2.4)
            for animations, seconds in again.sweep():
                self.play(*animations, run_time=0.6 * seconds)
        with self.beat("still", words("Every weight knows its slope: the chain rule, unfolded.")):
            late = squish_rate_func(smooth, 0.5, 1.0)
            marked = [FadeIn(part, rate_func=late) for part in (hill.point, hill.slope)]
            drawn = Create(hill.tangent, rate_func=late)
            self.play(Create(hill.curve), *marked, drawn, run_time=1.8)
            self.play(again.way.flash(), run_time=1.6)
            self.wait(0.5)
