"""The deck as one web page that needs nothing but a browser: reveal.js and all films are inside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any

from manim_slides.convert import RevealJS

from scenes.outputs.slides.presentation import presentation
from scenes.outputs.slides.slide import Slide

TEMPLATE = Path(__file__).with_name("deck.html")

_BEFORE = 0.005
"""Seconds before its end at which a beat's last frame is surely on screen, at up to 200 frames a second."""


class RevealPage(RevealJS):
    """manim-slides' page, with a template of our own and reveal.js out of an installed package."""

    slides: list[list[dict[str, Any]]]
    """What the template wants to know of each slide of each presentation beside its film and its notes."""
    styles: str
    scripts: str

    def load_template(self) -> str:
        """Return the template."""
        return TEMPLATE.read_text(encoding="utf-8")


def write_page(slides: Sequence[Slide], target: Path, *, title: str, background: str) -> None:
    """Write the deck; the background is a colour (`#RRGGBB`). Raises `OSError`."""
    chapters = [list(group) for _, group in groupby(slides, lambda slide: slide.chapter)]
    page = RevealPage.model_validate(
        {
            "presentation_configs": [presentation(chapter) for chapter in chapters],
            "slides": [[_told(slide) for slide in chapter] for chapter in chapters],
            "styles": _reveal("dist/reset.css") + _reveal("dist/reveal.css"),
            "scripts": _reveal("dist/reveal.js") + ";\n" + _reveal("plugin/notes/notes.js"),
            "title": title,
            "background_color": background,
            "one_file": True,
        }
    )
    page.convert_to(target)


def _told(slide: Slide) -> dict[str, Any]:
    return {"name": slide.name, "title": slide.title, "end": slide.end - _BEFORE, "stops": slide.stops}


@cache
def _reveal(path: str) -> str:
    """Return a file of reveal.js as sphinx-revealjs brings it."""
    home = resources.files("sphinx_revealjs") / "_static" / "revealjs"
    return (home / path).read_text(encoding="utf-8")
