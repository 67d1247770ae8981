"""The rule "plays as it skips": what a beat begins with does not depend on the frames of the beats before.

A worker that draws some beats of a chapter skips those before them. The stage at each beat's start, as a
digest, is compared between a run that plays every frame and one that goes to each animation's end at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from manim import Scene, tempconfig

from scenes.audit.findings import Finding
from scenes.film.digests.plays import digest_of
from scenes.film.playing.dry_renderer import DryRenderer
from scenes.film.playing.hooks import with_beat_hooks
from scenes.film.playing.pace import KnownPace
from scenes.film.timeline import TICKS_PER_SECOND, Timeline

if TYPE_CHECKING:
    from config import Settings
    from scenes.film.playing.film_scene import FilmScene
    from scenes.film.position import Position

RULE = "plays as it skips"
_ALLOWED = "the same picture whether the beats before were played or skipped"


def check_skipping(
    kind: type[FilmScene], settings: Settings, position: Position | None, folder: Path
) -> Iterator[Finding]:
    """Yield a finding for each beat that begins otherwise when the beats before it are skipped.

    `folder` is where this process keeps its files. Beats after the first such one are not told: they follow.
    """
    timeline, skipped = _starts(kind, settings, position, folder, stepped=False)
    _, played = _starts(kind, settings, position, folder, stepped=True)
    for beat in timeline.beats:
        if skipped.get(beat.id) != played.get(beat.id):
            words = "it begins with another picture when the beats before it are skipped"
            yield Finding(kind.scene_id(), beat.id, beat.start, RULE, words, _ALLOWED)
            return


def _starts(
    kind: type[FilmScene], settings: Settings, position: Position | None, folder: Path, *, stepped: bool
) -> tuple[Timeline, dict[str, str]]:
    """Play a chapter without its voice; return its timeline, and the digest of the stage at beats' starts."""
    starts: dict[str, str] = {}
    beat = ""

    def begin(name: str) -> None:
        nonlocal beat
        beat = name

    def note(scene: Scene) -> None:
        if beat not in starts:
            starts[beat] = digest_of(scene, beat, str(folder)).stage

    with tempconfig({"frame_rate": TICKS_PER_SECOND}):
        renderer = DryRenderer(stepped=stepped, on_play=note)
        scene = with_beat_hooks(kind, begin)(settings, KnownPace(), position=position, renderer=renderer)
        timeline = scene.perform().timeline
    return timeline, starts
