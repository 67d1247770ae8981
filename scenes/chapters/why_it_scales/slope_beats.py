"""What is left of a slope: the edge swings down to the row of products, and the light walks along it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import DOWN, LEFT, UL, UR, Animation, FadeIn, FadeOut, ValueTracker, linear, smooth
from manim.utils.rate_functions import squish_rate_func

from backprop_core.quantity import Quantity
from scenes.chapters.why_it_scales.factor_ladder import Tile
from scenes.chapters.why_it_scales.in_a_row import Row
from scenes.chapters.why_it_scales.names import LEFT_OVER
from scenes.chapters.why_it_scales.readouts import left_readout
from scenes.chapters.why_it_scales.row_place import RowPlace
from scenes.chapters.why_it_scales.row_views import DEEPEST, RowViews
from scenes.chapters.why_it_scales.share_curve import ShareCurve
from scenes.chapters.why_it_scales.slope_band import SlopeBand
from scenes.chapters.why_it_scales.unit_row import UnitRow
from scenes.chapters.why_it_scales.views import geometric
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.readout import Readout
from scenes.stage.words import words

ROW_LINE, NUMBER_LINE = 2.35, 1.1
"""From the body's lower edge up to the row, and from its upper edge down to the number."""

NEAREST, ZOOM, CLOSER = 4.0, 2.6, 0.8
"""How much closer the camera goes to the row's end to look at its dots, and to let the light pass them; up to
which share it goes closer again at a step."""

NEAR_LINE, CLOSE_LINE, LOSS_ROOM = 1.9, 1.05, 0.75
"""From the body's lower edge up to the row as it is seen then; from its right edge to the loss."""

SLOW, APART, HIGH, UNDER = 3, 0.7, 1.75, 0.3
"""Activations that are passed one by one; from the curve to the band; height of a slope of one; what stays
free under the number."""


