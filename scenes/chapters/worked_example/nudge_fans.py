"""A small step on the first line, and what each slope makes of it: bars and fans between them, to scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Line,
    Mobject,
    Rectangle,
    ValueTracker,
    VGroup,
)

from backprop_core.composition import Composition
from backprop_core.quantity import Symbol
from config import Theme
from scenes.chapters.worked_example.line_scale import LineScale
from scenes.stage.formulas.equation import role_color
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement
from scenes.stage.nudges.fan import Fan, Place
from scenes.stage.nudges.line_ticks import LineTicks
from scenes.stage.nudges.machine_row import level
from scenes.stage.nudges.names import delta

_RAIL, _BAR, _CLEAR, _TALL = 3.0, 15.0, 0.3, 2.0
"""Strokes of lines and of bars; what is set beside a fan keeps from it; labels so near above or below
what stands between the lines give way."""

_TILE, _LIFT, _GAP, _SPECK, _NARROWEST, _MOST = 0.2, 0.26, 0.03, 0.012, 0.08, 70
"""Height of a copy, how far over its line it lies, what copies keep from each other; the width under which
what is left is not seen, the least width of a copy, and how many there may be."""

_SHADES = 1.0, 0.6


class NudgeFans(VGroup):
    """Lines of the first variables with their ticks, a bar on every line, and a fan between two bars.

    `open` tells which share of the step the bars of the first and of the second line have; the last bar is
    what the second makes. `reach` is how far each fan has come. All bars and fans begin unseen. As `covered`
    grows to one, labels between the lines give way to what will stand there.
    """

    def __init__(
        self,
        theme: Theme,
        chain: Composition,
        symbols: Sequence[Symbol],
        scale: LineScale,
        ends: tuple[float, float],
        size: float,
    ) -> None:
        super().__init__()
        self.symbols, self.lines, self.ends = tuple(symbols), scale, ends
        self.open = [ValueTracker(0.0) for _ in symbols[1:]]
        self.reach = [ValueTracker(0.0) for _ in symbols[1:]]
        self.covered, self._sides = ValueTracker(0.0), list[VGroup]()
        self.colors = [role_color(theme, symbol) for symbol in symbols]
        self.fans = [Fan(pair) for pair in pairwise(self.colors)]
        self.rails, self.ticks = [], []
        start, end = ends
        for index, symbol in enumerate(symbols[:-1]):
            y = level(index)
            rail = Line((start, y, 0.0), (end, y, 0.0), stroke_color=self.colors[index], stroke_width=_RAIL)
            room = scale.home - start, end - scale.home
            ticks = LineTicks(theme, symbol, chain.values[index], scale.units[index], room, 0, size)
            ticks.populate(ticks.step, above=True)
            self.rails.append(rail)
            self.ticks.append(ticks)
        self.bars = [Line(LEFT, RIGHT, stroke_color=color, stroke_width=_BAR) for color in self.colors]
        for bar in self.bars:
            bar.set_stroke(opacity=0.0)
        self.add(*self.fans, *self.rails, *self.ticks, *self.bars)
        self.refresh(self)
        self.add_updater(NudgeFans.refresh)

    def place(self, index: int, change: float) -> Place:
        """Return where on a line the value stands that lies so far from where the step begins."""
        return np.array([self.lines.home + change * self.lines.units[index], level(index), 0.0])

    def reached(self, index: int, bottom: float, top: float) -> tuple[float, float]:
        """Return how far to the left and to the right an open fan comes between two heights."""
        high, low = level(index), level(index + 1)
        tips = [float(self.place(line, float(self.lines.promised[line]))[0]) for line in (index, index + 1)]
        shares = [min(1.0, max(0.0, (high - y) / (high - low))) for y in (bottom, top)]
        edge = [tips[0] + (tips[1] - tips[0]) * share for share in shares]
        return min(self.lines.home, *edge), max(self.lines.home, *edge)

    def beside(self, thing: Mobject, index: int, height: float, *, centred: bool = False) -> Place:
        """Return where at a height a thing stands beside a fan, on the side with more room, inside the lines.

        It stands near to the fan, or in the middle of the room that there is.
        """
        half, tall = float(thing.width) / 2, float(thing.height) / 2
        low, high = self.reached(index, height - tall, height + tall)
        start, end = self.ends
        if end - high >= low - start:
            x = (high + _CLEAR + end) / 2 if centred else high + _CLEAR + half
        else:
            x = (low - _CLEAR + start) / 2 if centred else low - _CLEAR - half
        return np.array([min(max(x, start + half), max(end - half, start + half)), height, 0.0])

    def give_way(self, *things: Mobject) -> None:
        """Let labels give way to things where they stand now, as far as told by `covered`."""
        for thing in things:
            corners = ((DL, UL), (DR, UR))
            sides = (
                Line(thing.get_corner(low) + DOWN * _TALL, thing.get_corner(high) + UP * _TALL)
                for low, high in corners
            )
            self._sides.append(VGroup(*sides))

    def copies(self, index: int, source: int) -> VGroup:
        """Return copies of the bar of one line, end to end along that of another, the last one cut.

        A narrower bar gets one whole copy. There are none where they could not be told apart, or where that
        copy would be longer than the line.
        """
        unit = self.lines.units[index]
        copied, along = (float(self.lines.promised[line]) * unit for line in (source, index))
        size, rest, tiles = abs(copied), abs(along), VGroup()
        if size < _NARROWEST or rest > _MOST * size or rest < _SPECK:
            return tiles
        way = RIGHT if along > 0 else LEFT
        room = self.ends[1] - self.lines.home if along > 0 else self.lines.home - self.ends[0]
        if size > room:
            return tiles
        start = self.place(index, 0.0) + UP * _LIFT
        while rest > _SPECK:
            wide = min(size, rest) if tiles else size
            gap = min(_GAP, wide / 4)
            tile = Rectangle(width=wide - gap, height=_TILE, stroke_width=0.0).move_to(start + way * wide / 2)
            tile.set_fill(self.colors[source], opacity=_SHADES[len(tiles) % 2])
            tiles.add(tile)
            start, rest = start + way * wide, rest - wide
        return tiles

    def measurements(self) -> Iterable[Measurement]:
        """Read the bars of the lines here off the ticks that can be seen."""
        step = float(self.lines.promised[0])
        names = [delta(self.symbols[0]).plain]
        names.append(f"d{self.symbols[1].plain}/d{self.symbols[0].plain}·{names[0]}")
        for name, bar, ticks, opened in zip(names, self.bars, self.ticks, self.open, strict=False):
            read = ticks.read_scale()
            if read is None or not bar.get_stroke_opacity():
                continue
            _, unit = read
            wide = float(bar.points[-1][0] - bar.points[0][0]) / unit
            yield Measurement("scale", name, wide, 1e-4 / unit, {names[0]: step * float(opened.get_value())})

    @staticmethod
    def refresh(view: Mobject) -> None:
        """Lay bars, fans and ticks where the trackers say."""
        assert isinstance(view, NudgeFans)
        shares = [float(opened.get_value()) for opened in view.open]
        shares.append(shares[-1])
        ends = [
            (view.place(index, 0.0), view.place(index, float(change) * share))
            for index, (change, share) in enumerate(zip(view.lines.promised, shares, strict=True))
        ]
        for bar, pair in zip(view.bars, ends, strict=True):
            set_ends(bar, pair)
        for fan, (above, below), reach in zip(view.fans, pairwise(ends), view.reach, strict=True):
            fan.span(above, below, float(reach.get_value()))
        for sides in view._sides:
            sides.set_stroke(opacity=float(view.covered.get_value()))
        for index, (ticks, rail) in enumerate(zip(view.ticks, view.rails, strict=True)):
            passing = [[*sides] for sides in view._sides] + [view.fans[0].edges] if index else []
            ticks.place_on(rail, 0.0, passing)
