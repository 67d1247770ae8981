"""One call of `render`: what is known of its chapters, and how their files come about."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.build_dir import turn
from scenes.film.cache.costs import Costs
from scenes.film.cache.plans import Plan, Plans
from scenes.film.cache.segments import Segments
from scenes.film.errors import ProductionError
from scenes.film.files import write_text, written_aside
from scenes.film.jobs.beat_runs import Piece, Unit
from scenes.film.jobs.drawing import Drawing, beat_file, known, poster_file
from scenes.film.jobs.dry_run import Rehearsal
from scenes.film.jobs.messages import BeatDrawn
from scenes.film.joining.assemble import Part, assemble
from scenes.film.joining.captions import as_srt, as_vtt, cues
from scenes.film.joining.join import join
from scenes.film.joining.narration import Narration
from scenes.film.manifest import Manifest
from scenes.film.outcome import Chapter, Outcome
from scenes.film.project import Project, SceneRef

if TYPE_CHECKING:
    from config import Settings
    from scenes.cli.progress import Reporter


class Run:
    """The chapters that a call of `render` is about.

    `chapters` are those whose plan is known.
    """

    def __init__(
        self,
        entries: Sequence[SceneRef],
        settings: Settings,
        profile: str,
        out: Path,
        reporter: Reporter,
        narration: Narration,
        beats: bool,
        project: Project | None,
    ) -> None:
        self._entries, self._settings, self._out = entries, settings, out
        self._profile, self._name = settings.profiles[profile], profile
        self._report, self._narration, self._beats = reporter, narration, beats
        self._project = project
        self._order = [scene.id for scene in (project.scenes if project else entries)]
        cache = out / "cache"
        self._plans, self._segments = Plans(cache / "plans"), Segments(cache / "segments")
        self._costs = Costs(cache / "costs.json")
        self.chapters: dict[str, Chapter] = {}
        self._unread: dict[str, SceneRef] = {}
        self._failed: dict[str, str] = {}
        self.outcome = Outcome(narration)
        self._find_plans()

    @property
    def to_draw(self) -> bool:
        """Whether any beat is missing."""
        return any(chapter.missing for chapter in self.chapters.values())

    @property
    def unread(self) -> bool:
        """Whether the plan of any chapter is still to come."""
        return bool(self._unread)

    def readings(self, most: int) -> list[Rehearsal]:
        """Return the jobs, at most so many, of reading the chapters whose plan is still to come."""
        unread = tuple(self._unread.values())
        shares = (unread[first::most] for first in range(min(most, len(unread))))
        return [Rehearsal(share, self._settings, self._out) for share in shares]

    def drawing(self, unit: Unit) -> Drawing:
        """Return the job of drawing some beats."""
        chapter = self.chapters[unit.chapter]
        pace = known(chapter.plan.timeline)
        return Drawing(chapter.entry, self._settings, self._name, unit, chapter.plan.files, pace, self._out)

    def tell_how_much(self) -> None:
        """Tell the reporter how many frames are drawn and how many are there already."""
        chapters = self.chapters.values()
        frames = sum(chapter.drawn + sum(piece.frames for piece in chapter.missing) for chapter in chapters)
        if frames:
            self._report.drawing(frames, sum(chapter.frames for chapter in chapters) - frames)

    def read(self, plan: Plan) -> Chapter | None:
        """Keep what a rehearsal yielded and return the chapter; None if its words cannot be shown or said."""
        with turn(self._out):
            self._plans.keep(plan)
        return self._planned(self._unread[plan.name], plan)

    def unread_of(self, job: Rehearsal, line: str) -> Rehearsal | None:
        """Note why a process of readers ended early: at the first chapter that has no plan yet.

        `line` begins with the job's name. Returns the job of reading those after it.
        """
        left = tuple(entry for entry in job.entries if entry.id in self._unread)
        if left:
            self.fail(left[0].id, left[0].id + line.removeprefix(job.name))
        return replace(job, entries=left[1:]) if left[1:] else None

    def take(self, name: str, folder: Path, message: BeatDrawn) -> None:
        """Keep a beat that lies in a folder unless another was quicker; finish its chapter after the last."""
        chapter = self.chapters[name]
        if all(piece.beat != message.beat for piece in chapter.missing):
            return
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

    def fail(self, name: str, line: str) -> None:
        """Note why a chapter cannot be made."""
        self._unread.pop(name, None)
        if name not in self._failed:
            self._failed[name] = line
            self._report.failed(name, line)

    def finish(self) -> None:
        """Put files into place that only need joining, join the lecture, tidy up."""
        for chapter in list(self.chapters.values()):
            if chapter.video is None and not chapter.missing:
                self._complete(chapter)
        order = [entry.id for entry in self._entries]
        self.outcome.chapters = [
            self.chapters[name] for name in order if name in self.chapters and self.chapters[name].video
        ]
        self.outcome.failures = [self._failed[name] for name in order if name in self._failed]
        if self._project and tuple(self._entries) == self._project.scenes and not self._failed:
            self._join(self._project)
        with turn(self._out):
            self._costs.save()
            self._segments.prune()
            self._narration.speeches.prune()

    def _find_plans(self) -> None:
        """Find the plans that still hold; the other chapters have to be read."""
        for entry in self._entries:
            plan = self._plans.find(entry.id, self._settings, self._narration.speeches)
            if plan is None:
                self._unread[entry.id] = entry
            else:
                self._planned(entry, plan)
        if self._unread:
            self._report.rehearsing(list(self._unread))

    def _planned(self, entry: SceneRef, plan: Plan) -> Chapter | None:
        """Note which beats of a chapter have to be drawn."""
        self._unread.pop(entry.id, None)
        try:
            cues(plan.timeline)
            self._narration.check(plan.timeline)
        except ProductionError as error:
            self.fail(entry.id, str(error))
            return None
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
        self.chapters[entry.id] = chapter
        return chapter

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
                manifest.write(self._order)
        chapter.video = video
        chapter.seconds += time.monotonic() - since
        self._report.finished(chapter)

    def _join(self, project: Project) -> None:
        keys = [project.title, *(chapter.key for chapter in self.outcome.chapters)]
        key = hashlib.sha256("\n".join(keys).encode()).hexdigest()
        with turn(self._out):
            manifest = Manifest(self._out)
            film = self._out / "lecture.mp4"
            if not manifest.has_lecture(key):
                parts = [Part(c.video, c.plan.timeline) for c in self.outcome.chapters if c.video]
                film = assemble(parts, self._out, self._narration, title=project.title)
                captions = [film.with_suffix(suffix) for suffix in (".vtt", ".srt")]
                manifest.enter_lecture([film, *captions], profile=self._name, key=key)
                manifest.write(self._order)
        self.outcome.lecture = film
