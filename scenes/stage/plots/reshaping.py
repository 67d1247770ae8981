"""A panel laid into another rectangle: what is drawn to scale is stretched, its numbers are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from manim import Mobject

from scenes.stage.plots.contour import Floats
from scenes.stage.plots.panel import PlotPanel

Handle = Callable[[Mobject], Any]
"""What is stretched and moved of a mobject: itself, or its `animate`."""


def itself(mobject: Mobject) -> Mobject:
    """Return the mobject: it is laid out at once."""
    return mobject


def reshaped(
    panel: PlotPanel,
    drawn: Iterable[Mobject],
    corner: Floats,
    size: tuple[float, float],
    handle: Handle,
    *,
    share: float = 1.0,
) -> list[Any]:
    """Lay a panel, and what is drawn in it to scale, into a rectangle of a `size` at a lower left corner.

    Marks and numbers keep their shape; they become `share` times as large, and go where their values are.
    """
    low = panel.to_point(panel.x_range[0], panel.y_range[0])
    span = 2 * (panel.middle - low)
    factors = np.array([size[0] / span[0], size[1] / span[1], 1.0])
    done = [
        handle(part)
        .stretch(factors[0], 0, about_point=low)
        .stretch(factors[1], 1, about_point=low)
        .shift(corner - low)
        for part in (*panel.ground, *drawn)
    ]
    for ticks in panel.ticks:
        for tick in ticks:
            start = tick.mark.get_start()
            way = corner + (start - low) * factors - start
            done += [
                handle(part).scale(share, about_point=start).shift(way) for part in (tick.mark, tick.label)
            ]
    return done
