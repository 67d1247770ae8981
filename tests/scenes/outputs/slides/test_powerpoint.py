"""The PowerPoint file: films, posters and words of every beat; LibreOffice opens it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import av
import numpy as np
import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.picture import Movie
from pptx.slide import Slide as Sheet

from scenes.outputs.slides.pptx_package import MAKER
from tests.scenes.outputs.slides.conftest import NOTES

_OFFICE = "http://schemas.microsoft.com/office/powerpoint/2010/main"


FIRST = ("A walk & back: walk", "A rest: move")
"""The first beat of each chapter."""


@pytest.fixture(scope="module")
def deck(made: Path) -> Deck:
    """The deck of two chapters."""
    return Presentation(str(made / "slides" / "lecture.pptx"))


def movie_of(sheet: Sheet) -> Movie:
    (movie,) = (shape for shape in sheet.shapes if isinstance(shape, Movie))
    return movie


def test_powerpoint_has_films_and_words(deck: Deck, made: Path) -> None:
    """Slide by slide: the film from the cache as it is, its notes; what loops, what is cut."""
    segments = (made / "cache" / "segments").rglob("*.mp4")
    films = {path.read_bytes() for path in segments}
    assert len(films) == len(NOTES)
    seen = []
    for sheet in deck.slides:
        movie = movie_of(sheet)
        (media,) = (
            rel.target_part.blob for rel in sheet.part.rels.values() if rel.reltype.endswith("/media")
        )
        films.remove(media)
        assert (movie.left, movie.top) == (0, 0)
        assert (movie.width, movie.height) == (deck.slide_width, deck.slide_height)
        frame = sheet.notes_slide.notes_text_frame
        assert frame is not None and sheet.shapes.title is not None
        (told,) = (about.get("descr") for about in movie.element.iter(qn("p:cNvPr")))
        assert told == frame.text
        xml = sheet.part.blob.decode()
        seen.append(
            (
                sheet.shapes.title.text_frame.text,
                frame.text,
                'repeatCount="indefinite"' in xml,
                re.findall('trim end="(.*?)"', xml),
            )
        )
    assert seen == [
        ("A walk & back: walk", NOTES["walk-walk"], True, ["400"]),
        ("A walk & back: stand", NOTES["walk-stand"], False, ["600"]),
        ("A rest: move", NOTES["rest-move"], False, []),
        ("A rest: rest", NOTES["rest-rest"], False, []),
    ]
    assert not films


def test_a_title_is_in_the_outline_and_not_in_the_picture(deck: Deck) -> None:
    titles = [sheet.shapes.title for sheet in deck.slides]
    assert all(title is not None and title.top + title.height <= 0 for title in titles)
    assert len({title.text_frame.text for title in titles if title is not None}) == len(titles)


def test_chapters_are_sections(deck: Deck) -> None:
    (listed,) = deck.element.iter(f"{{{_OFFICE}}}sectionLst")
    slides = {str(sheet.slide_id): sheet.shapes.title for sheet in deck.slides}
    found = {
        section.get("name"): [slides[one.get("id")] for one in section.iter(f"{{{_OFFICE}}}sldId")]
        for section in listed
    }
    names = {name: [title.text_frame.text for title in titles if title] for name, titles in found.items()}
    assert names == {
        "A walk & back": ["A walk & back: walk", "A walk & back: stand"],
        "A rest": ["A rest: move", "A rest: rest"],
    }


def test_a_film_starts_with_its_slide_and_a_click_leads_on(deck: Deck) -> None:
    """Its start is the first effect of the main sequence; the film itself takes no clicks."""
    for sheet in deck.slides:
        shape = movie_of(sheet).shape_id
        nodes = [*sheet.element.iter(qn("p:cTn"))]
        (sequence,) = (node for node in nodes if node.get("nodeType") == "mainSeq")
        (call,) = sequence.iter(qn("p:cmd"))
        assert call.get("cmd") == "playFrom(0.0)"
        assert [target.get("spid") for target in call.iter(qn("p:spTgt"))] == [str(shape)]
        assert [node.get("nodeType") for node in nodes if node.get("presetClass")] == ["afterEffect"]
        assert not [*sheet.element.iter(qn("a:hlinkClick"))]
        ids = [node.get("id") for node in nodes]
        assert len(set(ids)) == len(ids)


def test_a_poster_does_not_give_the_answer_away(deck: Deck, made: Path) -> None:
    """It shows what the beat begins with, but for a chapter's first beat, which begins on an empty stage."""
    ends = {path.read_bytes() for path in (made / "cache" / "segments").rglob("*.png")}
    for sheet in deck.slides:
        movie, title = movie_of(sheet), sheet.shapes.title
        assert movie.poster_frame is not None and title is not None
        poster = movie.poster_frame.blob
        if title.text_frame.text in FIRST:
            assert poster in ends
            continue
        (media,) = (
            rel.target_part.blob for rel in sheet.part.rels.values() if rel.reltype.endswith("/media")
        )
        with av.open(io.BytesIO(media), "r") as film:
            first = next(film.decode(video=0)).to_ndarray(format="rgb24")
        assert np.array_equal(np.asarray(Image.open(io.BytesIO(poster)).convert("RGB")), first)


def test_the_file_says_what_it_is_itself(deck: Deck, made: Path) -> None:
    about = deck.core_properties
    assert (about.title, about.author, about.last_modified_by) == ("The course", MAKER, MAKER)
    assert about.created is not None and about.created.year >= 2026
    with zipfile.ZipFile(made / "slides" / "lecture.pptx") as parts:
        names = parts.namelist()
        told = parts.read("docProps/app.xml").decode() + parts.read("docProps/core.xml").decode()
        size = re.findall("<p:sldSz[^>]*>", parts.read("ppt/presentation.xml").decode())
        notes = [parts.read(name).decode() for name in names if re.match("ppt/notesSlides/.*xml$", name)]
    assert "Canny" not in told and "4:3" not in told and "python-pptx" not in told
    assert "docProps/thumbnail.jpeg" not in names
    assert size == ['<p:sldSz cx="12192000" cy="6858000"/>']
    assert len(notes) == len(NOTES) and all('lang="en-US"' in text for text in notes)


def test_it_keeps_to_the_open_xml_schema(made: Path) -> None:
    found = OpenXmlValidator(FileFormat.OFFICE_2019).validate(str(made / "slides" / "lecture.pptx"))
    assert found.errors == []


def test_libreoffice_opens_the_powerpoint_file(made: Path, tmp_path: Path) -> None:
    """And makes a page of every slide."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (Debian: apt-get install libreoffice-impress)")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    deck = made / "slides" / "lecture.pptx"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(deck)]
    subprocess.run(command, check=True, capture_output=True)
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "lecture.pdf").read_bytes())
    assert len(pages) == len(NOTES)
