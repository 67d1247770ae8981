"""The deck as a PowerPoint file, which Impress, Keynote and Google Slides open as well."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stderr
from pathlib import Path

from manim_slides.convert import PowerPoint
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.shapes.picture import Movie
from pptx.slide import Slide as Sheet

from scenes.outputs.slides.presentation import presentation
from scenes.outputs.slides.slide import Slide

_MEDIA = "{http://schemas.microsoft.com/office/powerpoint/2010/main}media"
_TRIM = "{http://schemas.microsoft.com/office/powerpoint/2010/main}trim"


def write_powerpoint(slides: Sequence[Slide], target: Path, *, title: str, background: str) -> None:
    """Write the deck; the background is a colour (`#RRGGBB`). Raises `OSError`."""
    # The converter knows one picture for all films; each gets its own below.
    converter = PowerPoint.model_validate(
        {"presentation_configs": [presentation(slides)], "poster_frame_image": slides[0].poster}
    )
    with redirect_stderr(io.StringIO()):
        converter.convert_to(target)
    deck = Presentation(str(target))
    deck.core_properties.title = title
    deck.core_properties.language = "en"
    colour = RGBColor.from_string(background.removeprefix("#"))  # type: ignore[no-untyped-call]
    for slide, sheet in zip(slides, deck.slides, strict=True):
        _finish(sheet, slide, colour)
    deck.save(str(target))


def _finish(sheet: Sheet, slide: Slide, background: RGBColor) -> None:
    """Give a slide its background, and its film a name, words for who cannot see it, its picture, its end."""
    fill = sheet.background.fill
    fill.solid()
    fill.fore_color.rgb = background
    (movie,) = (shape for shape in sheet.shapes if isinstance(shape, Movie))
    movie.name = f"{slide.title}: {slide.beat}"
    (about,) = movie.element.iter(qn("p:cNvPr"))
    about.set("descr", slide.notes)
    (poster,) = movie.element.iter(qn("a:blip"))
    sheet.part.drop_rel(poster.get(qn("r:embed")))
    poster.set(qn("r:embed"), sheet.part.get_or_add_image_part(str(slide.poster))[1])
    if slide.stops:
        (media,) = movie.element.iter(_MEDIA)
        spare = round(1000 * (slide.length - slide.end))
        media.append(media.makeelement(_TRIM, {"end": str(spare)}))
