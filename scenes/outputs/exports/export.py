"""A chapter or a beat drawn once more, into a form of its own."""

from __future__ import annotations

import difflib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.build_dir import lock, temp_dir
from scenes.film.errors import EnoughError, ProductionError, RequestError, reason
from scenes.film.files import written_aside
from scenes.film.jobs.beat_runs import BeatRun, BeatTask
from scenes.film.jobs.draw_job import BeatDrawn, FramesDrawn, throttled
from scenes.film.jobs.messages import Emit, Failed, Revoked
from scenes.film.jobs.process_executor import ProcessExecutor
from scenes.film.jobs.sandbox import explained, frames_of, load, quiet_manim
from scenes.film.plan import timelines
from scenes.film.playing.hooks import with_beat_hooks
from scenes.film.playing.pace import KnownPace, known_pace
from scenes.film.project import SceneRef
from scenes.film.quality import Quality
from scenes.film.render import check_quality

if TYPE_CHECKING:
    from config import Settings
    from scenes.film.inputs import Inputs
    from scenes.film.reporter import Reporter
    from scenes.film.timeline import Beat, Timeline
    from scenes.outputs.exports.reel import Encoder

FORMS = {"webm": "draft", "gif": "preview"}
"""The forms, and the quality of each if none is asked for."""


@dataclass(frozen=True)
class ExportJob:
    """Draws what lies between the start of one beat and the end of another into a file in a form."""

    entry: SceneRef
    inputs: Inputs
    quality: Quality
    form: str
    title: str
    first: str
    last: str
    pace: KnownPace
    out: Path

    @property
    def name(self) -> str:
        """The scene's id."""
        return self.entry.id

    def run(self, folder: Path, emit: Emit, revoked: Revoked) -> None:
        """Emit `FramesDrawn`, then `BeatDrawn` for the whole file. Raises `ProductionError` with the beat."""
        beats: list[str] = []
        with explained(self.entry.id, beats, self.out), quiet_manim(folder):
            self._draw(folder, emit, beats)

    def _draw(self, folder: Path, emit: Emit, beats: list[str]) -> None:
        from scenes.film.frames.renderer import BeatRenderer
        from scenes.outputs.exports.matte import MatteRenderer
        from scenes.outputs.exports.reel import Reel

        encoder = self._encoder(folder)
        reel = Reel(self.first, self.last, encoder, throttled(emit))

        def start_beat(beat: str) -> None:
            beats.append(beat)
            reel.start_beat(beat)

        scene = with_beat_hooks(load(self.entry), start_beat, reel.end_beat)
        kind = MatteRenderer if self.form == "webm" else BeatRenderer
        with frames_of(self.quality), suppress(EnoughError):
            # Frame by frame, as no plan says whether what is skipped may be skipped at once.
            renderer = kind(reel, stepped=True)
            scene(self.inputs, self.pace, position=self.entry.position, renderer=renderer).perform()
        encoder.finish()
        emit(BeatDrawn(self.last, reel.frames, 0.0, 0.0))

    def _encoder(self, folder: Path) -> Encoder:
        from scenes.outputs.exports.gif import GifEncoder
        from scenes.outputs.exports.webm import WebmEncoder

        target = drawn_file(folder, self.form)
        if self.form == "webm":
            return WebmEncoder(target, self.quality, self.title)
        return GifEncoder(target, self.quality)


def drawn_file(folder: Path, form: str) -> Path:
    """Return the file that a worker draws into."""
    return folder / f"drawn.{form}"


def export(
    entry: SceneRef,
    settings: Settings,
    *,
    form: str,
    beat: str | None,
    profile: str,
    out: Path,
    reporter: Reporter,
) -> Path:
    """Write `out/exports/<chapter>.<form>`, or `out/exports/<chapter>/<beat>.<form>`, and return it.

    Raises `ConfigError` for a profile that the settings do not have, `RequestError` for a beat that the
    chapter does not have and as `check_quality` does, and `ProductionError` where the chapter fails or `out`
    cannot be written to.
    """
    quality = settings.profiles.named(profile)
    check_quality(quality, profile)
    (timeline,) = timelines((entry,), settings)
    first, last = _span(timeline, beat)
    title = timeline.title if beat is None else f"{timeline.title}: {first.caption}"
    pace = known_pace(timeline)
    job = ExportJob(entry, settings, quality, form, title, first.id, last.id, pace, out.absolute())
    ticks = last.end_tick - (0 if first is timeline.beats[0] else first.start_tick)
    frames = ticks * quality.frame_rate // timeline.rate
    target = out / "exports" / (f"{entry.id}.{form}" if beat is None else f"{entry.id}/{beat}.{form}")
    reporter.drawing(frames, 0)
    try:
        with temp_dir(out) as folder, ProcessExecutor[ExportJob](1, folder) as workers:
            run = BeatRun(entry.id, (BeatTask(first.id, 0, frames, 0.0),))
            reporter.started(workers.start(job).number, run)
            while workers.busy:
                for worker, message in workers.messages():
                    if isinstance(message, FramesDrawn):
                        reporter.advanced(worker.number, message.frames)
                    elif isinstance(message, BeatDrawn):
                        with lock(out), written_aside(target) as aside:
                            drawn_file(worker.folder, form).replace(aside)
                    elif isinstance(message, Failed):
                        raise ProductionError(message.line)
    except OSError as error:
        raise ProductionError(f"cannot write in {out}: {reason(error)}") from error
    return target


def _span(timeline: Timeline, beat: str | None) -> tuple[Beat, Beat]:
    """Return the first and the last beat that are wanted."""
    if beat is None:
        return timeline.beats[0], timeline.beats[-1]
    names = [known.id for known in timeline.beats]
    if beat not in names:
        near = difflib.get_close_matches(beat, names, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise RequestError(f"{timeline.scene} has no beat {beat!r}{hint}; it has: {', '.join(names)}")
    found = timeline.beats[names.index(beat)]
    return found, found
