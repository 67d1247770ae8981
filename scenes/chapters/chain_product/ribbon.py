"""A nudge on its way through a chain: a ribbon that each slope stretches, pinches or turns over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod

import numpy as np
from manim import UP, Animation, DashedLine, Mobject, UpdateFromAlphaFunc, VGroup, VMobject
from numpy.typing import NDArray

from config import Theme
from scenes.chapters.chain_product.ribbon_scale import RibbonScale
from scenes.stage.color import mixed
from scenes.stage.measure import Measurement

Floats = NDArray[np.float64]

FRONT, BACK, DIM = 0.66, 0.34, 0.3
"""Opacity of the side that is seen at first, of the other side, share of both while a piece is not lit."""

LENS, TAIL = 0.26, 0.62
"""How far behind a line a piece begins whose scale is another; how far the ribbon goes on at both ends."""

_SAMPLES, _EDGE, _LENS_STROKE, _SHARPNESS, _SHADED = 49, 3.5, 2.0, 1e-5, 0.62


def eased(share: Floats) -> Floats:
    """Return the share of a change that is done at a share of the way: level at both ends."""
    done: Floats = share**2 * (3 - 2 * share)
    return done


class RibbonPiece(VGroup):
    """The ribbon between two lines, `widths` (signed, in stage units) wide where it begins and ends.

    `plus` is the edge of the nudge's upper end, `minus` that of its lower end: where the width is negative
    they have changed places, and the back of the ribbon is seen. `slope` is the name of the ratio of its
    widths, empty for a piece without one.
    """

    def __init__(
        self, theme: Theme, xs: tuple[float, float], level: float, widths: tuple[float, float], slope: str
    ) -> None:
        super().__init__()
        self.xs, self.level, self.widths, self.slope = xs, level, widths, slope
        self.share, self.zoom, self.light = 1.0, 0.0, 1.0
        shades = [mixed(theme.background, theme.gradient, share) for share in (_SHADED, 1.0, _SHADED)]
        self.front, self.back = (VMobject(stroke_width=0.0) for _ in "+-")
        for side in (self.front, self.back):
            side.set_fill(shades, 1.0).set_sheen_direction(UP)  # type: ignore[arg-type]
        self.plus, self.minus = (
            VMobject(stroke_color=color, stroke_width=_EDGE, fill_opacity=0.0)
            for color in (theme.ink, theme.gradient)
        )
        self.add(self.back, self.front, self.minus, self.plus)
        self.draw()

    def draw(
        self, *, share: float | None = None, zoom: float | None = None, light: float | None = None
    ) -> None:
        """Draw so much of it from the left, so many powers of ten wider, so bright."""
        self.share = self.share if share is None else share
        self.zoom = self.zoom if zoom is None else zoom
        self.light = self.light if light is None else light
        x, half = self._profile()
        up, down = (np.stack([x, self.level + sign * half, 0 * x], axis=1) for sign in (1.0, -1.0))
        for edge, places in ((self.plus, up), (self.minus, down)):
            edge.set_points_as_corners(places if self.share > 0 else np.zeros((0, 3)))
            edge.set_stroke(opacity=self.light)
        for side, sign, opacity in ((self.front, 1.0, FRONT), (self.back, -1.0, BACK)):
            seen = sign * half >= 0
            closed = np.concatenate([up[seen], down[seen][::-1], up[seen][:1]])
            there = self.share > 0 and bool((sign * half > 0).any())
            side.set_points_as_corners(closed if there else np.zeros((0, 3)))
            side.set_fill(opacity=opacity * self.light)

    def highest(self, left: float, right: float) -> float:
        """Return how high the ribbon reaches between two places."""
        x = np.linspace(left, right, _SAMPLES)
        return self.level + float(np.abs(self._half(x)).max())

    def measurements(self) -> Iterable[Measurement]:
        """Read the slope back from the piece: how much wider it ends than it begins, and on which side."""
        if self.share < 1 or not self.slope or self.widths[0] == 0:
            return
        begin, end = (float(self.plus.points[at][1] - self.minus.points[at][1]) for at in (0, -1))
        yield Measurement("slope", self.slope, end / begin, _SHARPNESS * (1 + abs(end / begin)))

    def _half(self, x: Floats) -> Floats:
        (left, right), (before, after) = self.xs, self.widths
        done = eased(np.clip((x - left) / (right - left), 0.0, 1.0))
        half: Floats = (before + (after - before) * done) / 2 * 10.0**self.zoom
        return half

    def _profile(self) -> tuple[Floats, Floats]:
        """Return places from left to right and half the signed width there; one is where the edges cross."""
        left, right = self.xs
        x = np.linspace(left, left + (right - left) * self.share, _SAMPLES)
        half = self._half(x)
        crossing = np.flatnonzero(half[:-1] * half[1:] < 0)
        for at in crossing:
            share = half[at] / (half[at] - half[at + 1])
            x, half = np.insert(x, at + 1, x[at] + share * (x[at + 1] - x[at])), np.insert(half, at + 1, 0.0)
        return x, half


class Ribbon(VGroup):
    """`pieces` from line to line, one level piece before the first line and one after the last.

    `lenses` are dashed lines that open where a piece is drawn to another scale than what comes in.
    """

    def __init__(
        self, theme: Theme, scale: RibbonScale, xs: Sequence[float], level: float, slopes: Sequence[str]
    ) -> None:
        super().__init__()
        self.scaling, self.names = scale, slopes
        starts = dict(scale.steps())
        begins = [x + LENS * (index in starts) for index, x in enumerate(xs)]
        self.pieces = [
            RibbonPiece(theme, (begins[index], xs[index + 1]), level, scale.ends(index), name)
            for index, name in enumerate(slopes)
        ]
        first, last = scale.ends(0)[0], scale.ends(len(slopes))[0]
        self.head = RibbonPiece(theme, (xs[0] - TAIL, xs[0]), level, (first, first), "")
        self.tail = RibbonPiece(theme, (begins[-1], xs[-1] + TAIL), level, (last, last), "")
        self.all = [self.head, *self.pieces, self.tail]
        self.lenses = VGroup(*(self._lens(theme, index, xs[index], level) for index in starts))
        self.add(*self.all)

    def run(self, index: int) -> Animation:
        """Return the animation in which the ribbon runs on through one of `all`, from the left."""
        piece = self.all[index]
        return UpdateFromAlphaFunc(piece, lambda _, share: piece.draw(share=share))

    def shine(self, light: float, *pieces: RibbonPiece) -> Animation:
        """Return the animation that makes pieces, or all, so bright."""
        chosen = pieces or tuple(self.all)
        before = [piece.light for piece in chosen]

        def show(_: Mobject, share: float) -> None:
            for piece, start in zip(chosen, before, strict=True):
                piece.draw(light=start + (light - start) * share)

        return UpdateFromAlphaFunc(VGroup(*chosen), show)

    def measurements(self) -> Iterable[Measurement]:
        """Read the product of all slopes back from all pieces."""
        if any(piece.share < 1 or not piece.slope for piece in self.pieces):
            return
        found = [next((m.found for m in piece.measurements()), 0.0) for piece in self.pieces]
        total = prod(found)
        yield Measurement("slope", self.product, total, 1e-4 * abs(total) + 1e-12)

    @property
    def product(self) -> str:
        """The name of the product of all slopes."""
        above, below = self.names[-1].partition("/")[0], self.names[0].partition("/")[2]
        return f"{above}/{below}"

    def _lens(self, theme: Theme, index: int, x: float, level: float) -> VGroup:
        """Return the two lines from what comes in at a line to what it looks like when drawn anew."""
        comes, goes = self.scaling.ends(index - 1)[1], self.scaling.ends(index)[0]
        return VGroup(
            *(
                DashedLine(
                    (x, level + sign * comes / 2, 0.0),
                    (x + LENS, level + sign * goes / 2, 0.0),
                    color=theme.dimmed,
                    stroke_width=_LENS_STROKE,
                    dash_length=0.07,
                )
                for sign in (1, -1)
            )
        )
