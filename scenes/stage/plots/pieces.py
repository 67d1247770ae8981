"""A curve's points in pieces: apart at gaps, up to the ends, and no farther than the window shows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backprop_core.curve import BESIDE_POLE, Curve
from backprop_core.shape import Shape, Stretch

Floats = NDArray[np.float64]

SAMPLES = 400
"""How many places a curve is drawn through, if it does not turn often."""

_PER_TURN = 24
_CROWDED = 3.0
"""How much closer samples stand at an end where the curve may be steep than in the middle."""
_BISECTIONS = 40


def samples_for(curve: Curve, low: float, high: float) -> int:
    """Return through how many places a curve is to be drawn, so that its quickest turn looks round."""
    flat = [float(point.x) for point in curve.flat_points(low, high)]
    quickest = min((right - left for left, right in pairwise(flat)), default=high - low)
    return max(SAMPLES, round(_PER_TURN * (high - low) / quickest))


def pieces(
    curve: Curve, shape: Shape, x_range: tuple[float, float], y_range: tuple[float, float], samples: int
) -> tuple[Floats, Floats]:
    """Return places and values along a curve, NaN between its pieces.

    A piece ends with its limit at a gap, passes through its kinks, and is cut where it leaves the window's
    height. Evenly spaced samples, as they are, for a curve with nothing special.
    """
    low, high = x_range
    if not shape.specials:
        xs = np.linspace(low, high, samples)
        return xs, curve.values(xs)
    found: list[Floats] = []
    for stretch in shape.stretches:
        ends = max(low, float(stretch.low)), min(high, float(stretch.high))
        if ends[0] < ends[1]:
            count = max(8, round(samples * (ends[1] - ends[0]) / (high - low)))
            xs, ys = _stretch(curve, shape, stretch, ends, count)
            found += [*_cut(curve.values, xs, ys, y_range), np.full((2, 1), np.nan)]
    both = np.concatenate(found, axis=1) if found else np.zeros((2, 0))
    return both[0], both[1]


def slope_pieces(
    curve: Curve, shape: Shape, x_range: tuple[float, float], samples: int
) -> tuple[Floats, Floats]:
    """Return places and slopes along a curve, NaN where one is special and nearer to a pole than is shown."""
    xs = np.linspace(*x_range, samples)
    slopes = curve.derivatives(xs)
    step, beside = xs[1] - xs[0], BESIDE_POLE * (x_range[1] - x_range[0])
    for special in shape.specials:
        near = beside if special.kind == "pole" else step
        slopes[np.abs(xs - float(special.x)) < near] = np.nan
    return xs, np.where(np.isfinite(slopes), slopes, np.nan)


def _stretch(
    curve: Curve, shape: Shape, stretch: Stretch, ends: tuple[float, float], count: int
) -> tuple[Floats, Floats]:
    """Return samples of one stretch, crowded at its ends, with its kinks among them and its limits."""
    share = np.linspace(-1.0, 1.0, count)
    crowded = np.sign(share) * (1 - (1 - np.abs(share)) ** _CROWDED)
    kinks = [float(kink.x) for kink in shape.of("kink") if ends[0] < float(kink.x) < ends[1]]
    between = (ends[0] + ends[1]) / 2 + crowded[1:-1] * (ends[1] - ends[0]) / 2
    between = between[(between > ends[0]) & (between < ends[1])]
    xs = np.union1d(between, np.array([*ends, *kinks]))
    ys = curve.values(xs)
    for special in shape.specials:
        for end, index, limit in ((stretch.low, 0, special.right), (stretch.high, -1, special.left)):
            if special.x == end and xs[index] == float(end):
                ys[index] = float(limit.value)
    return xs, ys


def _cut(
    value: Callable[[Floats], Floats], xs: Floats, ys: Floats, y_range: tuple[float, float]
) -> list[Floats]:
    """Return the parts of a stretch that lie in the window, each up to its edge."""
    low, high = y_range
    inside = (ys >= low) & (ys <= high)
    found: list[Floats] = []
    edges = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=0, append=0))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        part = [np.stack([xs[start:end], ys[start:end]])]
        for beyond, within in ((start - 1, start), (end, end - 1)):
            if 0 <= beyond < len(xs) and not np.isnan(ys[beyond]):
                over = bool(ys[beyond] > high)
                edge = np.array(_crossing(value, float(xs[within]), float(xs[beyond]), over, y_range))[
                    :, None
                ]
                part = [edge, *part] if beyond < within else [*part, edge]
        found += [*part, np.full((2, 1), np.nan)]
    return found


def _crossing(
    value: Callable[[Floats], Floats], inside: float, outside: float, over: bool, y_range: tuple[float, float]
) -> tuple[float, float]:
    """Return where a curve leaves the window between two places, and how high it is there."""
    low, high = y_range
    for _ in range(_BISECTIONS):
        middle = (inside + outside) / 2
        y = float(value(np.array([middle]))[0])
        beyond = not (y <= high if over else y >= low)
        inside, outside = (inside, middle) if beyond else (middle, outside)
    return inside, float(value(np.array([inside]))[0])
