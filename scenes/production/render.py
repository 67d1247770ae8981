"""Chapters made into films: what is not there yet is drawn by many workers, the rest is taken as it is."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.production.assemble import Part, assemble
from scenes.production.cache.costs import Costs
from scenes.production.cache.plans import Plan, Plans
from scenes.production.cache.segments import Segments
from scenes.production.captions import as_srt, as_vtt, cues
from scenes.production.catalogue import Entry, chosen
from scenes.production.crew import Crew, Done, Failed
from scenes.production.errors import ProductionError, RequestError, reason
from scenes.production.files import write_text, written_aside
from scenes.production.jobs import (
    BeatDrawn,
    Drawing,
    Drawn,
    Rehearsal,
    Rehearsed,
    beat_file,
    known,
    poster_file,
)
from scenes.production.joining import join
from scenes.production.manifest import Manifest
from scenes.production.narration import Narration
from scenes.production.outcome import Chapter, Outcome
from scenes.production.place import scratch, turn
from scenes.production.units import WORTH_A_CUT, Dealer, Piece, Unit
from scenes.production.workers import Workers
from scenes.stage.timeline import TICKS_PER_SECOND

if TYPE_CHECKING:
    from config import Settings
    from scenes.production.progress import Reporter


def render(
    entries: Sequence[Entry],
    settings: Settings,
    *,
    profile: str,
    jobs: int | None,
    out: Path,
    reporter: Reporter,
    cluster: str | None = None,
    narrated: bool = True,
    beats: bool = False,
) -> Outcome:
    """Make the chapters, and the joined lecture if all of the course's are asked for.

    `beats` asks for each beat's film as well, which may be gone from the cache where the chapter is whole.
    Beats are drawn by `jobs` workers (by default one a core), or by those of a Dask scheduler at the address
    `cluster`. Without `narrated` the same films come out, silent. A chapter that fails does not stop the
    others and leaves its older files untouched. When the call is interrupted its workers end with it; the
    beats drawn so far are kept. Raises `RequestError` as `check_profile` does and `ProductionError` where
    `out` cannot be written to.
    """
    check_profile(settings, profile)
    most = jobs or os.cpu_count() or 1
    with scratch(out) as folder, _disk(out):
        narration = Narration(settings, out.absolute(), on=narrated)
        run = _Run(entries, settings, profile, out.absolute(), reporter, narration, beats)
        with Workers[Rehearsal](most, folder) as workers:
            run.plan(workers)
        if run.to_draw:
            with _crew(cluster, most, folder) as crew:
                run.draw(crew)
        run.finish()
        return run.outcome


def check_profile(settings: Settings, profile: str) -> None:
    """Raise `RequestError` if the settings have no such profile, or one whose frames the beats do not fit."""
    if profile not in settings.profiles:
        raise RequestError(f"there is no quality {profile!r}; there are: {', '.join(settings.profiles)}")
    rate = settings.profiles[profile].frame_rate
    if rate % TICKS_PER_SECOND:
        raise RequestError(
            f"quality {profile!r}: frame_rate = {rate}: must be a multiple of {TICKS_PER_SECOND}, "
            f"because a beat lasts a whole number of fifteenths of a second"
        )


def _crew(cluster: str | None, most: int, folder: Path) -> Crew[Drawing]:
    if cluster is None:
        return Workers[Drawing](most, folder)
    from scenes.production.cluster import Cluster

    return Cluster(cluster, folder)


@contextmanager
def _disk(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ProductionError(f"cannot write in {out}: {reason(error)}") from error


class _Run:
    """One call of `render`."""

    def __init__(
        self,
        entries: Sequence[Entry],
        settings: Settings,
        profile: str,
        out: Path,
        reporter: Reporter,
        narration: Narration,
        beats: bool,
    ) -> None:
        self._entries, self._settings, self._out = entries, settings, out
        self._profile, self._name = settings.profiles[profile], profile
        self._report, self._narration, self._beats = reporter, narration, beats
        cache = out / "cache"
        self._plans, self._segments = Plans(cache / "plans"), Segments(cache / "segments")
        self._costs = Costs(cache / "costs.json")
        self._chapters: dict[str, Chapter] = {}
        self._failed: dict[str, str] = {}
        self.outcome = Outcome(narration)

    @property
    def to_draw(self) -> bool:
        """Whether any beat is missing."""
        return any(chapter.missing for chapter in self._chapters.values())

    def plan(self, workers: Crew[Rehearsal]) -> None:
        """Find each chapter's timeline and which of its beats are drawn already; rehearse what is new."""
        unknown: list[Rehearsal] = []
        for entry in self._entries:
            plan = self._plans.find(entry.id, self._settings, self._narration.speeches)
            if plan is None:
                unknown.append(Rehearsal(entry, self._settings, self._out))
            else:
                self._planned(entry, plan)
        if unknown:
            self._report.rehearsing([job.entry.id for job in unknown])
        while unknown or workers.busy:
            while unknown and workers.free:
                workers.start(unknown.pop(0))
            for worker, message in workers.messages():
                if isinstance(message, Rehearsed):
                    with turn(self._out):
                        self._plans.keep(message.plan)
                    self._planned(worker.job.entry, message.plan)
                elif isinstance(message, Failed):
                    self._fail(worker.job.entry.id, message.line)

    def draw(self, crew: Crew[Drawing]) -> None:
        """Have the missing beats drawn, and finish each chapter as soon as it is whole."""
        entries = {entry.id: entry for entry in self._entries}
        waiting = [
            Unit(name, tuple(chapter.missing)) for name, chapter in self._chapters.items() if chapter.missing
        ]
        self._report.drawing(sum(unit.frames for unit in waiting), self._cached)
        least = WORTH_A_CUT * max(self._chapters[unit.chapter].plan.seconds for unit in waiting)
        dealer = Dealer(waiting, crew.most, least)
        while dealer or crew.busy:
            while crew.free and (unit := dealer.deal()) is not None:
                plan = self._chapters[unit.chapter].plan
                entry, pace = entries[unit.chapter], known(plan.timeline)
                job = Drawing(entry, self._settings, self._name, unit, plan.files, pace, self._out)
                self._report.started(crew.start(job).number, unit)
            for worker, message in crew.messages():
                name = worker.job.entry.id
                if isinstance(message, Drawn):
                    self._report.advanced(worker.number, message.frames)
                elif isinstance(message, BeatDrawn):
                    self._take(name, worker.scratch, message)
                elif isinstance(message, Failed):
                    dealer.drop(name)
                    self._report.ended(worker.number)
                    self._fail(name, message.line)
                elif isinstance(message, Done):
                    self._report.ended(worker.number)
                    self.outcome.peak = max(self.outcome.peak, message.peak)

    def finish(self) -> None:
        """Put files into place that only need joining, join the lecture, tidy up."""
        for chapter in list(self._chapters.values()):
            if chapter.video is None and not chapter.missing:
                self._complete(chapter)
        order = [entry.id for entry in self._entries]
        self.outcome.chapters = [
            self._chapters[name] for name in order if name in self._chapters and self._chapters[name].video
        ]
        self.outcome.failures = [self._failed[name] for name in order if name in self._failed]
        if list(self._entries) == list(chosen(())) and not self._failed:
            self._join_lecture()
        with turn(self._out):
            self._costs.save()
            self._segments.prune()
            self._narration.speeches.prune()

    @property
    def _cached(self) -> int:
        return sum(
            chapter.frames - sum(piece.frames for piece in chapter.missing)
            for chapter in self._chapters.values()
        )

    def _planned(self, entry: Entry, plan: Plan) -> None:
        """Note a chapter's plan and which of its beats have to be drawn."""
        try:
            cues(plan.timeline)
            self._narration.check(plan.timeline)
        except ProductionError as error:
            self._fail(entry.id, str(error))
            return
        keys = {beat.id: plan.key(beat.id, self._profile) for beat in plan.timeline.beats}
        pieces = [
            Piece(beat.id, index, frames, self._costs.of(entry.id, beat.id, self._profile, frames))
            for index, beat in enumerate(plan.timeline.beats)
            for frames in [plan.frames(index, self._profile)]
        ]
        frames = sum(piece.frames for piece in pieces)
        chapter = Chapter(entry, plan, keys, frames, [], self._narration.key(plan.timeline))
        if self._beats or not Manifest(self._out).has(plan.timeline.chapter, chapter.key):
            chapter.missing = [piece for piece in pieces if not self._segments.has(keys[piece.beat])]
        self._chapters[entry.id] = chapter

    def _take(self, name: str, folder: Path, message: BeatDrawn) -> None:
        """Keep a drawn beat; finish its chapter if it was the last one."""
        chapter = self._chapters[name]
        film = beat_file(folder, message.beat)
        self._segments.take(film, poster_file(film), chapter.keys[message.beat])
        self._costs.learn(name, message.beat, self._profile, message.frames, message.seconds)
        chapter.done += [
            replace(piece, cost=message.seconds) for piece in chapter.missing if piece.beat == message.beat
        ]
        chapter.missing = [piece for piece in chapter.missing if piece.beat != message.beat]
        chapter.seconds += message.seconds
        chapter.encoding += message.encoding
        if not chapter.missing:
            self._complete(chapter)

    def _complete(self, chapter: Chapter) -> None:
        """Make the chapter's files from its beats, unless they are there already."""
        name = chapter.entry.id
        video = self._out / "chapters" / f"{name}.mp4"
        since = time.monotonic()
        with turn(self._out):
            manifest = Manifest(self._out)
            timeline = chapter.plan.timeline
            if not manifest.has(timeline.chapter, chapter.key):
                pieces = [self._segments.path(key) for key in chapter.keys.values()]
                with written_aside(video) as aside:
                    sound = self._narration.of_chapter(timeline)
                    frames = join(pieces, aside, title=timeline.title, cues=cues(timeline), sound=sound)
                    if frames != chapter.frames:
                        raise ProductionError(
                            f"{name}: the film has {frames} frames, the timeline {chapter.frames}"
                        )
                files = {
                    video.with_suffix(".vtt"): as_vtt(cues(timeline)),
                    video.with_suffix(".srt"): as_srt(cues(timeline)),
                }
                for path, text in files.items():
                    write_text(path, text)
                manifest.enter(timeline.as_json(), [video, *files], profile=self._name, key=chapter.key)
                manifest.write([entry.id for entry in chosen(())])
        chapter.video = video
        chapter.seconds += time.monotonic() - since
        self._report.finished(chapter)

    def _join_lecture(self) -> None:
        key = hashlib.sha256("".join(chapter.key for chapter in self.outcome.chapters).encode()).hexdigest()
        with turn(self._out):
            manifest = Manifest(self._out)
            film = self._out / "lecture.mp4"
            if not manifest.has_lecture(key):
                parts = [Part(c.video, c.plan.timeline) for c in self.outcome.chapters if c.video]
                film = assemble(parts, self._out, self._narration)
                captions = [film.with_suffix(suffix) for suffix in (".vtt", ".srt")]
                manifest.enter_lecture([film, *captions], profile=self._name, key=key)
                manifest.write([entry.id for entry in chosen(())])
        self.outcome.lecture = film

    def _fail(self, name: str, line: str) -> None:
        if name not in self._failed:
            self._failed[name] = line
            self._report.failed(name, line)
