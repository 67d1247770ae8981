"""Breaks in the scale: lines that are drawn smaller or larger by powers of ten, so that all can be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from manim import Mobject, VMobject
from manim.typing import Point3D, Point3D_Array

from scenes.stage.line_ends import set_ends

SPREAD = 15
"""How many times as wide as the narrowest the widest may be on one scale."""

_GAP, _LARGEST_GAP = 0.16, 0.3
_TIMES = {1: "ten", 2: "a hundred"}


def shrinkings(sizes: Sequence[float]) -> tuple[int, ...]:
    """Return by how many powers of ten each size is to be drawn smaller; none where all fit on one scale."""
    if max(sizes) <= SPREAD * min(sizes):
        return (0,) * len(sizes)
    return tuple(round(math.log10(size / sizes[0])) for size in sizes)


def set_broken_ends(line: Mobject, ends: Sequence[Point3D] | Point3D_Array, at: float = 0.5) -> None:
    """Make a line run straight between two places, with a gap in it that says that its scale is another.

    The gap lies so far along it, and is smaller in a short line.
    """
    assert isinstance(line, VMobject)
    start, end = (np.asarray(place) for place in ends)
    length = float(np.linalg.norm(end - start))
    gap = min(_GAP, length * _LARGEST_GAP)
    middle, half = start + (end - start) * at, (end - start) * gap / 2 / max(length, 1e-9)
    set_ends(line, (start, middle - half))
    before = line.points
    set_ends(line, (middle + half, end))
    line.points = np.concatenate([before, line.points])


def told(shrunk: Sequence[int], names: Sequence[str]) -> str:
    """Return what is to be said of the scales, in a sentence."""
    broken = [
        (name, f"{_TIMES[abs(power)]} times {'smaller' if power > 0 else 'larger'}")
        for name, power in zip(names, shrunk, strict=True)
        if power
    ]
    if not broken:
        return "All three lines have one scale."
    if len(broken) == 1:
        return f"The broken line is drawn {broken[0][1]}."
    return f"Broken lines: {', '.join(f'{name} {scale}' for name, scale in broken)}."
