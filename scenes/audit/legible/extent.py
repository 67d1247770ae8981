"""Rules on where things may stand on screen: inside the margins, clear of the captions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from manim import Mobject, config
from numpy.typing import NDArray
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.names import called
from scenes.audit.look.resting import Rest
from scenes.audit.look.sampling import Sample
from scenes.audit.look.screen import Screen
from scenes.audit.look.texts import Scenery, scenery
from scenes.audit.look.things import SeenGlyph, Thing
from scenes.film.timeline import Timeline
from scenes.stage.frame import safe_bottom, safe_top, safe_width

SLACK = 0.03
"""Manim units (four pixels of a frame 1920 wide) that are granted: half a thick stroke on the margin."""

_SIDES = ("left", "bottom", "right", "top")


class Extent(AuditRule):
    """Nothing is cut by the frame, stands in its 5% margin or in the lowest 12%, where captions lie.

    At a beat's end everything on screen counts; in between what rests at an opacity of a half or more.
    Strokes count with their width. Where the camera's frame has moved, the rule is called "close-up", so that
    a drawing that goes on beyond a close-up can be excused there alone; a filled shape is not told whose edge
    is nowhere on screen. A text that has never come on screen at rest is told at the chapter's end.
    """

    name = "margin"
    moved = "close-up"

    def __init__(self) -> None:
        self._rest = Rest()
        self._seen = 0
        self._outside: dict[Mobject, Problem] = {}
        self._inside: set[Mobject] = set()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Measure how far each text and each shape reaches; of one text only the worst glyph is told."""
        seen = scenery(sample)
        things: list[Thing] = [*seen.glyphs, *seen.shapes]
        self._rest.note(things, sample.time)
        self._seen += len(things)
        if not things:
            return
        boxes = np.concatenate([seen.boxes, seen.shape_boxes])
        over = _overreach(boxes)
        worst: dict[int, tuple[float, Thing, int]] = {}
        for index, side in np.argwhere(over > SLACK):
            thing = things[index]
            if not sample.at_beat_end and not (
                thing.opacity >= 0.5 and self._rest.resting(thing, sample.time)
            ):
                continue
            if not sample.screen.is_still(thing.mobject) and not _inked(thing, sample.screen):
                continue
            key = id(thing.text if isinstance(thing, SeenGlyph) else thing.mobject)
            if key not in worst or worst[key][0] < over[index, side]:
                worst[key] = float(over[index, side]), thing, int(side)
        for amount, thing, side in worst.values():
            rule = self.name if sample.screen.is_still(thing.mobject) else self.moved
            yield _problem(rule, amount, thing, side)
        self._note_outside(seen, sample)

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        """Name the texts that rested off screen and were never on it."""
        for text, problem in self._outside.items():
            if text not in self._inside:
                yield problem

    @override
    def counts(self) -> dict[str, int]:
        return {"places": self._seen}

    def _note_outside(self, seen: Scenery, sample: Sample) -> None:
        self._inside |= {glyph.text for glyph in seen.glyphs}
        for glyph in seen.outside:
            if sample.still and glyph.text not in self._inside and glyph.text not in self._outside:
                found = f"{called(glyph.text)} is never on screen"
                self._outside[glyph.text] = Problem(
                    self.name, found, "in the frame", beat=sample.beat, time=sample.time
                )


def _problem(rule: str, amount: float, thing: Thing, side: int) -> Problem:
    limit = float(_limits()[side])
    place = limit + amount * (1 if side >= 2 else -1)
    edge = float(config.frame_width if side in (0, 2) else config.frame_height) / 2
    where = " (in the captions' strip)" if side == 1 else ""
    if abs(place) > edge:
        where = " (cut by the frame)"
    mobject = thing.part if isinstance(thing, SeenGlyph) else thing.mobject
    name = called(thing.text if isinstance(thing, SeenGlyph) else mobject)
    return Problem(rule, f"{name} reaches {_SIDES[side]} to {place:.2f}{where}", f"{limit:.2f}", mobject)


def _inked(thing: Thing, screen: Screen) -> bool:
    """Tell whether a text, or a line or edge of a shape, is drawn on screen."""
    if isinstance(thing, SeenGlyph):
        return True
    x, y = screen.frame.width / 2, screen.frame.height / 2
    near = np.array([-x, -y, x, y]) + thing.half * np.array([-1.0, -1.0, 1.0, 1.0])
    return bool(shapely.intersects(thing.edge(near), shapely.box(*near)))


def _limits() -> NDArray[np.float64]:
    return np.array([-safe_width() / 2, safe_bottom(), safe_width() / 2, safe_top()])


def _overreach(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far each box reaches over each limit, shape (n, 4); negative where it keeps inside."""
    outward = np.array([-1.0, -1.0, 1.0, 1.0])
    reach: NDArray[np.float64] = (boxes - _limits()) * outward
    return reach
