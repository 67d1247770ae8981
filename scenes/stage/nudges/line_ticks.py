"""Ticks of a number line that can be looked at ever closer: finer ones come as the coarse ones leave."""

from __future__ import annotations

import math as mathematics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np
from manim import DL, DOWN, UP, UR, Line, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.decimals.contrast import GIVEN_DECIMALS
from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.measure import allow

_LENGTH, _GAP, _APART, _CLEAR, _EDGE = 0.22, 0.09, 0.4, 0.1, 0.2
_OUTSIDE = 0.65
"""Share of a mark that lies on the side of its label."""


Thread = tuple[list[float], list[float]]
"""Where a line that connects two number lines starts and ends."""


@dataclass(frozen=True)
class Body:
    """A line that passes a number line, or two with what lies between them; how well it is seen."""

    threads: list[Thread]
    seen: float


_SEEN = 0.5
"""Opacity of a line from which labels give way to it altogether."""

_FADING = 0.25
"""Share of the room that a label needs over which it fades in while room is made for it."""


def round_step(least: float) -> Fraction:
    """Return the smallest 1, 2 or 5 times a power of ten that is not below a number."""
    power = Fraction(10) ** mathematics.floor(mathematics.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if float(power * factor) >= least * (1 - 1e-12))


class LineTick(VGroup):
    """A mark and the number that it stands for; `spacing` is the step of its kind, `needed` its room."""

    def __init__(
        self, theme: Theme, quantity: Quantity, spacing: float, needed: float, *, above: bool, size: float
    ) -> None:
        self.value, self.spacing, self.needed = float(quantity.value), spacing, needed
        outward = UP if above else DOWN
        self.mark = Line(
            outward * _LENGTH * _OUTSIDE, outward * _LENGTH * (_OUTSIDE - 1), stroke_color=theme.dimmed
        )
        self.mark.set_stroke(width=2.5)
        digits = [Piece(quantity.shown.typst, "number", quantity)]
        self.label = typesetting.math(digits, theme.dimmed, size=size, display=False)
        self.label.next_to(self.mark, outward, buff=_GAP)
        # All of it from the start, as `reveal` leaves it: so it does not depend on having been hidden before.
        self.label.set_opacity(1.0)
        allow(self.label, "reading time", "it gives way to a line that passes, and comes back")
        self._glyph = self.label.family_members_with_points()[0]
        foot, (low, high) = _foot(self.mark), (self.label.get_corner(corner) for corner in (DL, UR))
        self._reach = [float(corner[axis] - foot[axis]) for axis in (0, 1) for corner in (low, high)]
        self.seen, self.gave_way, self.half = 1.0, False, float(self.label.width) / 2
        super().__init__(self.mark, self.label)

    def hidden_by(self, body: Body) -> float:
        """Return how far the label gives way to slanting lines, or to what lies between them.

        It does so as far as these have come to its height, and as far as they can be seen.
        """
        (x, y, _), (left, right, bottom, top) = _foot(self.mark), self._reach
        low, high = y + bottom - _CLEAR, y + top + _CLEAR
        covered = max(min(high, max(a[1], b[1])) - max(low, min(a[1], b[1])) for a, b in body.threads)
        if covered <= 0:
            return 0.0
        places = [
            a[0] + (b[0] - a[0]) * (height - a[1]) / (b[1] - a[1])
            for a, b in body.threads
            for height in (y + bottom, y + top)
        ]
        free = max(x + left - max(places), min(places) - (x + right))
        return body.seen * min(1.0, covered / (top - bottom)) if free < _CLEAR else 0.0

    def reveal(self, opacity: float, labelled: float) -> None:
        """Let mark and label be seen as far as told; most of the time they already are."""
        self.seen = opacity
        if self.mark.get_stroke_opacity() != opacity:
            self.mark.set_stroke(opacity=opacity)
        if self._glyph.get_fill_opacity() != opacity * labelled:
            self.label.set_opacity(opacity * labelled)


