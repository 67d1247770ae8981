"""The film of all scenes in the build folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from scenes.film.build_dir import lock
from scenes.film.joining.assemble import FilmPart, assemble
from scenes.film.joining.captions import cues
from scenes.film.joining.narration import Narration
from scenes.film.manifest import Manifest
from scenes.film.position import Position
from scenes.film.result import SceneBuild


def parts_of(scenes: Sequence[SceneBuild]) -> list[FilmPart]:
    """Return finished scenes as the parts of a joined film, those without a film left out.

    A scene that continues the one before it begins with its second beat.
    """
    found: list[FilmPart] = []
    before: Position | None = None
    for scene in scenes:
        here, timeline = scene.entry.position, scene.plan.timeline
        if scene.video is None:
            continue
        if here and before and here.continues and here.index == before.index + 1 and len(timeline.beats) > 1:
            later = timeline.after_first_beat()
            frames = (timeline.end_tick - later.end_tick) * scene.frames // timeline.end_tick
            found.append(FilmPart(scene.video, later, cues(later), frames))
        else:
            found.append(FilmPart(scene.video, timeline, scene.cues))
        before = here
    return found


def write_joined(
    scenes: Sequence[SceneBuild],
    out: Path,
    narration: Narration,
    *,
    title: str,
    profile: str,
    order: Sequence[str],
) -> Path:
    """Join finished scenes into one film below a folder, unless it is there already, and return it.

    `order` is that of the scenes in the manifest, `profile` what it calls the quality. Raises
    `ProductionError` where scenes are not encoded alike, and `OSError`.
    """
    parts = parts_of(scenes)
    skipped = (str(part.skipped) for part in parts)
    key = hashlib.sha256("\n".join([title, *(scene.key for scene in scenes), *skipped]).encode()).hexdigest()
    film = out / "lecture.mp4"
    with lock(out):
        manifest = Manifest(out)
        if not manifest.has_joined(key):
            film = assemble(parts, out, narration, title=title)
            captions = [film.with_suffix(suffix) for suffix in (".vtt", ".srt")]
            manifest.enter_joined([film, *captions], profile=profile, key=key)
            manifest.write(order)
    return film
