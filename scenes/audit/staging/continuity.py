"""Rules on what stays and what passes: no wiping between beats, no number that flies over standing text."""

from __future__ import annotations

from collections.abc import Container, Iterable

import numpy as np
from manim import Animation, AnimationGroup, Mobject, Transform
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.names import called
from scenes.audit.look.outlines import Floats
from scenes.audit.look.sampling import Sample
from scenes.audit.look.texts import scenery
from scenes.audit.look.things import SeenGlyph, Thing
from scenes.audit.staging.pictures import OPENING, Stage
from scenes.stage.lettering.typesetting import TypesetPart
from scenes.stage.titles import Heading

STAYS = 0.20
"""Share of a beat's ink that is still there, as it was or moved, when the next one ends."""

BLACK, BLACK_FOR = 0.006, 0.3
"""Share of the frame's cells with ink from which a stage is not black, and for how many seconds it may be."""

FLIES = 0.1
"""Manim units on screen that a text moves from one look to the next and is said to fly."""

CLEAR = 0.5
"""Opacity from which a text can be read."""


Shape = tuple[bytes, int, bytes]


class Persistence(AuditRule):
    """What one beat ends with is there in the next: the same mobjects, what they were transformed into, or
    outlines of the same shape and color.

    Each counts by half the perimeter of its box, about the length of the lines that it is drawn with.
    """

    name = "persistence"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._before: dict[int, tuple[float, Shape]] = {}
        self._kept: list[Mobject] = []
        self._heirs: dict[int, set[int]] = {}
        self._black: float | None = None
        self._beat_before = ""

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Follow transformations; compare the ends of two beats; look out for a black stage."""
        stage = self._stage.look(sample)
        for running in sample.chapter.animations or []:
            self._follow(running)
        if stage.counts(sample):
            yield from self._blackness(sample, float(stage.ink.mean()))
        if sample.at_beat_end:
            now = self._weights(sample)
            if self._before and self._beat_before != OPENING:
                shapes = {shape for _, shape in now.values()}
                stays = sum(
                    weight
                    for one, (weight, shape) in self._before.items()
                    if shape in shapes or self._remains(one, now)
                )
                share = stays / sum(weight for weight, _ in self._before.values())
                if share < STAYS:
                    yield Problem(self.name, f"{share:.0%} of {self._beat_before} stays", f"{STAYS:.0%}")
            self._before, self._beat_before, self._heirs = now, sample.beat, {}
            self._kept = list(sample.family)

    def _blackness(self, sample: Sample, ink: float) -> Iterable[Problem]:
        if ink >= BLACK:
            self._black = None
        elif self._black is None:
            self._black = sample.time
        elif sample.time - self._black > BLACK_FOR:
            yield Problem(self.name, "a black stage", f"{BLACK:.1%} of the cells with ink", time=self._black)

    def _weights(self, sample: Sample) -> dict[int, tuple[float, Shape]]:
        """Return weight and shape of everything seen but the heading, by the mobject's id."""
        heading = _heading(sample)
        seen = scenery(sample)
        things: list[Thing] = [*seen.glyphs, *seen.shapes]
        edge = np.array([sample.screen.frame.width, sample.screen.frame.height]) / 2
        return {
            id(one.mobject): (_weight(one.box, edge), _shape(one))
            for one in things
            if id(one.mobject) not in heading
        }

    def _follow(self, animation: Animation) -> None:
        """Note what an animation turns into what."""
        if isinstance(animation, AnimationGroup):
            for part in animation.animations:
                self._follow(part)
        elif isinstance(animation, Transform) and animation.target_mobject is not None:
            target = {id(part) for part in animation.target_mobject.get_family()}
            self._kept.append(animation.target_mobject)
            for one in animation.mobject.get_family():
                self._heirs.setdefault(id(one), set()).update(target)

    def _remains(self, one: int, now: Container[int]) -> bool:
        """Tell whether a mobject, or what it was turned into, is there."""
        asked, known = [one], {one}
        while asked:
            here = asked.pop()
            if here in now:
                return True
            new = self._heirs.get(here, set()) - known
            known |= new
            asked.extend(new)
        return False


def _weight(box: Floats, edge: Floats) -> float:
    """Return half the perimeter of what a box has in the frame, in Manim units."""
    low, high = np.maximum(box[:2], -edge), np.minimum(box[2:], edge)
    return float(np.maximum(high - low, 0.0).sum())


def _shape(thing: Thing) -> Shape:
    """Return color and outline of a thing, wherever it stands and however large, coarsely rounded."""
    low, high = thing.box[:2], thing.box[2:]
    placed = (thing.points[:, :2] - (low + high) / 2) / max(float((high - low).max()), 1e-6)
    return np.round(thing.color, 1).tobytes(), len(placed), np.round(placed, 1).tobytes()


def _heading(sample: Sample) -> set[int]:
    headings = (one for one in sample.mobjects if isinstance(one, Heading))
    return {id(part) for one in headings for part in sample.family_of(one)}


class FlightClearance(AuditRule):
    """No text flies over another that stands.

    Asked while the camera rests. A text that flies off its own copy, or onto it, does not count; nor does
    one that an opaque ground carries.
    """

    name = "flight"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._places: dict[int, tuple[Floats, Floats]] = {}
        self._view: Floats | None = None

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare what has moved since the last look with what has not."""
        view, seen = sample.screen.view, scenery(sample)
        boxes = {
            key: (_around(glyphs), glyphs)
            for key, glyphs in seen.parts().items()
            if min(glyph.opacity for glyph in glyphs) >= CLEAR
        }
        before, same = self._places, self._view is not None and np.array_equal(view, self._view)
        self._places = {key: (box, box) for key, (box, _) in boxes.items()}
        self._view = view
        if not same or sample.still or not self._stage.look(sample).counts(sample):
            return
        moved = {
            key: float(np.abs(box - before[key][0]).max()) for key, (box, _) in boxes.items() if key in before
        }
        flying = [key for key, far in moved.items() if far > FLIES]
        standing = [key for key, far in moved.items() if far < 1e-6]
        for one in flying:
            for other in standing:
                mine, theirs = boxes[one][1], boxes[other][1]
                if _meet(boxes[one][0], boxes[other][0]) and not _kin(mine[0], theirs[0]):
                    found = f"{called(mine[0].text)} flies over {called(theirs[0].text)}"
                    yield Problem(self.name, found, "clear of standing text", mine[0].part, theirs[0].part)


def _around(glyphs: list[SeenGlyph]) -> Floats:
    boxes = np.array([glyph.box for glyph in glyphs])
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


def _meet(one: Floats, other: Floats) -> bool:
    return bool((one[:2] < other[2:]).all() and (other[:2] < one[2:]).all())


def _kin(one: SeenGlyph, other: SeenGlyph) -> bool:
    """Tell whether two parts state the same, or belong to one text."""
    if one.text is other.text or called(one.text) == called(other.text):
        return True
    first, second = one.part, other.part
    if isinstance(first, TypesetPart) and isinstance(second, TypesetPart):
        if first.source is second.source:
            return True
        a, b = first.number, second.number
        return a is not None and b is not None and a.text == b.text
    return False