class SlopeBeats(RowViews):
    """The last beats: `first` is the gradient at the loss, `naive` and `sweep` the counts that leave.

    `kind` says which activations stand in the row, and `body` is the screen's part under the heading.
    """

    body: Region
    kind: Row
    first: Tile
    naive: Readout
    sweep: Readout

    def lay_out_row(self) -> None:
        """Make the row that the edge becomes, the band over it, and the curve of one of its activations."""
        self.walked, products = ValueTracker(0), DEEPEST - 1
        low = self.body.bottom + ROW_LINE
        self.place = RowPlace(replace(self.body, bottom=low, top=low).inset(left=0.2, right=0.2), products)
        lights = [abs(float(self.kind.left(count))) for count in range((products + 1) // 2 + 1)]
        self.row = UnitRow(self.theme, lights, self.place, self.walked)
        self.band = SlopeBand(self.theme, lights, self.place, self.walked, HIGH)
        self.names, self.kinds = self.row.label(self.kind.label), self.row.kinds(1 / NEAREST)
        self.names[0].scale(1 / ZOOM, about_point=self.names[0].get_corner(UR))
        number = self.body.point(UL) + DOWN * NUMBER_LINE
        self.left = left_readout(self.kind, self.walked, self.theme.gradient, number)
        window = self.body.below(self.left).inset(
            top=0.25, bottom=CLOSE_LINE + 0.4, right=self.body.width / 2 + APART
        )
        self.curve = ShareCurve(self.theme, self.kind, window)

    def swing_down(self) -> None:
        """The edge becomes the row of products; the first gradient goes to its right end, to the loss."""
        places, radii = self._bring_home()
        sentence = words(
            "This edge is the way back: activation, weight, in turn. How much of the slope arrives?"
        )
        with self.beat("layers", sentence):
            self.remove(self.triangle.edge)
            gone = squish_rate_func(smooth, 0.0, 0.15)
            self.play(
                self.row.swing_from(places, radii),
                changing(self.first).move_to(self.row.loss).scale(0.15),
                FadeIn(self.row.loss, rate_func=squish_rate_func(smooth, 0.7, 1.0)),
                FadeOut(self.triangle.olds, rate_func=squish_rate_func(smooth, 0.3, 1.0)),
                FadeOut(self.naive, self.sweep, rate_func=gone),
                run_time=2.6,
            )
            self.remove(self.triangle)
            _, first, _ = self.names
            self.play(
                self._close_up(NEAREST, NEAR_LINE),
                FadeOut(self.first, rate_func=squish_rate_func(smooth, 0.0, 0.3)),
                FadeIn(first),
                run_time=1.4,
            )
            self.play(FadeIn(self.kinds, lag_ratio=0.6), run_time=0.7)
            self.wait(0.7)
            self._fix(self.left)
            ring = self.row.ring
            self.play(self.row.go_dark(), FadeIn(self.left, ring), FadeOut(self.kinds), run_time=1.0)

    def first_steps(self) -> None:
        """Close to the loss the slope is whole; the light passes the first activations, one by one."""
        let_through = Quantity(LEFT_OVER, self.kind.left(1), decimals=3)
        self._fix(self.curve)
        with self.beat("factors", words(self.kind.warning, slope=let_through)):
            self.row.walk()
            self.band.watch()
            self.add(self.row, self.band)
            late = squish_rate_func(smooth, 0.5, 1.0)
            self.play(
                self._close_up(ZOOM, CLOSE_LINE),
                changing(self.walked).set_value(0.85),
                FadeIn(self.curve.plot, self.names[0], rate_func=late),
                run_time=1.4,
            )
            for animation, seconds in self.curve.shown():
                self.play(animation, run_time=seconds)
            self.add(self.curve)
            self._step(1, 1.0)
        zoom = ZOOM
        with self.beat("onward", words(self.kind.onward)):
            for count in range(2, SLOW + 1):
                zoom = min(zoom / max(CLOSER, self.kind.share**0.5), self._closest())
                leaving = [FadeOut(self.curve, shift=LEFT * 2.0), FadeOut(self.names[0])]
                self._step(count, 1.9, self._close_up(zoom, CLOSE_LINE), *(leaving if count == 2 else ()))

    def vanish(self) -> None:
        """The weights glimmer; from far the light walks on to the first layer, with next to nothing in it."""
        with self.beat("vanish", words(self.kind.outcome)):
            loss, _, middle = self.names
            loss.scale(ZOOM, about_point=loss.get_corner(UR))
            self.play(
                self._show(self.home, squish_rate_func(smooth, 0.0, 0.5)),
                self.row.glimmer(squish_rate_func(linear, 0.0, 0.55)),
                FadeIn(loss, middle, rate_func=squish_rate_func(smooth, 0.45, 0.6)),
                changing(self.walked)(rate_func=geometric(DEEPEST / SLOW, 0.3)).set_value(DEEPEST - 1),
                run_time=5.0,
            )
            self.wait(0.6)

    def _close_up(self, zoom: float, line: float) -> Animation:
        """Return the animation that shows the row so much larger at a height, the loss at the right."""
        seen_at = np.array([self.body.right - LOSS_ROOM, self.body.bottom + line, 0.0])
        return self._show(self.home / zoom + self.place.of(0) - seen_at / zoom)

    def _closest(self) -> float:
        """Return how much larger the row may be seen, the first activation's share under the number."""
        room = float(self.left.get_bottom()[1]) - self.body.bottom - CLOSE_LINE - UNDER
        left = self.band.base - float(self.place.of(0)[1]) + HIGH * self.kind.share
        return room / left

    def _step(self, count: int, seconds: float, *others: Animation) -> None:
        """Let the light pass one more activation, on to the weight behind it, and rest there."""
        self.play(changing(self.walked).set_value(2 * count), *others, run_time=0.7 * seconds)
        self.wait(0.3 * seconds)
