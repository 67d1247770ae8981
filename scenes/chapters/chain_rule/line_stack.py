"""Any number of machines: number lines down the frame, a fan through all of them, and the one product."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    Dot,
    FadeIn,
    LaggedStart,
    Line,
    ManimColor,
    Mobject,
    ReplacementTransform,
    RoundedRectangle,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    interpolate_color,
)
from manim.utils.rate_functions import smooth, squish_rate_func, there_and_back

from backprop_core.quantity import Piece, Symbol, derivative_symbol
from config import Theme
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing, fly
from scenes.stage.lettering.typesetting import TypesetLine, math, text
from scenes.stage.measure import allow
from scenes.stage.nudges.fan import LIT, Fan
from scenes.stage.nudges.lens import Lens
from scenes.stage.nudges.number_lines import NumberLines

_INDICES = ("1", "2", "", "n")
"""What tells the machines apart; nothing where more of them are left out."""

_WIDTHS = (0.12, 0.25, 0.19, 0.45, 0.94)
"""How wide the nudge is on each line, as a share of the line: some machines stretch it, some pinch it."""

_BEFORE_LIT, _SHINES = 0.3, 0.95
"""How bright a fan is before its slope is multiplied, and when all is done."""

_SEEN, _BESIDE, _LEAST = 0.95, 0.6, 1e-3
"""What the camera shows over and under a fan, in distances of two lines, and beside it; the least reach."""

_ON, _INSIDE = 1.2, 0.12
"""How far the lines go on, beyond the frame's edge; where a lens ends before that."""

_AND_SO_ON, _ON_DOWN = "dots.c", "dots.v"
_NAME, _SLOPE, _PRODUCT, _WORD, _BEFORE, _UNDER, _DONE, _PAD = 0.86, 0.78, 1.0, 0.6, 0.5, 0.22, 7.0, 0.3


