"""What a reader sees at one moment: texts made of glyphs, and the shapes between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from manim import DecimalNumber, MarkupText, Mobject, SingleStringMathTex, Text, Typst, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject

from scenes.audit.look.outlines import Floats, outline, sampled
from scenes.audit.look.sampling import FramePixels, Sample
from scenes.audit.look.screen import Screen
from scenes.stage.lettering.readout import MovingDigits, Readout
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart

FAINT = 0.05
"""Opacity below which nothing is seen."""

OPAQUE = 0.95
"""Opacity from which a filled shape hides what lies under it."""

STROKE_UNIT = 0.01
"""Manim units that one unit of stroke width takes before a camera at rest."""

WHOLE: tuple[type[Mobject], ...] = (
    Readout,
    TypesetLine,
    TypesetPart,
    MovingDigits,
    Text,
    MarkupText,
    SingleStringMathTex,
    Typst,
    DecimalNumber,
)
"""What counts as one text, the outermost of them; Manim's own classes too, should one slip in."""

SMALLEST: tuple[type[Mobject], ...] = (TypesetPart, MovingDigits)
"""What a text is made of, where it is one of ours."""


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

    @property
    def seen_box(self) -> Floats:
        """The box, the stroke's width included."""
        return self.box + self.half * np.array([-1.0, -1.0, 1.0, 1.0])

    def edge(self, near: Floats) -> shapely.Geometry:
        """Return where its ink is drawn, of an outline what comes near a box."""
        if self.is_image:
            return shapely.box(*self.box).exterior
        if isinstance(self.mobject, PMobject):
            return shapely.multipoints(self.points[:, :2])
        return outline(self.points, near)


@dataclass(frozen=True, eq=False)
class Scenery:
    """Glyphs and shapes on screen at one moment, in drawing order. `boxes` are the glyphs', shape (n, 4).

    A text that the frame cuts is there with all its glyphs; `outside` are those of texts wholly off screen.
    """

    glyphs: tuple[SeenGlyph, ...]
    shapes: tuple[SeenShape, ...]
    boxes: Floats
    outside: tuple[SeenGlyph, ...] = ()

    def parts(self) -> dict[int, list[SeenGlyph]]:
        """Return the glyphs on screen by the smallest piece of text that they belong to (its id)."""
        return by_part(self.glyphs)

    def hides(self, box: Floats, above: float, below: float) -> bool:
        """Tell whether an opaque shape drawn between two places of the order covers a box."""
        return any(
            above < shape.order < below and shape.fill >= OPAQUE and covers(shape, box)
            for shape in self.shapes
        )


def by_part(glyphs: Iterable[SeenGlyph]) -> dict[int, list[SeenGlyph]]:
    """Return glyphs by the smallest piece of text that they belong to (its id)."""
    found: dict[int, list[SeenGlyph]] = {}
    for glyph in glyphs:
        found.setdefault(id(glyph.part), []).append(glyph)
    return found


_known: WeakKeyDictionary[Sample, Scenery] = WeakKeyDictionary()
_grounds: WeakKeyDictionary[Sample, FramePixels] = WeakKeyDictionary()


def scenery(sample: Sample) -> Scenery:
    """Return what is seen at a moment; worked out once for all rules."""
    if sample not in _known:
        _known[sample] = seen_in(sample.mobjects, sample.screen)
    return _known[sample]


def without_texts(sample: Sample) -> FramePixels:
    """Return the picture of a moment without its texts, (height, width, 3); drawn once for all rules."""
    if sample not in _grounds:
        glyphs = text_glyphs(sample.mobjects)
        _grounds[sample] = sample.drawn([one for one in sample.family if id(one) not in glyphs])
    return _grounds[sample]


def text_glyphs(mobjects: Iterable[Mobject]) -> set[int]:
    """Return the ids of all mobjects that draw text."""
    return {id(leaf) for leaf, (text, _) in _roots(mobjects).items() if text is not None}


