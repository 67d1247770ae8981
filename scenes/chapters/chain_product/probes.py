"""The check of a ribbon: two dots at both sides of the weight that really run through the network."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import Animation, Dot, UpdateFromAlphaFunc, VGroup
from numpy.typing import NDArray

from backprop_core.arithmetic import precise
from backprop_core.network import Network
from backprop_core.number import Number
from scenes.chapters.chain_product.nudge_row import LEVEL, NudgeRow
from scenes.chapters.chain_product.ribbon import eased
from scenes.stage.measure import Measurement, allow

_RADIUS, _RING, _SAMPLES, _EXACT = 0.13, 4.0, 33, 1e-5


def changes(network: Network, keys: Iterable[str], step: Number) -> dict[str, tuple[float, float]]:
    """Return how far each value moves when the first weight goes a step up and a step down.

    Both are the difference of two values worked out to 100 digits; no derivative is in them.
    """
    weight = network.first_weight
    home = network.precise_values()
    at = precise(network.given[weight])
    moved = [network.precise_values({weight: at + sign * precise(step)}) for sign in (1, -1)]
    found = {key: (float(moved[0][key] - home[key]), float(moved[1][key] - home[key])) for key in keys}
    return {**found, weight: (float(step), -float(step))}


class Probes(VGroup):
    """`ahead` and `behind`: where the network's values go with the weight a step larger and a step smaller.

    They are drawn so much larger that on the first line they stand as far apart as the nudge is wide, on each
    line where the network really puts them.
    """

    def __init__(self, row: NudgeRow, network: Network, step: Number) -> None:
        super().__init__()
        self.row, self.scale_of, self.step = row, row.scale_of, float(step)
        self.ends = changes(network, row.keys, step)
        self.symbols = [network.quantity[key].symbol.plain for key in row.keys]
        self.ahead, self.behind = (Dot(radius=_RADIUS, color=row.theme.ink) for _ in "+-")
        self.behind.set_fill(row.theme.background).set_stroke(row.theme.ink, width=_RING)
        for dot in (self.ahead, self.behind):
            allow(dot.set_z_index(5), "close-up", "the line goes on")
        self.add(self.behind, self.ahead)
        self.ways = [self._way(side) for side in (0, 1)]
        self.line, self.zoom = 0.0, 0.0
        self.put(0.0)

    def apart(self, index: int) -> float:
        """Return how far the two stand apart on a line, in stage units, the upper end of the nudge first."""
        ahead, behind = self._offsets(index, max(0, index - 1))
        return ahead - behind

    def put(self, line: float, zoom: float = 0.0) -> None:
        """Place both so many lines along their way, drawn so many powers of ten larger."""
        self.line, self.zoom = line, zoom
        for dot, (x, y) in zip((self.ahead, self.behind), self.ways, strict=True):
            lines = np.linspace(0.0, len(self.row.xs) - 1, len(x))
            place = float(np.interp(line, lines, x)), float(np.interp(line, lines, y)) * 10.0**zoom
            dot.move_to((place[0], LEVEL + place[1], 0.0))

    def run(self, start: float, end: float) -> Animation:
        """Return the animation in which both run from one line to another one."""
        return UpdateFromAlphaFunc(self, lambda _, share: self.put(start + (end - start) * share))

    def measurements(self) -> Iterable[Measurement]:
        """Read the measured slope of the line they have reached off their distance."""
        if self.line % 1 or not self.line > 0:
            return
        index = round(self.line)
        apart = float(self.ahead.get_y() - self.behind.get_y())
        scale = self.scale_of.drawn(index - 1, 1.0) * 10.0**self.zoom
        first, name = self.symbols[0], self.symbols[index]
        found = f"({name}({first}+h) − {name}({first}−h))/2h"
        yield Measurement("place", found, apart / scale, _EXACT / scale + 1e-6 * abs(apart / scale))

    def _offsets(self, line: int, piece: int) -> tuple[float, float]:
        ahead, behind = (
            self.scale_of.drawn(piece, change / (2 * self.step)) for change in self.ends[self.row.keys[line]]
        )
        return ahead, behind

    def _way(self, side: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the places of one dot: x, and how far off the middle, the same number for each piece."""
        xs, ys = [], []
        share = np.linspace(0.0, 1.0, _SAMPLES)
        for index, piece in enumerate(self.row.ribbon.pieces):
            begin, end = (self._offsets(line, index)[side] for line in (index, index + 1))
            left, right = piece.xs
            entered = self._offsets(index, max(0, index - 1))[side]
            x, y = left + (right - left) * share, begin + (end - begin) * eased(share)
            x[0], y[0] = self.row.xs[index], entered
            keep = slice(None) if index + 1 == len(self.row.ribbon.pieces) else slice(-1)
            xs.append(x[keep])
            ys.append(y[keep])
        return np.concatenate(xs), np.concatenate(ys)