class LineStack(VGroup):
    """Lines from the top to the bottom of a region, which go on as `tails`, and the product on its `ground`.

    `slopes` stand before the fans and `factors` are their places in `product`, where the outermost comes
    first. The widths of the fan are those of no function: it shows any.
    """

    def __init__(self, theme: Theme, ends: tuple[Symbol, Symbol], lines: NumberLines, region: Region) -> None:
        super().__init__()
        self.theme = theme
        first, last = ends
        start = float(lines.rails[0].get_start()[0])
        self.names = [
            math([Piece(end.typst, "symbol")], color, size=_NAME, display=False)
            for end, color in zip(ends, (lines.colors[0], lines.colors[-1]), strict=True)
        ]
        primes = [f"f'_{index}" if index else _AND_SO_ON for index in _INDICES]
        stop, levels = region.right, np.linspace(region.top, region.bottom, len(_WIDTHS))
        self._write(last, first, primes, (stop, float(levels[1])))
        first_hue, between, last_hue = (ManimColor(color) for color in lines.colors)
        hues = [
            interpolate_color(first_hue, between, 0.6),
            between,
            interpolate_color(between, last_hue, 0.45),
        ]
        colors = [lines.colors[0], *(hue.to_hex() for hue in hues), lines.colors[-1]]
        self.rails = [
            Line((start, y, 0), (stop, y, 0), stroke_color=color, stroke_width=4)
            for y, color in zip(levels, colors, strict=True)
        ]
        home = start + _BEFORE
        ticks = [(home, home + share * (stop - home - _BEFORE)) for share in _WIDTHS]
        places = [tuple(np.array([x, y, 0.0]) for x in pair) for pair, y in zip(ticks, levels, strict=True)]
        self.bars = [
            Line(place[0], place[1], stroke_color=color, stroke_width=18)
            for place, color in zip(places, colors, strict=True)
        ]
        self.fans = [Fan(pair) for pair in pairwise(colors)]
        self.spans = [((a[0], a[1]), (b[0], b[1])) for a, b in pairwise(places)]
        for fan, (above, below) in zip(self.fans, self.spans, strict=True):
            fan.span(above, below, 1.0)
            fan.light(_BEFORE_LIT)
        middles = [(a + b) / 2 for a, b in pairwise(levels)]
        self.lenses = [
            Lens(theme, start, stop - _INSIDE, level)
            if index
            else VGroup(
                *(Dot((0.0, level + d, 0.0), radius=0.06, color=theme.dimmed) for d in (0.25, 0.0, -0.25))
            )
            for index, level in zip(_INDICES, middles, strict=True)
        ]
        column = (region.left + start) / 2
        self.slopes = [
            math([Piece(prime if index else _ON_DOWN, "symbol")], theme.gradient, size=_SLOPE).move_to(
                (column, level, 0.0)
            )
            for index, prime, level in zip(_INDICES, primes, middles, strict=True)
        ]
        for lens, slope, index in zip(self.lenses, self.slopes, _INDICES, strict=True):
            allow(slope, "untraced", "the function's place in the row")
            if not index:
                lens.set_opacity(0.0)
        for name, level in zip(self.names, (levels[0], levels[-1]), strict=True):
            name.move_to((column, level, 0.0))
        self.add(*self.fans, *self.rails, *self.bars, *self.lenses, *self.names, *self.slopes)
        for part in self.get_family():
            allow(part, "close-up", "the stack goes on")
        edge = stop + _ON
        self.tails = [
            allow(
                Line((stop, y, 0), (edge, y, 0), stroke_color=color, stroke_width=4),
                "close-up",
                "the line goes on",
            )
            for y, color in zip(levels, colors, strict=True)
        ]
        self.add(*self.tails, self.ground, self.product, self.done, self.word)

    def _write(self, last: Symbol, first: Symbol, primes: Sequence[str], place: tuple[float, float]) -> None:
        """Make the product, the outermost slope first, and the stroke under what has been multiplied."""
        whole = derivative_symbol(last, first, partial=False)
        pieces = [Piece(whole.typst, "symbol"), Piece("=", "symbol")]
        for index, prime in enumerate(reversed(primes)):
            pieces += [Piece("dot.op", "symbol")] if index else []
            pieces.append(Piece(prime, "symbol"))
        self.product: TypesetLine = math(pieces, self.theme.gradient, size=_PRODUCT)
        for index, piece in enumerate(pieces, start=1):
            if piece.typst in ("=", "dot.op"):
                self.product.part(index).set_color(self.theme.ink)
        self.word = text("the work done so far", self.theme.dimmed, size=_WORD)
        tall = float(self.product.height + self.word.height) + 2 * _UNDER + 2 * _PAD
        self.ground = RoundedRectangle(
            corner_radius=0.25,
            width=float(self.product.width) + 2 * _PAD,
            height=tall,
            stroke_color=self.theme.gradient,
            stroke_width=2.5,
        )
        self.ground.set_fill(self.theme.background, opacity=1.0).move_to((*place, 0.0), aligned_edge=RIGHT)
        self.product.move_to(self.ground).align_to(self.ground.get_top() + DOWN * _PAD, UP)
        allow(self.product, "equation", "it holds for any functions: there is nothing to work out")
        for named in self.product:
            allow(named, "untraced", "the function's place in the row")
        self.factors = [self.product.part(3 + 2 * index) for index in reversed(range(len(primes)))]
        self.done = Line(LEFT, RIGHT, stroke_color=self.theme.gradient, stroke_width=_DONE)
        self.climbed = self.done.copy()
        self.taken = 1

    def take_over(self, lines: NumberLines) -> list[Animation]:
        """Return the animations in which the lines and fans on stage become the first of these."""
        self.taken = len(lines.fans)
        pairs: list[tuple[VMobject, VMobject]] = [
            pair
            for old, new in ((lines.rails, self.rails), (lines.bars, self.bars), (lines.fans, self.fans))
            for pair in zip(old, new, strict=False)
        ]
        come = self.names[0], *self.tails[: len(lines.rails)]
        return [*(ReplacementTransform(old, new) for old, new in pairs), *map(FadeIn, come)]

    def view(self, index: int, last: int | None = None) -> Region:
        """Return what the camera shows while a fan comes, or all up to a last one: ever more, downward."""
        last = index if last is None else last
        pitch = float(self.rails[0].get_y() - self.rails[1].get_y())
        top, bottom = (float(self.lenses[one].get_y()) for one in (index, last))
        left = float(self.names[0].get_left()[0]) - _PAD
        right = max(float(bar.get_right()[0]) for bar in self.bars[index : last + 2])
        return Region(left, right + _BESIDE, bottom - _SEEN * pitch, top + _SEEN * pitch)

    def reach(self, index: int) -> list[Animation]:
        """Return the animations in which the light goes through a machine and makes the next nudge."""
        fan, (above, below) = self.fans[index], self.spans[index]

        def grow(mobject: Mobject, share: float) -> None:
            assert isinstance(mobject, Fan)
            mobject.span(above, below, max(share, _LEAST))

        early, late = squish_rate_func(smooth, 0.0, 0.5), squish_rate_func(smooth, 0.65, 1.0)
        fresh = index >= self.taken
        line = (self.rails[index + 1], self.tails[index + 1]) if fresh else ()
        rail = [FadeIn(part, rate_func=early) for part in line]
        grown = [UpdateFromAlphaFunc(fan, grow)] if fresh else []
        arrived: list[VMobject] = [
            *([self.bars[index + 1]] if fresh else []),
            *(self.names[1:] if index + 2 == len(self.rails) else []),
        ]
        machine = FadeIn(self.lenses[index], rate_func=early), FadeIn(self.slopes[index], rate_func=late)
        come = (FadeIn(part, rate_func=late) for part in arrived)
        return [*machine, *rail, *grown, *come]

    def hush(self) -> list[Animation]:
        """Return the animations in which the lenses recede."""
        return [lens.recede() for lens in self.lenses if isinstance(lens, Lens)]

    def shine(self) -> Animation:
        """Return the animation in which light runs through all fans, from the last back to the first."""
        lit = (changing(fan)(rate_func=there_and_back).light(_SHINES) for fan in reversed(self.fans))
        return LaggedStart(*lit, lag_ratio=0.25)

    def hand_on(self, index: int) -> list[Animation]:
        """Return the animations in which a slope goes into the product, behind the ones that are there.

        Its fan shines. The stroke under what has been multiplied so far swallows it, and so does the one
        beside the fans.
        """
        slope, factor = self.slopes[index], self.factors[index]
        first = index + 1 == len(self.factors)
        level, left = float(self.product.get_bottom()[1]) - _UNDER, float(self.factors[-1].get_left()[0])
        end = np.array([float(factor.get_right()[0]), level, 0.0])
        lit = changing(self.fans[index]).light(LIT)
        arrive = fly(slope.part(1), factor) if _INDICES[index] else FadeIn(factor)
        if first:
            self.done.put_start_and_end_on(np.array([left, level, 0.0]), end)
            self.word.next_to(self.done, DOWN, buff=_UNDER).align_to(self.done, LEFT)
            self.climbed.put_start_and_end_on(*self._climb(index))
            return [lit, arrive, FadeIn(self.done), FadeIn(self.word), Create(self.climbed)]
        dot = FadeIn(self.product.part(2 * (len(self.factors) - index)))
        grow = changing(self.done).put_start_and_end_on(np.array([left, level, 0.0]), end)
        climb = changing(self.climbed).put_start_and_end_on(*self._climb(index))
        return [lit, dot, arrive, grow, climb]

    def _climb(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the ends of the stroke beside the fans from the last line up to that over a fan."""
        x = float(self.rails[0].get_start()[0]) + _BEFORE / 2
        low, high = (float(self.rails[place].get_y()) for place in (-1, index))
        return np.array([x, low, 0.0]), np.array([x, high, 0.0])
