"""Chapters that continue one another: the picture that one ends with is the one that the next begins with."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from config import load_settings
from scenes.audit.look.sampling import FramePixels, Sample, watch
from scenes.course import COURSE
from scenes.film.project import SceneRef

PAIRS = [
    (one, other) for one, other in pairwise(COURSE.scenes) if other.position and other.position.continues
]

SEEN, MOST = 40, 0.01
"""Change of a pixel's strongest channel, of 255, from which it is seen; share of the pixels that may change:
the title's mark, and soft edges."""


class FoundError(Exception):
    """The picture that was looked for is there."""


def last_picture(chapter: SceneRef) -> FramePixels:
    """Return how a chapter ends."""
    ended: list[Sample] = []

    def look(sample: Sample) -> None:
        if sample.at_beat_end:
            ended.append(sample)

    watch(chapter.load(), load_settings(), look)
    return ended[-1].frame


def second_beats_picture(chapter: SceneRef) -> FramePixels:
    """Return how a chapter looks where its second beat begins."""
    found: list[FramePixels] = []

    def look(sample: Sample) -> None:
        if sample.beat != "title":
            found.append(sample.frame)
            raise FoundError

    with pytest.raises(FoundError):
        watch(chapter.load(), load_settings(), look)
    return found[0]


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=[after.id for _, after in PAIRS])
def test_a_chapter_begins_on_the_picture_that_the_one_before_ends_with(
    before: SceneRef, after: SceneRef
) -> None:
    here, there = last_picture(before), second_beats_picture(after)
    changed = np.abs(here.astype(np.int16) - there).max(axis=2) > SEEN
    assert float(changed.mean()) <= MOST
