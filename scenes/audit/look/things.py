"""The things a reader sees, glyphs of texts and the shapes between them, and how they are taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from manim import Mobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject

from scenes.audit.look.ink import Ink, box_of, ink_of
from scenes.audit.look.outlines import Floats, outline, sampled
from scenes.audit.look.pictures import Pictures
from scenes.audit.look.screen import Screen

FAINT = 0.05
"""Opacity below which nothing is seen."""

STROKE_UNIT = 0.01
"""Manim units that one unit of stroke width takes before a camera at rest."""

_OUTWARD = np.array([-1.0, -1.0, 1.0, 1.0])

Look = tuple[bytes, tuple[bytes, ...], float]
"""Points, colours and stroke width of a thing, rounded so that nobody sees a difference."""

Texts = tuple[Mobject | None, Mobject | None]
"""The largest and the smallest text that a mobject belongs to; neither for a shape."""


@dataclass(frozen=True, eq=False)
class SeenGlyph:
    """One drawn outline of a text. `order` grows from what is drawn first to what lies on top.

    `part` is the smallest piece of text round it, `text` the largest; `points` are the outline's on screen,
    `box` is left, bottom, right and top of what is drawn, `color` red, green and blue from 0 to 1.
    """

    mobject: VMobject
    part: Mobject
    text: Mobject
    points: Floats
    box: Floats
    color: Floats
    opacity: float
    order: int

    @cached_property
    def outline(self) -> shapely.Geometry:
        """Where its outline runs."""
        return outline(self.points)

    @cached_property
    def look(self) -> Look:
        """How it looks on screen, to be asked for in the look in which it was taken in."""
        return _look(self.mobject, self.points)


@dataclass(frozen=True, eq=False)
class SeenShape:
    """Anything drawn that is no text: its points on screen, left, bottom, right and top of them.

    `half` is half its stroke's width on screen in Manim units, 0 without one.
    """

    mobject: Mobject
    points: Floats
    box: Floats
    half: float
    stroke: float
    fill: float
    color: Floats
    order: int

    @property
    def is_image(self) -> bool:
        """Whether it is a picture made of pixels."""
        return isinstance(self.mobject, AbstractImageMobject)

    @property
    def opacity(self) -> float:
        """How much of what lies behind it does not show, where it is strongest."""
        return max(self.stroke if self.half else 0.0, self.fill)

    @cached_property
    def seen_box(self) -> Floats:
        """The box, the stroke's width included."""
        return self.box + self.half * _OUTWARD

    @cached_property
    def look(self) -> Look:
        """How it looks on screen, to be asked for in the look in which it was taken in."""
        return _look(self.mobject, self.points)

    @cached_property
    def area(self) -> shapely.Geometry:
        """What its outline goes round."""
        return shapely.make_valid(shapely.polygons(sampled(self.points, 6).reshape(-1, 2)))

    def edge(self, near: Floats) -> shapely.Geometry:
        """Return where its ink is drawn, of an outline what comes near a box."""
        if self.is_image:
            return shapely.box(*self.box).exterior
        if isinstance(self.mobject, PMobject):
            return shapely.multipoints(self.points[:, :2])
        return outline(self.points, near)


Thing = SeenGlyph | SeenShape


class Eye:
    """Takes in what is drawn, look after look: a thing that stays as it is stays the same object.

    `pictures` are those that it takes.
    """

    def __init__(self) -> None:
        self.pictures = Pictures()
        self._last: dict[int, tuple[object, Thing | None]] = {}

    def see(self, leaves: Sequence[Mobject], texts: Mapping[Mobject, Texts], screen: Screen) -> list[Thing]:
        """Return what can be seen of mobjects by themselves, given in drawing order."""
        now: dict[int, tuple[object, Thing | None]] = {}
        for order, leaf in enumerate(leaves):
            if not isinstance(leaf, VMobject):
                now[id(leaf)] = None, _clear(_picture(leaf, screen, order))
            elif len(leaf.points) >= 4:
                text, part = texts.get(leaf, (None, None))
                ink, points = ink_of(leaf), screen.points(leaf)
                moved = None if points is leaf.points else (points.tobytes(), screen.magnification(leaf))
                made_of = ink, order, text, part, moved
                known = self._last.get(id(leaf))
                if known is None or known[0] != made_of:
                    shape = _clear(_outlined(leaf, ink, points if moved else ink.points, screen, order))
                    known = made_of, _as_glyph(shape, text, part)
                now[id(leaf)] = known
        self._last = now
        return [thing for _, thing in now.values() if thing is not None]


def _clear(shape: SeenShape | None) -> SeenShape | None:
    """Return a shape if it is clear enough to be seen and has an extent."""
    if shape is None or shape.opacity < FAINT or (shape.box[2:] - shape.box[:2]).max() <= 0:
        return None
    return shape


def _as_glyph(shape: SeenShape | None, text: Mobject | None, part: Mobject | None) -> Thing | None:
    """Return the outline of a text as its glyph, any other as it is."""
    if shape is None or text is None or part is None or not isinstance(shape.mobject, VMobject):
        return shape
    box, color, opacity = shape.seen_box, shape.color, shape.opacity
    return SeenGlyph(shape.mobject, part, text, shape.points, box, color, opacity, shape.order)


def _picture(leaf: Mobject, screen: Screen, order: int) -> SeenShape | None:
    """Return how a picture or a cloud of points is seen; None for what is not drawn, as a value."""
    if isinstance(leaf, AbstractImageMobject):
        points, fill = screen.points(leaf), float(np.asarray(leaf.get_pixel_array())[0, 0, 3]) / 255
        return SeenShape(leaf, points, box_of(points), 0.0, 0.0, fill, np.zeros(3), order)
    if isinstance(leaf, PMobject) and len(leaf.points):
        points, half = screen.points(leaf), leaf.stroke_width * STROKE_UNIT / 2
        line = float(leaf.rgbas[:, 3].max())
        return SeenShape(leaf, points, box_of(points), half, line, 0.0, leaf.rgbas[0, :3], order)
    return None


def _outlined(leaf: VMobject, ink: Ink, points: Floats, screen: Screen, order: int) -> SeenShape:
    """Return how an outline with its points on screen is seen."""
    fill, stroke = ink.fill, ink.stroke
    opacity = float(fill[:, 3].max()) if len(fill) else 0.0
    line = float(stroke[:, 3].max()) if len(stroke) else 0.0
    half = ink.width * STROKE_UNIT / 2 * screen.magnification(leaf) if line >= FAINT else 0.0
    color = fill[0, :3] if opacity >= FAINT else stroke[0, :3] if len(stroke) else np.zeros(3)
    box = ink.box if points is ink.points else box_of(points)
    return SeenShape(leaf, points, box, half, line if half else 0.0, opacity, color, order)


def _look(mobject: Mobject, points: Floats) -> Look:
    colors: tuple[bytes, ...] = ()
    width = float(getattr(mobject, "stroke_width", 0.0))
    if isinstance(mobject, VMobject):
        colors = ink_of(mobject).colors
    elif isinstance(mobject, PMobject):
        colors = (np.round(mobject.rgbas, 2).tobytes(),)
    return np.round(points, 3).tobytes(), colors, round(width, 2)
