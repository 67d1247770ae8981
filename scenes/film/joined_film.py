"""The film of all scenes in the build folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from scenes.film.build_dir import lock
from scenes.film.joining.assemble import FilmPart, assemble
from scenes.film.joining.narration import Narration
from scenes.film.manifest import Manifest
from scenes.film.result import SceneBuild


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
    key = hashlib.sha256("\n".join([title, *(scene.key for scene in scenes)]).encode()).hexdigest()
    film = out / "lecture.mp4"
    with lock(out):
        manifest = Manifest(out)
        if not manifest.has_joined(key):
            parts = [FilmPart(one.video, one.plan.timeline, one.cues) for one in scenes if one.video]
            film = assemble(parts, out, narration, title=title)
            captions = [film.with_suffix(suffix) for suffix in (".vtt", ".srt")]
            manifest.enter_joined([film, *captions], profile=profile, key=key)
            manifest.write(order)
    return film
