"""Every beat as a film of its own, for slides and pages, with a picture, captions, and an index."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import jinja2

from scenes.film.build_dir import lock
from scenes.film.cache.segments import Segments
from scenes.film.errors import ProductionError, reason
from scenes.film.files import read_keys, write_text, written_aside
from scenes.film.joining.captions import as_vtt, cues_of
from scenes.film.joining.join import Piece, join
from scenes.film.joining.narration import Narration
from scenes.film.result import SceneBuild
from scenes.film.timeline import Beat

INDEX = "index.html"
_MADE = ".made.json"
"""Which content key each clip was made under."""


@dataclass(frozen=True)
class Clip:
    """A beat's film: its chapter, the beat, and where it lies below the folder of the clips."""

    chapter: SceneBuild
    beat: Beat
    film: Path

    @property
    def poster(self) -> Path:
        """Where the picture of the beat lies, taken when its idea is told."""
        return self.film.with_suffix(".png")

    @property
    def captions(self) -> Path:
        """Where the beat's captions lie."""
        return self.film.with_suffix(".vtt")

    @property
    def key(self) -> str:
        """What the clip is made from."""
        chapter = self.chapter
        made_from = (chapter.keys[self.beat.id], repr(self.beat), chapter.plan.timeline.title, chapter.sound)
        return hashlib.sha256(repr(made_from).encode()).hexdigest()


def make_all(chapters: list[SceneBuild], out: Path, narration: Narration) -> Path:
    """Write the chapters' clips into `out/clips` and return the index. Those of other chapters stay.

    Nothing is drawn: the pictures come from the cache as they are. Raises `ProductionError` where
    `out` cannot be written to.
    """
    try:
        with lock(out):
            return _make(chapters, Segments(out / "cache" / "segments"), out / "clips", narration)
    except OSError as error:
        raise ProductionError(f"cannot write in {out}: {reason(error)}") from error


def _make(chapters: list[SceneBuild], segments: Segments, folder: Path, narration: Narration) -> Path:
    made = read_keys(folder / _MADE)
    for clip in clips_of(chapters):
        if made.get(str(clip.film)) != clip.key or not (folder / clip.film).is_file():
            _write(clip, segments, folder, narration)
            made[str(clip.film)] = clip.key
    kept = {path: key for path, key in made.items() if (folder / path).is_file()}
    write_text(folder / _MADE, json.dumps(kept, indent=0, sort_keys=True))
    write_text(folder / INDEX, _index(list(clips_of(chapters))))
    return folder / INDEX


def clips_of(chapters: list[SceneBuild]) -> Iterator[Clip]:
    """Yield the clips of the chapters, in order."""
    for chapter in chapters:
        for beat in chapter.plan.timeline.beats:
            yield Clip(chapter, beat, Path(chapter.entry.id) / f"{beat.id}.mp4")


def _write(clip: Clip, segments: Segments, folder: Path, narration: Narration) -> None:
    timeline, key = clip.chapter.plan.timeline, clip.chapter.keys[clip.beat.id]
    start = clip.beat.start if clip.beat is not timeline.beats[0] else 0.0
    cues = [
        replace(cue, start=cue.start - start, end=cue.end - start)
        for cue in cues_of(clip.beat, timeline.scene)
    ]
    with written_aside(folder / clip.poster) as aside:
        shutil.copyfile(segments.poster(key), aside)
    write_text(folder / clip.captions, as_vtt(cues))
    with written_aside(folder / clip.film) as aside:
        title, sound = f"{timeline.title}: {clip.beat.caption}", narration.of_beat(timeline, clip.beat)
        join([Piece(segments.path(key))], aside, title=title, cues=cues, sound=sound)


def _index(clips: list[Clip]) -> str:
    """Return a page that shows every clip's picture, what is said, its file and its length."""
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    by_chapter = groupby(clips, lambda clip: clip.chapter.entry.id)
    chapters = [(chapter, list(found)) for chapter, found in by_chapter]
    return environment.get_template("index.html").render(chapters=chapters)