def seen_in(mobjects: Sequence[Mobject], screen: Screen | None = None) -> Scenery:
    """Return the visible glyphs and shapes among mobjects and all that they hold.

    Without a screen they are seen as before a camera at rest.
    """
    roots, screen = _roots(mobjects), screen or Screen()
    glyphs: list[SeenGlyph] = []
    shapes: list[SeenShape] = []
    for order, leaf in enumerate(screen.in_order(mobjects)):
        text, part = roots.get(leaf, (None, None))
        shape = _shape(leaf, screen, order)
        if shape is None or shape.opacity < FAINT or (shape.box[2:] - shape.box[:2]).max() <= 0:
            continue
        if text is not None and part is not None and isinstance(leaf, VMobject):
            color, opacity = shape.color, shape.opacity
            glyphs.append(SeenGlyph(leaf, part, text, shape.points, shape.seen_box, color, opacity, order))
        elif screen.meets(shape.seen_box):
            shapes.append(shape)
    met = {id(glyph.text) for glyph in glyphs if screen.meets(glyph.box)}
    outside = tuple(glyph for glyph in glyphs if id(glyph.text) not in met)
    if outside:
        glyphs = [glyph for glyph in glyphs if id(glyph.text) in met]
    found = Scenery(tuple(glyphs), tuple(shapes), _boxes(glyphs), outside)
    opaque = [shape for shape in shapes if shape.fill >= OPAQUE]
    if opaque:
        uncovered = [glyph for glyph in glyphs if not found.hides(glyph.box, glyph.order, np.inf)]
        found = Scenery(tuple(uncovered), tuple(shapes), _boxes(uncovered), outside)
    return found


def covers(shape: SeenShape, box: Floats) -> bool:
    """Tell whether a filled shape or a picture reaches over all of a box."""
    if (shape.box[:2] > box[:2] + 1e-6).any() or (shape.box[2:] < box[2:] - 1e-6).any():
        return False
    if shape.is_image:
        return True
    area = shapely.polygons(sampled(shape.points, 6).reshape(-1, 2))
    return bool(shapely.covers(shapely.make_valid(area), shapely.box(*box)))


def _roots(mobjects: Iterable[Mobject]) -> dict[Mobject, tuple[Mobject | None, Mobject | None]]:
    """Return, for everything on stage, the largest and the smallest text that it belongs to."""
    found: dict[Mobject, tuple[Mobject | None, Mobject | None]] = {}
    stack: list[tuple[Mobject, Mobject | None, Mobject | None]] = [(one, None, None) for one in mobjects]
    while stack:
        mobject, text, part = stack.pop()
        if isinstance(mobject, WHOLE):
            text = text or mobject
            part = mobject if part is None or isinstance(mobject, SMALLEST) else part
        if found.get(mobject, (None, None))[0] is None:
            found[mobject] = (text, part)
        stack.extend((child, text, part) for child in mobject.submobjects)
    return found


def _shape(leaf: Mobject, screen: Screen, order: int) -> SeenShape | None:
    """Return how a mobject is seen by itself; None for what is not drawn, as a value or a group."""
    if isinstance(leaf, AbstractImageMobject):
        points, fill = screen.points(leaf), float(np.asarray(leaf.get_pixel_array())[0, 0, 3]) / 255
        return SeenShape(leaf, points, _box(points), 0.0, 0.0, fill, np.zeros(3), order)
    if isinstance(leaf, PMobject) and len(leaf.points):
        points, half = screen.points(leaf), leaf.stroke_width * STROKE_UNIT / 2
        return SeenShape(
            leaf, points, _box(points), half, float(leaf.rgbas[:, 3].max()), 0.0, leaf.rgbas[0, :3], order
        )
    if isinstance(leaf, VMobject) and len(leaf.points) >= 4:
        return _outlined(leaf, screen, order)
    return None


def _outlined(leaf: VMobject, screen: Screen, order: int) -> SeenShape:
    fill, stroke = leaf.fill_rgbas, leaf.stroke_rgbas
    opacity = float(fill[:, 3].max()) if len(fill) else 0.0
    line = float(stroke[:, 3].max()) if len(stroke) else 0.0
    half = float(leaf.stroke_width) * STROKE_UNIT / 2 * screen.magnification(leaf) if line >= FAINT else 0.0
    color = fill[0, :3] if opacity >= FAINT else stroke[0, :3] if len(stroke) else np.zeros(3)
    points = screen.points(leaf)
    return SeenShape(leaf, points, _box(points), half, line if half else 0.0, opacity, color, order)


def _box(points: Floats) -> Floats:
    flat = points[:, :2]
    return np.concatenate([flat.min(axis=0), flat.max(axis=0)])


def _boxes(glyphs: Sequence[SeenGlyph]) -> Floats:
    return np.array([glyph.box for glyph in glyphs]).reshape(-1, 4)
