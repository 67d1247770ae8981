"""Rules on what stands next to what: air around text, edges that line up, a title that stays behind."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from statistics import median

import numpy as np
from manim import config
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.legible.size import cap_height
from scenes.audit.look.names import called
from scenes.audit.look.outlines import Floats
from scenes.audit.look.sampling import Sample
from scenes.audit.look.texts import scenery
from scenes.audit.look.things import SeenGlyph
from scenes.audit.staging.pictures import OPENING
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.titles import Heading

PIXEL = 1 / 1080
"""A pixel of a frame 1080 high, as a share of its height."""

AIR = 16 * PIXEL
"""Least distance of two texts, as a share of the frame's height."""

ALIGNED, APART = 3 * PIXEL, 36 * PIXEL
"""Two edges that are meant to be one are apart by at most the first, others by at least the second."""

DIMMER = 0.6
"""Luminance of the title as a share of that of the brightest text."""


class Air(AuditRule):
    """Texts keep their distance from those above and below when a beat ends; in a row they are one line."""

    name = "air"

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Measure between the boxes of all texts."""
        if not sample.at_beat_end:
            return
        least = AIR * float(config.frame_height)
        for (one, mine), (other, theirs) in combinations(_texts(sample), 2):
            gap = _gap(mine, theirs)
            if 0 < gap < least and not _in_a_row(mine, theirs):
                pixels = gap / float(config.frame_height) / PIXEL
                found = f"{called(one.text)} {pixels:.0f} pixels from {called(other.text)}"
                yield Problem(self.name, found, "16 pixels of 1080", one.text, other.text)


class Edges(AuditRule):
    """Lines under one another begin, end or are centred at the same place, or clearly elsewhere."""

    name = "edges"

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare lines that follow each other downward when a beat ends."""
        if not sample.at_beat_end:
            return
        height = float(config.frame_height)
        lines = [(one, box) for one, box in _texts(sample) if isinstance(one.text, TypesetLine)]
        for (one, mine), (other, theirs) in combinations(lines, 2):
            if not _stacked(mine, theirs):
                continue
            off = np.abs(np.array([mine[0] - theirs[0], mine[2] - theirs[2]])) / height
            middle = abs(mine[0] + mine[2] - theirs[0] - theirs[2]) / 2 / height
            if off[0] > ALIGNED and off[0] < APART and off[1] > ALIGNED and middle > ALIGNED:
                found = f"{called(one.text)} begins {off[0] / PIXEL:.0f} pixels beside {called(other.text)}"
                yield Problem(self.name, found, "0, or 36 pixels of 1080", one.text, other.text)


class QuietTitle(AuditRule):
    """The title is no larger than the type of the picture, and dimmer."""

    name = "title"

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare at a beat's end."""
        heading = next((one for one in sample.mobjects if isinstance(one, Heading)), None)
        if heading is None or not sample.at_beat_end or sample.beat == OPENING:
            return
        title = {id(part) for part in heading.title.get_family()}
        parts = list(scenery(sample).parts().values())
        own = [glyphs for glyphs in parts if id(glyphs[0].mobject) in title]
        body = [glyphs for glyphs in parts if id(glyphs[0].mobject) not in title]
        if not own or not body:
            return
        here = max(map(_brightness, own[0]))
        there = max(_brightness(glyph) for glyphs in body for glyph in glyphs)
        tall = cap_height(own[0][0].part, own[0])
        typical = median(cap_height(glyphs[0].part, glyphs) for glyphs in body for _ in glyphs)
        if here > DIMMER * there:
            found = f"the title at {here / there:.0%} of the brightest text"
            yield Problem(self.name, found, f"{DIMMER:.0%}", heading.title)
        if tall > typical * 1.02:
            found = f"the title {tall / typical:.2f} times as tall as the type of the picture"
            yield Problem(self.name, found, "no larger", heading.title)


def _texts(sample: Sample) -> list[tuple[SeenGlyph, Floats]]:
    """Return a glyph of every text with the box round the text."""
    found: dict[int, list[SeenGlyph]] = {}
    for glyph in scenery(sample).glyphs:
        found.setdefault(id(glyph.text), []).append(glyph)
    boxed = []
    for glyphs in found.values():
        boxes = np.array([glyph.box for glyph in glyphs])
        boxed.append((glyphs[0], np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])))
    return boxed


def _gap(one: Floats, other: Floats) -> float:
    """Return the distance of two boxes, 0 where they meet."""
    apart = np.maximum(np.maximum(one[:2] - other[2:], other[:2] - one[2:]), 0.0)
    return float(np.hypot(*apart))


def _in_a_row(one: Floats, other: Floats) -> bool:
    """Tell whether two boxes stand beside each other: they share half the height of the lower one."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return bool(shared > 0.5 * min(one[3] - one[1], other[3] - other[1]))


def _stacked(one: Floats, other: Floats) -> bool:
    """Tell whether one box stands below the other, no farther than a line of text."""
    over = min(one[2], other[2]) - max(one[0], other[0]) > 0
    gap = max(one[1] - other[3], other[1] - one[3])
    return bool(over and 0 <= gap < 1.5 * min(one[3] - one[1], other[3] - other[1]))


def _brightness(glyph: SeenGlyph) -> float:
    """Return relative luminance as it is drawn over a dark ground (Rec. 709 weights, linear light)."""
    return float(np.dot(glyph.color**2.2, (0.2126, 0.7152, 0.0722))) * glyph.opacity
