"""What a reader sees at one moment: texts made of glyphs, and the shapes between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from manim import DecimalNumber, MarkupText, Mobject, SingleStringMathTex, Text, Typst
from numpy.typing import NDArray

from scenes.audit.look.kinds import is_one_of
from scenes.audit.look.outlines import Floats
from scenes.audit.look.sampling import FramePixels, Sample
from scenes.audit.look.screen import Screen
from scenes.audit.look.things import Eye, SeenGlyph, SeenShape, Texts, Thing
from scenes.stage.lettering.readout import MovingDigits, Readout
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart

OPAQUE = 0.95
"""Opacity from which a filled shape hides what lies under it."""

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
        return self._parts

    @cached_property
    def _parts(self) -> dict[int, list[SeenGlyph]]:
        return by_part(self.glyphs)

    @cached_property
    def shape_boxes(self) -> Floats:
        """The boxes of the shapes, their strokes' width included, shape (m, 4)."""
        return np.array([shape.seen_box for shape in self.shapes]).reshape(-1, 4)

    @cached_property
    def opaque(self) -> Opaque:
        """The shapes that hide what lies under them."""
        return Opaque(self.shapes)

    def hides(self, box: Floats, above: float, below: float) -> bool:
        """Tell whether an opaque shape drawn between two places of the order covers a box."""
        return self.opaque.cover(box, above, below)


class Opaque:
    """The opaque ones among shapes: what they cover. Their boxes are compared at once, before any outline."""

    def __init__(self, shapes: Iterable[SeenShape]) -> None:
        self._shapes = [shape for shape in shapes if shape.fill >= OPAQUE]
        boxes = np.array([shape.box for shape in self._shapes]).reshape(-1, 4)
        self._low, self._high = boxes[:, :2], boxes[:, 2:]
        self._order = np.array([shape.order for shape in self._shapes])

    def cover(self, box: Floats, above: float, below: float) -> bool:
        """Tell whether a shape drawn between two places of the order covers a box."""
        if not self._shapes:
            return False
        near = (self._order > above) & (self._order < below) & self._reach_over(box)
        return any(_reaches_over(self._shapes[index], box) for index in np.flatnonzero(near))

    def uncovered(self, glyphs: Sequence[SeenGlyph], boxes: Floats) -> list[SeenGlyph]:
        """Return the glyphs that no shape drawn later covers; `boxes` are the glyphs'."""
        if not self._shapes or not glyphs:
            return list(glyphs)
        order = np.array([glyph.order for glyph in glyphs])
        near = (self._order > order[:, None]) & self._reach_over(boxes[:, None])
        hidden = {
            first for first, second in np.argwhere(near) if _reaches_over(self._shapes[second], boxes[first])
        }
        return [glyph for index, glyph in enumerate(glyphs) if index not in hidden]

    def _reach_over(self, box: Floats) -> NDArray[np.bool_]:
        """Tell of which shapes the boxes reach over others, which `box` holds in its last axis."""
        low, high = self._low > box[..., :2] + 1e-6, self._high < box[..., 2:] - 1e-6
        found: NDArray[np.bool_] = ~(low[..., 0] | low[..., 1] | high[..., 0] | high[..., 1])
        return found


def _reaches_over(shape: SeenShape, box: Floats) -> bool:
    """Tell whether a shape or a picture whose box reaches over another one covers it."""
    return shape.is_image or bool(shapely.covers(shape.area, shapely.box(*box)))


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
        things = sample.eye.see(sample.family, _roots(sample.mobjects), sample.screen)
        _known[sample] = _taken_in(things, sample.screen)
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
    screen = screen or Screen()
    return _taken_in(Eye().see(screen.in_order(mobjects), _roots(mobjects), screen), screen)


def _taken_in(seen: Sequence[Thing], screen: Screen) -> Scenery:
    """Return the glyphs and shapes among things that are on screen and that nothing hides."""
    glyphs = [thing for thing in seen if isinstance(thing, SeenGlyph)]
    shapes = tuple(thing for thing in seen if isinstance(thing, SeenShape) and screen.meets(thing.seen_box))
    met = {id(glyph.text) for glyph in glyphs if screen.meets(glyph.box)}
    outside = tuple(glyph for glyph in glyphs if id(glyph.text) not in met)
    if outside:
        glyphs = [glyph for glyph in glyphs if id(glyph.text) in met]
    uncovered = Opaque(shapes).uncovered(glyphs, _boxes(glyphs))
    return Scenery(tuple(uncovered), shapes, _boxes(uncovered), outside)


def _roots(mobjects: Iterable[Mobject]) -> dict[Mobject, Texts]:
    """Return, for everything on stage, the largest and the smallest text that it belongs to."""
    found: dict[Mobject, Texts] = {}
    stack: list[tuple[Mobject, Mobject | None, Mobject | None]] = [(one, None, None) for one in mobjects]
    while stack:
        mobject, text, part = stack.pop()
        if is_one_of(mobject, WHOLE):
            text = text or mobject
            part = mobject if part is None or is_one_of(mobject, SMALLEST) else part
        if found.get(mobject, (None, None))[0] is None:
            found[mobject] = (text, part)
        if mobject.submobjects:
            stack.extend([(child, text, part) for child in mobject.submobjects])
    return found


def _boxes(glyphs: Sequence[SeenGlyph]) -> Floats:
    return np.array([glyph.box for glyph in glyphs]).reshape(-1, 4)
