"""Windows: the ranges that a panel shows, and the way from one to another in a steady zoom."""

from __future__ import annotations

Window = tuple[tuple[float, float], tuple[float, float]]
"""The ranges of x and of y that a panel shows."""


def between(start: Window, end: Window, share: float) -> Window:
    """Return the window a share of the way from one to another, as a steady zoom passes through it.

    Spans change by the same factor in equal times, and the point that both windows show at the same place
    stays there.
    """
    (x_range, y_range) = (_zoomed(a, b, share) for a, b in zip(start, end, strict=True))
    return x_range, y_range


def _zoomed(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    first, last = a[1] - a[0], b[1] - b[0]
    if abs(first - last) < 1e-12 * first:
        return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
    span = first * (last / first) ** share
    done = (first - span) / (first - last)
    low = a[0] + (b[0] - a[0]) * done
    return low, low + span


def moved(ends: tuple[float, float], share: float) -> tuple[float, float]:
    """Return a range moved by a share of its span."""
    way = share * (ends[1] - ends[0])
    return ends[0] + way, ends[1] + way
