"""The decks: stepped through in a browser without a network, and opened by LibreOffice."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Page
from pptx import Presentation
from pptx.shapes.picture import Movie

from config import Settings
from scenes.cli.main import main
from scenes.course import Course
from scenes.outputs.slides import powerpoint, web
from tests.scenes import browsers
from tests.scenes.lesson_chapters import LESSONS

chromium_page = browsers.chromium_page

NOTES = {
    "walk-walk": "It walks *there* and back.",
    "walk-stand": "With a<b & b<c_1 it stands.",
    "rest-move": "It moves once.",
    "rest-rest": 'It rests: "done".',
}


def run(*arguments: str) -> Result:
    """Run a command as the shell would."""
    return CliRunner().invoke(main, arguments, obj=Course("The course", LESSONS))


@pytest.fixture(scope="module")
def lessons(small: Settings) -> Iterator[None]:
    """Let the commands know two short chapters and the tiny profile only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scenes.cli.request.load_settings", lambda override: small)
        yield


@pytest.fixture(scope="module")
def made(lessons: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make both decks in an empty home and without a network; return the folder of all that is made."""
    out, home = tmp_path_factory.mktemp("build"), tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        patch.setattr(socket, "create_connection", _no_network)
        result = run("slides", "--quality", "tiny", "--jobs", "1", "--out", str(out))
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[-2:] == [
        str(out / "slides" / "lecture.html"),
        str(out / "slides" / "lecture.pptx"),
    ]
    assert list(home.rglob("*manim-slides*")) == []
    return out


def _no_network(*_: Any, **__: Any) -> None:
    raise AssertionError("the decks are made without a network")


def shown(page: Page) -> Any:
    """Return what the page shows: the slide's name and notes, and how its film stands."""
    return page.evaluate(
        """() => {
            const slide = Reveal.getCurrentSlide(), film = slide.querySelector("video");
            const notes = slide.querySelector("aside.notes").textContent;
            return { name: slide.id, notes, time: film.currentTime, paused: film.paused, over: film.ended,
                     width: film.videoWidth };
        }"""
    )


def wait_until_plays(page: Page) -> None:
    """Wait until the shown film's time has gone on twice."""
    for _ in range(2):
        time = shown(page)["time"]
        page.wait_for_function(
            "time => { const now = Reveal.getCurrentSlide().querySelector('video').currentTime;"
            " return now > time }",
            arg=time,
            timeout=5000,
        )


def opened(page: Page, out: Path) -> None:
    """Open the deck."""
    page.goto((out / "slides" / "lecture.html").as_uri())
    page.wait_for_function("Reveal.isReady()")


def test_the_page_is_stepped_through_and_back(chromium_page: Page, made: Path) -> None:
    """A slide a beat, in order; each plays by itself, with its words as notes, and again on the way back."""
    opened(chromium_page, made)
    assert chromium_page.title() == "The course"
    seen = {}
    for step in range(len(NOTES)):
        if step:
            chromium_page.keyboard.press("ArrowRight")
        wait_until_plays(chromium_page)
        now = shown(chromium_page)
        assert now["width"] == 160
        seen[now["name"]] = now["notes"]
    assert seen == NOTES
    assert list(seen) == list(NOTES)
    chromium_page.keyboard.press("ArrowRight")
    assert shown(chromium_page)["name"] == "rest-rest"
    for name in reversed(list(NOTES)[:-1]):
        chromium_page.keyboard.press("PageUp")
        assert shown(chromium_page)["name"] == name
        wait_until_plays(chromium_page)
    chromium_page.get_by_label("A walk & back", exact=True).locator("video").first.click()
    assert shown(chromium_page)["name"] == "walk-stand"


def test_a_beat_loops_where_it_asks_for_it_and_stops_before_the_curtain(
    chromium_page: Page, made: Path
) -> None:
    """The loop leaves out what follows the beat; Enter pauses and goes on, R begins anew."""
    opened(chromium_page, made)
    chromium_page.evaluate(
        "() => { window.times = []; const film = Reveal.getCurrentSlide().querySelector('video');"
        " film.ontimeupdate = () => times.push(film.currentTime); film.onseeked = film.ontimeupdate; }"
    )
    chromium_page.wait_for_function("times.filter((time, n) => n && time < times[n - 1]).length >= 2")
    times = chromium_page.evaluate("times")
    assert 1.0 < max(times) < 1.75
    chromium_page.keyboard.press("Enter")
    assert shown(chromium_page)["paused"]
    chromium_page.keyboard.press("Enter")
    wait_until_plays(chromium_page)

    chromium_page.keyboard.press("ArrowRight")
    chromium_page.wait_for_function("Reveal.getCurrentSlide().querySelector('video').paused")
    end = shown(chromium_page)
    assert not end["over"]
    length = chromium_page.evaluate("Reveal.getCurrentSlide().querySelector('video').duration")
    assert end["time"] == pytest.approx(length - 0.6, abs=0.01)
    chromium_page.keyboard.press("r")
    wait_until_plays(chromium_page)
    assert shown(chromium_page)["time"] < end["time"]


def test_the_speaker_view_shows_the_words(chromium_page: Page, made: Path) -> None:
    """As they are, in a window of its own that follows the deck, opened from disk."""
    opened(chromium_page, made)
    with chromium_page.expect_popup() as popup:
        chromium_page.keyboard.press("s")
    words = popup.value.locator(".speaker-controls-notes .value")
    words.get_by_text(NOTES["walk-walk"], exact=True).wait_for(timeout=10000)
    chromium_page.keyboard.press("ArrowRight")
    words.get_by_text(NOTES["walk-stand"], exact=True).wait_for(timeout=10000)


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
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "lecture.pdf").read_bytes())
    assert len(pages) == len(NOTES)


