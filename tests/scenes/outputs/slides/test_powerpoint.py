"""The PowerPoint file: films, posters and words of every beat; LibreOffice opens it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.shapes.picture import Movie

from tests.scenes.outputs.slides.conftest import NOTES


def test_powerpoint_has_films_posters_and_words(made: Path) -> None:
    """Slide by slide: the film from the cache as it is, its poster, its notes; what loops, what is cut."""
    deck = Presentation(str(made / "slides" / "lecture.pptx"))
    segments = (made / "cache" / "segments").rglob("*.mp4")
    films = {path.read_bytes(): path.with_suffix(".png").read_bytes() for path in segments}
    assert len(films) == len(NOTES)
    seen = []
    for sheet in deck.slides:
        (movie,) = (shape for shape in sheet.shapes if isinstance(shape, Movie))
        (media,) = (
            rel.target_part.blob for rel in sheet.part.rels.values() if rel.reltype.endswith("/media")
        )
        assert movie.poster_frame is not None
        assert movie.poster_frame.blob == films.pop(media)
        assert (movie.width, movie.height) == (deck.slide_width, deck.slide_height)
        frame = sheet.notes_slide.notes_text_frame
        assert frame is not None
        xml = sheet.part.blob.decode()
        seen.append(
            (movie.name, frame.text, 'repeatCount="indefinite"' in xml, re.findall('trim end="(.*?)"', xml))
        )
    assert seen == [
        ("A walk & back: walk", NOTES["walk-walk"], True, ["400"]),
        ("A walk & back: stand", NOTES["walk-stand"], False, ["600"]),
        ("A rest: move", NOTES["rest-move"], False, []),
        ("A rest: rest", NOTES["rest-rest"], False, []),
    ]
    assert films == {}


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
