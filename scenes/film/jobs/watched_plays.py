"""The play calls of a scene watched by a job: which beat each belongs to, and its digest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from manim import Scene

from scenes.film.cache.play_digest import PlayDigest
from scenes.film.digests.plays import digest_of


class WatchedPlays:
    """Takes the digest of each play call, in order; `folder` is where the process keeps its files.

    `found` are the digests so far, `beats` the names of the beats begun.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self.found: list[PlayDigest] = []
        self.beats: list[str] = []

    def start_beat(self, beat: str) -> None:
        """Note that a beat begins."""
        self.beats.append(beat)

    def note(self, scene: Scene) -> None:
        """Take the digest of the play call that a scene has compiled."""
        self.found.append(digest_of(scene, self.beats[-1] if self.beats else "", self._folder))


class ExpectedPlays:
    """Compares the play calls of a scene with those that were planned, from some beats on.

    A run that skips the beats before, and one that draws them, must find the same stage and play the same.
    """

    def __init__(self, folder: Path, planned: Sequence[PlayDigest]) -> None:
        self._folder, self._planned = str(folder), planned
        self._count = 0

    def skip(self) -> None:
        """Pass over a play call."""
        self._count += 1

    def differs(self, scene: Scene, beat: str) -> str | None:
        """Compare the play call that a scene has compiled; return how it differs from the plan, in words."""
        index, self._count = self._count, self._count + 1
        if index >= len(self._planned):
            return f"plays a call more than the {len(self._planned)} that were planned"
        planned, found = self._planned[index], digest_of(scene, beat, self._folder)
        if not found.proven or found.shows_as(planned):
            return None
        where = f"in its play call {self._number(index)}"
        if found.stage != planned.stage:
            return f"finds another picture {where}"
        return f"plays something else {where}"

    def _number(self, index: int) -> int:
        """Return which play call of its beat one is, from 1 on."""
        beat = self._planned[index].beat
        return 1 + sum(play.beat == beat for play in self._planned[:index])
