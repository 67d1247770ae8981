"""A chapter or a beat drawn once more, into a form of its own."""

from __future__ import annotations

import difflib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.build_dir import scratch, turn
from scenes.film.errors import ProductionError, RequestError, reason
from scenes.film.files import written_aside
from scenes.film.jobs.beat_runs import Piece, Unit
from scenes.film.jobs.drawing import Known, frames_of, known, play, spaced
from scenes.film.jobs.executor import Failed
from scenes.film.jobs.messages import BeatDrawn, Drawn, Left, Tell
from scenes.film.jobs.sandbox import explained, quiet_manim
from scenes.film.jobs.workers import Workers
from scenes.film.plan import rehearse, watched
from scenes.film.project import SceneRef
from scenes.film.render import check_profile
from scenes.film.timeline import TICKS_PER_SECOND

if TYPE_CHECKING:
    from config import Settings
    from config.profiles import Profile
    from scenes.cli.progress import Reporter
    from scenes.film.timeline import Beat, Timeline
    from scenes.outputs.exports.reel import Encoder

FORMS = {"webm": "draft", "gif": "preview"}
"""The forms, and the quality of each if none is asked for."""


@dataclass(frozen=True)
class Exporting:
    """Draw what lies between the start of one beat and the end of another into a file in a form."""

    entry: SceneRef
    settings: Settings
    profile: str
    form: str
    title: str
    first: str
    last: str
    pace: Known
    """How long the words of the chapter's beats take."""
    out: Path

    @property
    def name(self) -> str:
        """What the worker is called."""
        return self.entry.id

    def run(self, scratch: Path, tell: Tell, left: Left) -> None:
        """Tell the frames drawn, at last that the file is whole. Raises `ProductionError` with the beat."""
        beats: list[str] = []
        with explained(self.entry.id, beats, self.out), quiet_manim(scratch):
            self._draw(scratch, tell, beats)

    def _draw(self, folder: Path, tell: Tell, beats: list[str]) -> None:
        from scenes.film.frames.film import EnoughError
        from scenes.film.frames.renderer import BeatRenderer
        from scenes.outputs.exports.matte import MatteRenderer
        from scenes.outputs.exports.reel import Reel

        profile = self.settings.profiles[self.profile]
        told = spaced(tell)
        encoder = self._encoder(folder, profile)
        reel = Reel(self.first, self.last, encoder, told)

        def turn_to(beat: str) -> None:
            beats.append(beat)
            reel.turn_to(beat)

        chapter = watched(self.entry.load(), turn_to, reel.end_beat)
        kind = MatteRenderer if self.form == "webm" else BeatRenderer
        with frames_of(profile.width, profile.height, profile.frame_rate), suppress(EnoughError):
            play(chapter(self.settings, self.pace, renderer=kind(reel, profile.frame_rate)))
        encoder.finish()
        tell(BeatDrawn(self.last, reel.frames, 0.0, 0.0))

    def _encoder(self, folder: Path, profile: Profile) -> Encoder:
        from scenes.outputs.exports.gif import GifEncoder
        from scenes.outputs.exports.webm import WebmEncoder

        target = drawn_file(folder, self.form)
        return (
            WebmEncoder(target, profile, self.title) if self.form == "webm" else GifEncoder(target, profile)
        )


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

    Raises `RequestError` for a beat that the chapter does not have and as `check_profile` does, and
    `ProductionError` where the chapter fails or `out` cannot be written to.
    """
    check_profile(settings, profile)
    (timeline,) = rehearse((entry,), settings)
    first, last = _span(timeline, beat)
    title = timeline.title if beat is None else f"{timeline.title}: {first.caption}"
    pace = known(timeline)
    job = Exporting(entry, settings, profile, form, title, first.id, last.id, pace, out.absolute())
    ticks = last.end_tick - (0 if first is timeline.beats[0] else first.start_tick)
    frames = ticks * settings.profiles[profile].frame_rate // TICKS_PER_SECOND
    target = out / "exports" / (f"{entry.id}.{form}" if beat is None else f"{entry.id}/{beat}.{form}")
    reporter.drawing(frames, 0)
    try:
        with scratch(out) as folder, Workers[Exporting](1, folder) as workers:
            reporter.started(workers.start(job).number, Unit(entry.id, (Piece(first.id, 0, frames, 0.0),)))
            while workers.busy:
                for worker, message in workers.messages():
                    if isinstance(message, Drawn):
                        reporter.advanced(worker.number, message.frames)
                    elif isinstance(message, BeatDrawn):
                        with turn(out), written_aside(target) as aside:
                            drawn_file(worker.scratch, form).replace(aside)
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
        raise RequestError(f"{timeline.chapter} has no beat {beat!r}{hint}; it has: {', '.join(names)}")
    found = timeline.beats[names.index(beat)]
    return found, found
