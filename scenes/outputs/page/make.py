"""The page put together: its HTML, and the films and pictures beside it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.build_dir import lock
from scenes.film.cache.segments import Segments
from scenes.film.errors import ProductionError, reason
from scenes.film.files import write_text, written_aside
from scenes.outputs.page.films import MEDIA, films_of
from scenes.outputs.page.html import PARTS, as_html

if TYPE_CHECKING:
    from config import Settings
    from scenes.film.result import BuildResult, SceneBuild
    from scenes.outputs.page.drags import DragFilm

INDEX = "index.html"
_MADE = ".made"
"""Holds the content key that the page was made under."""


@dataclass(frozen=True)
class Page:
    """What a page is made of: its title, films, the chapters that it steps through, the pictures to drag."""

    title: str
    outcome: BuildResult
    stepped: tuple[str, ...]
    drags: tuple[DragFilm, ...]
    settings: Settings
    profile: str

    @property
    def steps(self) -> list[SceneBuild]:
        """The chapters to step through that there are."""
        return [chapter for chapter in self.outcome.scenes if chapter.entry.id in self.stepped]


def make(page: Page, out: Path) -> Path:
    """Write the page into `out/page` and return its path; what is there already as it should be stays.

    Films and pictures lie beside it as they were drawn: linked, or copied where the disk cannot link. Raises
    `ProductionError` where `out` cannot be written to.
    """
    folder = out / "page"
    pictures = dict(_pictures(page, Segments(out / "cache" / "segments")))
    media = dict(_films(page)) | pictures
    key = _key(page, pictures)
    try:
        with lock(out):
            for place, source in media.items():
                _lay(source, folder / place)
            if _text(folder / _MADE) != key or not (folder / INDEX).is_file():
                write_text(folder / INDEX, as_html(page, pictures))
                write_text(folder / _MADE, key)
            for path in (folder / MEDIA).iterdir():
                if f"{MEDIA}/{path.name}" not in media:
                    path.unlink()
    except OSError as error:
        raise ProductionError(f"cannot write in {out}: {reason(error)}") from error
    return folder / INDEX


def _films(page: Page) -> Iterator[tuple[str, Path]]:
    """Yield the films that the page plays: where below its folder, and what each is a copy of."""
    for film in films_of(page.outcome):
        yield film.place, film.source
    for chapter in page.steps:
        assert chapter.video is not None
        yield f"{MEDIA}/{chapter.video.name}", chapter.video
    for drag in page.drags:
        yield drag.place, drag.film


def _pictures(page: Page, segments: Segments) -> Iterator[tuple[str, Path]]:
    """Yield the pictures that stand before a film plays, as far as the cache still has them."""
    for chapter in (page.outcome.scenes[0], *page.steps):
        key = chapter.keys[chapter.plan.timeline.beats[0].id]
        if segments.has(key):
            yield f"{MEDIA}/{chapter.entry.id}.png", segments.poster(key)


def _lay(source: Path, target: Path) -> None:
    """Put a file in place as it is: the same file under a second name, or a copy."""
    if target.exists() and _alike(source, target):
        return
    with written_aside(target) as aside:
        aside.unlink()
        try:
            os.link(source, aside)
        except OSError:
            shutil.copy2(source, aside)


def _alike(source: Path, target: Path) -> bool:
    here, there = source.stat(), target.stat()
    same = os.path.samestat(here, there)
    return same or (here.st_size, here.st_mtime_ns) == (there.st_size, there.st_mtime_ns)


def _key(page: Page, pictures: dict[str, Path]) -> str:
    """Return the key of everything that the page says; what it plays is compared file by file."""
    code = sorted(path for path in (*PARTS.parent.glob("*.py"), *PARTS.iterdir()) if path.is_file())
    outcome, settings = page.outcome, page.settings
    parts = [
        [page.title, *page.stepped],
        [chapter.plan.timeline.as_json() for chapter in outcome.scenes],
        [chapter.key for chapter in outcome.scenes],
        [drag.key for drag in page.drags],
        [
            outcome.joined is not None,
            sorted(pictures),
            repr(settings.theme),
            repr(settings.profiles[page.profile]),
        ],
        [hashlib.sha256(path.read_bytes()).hexdigest() for path in code],
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
