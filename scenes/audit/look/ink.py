"""What a mobject by itself is drawn with: one object from look to look, as long as nothing of it changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from manim import Mobject, VMobject

from scenes.audit.look.kept import Kept
from scenes.audit.look.outlines import Floats


@dataclass(frozen=True, eq=False)
class Ink:
    """Points, shape (n, 3), and colours, shape (m, 4), of one outline, copied from it.

    `shape` are the bytes of the points. As long as an outline looks the same its ink is the same object, so
    what follows from the ink is worked out once.
    """

    shape: bytes
    points: Floats
    fill: Floats
    stroke: Floats
    width: float

    @cached_property
    def is_seen(self) -> bool:
        """Whether anything is drawn with any opacity."""
        return bool(self.fill[0, 3] > 0 or (self.stroke[0, 3] > 0 and self.width > 0))

    @cached_property
    def box(self) -> Floats:
        """Left, bottom, right and top of the points."""
        return box_of(self.points)

    @cached_property
    def colors(self) -> tuple[bytes, bytes]:
        """Fill and stroke, rounded so that nobody sees a difference."""
        return np.round(self.fill, 2).tobytes(), np.round(self.stroke, 2).tobytes()


def box_of(points: Floats) -> Floats:
    """Return left, bottom, right and top of points."""
    flat = points[:, :2]
    return np.concatenate([flat.min(axis=0), flat.max(axis=0)])


_inks: Kept[Ink] = Kept()


def ink_of(mobject: VMobject) -> Ink:
    """Return what an outline is drawn with now."""
    fill, stroke, width = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas(), mobject.stroke_width
    shape = mobject.points.tobytes()

    def taken() -> Ink:
        return Ink(shape, _copied(mobject.points), _copied(fill), _copied(stroke), float(width))

    return _inks.get(mobject, (shape, fill.tobytes(), stroke.tobytes(), width), taken)


def inks_of(family: Iterable[Mobject]) -> tuple[Ink, ...]:
    """Return what the glyphs of a family are drawn with, those that are transparent included."""
    return tuple(ink_of(part) for part in family if isinstance(part, VMobject) and len(part.points) >= 4)


def _copied(values: Floats) -> Floats:
    found = values.copy()
    found.setflags(write=False)
    return found