def test_decks_are_made_anew_only_when_something_in_them_changes(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written again; a deck that is gone or of other chapters is."""
    written: list[str] = []
    for module, name in ((web, "write_page"), (powerpoint, "write_powerpoint")):
        write = getattr(module, name)

        def noted(slides: Any, target: Path, *, name: str = name, write: Any = write, **said: str) -> None:
            written.append(f"{name} {len(slides)} {said['title']}")
            write(slides, target, **said)

        monkeypatch.setattr(module, name, noted)
    folder = made / "slides"
    before = (folder / "lecture.html").read_bytes(), (folder / "lecture.pptx").read_bytes()

    def make(*names: str) -> list[str]:
        written.clear()
        result = run("slides", *names, "--quality", "tiny", "--jobs", "1", "--out", str(made))
        assert result.exit_code == 0, result.stderr
        return list(written)

    assert make() == []
    (folder / "lecture.pptx").unlink()
    assert make() == ["write_powerpoint 4 The course"]
    assert make("rest") == ["write_page 2 A rest", "write_powerpoint 2 A rest"]
    assert make() == ["write_page 4 The course", "write_powerpoint 4 The course"]
    assert (folder / "lecture.html").read_bytes() == before[0]
    assert sorted(path.name for path in folder.iterdir()) == [".made.json", "lecture.html", "lecture.pptx"]


@pytest.mark.parametrize("command", ["slides", "clips"])
def test_beats_that_are_gone_from_the_cache_are_drawn_again(made: Path, tmp_path: Path, command: str) -> None:
    """The cache may be deleted, and the chapters be whole."""
    shutil.copytree(made / "chapters", tmp_path / "chapters")
    shutil.copy(made / "manifest.json", tmp_path)
    result = run(command, "rest", "--quality", "tiny", "--jobs", "1", "--out", str(tmp_path))
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "chapters" / "rest.mp4").stat().st_mtime == (
        made / "chapters" / "rest.mp4"
    ).stat().st_mtime


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("wlak",), 2, "there is no scene 'wlak' (did you mean walk?)"),
        (("--quality", "huge"), 2, "there is no quality 'huge'"),
        (("--quality", "tiny"), 1, "cannot write in"),
    ],
)
def test_wrong_requests_get_one_line(
    lessons: None, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """A file stands where the folder of the decks ought to be."""
    (tmp_path / "slides").write_text("in the way", encoding="utf-8")
    result = run("slides", *arguments, "--jobs", "1", "--out", str(tmp_path))
    assert result.exit_code == code
    assert [line for line in result.stderr.splitlines() if "error" in line] == [
        result.stderr.splitlines()[-1]
    ]
    assert words in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
