"""The films of single scenes in the build folder, with their captions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scenes.film.build_dir import lock
from scenes.film.cache.segments import Segments
from scenes.film.errors import ProductionError
from scenes.film.files import write_text, written_aside
from scenes.film.joining.captions import as_srt, as_vtt
from scenes.film.joining.join import Piece, join
from scenes.film.joining.narration import Narration
from scenes.film.manifest import Manifest
from scenes.film.result import SceneBuild


class SceneFilms:
    """Writes `chapters/<scene>.mp4`, `.vtt` and `.srt` below a folder, and enters them in its manifest.

    `order` is that of the scenes in the manifest, `profile` what it calls the quality.
    """

    def __init__(
        self, out: Path, segments: Segments, narration: Narration, *, profile: str, order: Sequence[str]
    ) -> None:
        self._out, self._segments, self._narration = out, segments, narration
        self._profile, self._order = profile, order

    def has(self, scene: SceneBuild) -> bool:
        """Tell whether the scene's files are there as they would be written now."""
        return Manifest(self._out).has(scene.plan.timeline.scene, scene.key)

    def write(self, scene: SceneBuild) -> Path:
        """Write a scene's files from its beats, unless they are there already, and return the film.

        Raises `ProductionError` if the beats do not make up the timeline, and `OSError`.
        """
        video = self._out / "chapters" / f"{scene.entry.id}.mp4"
        with lock(self._out):
            manifest = Manifest(self._out)
            timeline = scene.plan.timeline
            if not manifest.has(timeline.scene, scene.key):
                self._join(scene, video)
                captions = {
                    video.with_suffix(".vtt"): as_vtt(scene.cues),
                    video.with_suffix(".srt"): as_srt(scene.cues),
                }
                for path, text in captions.items():
                    write_text(path, text)
                manifest.enter(timeline.as_json(), [video, *captions], profile=self._profile, key=scene.key)
                manifest.write(self._order)
        return video

    def _join(self, scene: SceneBuild, video: Path) -> None:
        timeline = scene.plan.timeline
        for beat, key in scene.keys.items():
            if not self._segments.has(key):
                raise ProductionError(
                    f"{scene.entry.id}, beat {beat!r}: what was drawn of it was lost or damaged on the disk; "
                    "render again"
                )
        beats = [Piece(self._segments.path(key)) for key in scene.keys.values()]
        with written_aside(video) as aside:
            sound = self._narration.of_scenes((timeline,))
            frames = join(beats, aside, title=timeline.title, cues=scene.cues, sound=sound)
            if frames != scene.frames:
                raise ProductionError(
                    f"{scene.entry.id}: the film has {frames} frames, the timeline {scene.frames}"
                )
