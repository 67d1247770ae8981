"""A number line for every variable of a chain, all on one scale: a nudge on the first drags the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Dot,
    Line,
    ManimColor,
    Mobject,
    Rectangle,
    ValueTracker,
    VGroup,
    VMobject,
    interpolate_color,
)
from numpy.typing import NDArray

from backprop_core.composition import Composition
from backprop_core.number import Number
from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.color import mixed
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.typesetting import SMALL
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, allow
from scenes.stage.nudges.fan import Fan, Place
from scenes.stage.nudges.line_ticks import LineTicks
from scenes.stage.nudges.scale_breaks import set_broken_ends, shrinkings
from scenes.stage.trackers import settled

_LEAD = 0.5
"""Stage units that a line runs on beyond the widest nudge."""

_DOT, _BAR, _RAIL, _TILE, _TILE_GAP, _SPECK = 0.14, 15.0, 3.0, 0.28, 0.03, 0.012
_TILE_LIFT, _TILE_SHADES = 0.26, (1.0, 0.88)
"""Sizes of dots, bars, lines; height of a copied nudge, what two of them keep from each other, the width
under which what is left is not seen; how far over its line a copy lies, and the two shades of copies."""

_SETTLED = 10**9


class NumberLines(VGroup):
    """Parallel number lines, one a variable, the value of each straight under that of the one before.

    `offset` is how far the first variable is nudged. `zoom` is how close we look, in powers of ten: the scale
    grows, and is the same on all lines unless their nudges are too unlike; `shrunk` tells by how many powers
    of ten each line is drawn smaller then. `bars` are the nudges, `fans` what lies between two of them; both
    and `homes`, the places before a nudge, begin unseen. `reach` tells how far each fan has come on its way
    to the next line. As `sunk` grows to one, the lines between the first and the last leave the fans: these
    become a single one. `passing` holds lines that pass all number lines, for which labels make room.
    """

    def __init__(
        self,
        theme: Theme,
        chain: Composition,
        symbols: Sequence[Symbol],
        nudge: Fraction,
        *,
        width: float,
        pitch: float,
        closer: int,
        leads: tuple[float, float] = (_LEAD, _LEAD),
        tick_size: float = SMALL,
    ) -> None:
        super().__init__()
        self.theme, self.chain, self.symbols, self.pitch = theme, chain, tuple(symbols), pitch
        self.offset, self.zoom, self.sunk = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.reach = [ValueTracker(1.0) for _ in symbols[1:]]
        near = Fraction(10) ** closer
        widths = [chain.nudges(nudge), tuple(near * change for change in chain.nudges(nudge / near))]
        true_ends = [[float(width[index]) for width in widths] for index in range(len(self.symbols))]
        self.shrunk = shrinkings([max(map(abs, pair)) for pair in true_ends])
        ends = [[end / 10**s for end in pair] for pair, s in zip(true_ends, self.shrunk, strict=True)]
        low, high = min(0.0, *map(min, ends)), max(0.0, *map(max, ends))
        # The longer lead lies where the nudges go.
        before, after = leads if high >= -low else leads[::-1]
        self._far_unit = (width - before - after) / (high - low)
        self._home = before - low * self._far_unit
        self._known: tuple[float, tuple[float, ...]] = (0.0, tuple(0.0 for _ in symbols))
        self._told: tuple[Number, tuple[Number, ...]] | None = None
        self.colors = [role_color(theme, symbol) for symbol in self.symbols]
        self.rails = [self._rail(index, width) for index in range(len(self.colors))]
        room = self._home, width - self._home
        self.ticks = [
            LineTicks(theme, symbol, value, self._far_unit / 10**s, room, closer, tick_size)
            for symbol, value, s in zip(symbols, chain.values, self.shrunk, strict=True)
        ]
        self._share_step()
        self.fans = [Fan(pair) for pair in pairwise(self.colors)]
        self.homes = VGroup(*(Dot(radius=_DOT, color=color) for color in self.colors))
        self.bars = [Line(LEFT, RIGHT, stroke_color=color, stroke_width=_BAR) for color in self.colors]
        self.dots = VGroup(*(Dot(radius=_DOT, color=color) for color in self.colors))
        self.passing: list[VMobject] = []
        self.homes.set_fill(theme.background, opacity=0.0)
        for home, color in zip(self.homes, self.colors, strict=True):
            home.set_stroke(color, width=3, opacity=0.0)
        VGroup(*self.bars).set_stroke(opacity=0.0)
        self.add(*self.fans, *self.rails, *self.ticks, *self.bars, self.homes, self.dots)
        self.add_updater(NumberLines.refresh)
        self.refresh(self)

    def unit(self, index: int) -> float:
        """Return the stage units that one unit of a variable takes now."""
        return float(self._far_unit * 10.0 ** (float(self.zoom.get_value()) - self.shrunk[index]))

    def set_bar(self, bar: Mobject, index: int, ends: Sequence[NDArray[np.float64]]) -> None:
        """Lay a bar that shows the nudge of a variable, broken where its line has another scale."""
        (set_broken_ends if self.shrunk[index] else set_ends)(bar, ends)

    @property
    def nudge(self) -> Number:
        """How far the first variable is nudged now, exact where it rests on a short decimal."""
        return settled(self.offset, _SETTLED)

    def changes(self) -> tuple[Number, ...]:
        """Return how far each variable is dragged now."""
        nudge = self.nudge
        if self._told is None or (type(nudge), nudge) != (type(self._told[0]), self._told[0]):
            self._told = nudge, self.chain.nudges(nudge)
        return self._told[1]

    def ratio(self, of: int, by: int) -> Number:
        """Return how many times as wide as another nudge a nudge is; the slope where nothing moves yet."""
        changes = self.changes()
        if changes[by] == 0:
            return self.chain.prefix_products[of] / self.chain.prefix_products[by]
        return changes[of] / changes[by]

    def look(self, nudge: float, zoom: float) -> None:
        """Look closer by powers of ten, at a nudge made smaller by as many."""
        self.zoom.set_value(zoom)
        self.offset.set_value(nudge * 10.0**-zoom)

    def level(self, index: float) -> float:
        """Return the height on stage of a line, or of a place between two."""
        return float(self.rails[0].get_y()) - index * self.pitch

    def home(self, index: int) -> NDArray[np.float64]:
        """Return where a variable rests while nothing is nudged."""
        start: NDArray[np.float64] = self.rails[index].get_start() + RIGHT * self._home
        return start

    def tip(self, index: int) -> NDArray[np.float64]:
        """Return where a variable has been dragged to."""
        return self.home(index) + RIGHT * self._offsets()[index] * self.unit(index)

    def tiles(self, index: int, source: int) -> VGroup:
        """Return copies of a nudge, end to end along another, the last one cut to what is left.

        A nudge narrower than the one that is copied gets a single whole copy.
        """
        copied, along = (float(self._offsets()[i]) * self.unit(index) for i in (source, index))
        direction = 1.0 if along >= 0 else -1.0
        start, rest, size, tiles = self.home(index) + UP * _TILE_LIFT, abs(along), abs(copied), VGroup()
        while rest > _SPECK or not tiles:
            length = size if not tiles else min(size, rest)
            tile = Rectangle(width=length, height=_TILE, stroke_width=0.0)
            tile.move_to(start, aligned_edge=-direction * RIGHT)
            tile.stretch_to_fit_width(max(length - _TILE_GAP, length / 2), about_edge=-direction * RIGHT)
            shade = mixed(self.theme.background, self.colors[source], _TILE_SHADES[len(tiles) % 2])
            tile.set_fill(shade, opacity=1.0)
            for rule in ("close-up", "margin"):
                allow(tile, rule, "the copies go on")
            tiles.add(tile)
            start, rest = start + direction * length * RIGHT, rest - length
        return tiles

    def measurements(self) -> Iterable[Measurement]:
        """Read each nudge's width off the ticks that can be seen, and the places of the dots."""
        where = {f"Δ{self.symbols[0].plain}": float(self.nudge)}
        for symbol, ticks, bar, home in zip(self.symbols, self.ticks, self.bars, self.homes, strict=True):
            scale = ticks.read_scale()
            if scale is None:
                continue
            start, unit = scale
            slack = 1e-4 / unit
            value = float(home.get_center()[0] - start) / unit
            yield Measurement("scale", symbol.plain, value, slack)
            width = float(bar.points[-1][0] - bar.points[0][0]) / unit
            yield Measurement("scale", f"Δ{symbol.plain}", width, slack, where)

    @staticmethod
    def refresh(lines: Mobject) -> None:
        """Lay dots, nudges, threads and ticks where the trackers say."""
        assert isinstance(lines, NumberLines)
        homes = [lines.home(index) for index in range(len(lines.symbols))]
        tips = [lines.tip(index) for index in range(len(lines.symbols))]
        shown = zip(homes, tips, lines.homes, lines.bars, lines.dots, strict=True)
        for index, (home, tip, ring, bar, dot) in enumerate(shown):
            ring.move_to(home)
            lines.set_bar(bar, index, (home, tip))
            dot.move_to(tip)
        lines._lay_fans([*zip(homes, tips, strict=True)])
        zoom = float(lines.zoom.get_value())
        for index, ticks in enumerate(lines.ticks):
            crossing: list[Sequence[VMobject]] = [[line] for line in lines.passing]
            if index < len(lines.fans):
                crossing.append(lines.fans[index].edges)
            ticks.place_on(lines.rails[index], zoom, crossing)

    def _lay_fans(self, ends: list[tuple[Place, Place]]) -> None:
        """Span the fans between the ends of the nudges, or of what is left of them as lines sink out."""
        sunk, last = float(self.sunk.get_value()), len(ends) - 1
        colors = [*self.colors]
        for index in range(1, last if sunk else 1):
            share = index / last
            straight = [a + (b - a) * share for a, b in zip(ends[0], ends[-1], strict=True)]
            mixed = [here + (there - here) * sunk for here, there in zip(ends[index], straight, strict=True)]
            ends[index] = mixed[0], mixed[1]
            between = interpolate_color(ManimColor(colors[0]), ManimColor(colors[-1]), share)
            colors[index] = interpolate_color(ManimColor(colors[index]), between, sunk).to_hex()
            self.ticks[index].light = 1.0 - sunk
        for fan, (above, below), pair, reach in zip(
            self.fans, pairwise(ends), pairwise(colors), self.reach, strict=True
        ):
            fan.span(above, below, float(reach.get_value()))
            if sunk:
                fan.paint(pair)

    def _offsets(self) -> tuple[float, ...]:
        nudge = float(self.offset.get_value())
        if nudge != self._known[0]:
            self._known = nudge, tuple(float(change) for change in self.changes())
        return self._known[1]

    def _share_step(self) -> None:
        """Give all lines the ticks of the one that needs the widest step."""
        powers = [Fraction(10) ** s for s in self.shrunk]
        step = max(ticks.step / power for ticks, power in zip(self.ticks, powers, strict=True))
        for index, (ticks, power) in enumerate(zip(self.ticks, powers, strict=True)):
            ticks.populate(step * power, above=index == 0)

    def _rail(self, index: int, width: float) -> Line:
        middle = DOWN * self.pitch * (index - (len(self.symbols) - 1) / 2)
        ends = middle + LEFT * width / 2, middle + RIGHT * width / 2
        rail = Line(*ends, stroke_color=self.colors[index], stroke_width=_RAIL)
        if self.shrunk[index]:
            set_broken_ends(rail, ends, 1 - _LEAD / 2 / width)
        return rail
