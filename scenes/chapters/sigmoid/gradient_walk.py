"""A gradient that comes down onto a curve as light, goes out along its flat end, and on to the neurons."""

from __future__ import annotations

from manim import RIGHT, UP, UR, Animation, FadeIn, FadeOut, Flash

from backprop_core.quantity import Quantity
from scenes.chapters.sigmoid import sentences
from scenes.chapters.sigmoid.beam import Beam
from scenes.chapters.sigmoid.neurons import NeuronMarks
from scenes.chapters.sigmoid.proof_walk import ProofWalk
from scenes.chapters.sigmoid.views import TAIL, WHOLE, look
from scenes.stage.formulas.equation import number_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import shown_number

BEAM, SLOPE, LIFTED = 1.5, 0.6, 0.2
"""Width of a whole gradient; size of a slope's number, and how far over its point it stands."""


class GradientWalk:
    """The beats after a proof: from the steepest place to the flattest end, which are its two `places`."""

    def __init__(self, proof: ProofWalk, places: tuple[float, float], decimals: int) -> None:
        self.proof, self.places, self.decimals = proof, places, decimals
        self.chapter, self.stage, self.gauge, self.suffix = (
            proof.chapter,
            proof.stage,
            proof.gauge,
            proof.suffix,
        )
        self.curve = self.stage.activation
        self.beam = Beam(self.chapter.theme, self.stage, self.gauge.z, BEAM, self.curve.slope_symbol)
        self.leaving: list[Animation] = []

    def play(self) -> None:
        """Play both beats."""
        self.pass_gradient()
        self.go_to_the_end()

    def pass_gradient(self) -> None:
        """A gradient as light on the curve: what goes on below is as wide as the slope is."""
        chapter, gauge, beam = self.chapter, self.gauge, self.beam
        with chapter.beat(f"gradient{self.suffix}", sentences.gradient()):
            back = [*self.proof.fly_back(), look(chapter, WHOLE)]
            chapter.play(*back, run_time=1.2)
            self.proof.panel.name_levels_outside()
            chapter.play(changing(gauge.z).set_value(self.places[0]), run_time=0.7)
            beam.keep_off(self.places)
            chapter.play(beam.arrive(), FadeIn(beam.names[0]), run_time=0.8)
            chapter.play(beam.go_on(), FadeIn(beam.names[1]), run_time=0.8)
            chapter.add(beam, gauge.tangent, gauge.dot)

    def go_to_the_end(self) -> None:
        """The camera goes out along the flattest end, and the light with it."""
        chapter, gauge, end = self.chapter, self.gauge, self.places[1]
        with chapter.beat(f"saturated{self.suffix}", sentences.ends(self.curve)):
            straight = self.curve.shape.is_straight
            ticks = [] if straight else [self.stage.far_ticks]
            out = look(chapter, WHOLE if straight else TAIL), *(FadeIn(one) for one in ticks)
            chapter.play(changing(gauge.z).set_value(end), *out, run_time=3.4)
            slope = Quantity(self.curve.slope_symbol, self.curve.slope(end))
            slope = slope.with_decimals(self.decimals, fixed=isinstance(slope.value, float))
            name = number_line(chapter.theme, slope, size=SLOPE)
            name.part(1).number = shown_number(slope, {self.curve.z.plain: end})
            name.next_to(gauge.height_dot, UR, buff=LIFTED).shift(RIGHT * float(self.beam.going.width) / 2)
            chapter.play(FadeIn(name, shift=UP * 0.2), run_time=0.5)
            flash = Flash(gauge.height_dot.get_center(), color=chapter.theme.gradient, line_length=0.25)
            chapter.play(flash, run_time=0.6)
        gone = *self.beam.names, gauge.tangent, gauge.dot, gauge.height_dot
        self.leaving = [FadeOut(part) for part in (*gone, name, *ticks)]

    def go_to_neurons(self, marks: NeuronMarks) -> None:
        """The light goes to one neuron after the other, and at each some of it stays."""
        chapter = self.chapter
        back = [look(chapter, WHOLE), *self.leaving, FadeIn(self.stage.level_names)]
        for index, beam in enumerate(marks.beams):
            for moves in marks.come(index, self.beam):
                chapter.play(*moves, *back, run_time=1.6 if len(back) > 1 else 0.9)
                back = []
            back = [FadeIn(beam)]
        chapter.remove(self.beam)
        chapter.add(marks.beams[-1], *marks.dots[-1])
        chapter.wait(seconds_to_read(marks.lines[-1]))
