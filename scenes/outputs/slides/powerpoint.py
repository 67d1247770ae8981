"""The deck as a PowerPoint file, which Impress, Keynote and Google Slides open as well."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import av
from PIL import Image
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml.ns import qn
from pptx.slide import Slide as Sheet
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches

from scenes.outputs.slides.movie_timing import movie_timing
from scenes.outputs.slides.pptx_package import WIDTH, describe, empty_deck, sections
from scenes.outputs.slides.slide import Slide

_TITLE_ONLY = 5
"""The layout of the template that has a title and nothing else."""

_LANGUAGE = MSO_LANGUAGE_ID.ENGLISH_US
_MEDIA = "{http://schemas.microsoft.com/office/powerpoint/2010/main}media"
_TRIM = "{http://schemas.microsoft.com/office/powerpoint/2010/main}trim"
_ABOVE = Inches(1.0)
"""How far above the slide its title begins: only the outline, the navigator and screen readers have it."""


def write_powerpoint(slides: Sequence[Slide], target: Path, *, title: str, background: str) -> None:
    """Write the deck; the background is a colour (`#RRGGBB`). Raises `OSError`.

    Each slide has a film that starts with it, a title above its edge, notes, and a description of the film.
    Chapters are sections.
    """
    deck = empty_deck()
    colour = RGBColor.from_string(background.removeprefix("#"))  # type: ignore[no-untyped-call]
    chapters = list[tuple[str, list[int]]]()
    for _, group in groupby(slides, lambda slide: slide.chapter):
        ids = list[int]()
        for slide in group:
            sheet = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
            _fill(sheet, slide, colour, first=not ids)
            ids.append(sheet.slide_id)
        chapters.append((slide.title, ids))
    sections(deck, chapters)
    describe(deck, title)
    target.parent.mkdir(parents=True, exist_ok=True)
    deck.save(str(target))


def slide_title(slide: Slide) -> str:
    """Return what a slide is called in the outline: no two of a deck are called the same."""
    return f"{slide.title}: {slide.beat.replace('_', ' ')}"


def _fill(sheet: Sheet, slide: Slide, background: RGBColor, *, first: bool) -> None:
    """Give a slide its background, its title, its film and its notes; `first` is a chapter's first slide."""
    fill = sheet.background.fill
    fill.solid()
    fill.fore_color.rgb = background
    heading = sheet.shapes.title
    assert heading is not None
    heading.left, heading.top, heading.width, heading.height = Emu(0), Emu(-_ABOVE), WIDTH, Emu(_ABOVE // 2)
    _write(heading.text_frame, slide_title(slide))
    # Before it plays, a film shows what it begins with: its end would give the answer away. The first beat
    # of a chapter begins on the empty stage, and ends on the chapter's title.
    poster = str(slide.poster) if first else io.BytesIO(_first_picture(slide.film))
    height = Emu(round(WIDTH * 9 / 16))
    movie = sheet.shapes.add_movie(str(slide.film), Emu(0), Emu(0), WIDTH, height, poster, "video/mp4")
    movie.name = f"Film: {slide_title(slide)}"
    (about,) = movie.element.iter(qn("p:cNvPr"))
    about.set("descr", slide.notes)
    for link in about.findall(qn("a:hlinkClick")):
        # With it a click on the film would stop the film; without it a click leads to the next slide.
        about.remove(link)
    if slide.stops:
        (media,) = movie.element.iter(_MEDIA)
        spare = round(1000 * (slide.length - slide.end))
        media.append(media.makeelement(_TRIM, {"end": str(spare)}))
    movie_timing(sheet, movie.shape_id, milliseconds=round(1000 * slide.end), loop=slide.loop)
    notes = sheet.notes_slide.notes_text_frame
    assert notes is not None
    _write(notes, slide.notes)


def _write(frame: TextFrame, text: str) -> None:
    """Write a text in the deck's language."""
    frame.text = text
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.language_id = _LANGUAGE


def _first_picture(film: Path) -> bytes:
    """Return a film's first frame as PNG."""
    with av.open(str(film)) as container:
        frame = next(container.decode(video=0))
    picture = io.BytesIO()
    Image.fromarray(frame.to_ndarray(format="rgb24")).save(picture, "PNG")
    return picture.getvalue()
