"""Bands of gradient: as thick as the gradient is large, filled where it is positive, hollow if negative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Self

import numpy as np
from manim import Animation, Mobject, UpdateFromAlphaFunc, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.measure import Measurement, measured

Floats = NDArray[np.float64]

FULL, FAINT, HOLLOW = 0.85, 0.3, 0.16
"""Opacity of a band; of one that runs through a picture; of one that is negative."""

LEAST = 0.035
"""Thickness under which a band would not be seen."""

_EDGE, _SAMPLES, _NONE = 2.5, 33, 1e-6


class Ribbon(VMobject):
    """A band from a start to an end, level at both, with a thickness at each; it runs in by `run`."""

    def __init__(
        self,
        theme: Theme,
        start: tuple[float, float],
        end: tuple[float, float],
        thick: tuple[float, float],
        *,
        positive: bool = True,
        opacity: float = FULL,
    ) -> None:
        super().__init__()
        self.ends, self.thick = (np.array(start), np.array(end)), thick
        self.set_fill(theme.gradient, opacity if positive else min(opacity, HOLLOW))
        self.set_stroke(theme.gradient, width=0.0 if positive else _EDGE, opacity=min(1.0, opacity / FULL))
        self.lay(1.0)

    def lay(self, share: float) -> None:
        """Lay the part of the band that begins at its start and takes a share of its way."""
        way = np.linspace(0.0, max(share, _NONE), _SAMPLES)
        (x, y), (wide, high) = self.ends[0], self.ends[1] - self.ends[0]
        level = way * way * (3 - 2 * way)
        half = (self.thick[0] + (self.thick[1] - self.thick[0]) * level) / 2
        middle = y + high * level
        over = np.stack([x + wide * way, middle + half, np.zeros_like(way)], axis=1)
        under = np.stack([x + wide * way, middle - half, np.zeros_like(way)], axis=1)
        self.set_points_as_corners(np.concatenate([over, under[::-1], over[:1]]))

    def stands_for(self, quantity: Quantity, unit: float) -> Self:
        """Let the band be measured: how thick it is at its end, in a quantity's units."""
        sign = 1.0 if float(quantity.value) >= 0 else -1.0
        name, tolerance = quantity.name, 1e-4 / unit if unit else 1.0

        def read(band: Ribbon) -> Iterable[Measurement]:
            edges = band.get_anchors()
            over, under = edges[2 * _SAMPLES - 3], edges[2 * _SAMPLES - 1]
            yield Measurement("thickness", name, sign * float(over[1] - under[1]) / unit, tolerance)

        return measured(self, read) if abs(float(quantity.value)) * unit > LEAST else self

    def run(self) -> Animation:
        """Return the animation in which the band comes from its start."""
        return UpdateFromAlphaFunc(self, _run)


def _run(band: Mobject, alpha: float) -> None:
    assert isinstance(band, Ribbon)
    band.lay(alpha)


def run_on(bands: Sequence[Ribbon]) -> Animation:
    """Return the animation in which bands come one after the other, each as long as its way is."""
    ways = [abs(float(band.ends[1][0] - band.ends[0][0])) for band in bands]
    reached = np.concatenate([[0.0], np.cumsum(ways)]) / sum(ways)

    def run(whole: Mobject, alpha: float) -> None:
        for band, begin, end in zip(whole, reached, reached[1:], strict=False):
            band.lay(min(1.0, max(0.0, (alpha - begin) / (end - begin))))

    return UpdateFromAlphaFunc(VGroup(*bands), run)


def thickness(value: float, unit: float) -> float:
    """Return how thick a band is, 0 where there is none."""
    return max(LEAST, abs(value) * unit) if value else 0.0


def through(
    theme: Theme,
    start: tuple[float, float],
    end: tuple[float, float],
    values: tuple[float, float],
    unit: float,
    *,
    opacity: float = FULL,
) -> Iterator[Ribbon]:
    """Yield the bands on a way from one gradient to another, two where the sign turns."""
    thick = thickness(values[0], unit), thickness(values[1], unit)
    if not values[0] or not values[1]:
        return
    if (values[0] > 0) == (values[1] > 0):
        yield Ribbon(theme, start, end, thick, positive=values[0] > 0, opacity=opacity)
        return
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    yield Ribbon(theme, start, middle, (thick[0], 0.0), positive=values[0] > 0, opacity=opacity)
    yield Ribbon(theme, middle, end, (0.0, thick[1]), positive=values[1] > 0, opacity=opacity)
