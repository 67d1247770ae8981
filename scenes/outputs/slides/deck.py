"""Both decks, made anew only when a slide in them has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from scenes.film.build_dir import lock
from scenes.film.cache import packages
from scenes.film.cache.segments import Segments
from scenes.film.errors import ProductionError, reason
from scenes.film.files import read_keys, write_text, written_aside
from scenes.film.result import SceneBuild
from scenes.outputs.slides.slide import Slide, slides_of

PAGE, POWERPOINT = "lecture.html", "lecture.pptx"
_MADE = ".made.json"
"""Which content key each deck was made under."""

_PACKAGES = (
    *packages.DRAWING,
    "manim-slides",
    "sphinx-revealjs",
    "jinja2",
    "beautifulsoup4",
    "lxml",
    "python-pptx",
)
"""What films and decks are made with."""

Writer = Callable[[Sequence[Slide], Path, str, str], None]


def make_all(chapters: Sequence[SceneBuild], course: str, background: str, out: Path) -> tuple[Path, Path]:
    """Write the chapters as decks into `out/slides` and return them: the web page and the PowerPoint file.

    `course` is the title of a deck of several chapters, `background` its colour (`#RRGGBB`). Nothing is
    drawn or encoded: the films come from the cache as they are. Raises `ProductionError` where `out`
    cannot be written to.
    """
    segments = Segments(out / "cache" / "segments")
    slides = [slide for chapter in chapters for slide in slides_of(chapter, segments)]
    title = chapters[0].plan.timeline.title if len(chapters) == 1 else course
    key = _key(slides, title, background)
    folder = out / "slides"
    try:
        with lock(out):
            for name, write in _WRITERS.items():
                if read_keys(folder / _MADE).get(name) != key or not (folder / name).is_file():
                    with written_aside(folder / name) as aside:
                        write(slides, aside, title, background)
                    write_text(
                        folder / _MADE, json.dumps({**read_keys(folder / _MADE), name: key}, sort_keys=True)
                    )
    except OSError as error:
        raise ProductionError(f"cannot write in {out}: {reason(error)}") from error
    return folder / PAGE, folder / POWERPOINT


def _page(slides: Sequence[Slide], target: Path, title: str, background: str) -> None:
    from scenes.outputs.slides.web import write_page

    write_page(slides, target, title=title, background=background)


def _powerpoint(slides: Sequence[Slide], target: Path, title: str, background: str) -> None:
    from scenes.outputs.slides.powerpoint import write_powerpoint

    write_powerpoint(slides, target, title=title, background=background)


_WRITERS: dict[str, Writer] = {PAGE: _page, POWERPOINT: _powerpoint}
"""Both, by the file's name. What they need is slow to import, and most often nothing has changed."""


def _key(slides: Sequence[Slide], title: str, background: str) -> str:
    """Return what the decks are made from: films and words, packages, this folder's files."""
    told = [replace(slide, film=Path(), poster=Path()) for slide in slides]
    ours = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.*"))]
    return hashlib.sha256(
        repr((told, title, background, ours, packages.digest(_PACKAGES))).encode()
    ).hexdigest()
