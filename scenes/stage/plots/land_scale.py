"""The axes of a landscape with their ticks and names: they stay at the block's edges in every pose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, ORIGIN, RIGHT, UP, Line, ValueTracker, VGroup, VMobject

from backprop_core.decimals.contrast import GIVEN_DECIMALS
from backprop_core.quantity import Piece, Quantity, Symbol
from scenes.stage.frame import safe_top
from scenes.stage.lettering import typesetting
from scenes.stage.line_ends import set_ends
from scenes.stage.plots.anchored import Anchored
from scenes.stage.plots.contour import Floats
from scenes.stage.plots.ticks import tick_values

if TYPE_CHECKING:
    from scenes.stage.plots.landscape import Landscape

LABEL, NAME = 0.47, 0.66
"""Sizes of the numbers at the ticks and of the axes' names."""

CLEAR = 0.05
"""How far under the ceiling a number on the axis upwards is seen whole."""

_MOST, _INSIDE, _TICK, _AWAY, _TITLE, _BETWEEN, _AIR = 5, 0.03, 0.14, 0.1, 0.78, 0.12, 0.06
_ENDS = (
    ((-0.5, -0.5, 0.0), (0.5, -0.5, 0.0)),
    ((0.5, -0.5, 0.0), (0.5, 0.5, 0.0)),
    ((-0.5, -0.5, 0.0), (-0.5, -0.5, 1.0)),
)
_ASIDE, _NAMED = np.array([1.0, -0.15, 0.0]), np.array([-0.8, 1.3, 0.0])
"""Both ends of each axis in the box; to which side of the second labels stand, of the third its name."""

_SHORT, _LONG = 0.15, 0.26
"""Share of the box's width under which an axis shows no ticks, and over which it shows them whole."""


