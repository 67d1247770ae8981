"""The end of a short chain's recap: folded up again, nudged again, and this time the loss answers."""

from __future__ import annotations

from manim import RIGHT, FadeIn, FadeOut, Mobject
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.network.nudging import nudged
from backprop_core.network.stages import stages_of
from scenes.chapters.recap.folding import Folding
from scenes.chapters.recap.row_beats import RowBeats
from scenes.chapters.recap.unfolded import Unfolded
from scenes.stage.dolls.answer import what_arrives
from scenes.stage.dolls.lens import come_out
from scenes.stage.dolls.nest import MIDDLE
from scenes.stage.dolls.ride import Ride
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.flights import changing
from scenes.stage.words import counted, words

PACE, ASIDE, ARROW = 0.9, -1.0, 2.7
"""How long the way through a wall takes against the first chapter; places in the slot, in screen units."""


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
            gone = (*rest, self.line, self.counter)
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
        self.slopes = [one.with_decimals(digits) for one in self.stages.slopes]
        self.ride = Ride(self.theme, nest, self.changes, colors, at, self.slopes)
        with self.beat("ask", words("And the first question: nudge that weight. What does the loss do?")):
            gone = [FadeOut(one) for one in (self.folding.loss, self.folding.value)]
            aside = changing(self.folding.weight).set_opacity(1.0).shift(RIGHT * ASIDE * nest.unit)
            self.play(
                nest.look_at(self.frame, nest.outside_in[-1]),
                *gone,
                *nest.speak(),
                nest.ember(lit=False),
                aside,
                run_time=2.2,
            )
            self.ride.stand(MIDDLE[0] + ARROW * nest.unit)
            self.add(self.ride.arrow)
            self.play(self.ride.rise(), run_time=1.2)
            self.camera.add_fixed_in_frame_mobjects(self.ride.locator)  # type: ignore[union-attr]
            self.play(FadeIn(self.ride.locator), run_time=0.5)

    def ride_out(self) -> None:
        """Out through all walls but the last."""
        slopes = counted(len(self.stages.slopes), "slope")
        sentence = (
            f"Out it rides, and every wall multiplies it by its own factor: {slopes}, "
            "each found in one sweep back. What shrinks, we draw larger."
        )
        with self.beat("ride", words(sentence)):
            self.play(changing(self.folding.weight).set_opacity(0.0), run_time=0.4)
            for index in range(len(self.ride.passages) - 1):
                self.ride.pass_wall(self, self.frame, index, PACE)
            self.ride.reach_wall(self, self.frame, len(self.ride.passages) - 1, PACE)

    def answer(self) -> None:
        """The last wall; the loss answers."""
        last, change = self.stages.slopes[-1].value, self.changes["L"].value
        end = len(self.ride.passages) - 1
        with self.beat("answer", words(what_arrives(last, change))):
            self.ride.cross_wall(self, end, PACE)
            place = self.folding.loss.get_right() + RIGHT * 0.6
            nest = self.folding.nest
            coming = [FadeIn(self.folding.loss), FadeIn(self.folding.value), nest.ember(lit=True)]
            come_out(self.ride, self, self.frame, place, *coming, *nest.hush(self.folding.weight))
            self.play(self.folding.nest.outside_in[0].glow(), run_time=0.5)

    def unfold(self) -> None:
        """The dolls become the row once more; its slopes make one product."""
        nest, trained = self.folding.nest, self.epochs[-1].network
        gradient = [trained.gradient[key] for key in trained.graph.parameters]
        self.unfolded = Unfolded(self.theme, self.epochs, self.stages, self.slopes, gradient)
        slopes = counted(len(self.slopes), "slope").capitalize()
        sentence = f"{slopes} from the loss back to the core: their product is what a nudge does to it."
        with self.beat("product", words(sentence)):
            gone = (self.folding.loss, self.folding.value, self.ride.arrow)
            self.remove(nest.rim, self.folding.weight)
            self.play(*map(FadeOut, gone), run_time=0.4)
            view = changing(self.frame)
            for animations, seconds in self.unfolded.unfold(nest):
                self.play(*animations, view.move_to((0.0, self.unfolded.level, 0.0)), run_time=seconds)
                view = changing(self.frame)
            for animations, seconds in self.unfolded.multiply():
                self.play(*animations, view.move_to((0.0, 0.0, 0.0)), run_time=seconds)
                view = changing(self.frame)
            self.add(self.unfolded.diagram, self.unfolded.product)

    def stand_still(self) -> None:
        """The slope of every weight and bias over it: all that has been told, at once."""
        with self.beat("still", words("Every weight knows its slope: the chain rule, unfolded.")):
            for animations, seconds in self.unfolded.reward():
                self.play(*animations, run_time=seconds)
            self.play(self.unfolded.point_out(), run_time=1.0)
            self.wait(0.6)
