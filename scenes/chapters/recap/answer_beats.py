"""The end of a short chain's recap: folded up again, nudged again, and this time the loss answers."""

from __future__ import annotations

from dataclasses import replace

from manim import DOWN, RIGHT, FadeIn, FadeOut, Mobject, there_and_back
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.network.nudging import nudged
from backprop_core.network.stages import stages_of
from scenes.chapters.recap.folding import Folding
from scenes.chapters.recap.row_beats import RowBeats
from scenes.chapters.recap.slope_rays import SUNK, SlopeRays, seen_width
from scenes.stage.dolls.answer import what_arrives
from scenes.stage.dolls.nest import MIDDLE
from scenes.stage.dolls.nudge import NudgeArrow
from scenes.stage.dolls.ride import Ride
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import allow
from scenes.stage.words import counted, words

PACE, ASIDE, ARROW = 1.0, -1.0, 2.7
"""How long the way through a wall takes against the first chapter; places in the slot, in screen units."""

CORE = 0.36
"""Length of the nudge in the core as it is seen from outside."""


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
        self.slopes = [one.with_decimals(digits) for one in self.stages.slopes]
        self.ride = Ride(self.theme, nest, self.changes, colors, at, self.slopes)
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
        """The nudge in the core, a slope at each wall, the loss's answer: all that has been told, at once."""
        nest, decimals = self.folding.nest, self.slopes[-1].decimals
        goal = replace(self.stages.running[-1], decimals=decimals, fixed=True)
        rays = SlopeRays(self.theme, nest, self.slopes, goal, len(self.epochs) - 1)
        core = NudgeArrow()
        core.stand(MIDDLE + DOWN * 0.5 * CORE, CORE, 0.0, CORE / 2, self.theme.weight)
        allow(core, "close-up", "in the core all is small")
        view = changing(self.frame).set(width=seen_width()).move_to((0.0, -SUNK, 0.0))
        slopes = counted(len(self.slopes), "slope").capitalize()
        sentence = f"{slopes} from the loss back to the core: their product is what a nudge does to it."
        with self.beat("product", words(sentence)):
            self.play(view, FadeIn(core, scale=0.2), run_time=1.2)
            for animations, seconds in rays.sweep():
                self.play(*animations, run_time=seconds)
            self.add(rays)
        with self.beat("still", words("Every weight knows its slope: the chain rule, unfolded.")):
            up = changing(core)(rate_func=there_and_back).scale(1.6)
            self.play(up, run_time=0.6)
            for wall in reversed(rays.walls):
                self.play(wall.glow(), run_time=0.9 if wall is rays.walls[0] else 0.35)
            last = changing(self.ride.arrow)(rate_func=there_and_back).scale(1.4)
            self.play(last, rays.walls[0].glow(), run_time=1.0)
            self.wait(0.5)
