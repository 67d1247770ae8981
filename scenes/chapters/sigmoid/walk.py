"""One activation: its picture first, then the derivation that proves it, then what it does to a gradient."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import numpy as np
from manim import (
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Flash,
    Indicate,
    ValueTracker,
    linear,
    smooth,
)

from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.number import Number
from backprop_core.quantity import Quantity
from scenes.chapters.sigmoid import sentences
from scenes.chapters.sigmoid.gauges import AreaGauge, gauge_of
from scenes.chapters.sigmoid.gradient_walk import GradientWalk
from scenes.chapters.sigmoid.proof_walk import ProofWalk
from scenes.chapters.sigmoid.side_tangents import side_tangents
from scenes.chapters.sigmoid.slope_name import slope_name
from scenes.chapters.sigmoid.views import CLOSER, WHOLE, look
from scenes.stage.chapter import Chapter
from scenes.stage.plots.curve_stage import BLEED, HIGH, LOW, CurveStage
from scenes.stage.plots.cut import Cut, Cuttable
from scenes.stage.words import Words

BEGINS, ENDS, STEPPED, FOLDED, FAR, RIGHT_OF = 1.4, -1.6, 0.6, -0.57, 0.9, 0.45
"""Where the point goes while its slope is shown, where a step is taken and a length folded, from the middle
on stage; how far out the ends are, and the place for a straight part, as shares of what is seen."""

OUT, PEN = -5.75, 5.8
"""How far out on stage the light of a gradient goes, and to both sides the point that draws the curve."""

_PLACES, _LEAST = 201, 0.2


class Walk:
    """The beats of one activation, played on a chapter's stage under its heading.

    `places` are sums that must be seen; `decimals` are the network's; `suffix` is added to the beats'
    names. The stage with its curves is left when all are played.
    """

    def __init__(
        self, chapter: Chapter, curve: ActivationCurve, places: Sequence[float], decimals: int, suffix: str
    ) -> None:
        self.chapter, self.curve, self.suffix = chapter, curve, suffix
        self.theme = chapter.theme
        self.stage = CurveStage(self.theme, curve, places)
        self.z = ValueTracker(curve.middle)
        self.gauge = gauge_of(self.theme, self.stage, self.z)
        self.coming: list[Animation] = []
        """What goes on while the curve is drawn."""
        self.reach = self.stage.window[1] - curve.middle
        kink = curve.kink
        self.sides = [] if kink is None else side_tangents(self.stage, float(kink))
        self.proof = ProofWalk(chapter, self.stage, self.gauge, self.sides, suffix)
        end = max(self._from_middle(OUT), self._on_stage()[0]) if curve.shape.is_straight else None
        ways = self._steepest(), self._from_middle(OUT) if end is None else end
        self.gradient = GradientWalk(self.proof, ways, decimals)

    def play(self) -> None:
        """Play all beats."""
        self.draw_curve()
        self.lay_tangent()
        if isinstance(self.gauge, AreaGauge):
            self.part(self.gauge)
            self.fold(self.gauge)
        else:
            self.step()
        self.draw_slope()
        if self.curve.kink is not None:
            self.stop_at_kink(self.curve.kink)
        self.find_peak()
        if self.curve.shape.dip_at is not None:
            self.find_dip(self.curve.shape.dip_at)
        self.proof.play()
        self.gradient.play()

    def draw_curve(self) -> None:
        """The function across the whole frame."""
        gauge = self.gauge
        with self._beat("curve", sentences.opening(self.curve)):
            pen = Cuttable(self.stage.curve, (-BLEED, BLEED))
            self.z.set_value(self._from_middle(-PEN))
            gauge.lay()
            pen.cut((-BLEED, -PEN))
            self.chapter.add(self.stage.curve)
            self._play(FadeIn(gauge.dot, scale=0.5), run_time=0.2)
            drawn = Cut(pen, (-BLEED, PEN), rate_func=linear)
            self._play(drawn, self._to(self._from_middle(PEN), rate_func=linear), *self.coming, run_time=2.0)
            pen.cut((-BLEED, BLEED))
            self._play(self._to(self._from_middle(FOLDED)), run_time=1.0)

    def lay_tangent(self) -> None:
        """A tangent that rides along the curve, from one end to the other."""
        gauge, span = self.gauge, self._on_stage()
        with self._beat("steep", sentences.steep(self.curve)):
            gauge.lay()
            self._play(Create(gauge.tangent), run_time=0.7)
            self.chapter.add(gauge.dot)
            for end, run_time in ((span[0], 1.1), (span[1], 3.0)):
                self._play(self._to(end), run_time=run_time, rate_func=smooth)
            self._play(self._to(self._from_middle(FOLDED)), run_time=1.2)

    def part(self, gauge: AreaGauge) -> None:
        """From the floor up to the curve, from there to the ceiling."""
        below, rest = gauge.names
        with self._beat("parts", sentences.parts(self.curve)):
            near = look(self.chapter, CLOSER)
            self._play(near, FadeOut(self.stage.z_name), FadeOut(self.stage.level_names), run_time=0.9)
            gauge.lay()
            self._play(Create(gauge.below), FadeIn(below), run_time=0.7)
            self._play(Create(gauge.rest), FadeIn(rest), run_time=0.7)
            self.chapter.add(gauge.dot)
            for place in (BEGINS, FOLDED):
                self._play(self._to(self._from_middle(place)), run_time=1.3)

    def fold(self, gauge: AreaGauge) -> None:
        """The upper length turned down: both are sides of a rectangle."""
        with self._beat("fold", sentences.fold()):
            self._play(Indicate(gauge.tangent, scale_factor=1.25, color=self.theme.gradient), run_time=1.0)
            self._play(FadeOut(gauge.names[1]), run_time=0.2)
            self._play(gauge.fold.animate.set_value(1.0), run_time=1.5)
            self.chapter.bring_to_back(gauge.area)
            self._play(FadeIn(gauge.area), FadeIn(gauge.names[1]), run_time=0.8)

    def step(self) -> None:
        """A step to the right along the tangent, and its rise."""
        gauge = self.gauge
        with self._beat("parts", sentences.step()):
            near = look(self.chapter, CLOSER)
            self._play(near, FadeOut(self.stage.z_name), FadeOut(self.stage.level_names), run_time=0.9)
            self._play(self._to(self._from_middle(STEPPED)), run_time=0.5)
            for bar in gauge.picture:
                self._play(Create(bar), run_time=0.7)
            self.chapter.add(gauge.dot)
            for place in (ENDS, STEPPED):
                self._play(self._to(self._from_middle(place)), run_time=1.1)

    def draw_slope(self) -> None:
        """What stands for the slope comes down as a height, and draws the slope's curve as it walks."""
        stage, gauge, span = self.stage, self.gauge, self._seen()
        trail, reached = stage.slope_line.copy(), ValueTracker(-BLEED)
        trail.add_updater(lambda line: stage.draw_slopes(line, float(reached.get_value())), call_updater=True)
        names = [FadeOut(name) for name in gauge.names]
        with self._beat("slope", sentences.walk(self.curve)):
            coming = [FadeIn(part) for part in stage.slope_base]
            self._play(look(self.chapter, WHOLE), *coming, FadeIn(stage.level_names), *names, run_time=0.9)
            self.chapter.add(gauge.column)
            self._play(gauge.drop.animate.set_value(1.0), run_time=1.0)
            self._play(FadeIn(gauge.height_dot), run_time=0.4)
            self.chapter.add(trail, *gauge.followers)
            for end, run_time, pace in ((span[0], 0.9, smooth), (span[1], 3.4, linear)):
                drawn = reached.animate.set_value(float(stage.to_slope(end, 0.0)[0]))
                self._play(self._to(end), drawn, run_time=run_time, rate_func=pace)
            ends = [FadeIn(end) for end in stage.ends]
            self._play(reached.animate.set_value(BLEED), *ends, run_time=0.5)
            self.chapter.remove(trail, *stage.ends)
            self.chapter.add(stage.slopes, *gauge.followers)

    def stop_at_kink(self, place: Number) -> None:
        """Two tangents at the kink, one to each side, and the convention."""
        gauge, sides = self.gauge, self.sides
        convention = Quantity(self.curve.slope_symbol, self.curve.slope(place))
        with self._beat("kink", sentences.kink(convention)):
            gone = [FadeOut(part) for part in (gauge.tangent, *gauge.picture, gauge.column)]
            self._play(self._to(float(place)), *gone, run_time=1.4)
            self._play(*(Create(side) for side in sides), run_time=0.9)
            self.chapter.add(gauge.dot)
            self._flash()
        back = [gauge.tangent, *gauge.picture, gauge.column]
        self._play(*(FadeOut(side) for side in sides), *(FadeIn(part) for part in back), run_time=0.5)
        self.chapter.add(*gauge.followers)

    def find_peak(self) -> None:
        """Where it is steepest; the slope there is named, which comes near the largest where none is."""
        shape, place = self.curve.shape, self._steepest()
        largest = Quantity(self.curve.slope_symbol, shape.peak)
        with self._beat("peak", sentences.peak(self.curve, largest)):
            self._play(self._to(place), run_time=1.6)
            there = self.curve.slope(place) if shape.peak_at is None else shape.peak
            self._name(replace(largest, value=there), place)
            self._flash()

    def find_dip(self, place: Number) -> None:
        """Where the slope is below zero."""
        slope = Quantity(self.curve.slope_symbol, self.curve.slope(place))
        with self._beat("dip", sentences.dip(slope)):
            self._play(self._to(float(place)), run_time=1.8)
            self._name(slope, float(place))
            self._flash()

    def _name(self, slope: Quantity, place: float) -> None:
        """Name a slope over its place; it stands until the proof begins."""
        name = slope_name(self.stage, self.curve, slope, place)
        self.proof.named.append(name)
        self._play(FadeIn(name, shift=UP * 0.2), run_time=0.5)
        self.chapter.add(self.gauge.height_dot)

    def _steepest(self) -> float:
        """Return where the curve is steepest, or near to where it would be."""
        shape = self.curve.shape
        if shape.peak_at is None:
            return self.curve.middle + RIGHT_OF * self.reach * (0.0 if shape.is_straight else 1.0)
        return self.curve.middle + float(shape.peak_at)

    def _from_middle(self, across: float) -> float:
        return self.curve.middle + across / self.stage.unit

    def _seen(self) -> tuple[float, float]:
        """Return from where to where the point walks."""
        half = FAR * self.reach
        return self.curve.middle - half, self.curve.middle + half

    def _on_stage(self) -> tuple[float, float]:
        """Return from where to where the curve, on which the point walks, is well inside the frame."""
        places = np.linspace(*self._seen(), _PLACES)
        ys = [float(self.stage.on_curve(float(place))[1]) for place in places]
        inside = [float(place) for place, y in zip(places, ys, strict=True) if LOW - _LEAST <= y <= HIGH]
        return inside[0], inside[-1]

    def _to(self, z: float, **kwargs: Any) -> Any:
        moving: Any = self.z.animate
        return moving(**kwargs).set_value(z)

    def _play(self, *animations: Any, **kwargs: Any) -> None:
        self.chapter.play(*animations, **kwargs)

    def _beat(self, name: str, said: Words) -> AbstractContextManager[None]:
        return self.chapter.beat(f"{name}{self.suffix}", said)

    def _flash(self) -> None:
        flash = Flash(self.gauge.height_dot.get_center(), color=self.theme.gradient, line_length=0.25)
        self.chapter.play(flash, run_time=0.6)