class LineTicks(VGroup):
    """The ticks of one line. `unit` is the scale from afar, `room` how far the line runs to both sides.

    `closer` tells how many powers of ten the line will be magnified, `size` how large the labels' type is.
    `step` is the least step between ticks whose labels have room, from afar and from nearest by. `light` dims
    them all. The closeness rests at whole powers, or at `stops`. `anchor` is where the value stands now;
    without it, as far from the line's start as the line has room there.
    """

    def __init__(
        self,
        theme: Theme,
        symbol: Symbol,
        value: Number,
        unit: float,
        room: tuple[float, float],
        closer: int,
        size: float = typesetting.SMALL,
        stops: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        self.size, self.light, self.stops = size, 1.0, stops
        self.anchor: float | None = None
        self.theme, self.value, self.room, self.closer = theme, float(value), room, closer
        self.symbol = Symbol(symbol.typst, f"{symbol.plain} tick", symbol.spoken)
        self.unit = self.far_unit = unit
        self.step = round_step(1.2 / unit)
        while self._needed(self.step / 10**closer) > float(self.step) * unit:
            self.step = round_step(float(self.step) * 1.5)

    def populate(self, step: Fraction, *, above: bool) -> None:
        """Make the ticks of every closeness: multiples of `step`, then of a tenth of it, and so on.

        Where the closeness rests at any `stops`, halves come in between, so that some are always seen.
        """
        self.step = step
        for level in range(self.closer + 1):
            finer = step / 10**level
            between = 10 if self.stops is None else 5
            self._add_multiples(finer, partial(_is_new, level, between), above=above)
            if self.stops is not None:
                self._add_multiples(finer / 2, partial(_is_new, 1, 2), above=above)

    def _add_multiples(self, step: Fraction, wanted: Callable[[int], bool], *, above: bool) -> None:
        """Make the ticks at those multiples of a step that are wanted, where the line holds them."""
        needed = self._needed(step)
        shown_at = max(self.far_unit, needed * (1 - _FADING) / float(step))
        low, high = (self.value - self.room[0] / shown_at, self.value + self.room[1] / shown_at)
        first, last = mathematics.ceil(low / float(step)), mathematics.floor(high / float(step))
        multiples = filter(wanted, range(first, last + 1))
        self.add(*(self._tick(n * step, step, needed, above=above) for n in multiples))

    def place_on(self, rail: Line, zoom: float, crossing: Iterable[Sequence[VMobject]]) -> None:
        """Put the ticks where they belong at a closeness; labels keep clear of what crosses.

        Of lines that are told together, what lies between them is kept clear, too.

        While the scale grows, a tick that was too near the end to be seen and a label that had to give way
        stay away: they would be gone again too soon.
        """
        self.unit = self.far_unit * 10.0**zoom
        start, end = rail.get_start().tolist(), rail.get_end().tolist()
        stops = [round(zoom)] if self.stops is None else self.stops
        moving = min(abs(zoom - stop) for stop in stops) > 1e-9
        home = start[0] + self.room[0] if self.anchor is None else self.anchor
        bodies = [body for body in map(_body_of, crossing) if body is not None]
        for tick in self.submobjects:
            assert isinstance(tick, LineTick)
            x = home + (tick.value - self.value) * self.unit
            to_end = min(x - start[0], end[0] - x)
            inside = to_end / _EDGE
            roomy = 1 + (tick.spacing * self.unit / tick.needed - 1) / _FADING
            opacity = min(_clamped(inside), _clamped(roomy))
            leaving_unseen = inside < 1 and tick.seen == 0
            opacity = opacity * (not leaving_unseen) if moving else float(opacity > 0.99)
            way = np.array([x, start[1], 0.0]) - _foot(tick.mark)
            if np.abs(way).max() > 1e-9:
                tick.shift(way)
            near = (body for body in bodies if opacity and _may_meet(x, tick.needed, body))
            hidden = max((tick.hidden_by(body) for body in near), default=0.0)
            if not moving:
                tick.gave_way = opacity > 0 and hidden > 0
            whole = _clamped(1 + (to_end - tick.half) / _EDGE) if moving else float(to_end >= tick.half)
            tick.reveal(opacity * self.light, 0.0 if tick.gave_way and moving else whole * (1.0 - hidden))

    def read_scale(self) -> tuple[float, float] | None:
        """Return where zero lies and how wide one unit is, read off the first and last tick seen."""
        seen = [tick for tick in self.submobjects if isinstance(tick, LineTick) and tick.seen > 0]
        if len(seen) < 2:
            return None
        first, last = min(seen, key=lambda t: t.value), max(seen, key=lambda t: t.value)
        ends = [float(_foot(tick.mark)[0]) for tick in (first, last)]
        unit = (ends[1] - ends[0]) / (last.value - first.value)
        return ends[0] - first.value * unit, unit

    def _needed(self, step: Fraction) -> float:
        """Return the stage units that two neighbours of a step need from one to the other."""
        near = round(self.value / float(step))
        return max(self._tick(n * step, step, 0.0).label.width for n in (near - 3, near + 3)) + _APART

    def _tick(self, value: Fraction, step: Fraction, needed: float, *, above: bool = True) -> LineTick:
        quantity = Quantity(self.symbol, value, decimals=GIVEN_DECIMALS)
        return LineTick(self.theme, quantity, float(step), needed, above=above, size=self.size)


def _is_new(level: int, between: int, multiple: int) -> bool:
    """Tell whether a multiple is none of the level above, of which every so many coincide."""
    return level == 0 or multiple % between != 0


def _foot(mark: Line) -> NDArray[np.float64]:
    """Return where a mark crosses its line."""
    start, end = mark.points[0], mark.points[-1]
    foot: NDArray[np.float64] = start + (end - start) * _OUTSIDE
    return foot


def _body_of(lines: Sequence[VMobject]) -> Body | None:
    """Return the body of the lines that can be seen; one that lies level passes nothing."""
    seen = [line for line in lines if line.get_stroke_opacity() > 0]
    ends = ((line.points[0].tolist(), line.points[-1].tolist()) for line in seen)
    threads = [(a, b) for a, b in ends if abs(a[1] - b[1]) > 1e-9]
    if not threads:
        return None
    return Body(threads, min(1.0, max(line.get_stroke_opacity() for line in seen) / _SEEN))


def _may_meet(x: float, room: float, body: Body) -> bool:
    """Tell whether a body comes so near to a tick that its label, no wider than the room, could meet it."""
    places = [place[0] for thread in body.threads for place in thread]
    return min(places) - room < x < max(places) + room


def _clamped(share: float) -> float:
    return min(1.0, max(0.0, share))