class LandScale(VGroup):
    """`axes` along x, y and upwards, each with `marks`, `labels` and a name at its end in `names`.

    An axis seen from its end has no ticks to be read: they fade with its length. Those along y go as well
    where `free` says that it is locked: what it is locked at stands `beside_row`. `shown` is how
    much is seen of all.
    """

    def __init__(
        self, land: Landscape, symbols: tuple[Symbol, Symbol, Symbol], colors: tuple[str, str]
    ) -> None:
        super().__init__()
        self.land, theme = land, land.theme
        self.axes = VGroup(*(Line(ORIGIN, RIGHT, stroke_color=theme.dimmed, stroke_width=3.0) for _ in _ENDS))
        self.marks, self.labels, self.names = VGroup(), VGroup(), VGroup()
        self._shares: list[list[float]] = []
        for symbol, span, color in zip(
            symbols, (*land.ranges, (land.low, land.high)), (*colors, theme.ink), strict=True
        ):
            low, high = span
            named = Symbol(symbol.typst, f"{symbol.plain} tick", symbol.spoken)
            values = [
                value
                for value in tick_values(low, high, most=_MOST)
                if _INSIDE < (float(value) - low) / (high - low) < 1.0 - _INSIDE
            ]
            self._shares.append([(float(value) - low) / (high - low) for value in values])
            labels = VGroup()
            for value in values:
                quantity = Quantity(named, value, decimals=GIVEN_DECIMALS)
                piece = Piece(quantity.shown.typst, "number", quantity)
                labels.add(typesetting.math([piece], theme.dimmed, size=LABEL, display=False))
            self.labels.add(labels)
            self.marks.add(
                VGroup(*(Line(ORIGIN, RIGHT, stroke_color=theme.dimmed, stroke_width=2.5) for _ in values))
            )
            self.names.add(typesetting.math([symbol.typst], color, size=NAME, display=False))
        self.add(self.axes, self.marks, self.labels, self.names)
        self.free, self.shown = ValueTracker(1.0), ValueTracker(1.0)
        every = [label for group in self.labels for label in group]
        self._anchored = {
            what: (Anchored(what), np.array([what.width, what.height, 0.0]) / 2)
            for what in (*self.names, *every)
        }

    @property
    def trackers(self) -> tuple[ValueTracker, ...]:
        """What the scale's look depends on beside the landscape's own."""
        return self.free, self.shown

    def refresh(self) -> None:
        """Lay axes, ticks and names as they are seen now."""
        size = self.land.pose.size
        for axis, ends in enumerate(_ENDS):
            start, end = self._ends(ends)
            out = (_square(end - start), _ASIDE, LEFT)[axis]
            top = self._top(start, end)
            set_ends(self.axes[axis], (start, top))
            length = float(np.linalg.norm(end - start)) / size
            shown = float(self.shown.get_value())
            self.axes[axis].set_stroke(opacity=shown)
            opacity = shown * float(np.clip((length - _SHORT) / (_LONG - _SHORT), 0.0, 1.0))
            highest = ceiling()
            every = 2 if self._crowded(axis, end - start) else 1
            for index, (share, mark, label) in enumerate(
                zip(self._shares[axis], self.marks[axis], self.labels[axis], strict=True)
            ):
                at = start + (end - start) * share
                set_ends(mark, (at, at + out * _TICK))
                self._stand(label, at + out * (_TICK + _AWAY), out)
                free = float(self.free.get_value()) if axis == 1 else 1.0
                inside = free * float(np.clip((highest - at[1]) / CLEAR, 0.0, 1.0))
                mark.set_stroke(opacity=opacity * inside)
                readable = index % every == 0 and not (axis == 1 and self._at_first_name(label))
                label.set_fill(opacity=opacity * inside * readable)
            name, along = self.names[axis], (end - start) / max(1e-6, float(np.linalg.norm(end - start)))
            beyond = _NAMED if axis == 2 else along
            self._stand(name, top + beyond * (_TICK + _AWAY), beyond)
            name.set_fill(opacity=opacity)

    def shares(self, axis: int) -> list[float]:
        """Return where an axis has its ticks, as shares of it."""
        return self._shares[axis]

    def unit(self, axis: int) -> Floats | None:
        """Return the way on stage of one unit of an axis, read off its ticks; none if it has too few."""
        marks, shares = self.marks[axis], self._shares[axis]
        if len(marks) < 2:
            return None
        low, high = (*self.land.ranges, (self.land.low, self.land.high))[axis]
        way = marks[-1].get_start() - marks[0].get_start()
        unit: Floats = way[:2] / ((shares[-1] - shares[0]) * (high - low))
        return unit

    def beside_row(self) -> Floats:
        """Return where what is said of the section's row begins: beside the axis along y."""
        start, end = self._ends(_ENDS[1])
        share = self.land.start + 0.5
        length = float(np.linalg.norm(end - start)) / self.land.pose.size
        hidden = 1.0 - float(np.clip((length - _SHORT) / (_LONG - _SHORT), 0.0, 1.0))
        # At the near end stands the name of x.
        near = 0.6 * float(np.clip(1.0 - share / 0.2, 0.0, 1.0))
        beside: Floats = start + (end - start) * share + RIGHT * 0.48 + UP * (max(0.75 * hidden, near) - 0.2)
        return beside

    def _crowded(self, axis: int, way: Floats) -> bool:
        """Tell whether labels side by side along an axis would touch."""
        shares, labels = self._shares[axis], self.labels[axis]
        if len(shares) < 2:
            return False
        step = np.abs(way[:2]) * (shares[1] - shares[0])
        widest = max(float(label.width) for label in labels), max(float(label.height) for label in labels)
        return bool((step < np.array(widest) + _BETWEEN).all())

    def _at_first_name(self, label: VMobject) -> bool:
        """Tell whether a label would touch the name of the first axis, which ends where the second begins."""
        name = self.names[0]
        apart = np.abs(label.get_center() - name.get_center())[:2]
        reach = np.array([label.width + name.width, label.height + name.height]) / 2 + _AIR
        return bool((apart < reach).all())

    def _top(self, start: Floats, end: Floats) -> Floats:
        """Return where an axis ends in the frame: a stretched one may reach beyond it."""
        rise = float(end[1] - start[1])
        inside: Floats = start + (end - start) * min(1.0, (ceiling() - start[1]) / max(rise, 1e-6))
        return inside if rise > 0 else end

    def _stand(self, what: VMobject, at: Floats, out: Floats) -> None:
        """Put a label beyond a place, to a side of it."""
        anchored, half = self._anchored[what]
        anchored.put(at + out * half)

    def _ends(self, ends: tuple[tuple[float, float, float], ...]) -> tuple[Floats, Floats]:
        across, rows, up = np.array(ends).T
        start, end = self.land.seen(across, rows, up)
        return start, end


def ceiling() -> float:
    """Return how high an axis goes at most: over it stand its name and the title."""
    return safe_top() - _TITLE - NAME


def _square(way: Floats) -> Floats:
    """Return the direction square to an axis, below one that runs to the right."""
    length = float(np.linalg.norm(way))
    square: Floats = np.array([way[1], -way[0], 0.0]) / length if length > 1e-6 else RIGHT
    return square
