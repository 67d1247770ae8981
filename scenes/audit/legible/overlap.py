"""Rules on texts that run into each other or into lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.boxes import Bounds
from scenes.audit.look.kept import Lately
from scenes.audit.look.names import called
from scenes.audit.look.outlines import Floats
from scenes.audit.look.resting import Rest
from scenes.audit.look.sampling import Sample
from scenes.audit.look.texts import Scenery, scenery
from scenes.audit.look.things import SeenGlyph, SeenShape, Thing
from scenes.stage.lettering.typesetting import TypesetPart

CLEARANCE = 0.02
"""Ink nearer than this on screen, in Manim units (under three pixels of a frame 1080 high), touches."""

FAINT_LINE = 0.1
"""Opacity of a line or of a filled shape's edge below which it does not disturb a text."""

FADING = 0.5
"""Opacity below which things on their way in or out do not count, save at a beat's end."""

_TWINS = 0.03


class TextOnText(AuditRule):
    """No text touches another: no two glyphs' outlines come nearer than `CLEARANCE`.

    At a beat's end every visible text counts, in between those that rest at an opacity of a half or more.
    A copy that lies exactly on its original reads as one text.
    """

    name = "text on text"

    def __init__(self) -> None:
        self._rest = Rest()
        self._seen = 0

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare all texts with one another."""
        seen = scenery(sample)
        self._rest.note(seen.glyphs, sample.time)
        self._seen += len({id(glyph.text) for glyph in seen.glyphs})
        told: set[tuple[int, int]] = set()
        twins = _twins(seen)
        for one, other in _close_glyphs(seen):
            pair = id(one.part), id(other.part)
            if pair in told or pair in twins or _one_line(one, other):
                continue
            if not all(_counts(glyph, sample, self._rest) for glyph in (one, other)):
                continue
            if shapely.dwithin(one.outline, other.outline, CLEARANCE):
                told.add(pair)
                found = f"{called(one.text)} touches {called(other.text)}"
                box = _joined(one.box, other.box)
                yield Problem(self.name, found, f"{CLEARANCE} apart", one.part, other.part, box=box)

    @override
    def counts(self) -> dict[str, int]:
        return {"texts": self._seen}


class TextOnLine(AuditRule):
    """No line runs through a text: no stroke, edge of a filled shape or picture comes within `CLEARANCE`.

    When texts count is as in `TextOnText`. A line under an opaque ground, on which the text stands, does
    not.
    """

    name = "text on line"

    def __init__(self) -> None:
        self._rest = Rest()
        self._met: Lately[tuple[SeenShape, SeenGlyph], bool] = Lately()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare every text with every line near it."""
        seen = scenery(sample)
        things: list[Thing] = [*seen.glyphs, *seen.shapes]
        self._rest.note(things, sample.time)
        told: set[int] = set()
        self._met.begin()
        for shape, glyph in _near(seen):
            if id(glyph.part) in told or not _counts(glyph, sample, self._rest):
                continue
            if not _counts(shape, sample, self._rest):
                continue
            if not self._met.get((shape, glyph), partial(_meets, shape, glyph)):
                continue
            if seen.hides(glyph.box, shape.order, glyph.order):
                continue
            told.add(id(glyph.part))
            found = f"{called(glyph.text)} is crossed by {called(shape.mobject)}"
            yield Problem(
                self.name, found, f"{CLEARANCE} apart", glyph.part, shape.mobject, box=_as_box(glyph.box)
            )


def _counts(thing: Thing, sample: Sample, rest: Rest) -> bool:
    return sample.at_beat_end or (thing.opacity >= FADING and rest.resting(thing, sample.time))


def _close_glyphs(seen: Scenery) -> Iterator[tuple[SeenGlyph, SeenGlyph]]:
    """Yield pairs of glyphs of different texts whose boxes come near each other."""
    near = _near_each_other(seen.boxes, seen.boxes)
    texts = np.array([id(glyph.text) for glyph in seen.glyphs])
    near &= texts[:, None] != texts[None, :]
    for first, second in np.argwhere(np.triu(near, 1)):
        yield seen.glyphs[first], seen.glyphs[second]


def _near_each_other(ones: Floats, others: Floats) -> NDArray[np.bool_]:
    """Tell which boxes come within `CLEARANCE` of which others, shape (ones, others)."""
    low, high = ones[:, :2] - CLEARANCE, ones[:, 2:] + CLEARANCE
    near = np.ones((len(ones), len(others)), dtype=bool)
    for axis in (0, 1):
        near &= others[None, :, axis] <= high[:, None, axis]
        near &= others[None, :, 2 + axis] >= low[:, None, axis]
    return near


def _one_line(one: SeenGlyph, other: SeenGlyph) -> bool:
    """Tell whether two glyphs are parts of one typeset line that stand on stage by themselves."""
    first, second = one.part, other.part
    return (
        isinstance(first, TypesetPart)
        and isinstance(second, TypesetPart)
        and first.source is not None
        and first.source is second.source
        and first.index != second.index
    )


def _twins(seen: Scenery) -> set[tuple[int, int]]:
    """Return the pairs of parts that lie on each other glyph by glyph."""
    outer = {
        key: (_union([glyph.box for glyph in glyphs]), len(glyphs)) for key, glyphs in seen.parts().items()
    }
    keys = list(outer)
    boxes = np.array([outer[key][0] for key in keys]).reshape(-1, 4)
    alike = np.ones((len(keys), len(keys)), dtype=bool)
    for edge in boxes.T:
        alike &= np.abs(edge[:, None] - edge[None, :]) <= _TWINS
    pairs = ((keys[a], keys[b]) for a, b in np.argwhere(alike) if a != b)
    return {(a, b) for a, b in pairs if outer[a][1] == outer[b][1]}


def _near(seen: Scenery) -> Iterator[tuple[SeenShape, SeenGlyph]]:
    """Yield the shapes with an edge and the glyphs whose boxes come near each other."""
    lined = [shape for shape in seen.shapes if shape.opacity >= FAINT_LINE]
    if not lined or not seen.glyphs:
        return
    for first, second in np.argwhere(_near_each_other(np.array([one.seen_box for one in lined]), seen.boxes)):
        yield lined[first], seen.glyphs[second]


def _meets(shape: SeenShape, glyph: SeenGlyph) -> bool:
    """Tell whether the shape's edge, as thick as it is drawn, comes too near to the glyph's outline."""
    reach = CLEARANCE + (shape.half if shape.stroke >= FAINT_LINE else 0.0)
    around = glyph.box + reach * np.array([-1.0, -1.0, 1.0, 1.0])
    return bool(shapely.dwithin(shape.edge(around), glyph.outline, reach))


def _union(boxes: list[np.ndarray]) -> np.ndarray:
    stacked = np.array(boxes)
    return np.concatenate([stacked[:, :2].min(axis=0), stacked[:, 2:].max(axis=0)])


def _joined(first: np.ndarray, second: np.ndarray) -> Bounds:
    return _as_box(_union([first, second]))


def _as_box(box: np.ndarray) -> Bounds:
    left, bottom, right, top = (float(edge) for edge in box)
    return left, bottom, right, top
