"""WebM that shows what is behind it, and GIF."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from click.testing import CliRunner, Result
from manim import tempconfig
from manim.typing import PixelArray
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

from config import Settings
from scenes.chapters.heatmap_cross_sections.scene import HeatmapCrossSections
from scenes.cli.main import main
from scenes.course import Course
from scenes.film.errors import EnoughError
from scenes.film.frames.renderer import BeatRenderer
from scenes.film.plan import timelines
from scenes.film.playing.hooks import with_beat_hooks
from scenes.film.project import SceneRef
from scenes.outputs.exports.matte import MatteRenderer, matte
from scenes.outputs.exports.reel import Reel
from tests.scenes import browsers
from tests.scenes.lesson_chapters import LESSONS

chromium_page = browsers.chromium_page

RATE = 30
COURSE = Course("The course", (*LESSONS, SceneRef("broken", "tests.scenes.tiny_chapters", "Broken")))


@pytest.fixture(autouse=True)
def lessons(small: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands know the short chapters, one that breaks, and the tiny profile."""
    monkeypatch.setattr("scenes.cli.request.load_settings", lambda override: small)


def run(out: Path, *arguments: str) -> Result:
    """Run the command as the shell would."""
    command = ["export", *arguments, "--quality", "tiny", "--out", str(out)]
    return CliRunner().invoke(main, command, obj=COURSE)


def made(out: Path, *arguments: str) -> Path:
    """Export and return the file; its size is told."""
    result = run(out, *arguments)
    assert result.exit_code == 0, result.stderr
    path = Path(result.stdout.strip())
    assert result.stderr.splitlines()[-1] == f"{path.stat().st_size / 1e6:.2f} MB"
    return path


def with_alpha(path: Path) -> NDArray[Any]:
    """Return the frames (frames, height, width, 4: RGBA) as a decoder that knows VP9's alpha sees them."""
    decoder = av.CodecContext.create("libvpx-vp9", "r")
    with av.open(path) as film:
        frames = [frame for packet in film.demux(video=0) for frame in decoder.decode(packet)]
    assert all(isinstance(frame, av.VideoFrame) for frame in frames)
    return np.array([frame.to_ndarray(format="rgba") for frame in frames if isinstance(frame, av.VideoFrame)])


def test_webm_of_a_beat_shows_what_is_behind_it(tmp_path: Path, small: Settings) -> None:
    """Nothing in the corners, the square in the middle, in every frame of the beat and no other."""
    path = made(tmp_path, "walk", "--beat", "walk", "--as", "webm")
    assert path == tmp_path / "exports" / "walk" / "walk.webm"
    (timeline,) = timelines(LESSONS[:1], small)
    frames = with_alpha(path)
    assert len(frames) == round(timeline.beats[0].end * RATE)
    assert frames[:, :8, :8, 3].max() == 0
    assert frames[0, 45, 80].min() >= 250
    assert 0 < (frames[..., 3] > 128).mean() < 0.2
    with av.open(path) as film:
        assert film.metadata["title"] == "A walk & back: It walks *there* and back."


def test_a_browser_lays_webm_over_the_page(chromium_page: Page, tmp_path: Path) -> None:
    """The page's green in the corner, the square in the middle."""
    film = made(tmp_path, "walk", "--beat", "stand", "--as", "webm")
    page = tmp_path / "page.html"
    style = "<style>body { margin: 0; background: #208040 } video { display: block }</style>"
    page.write_text(f'{style}<video src="{film.as_uri()}" muted autoplay></video>', encoding="utf-8")
    chromium_page.goto(page.as_uri())
    chromium_page.wait_for_function("document.querySelector('video').ended")
    with Image.open(io.BytesIO(chromium_page.screenshot())) as seen:
        assert seen.convert("RGB").getpixel((4, 4)) == (0x20, 0x80, 0x40)
        middle = np.array(seen.convert("RGB").getpixel((80, 45))).astype(int)
    assert abs(middle - (0xFF, 0x88, 0x00)).max() <= 12


def test_webm_of_a_chapter_ends_before_the_curtain(tmp_path: Path, small: Settings) -> None:
    """All beats and the moves between them; the last frame is as clear as the first."""
    path = made(tmp_path, "walk", "--as", "webm")
    assert path == tmp_path / "exports" / "walk.webm"
    (timeline,) = timelines(LESSONS[:1], small)
    frames = with_alpha(path)
    assert len(frames) == round(timeline.beats[-1].end * RATE)
    assert frames[-1, :8, :8, 3].max() == 0
    assert frames[-1, 45, 80, 3] >= 250


def test_gif_plays_over_and_over_for_as_long_as_the_beat(tmp_path: Path, small: Settings) -> None:
    """It moves for 0.6 s in 18 frames, and rests in one that lasts; the colours are the film's."""
    path = made(tmp_path, "rest", "--beat", "move", "--as", "gif")
    (timeline,) = timelines(LESSONS[1:], small)
    with Image.open(path) as gif:
        assert (gif.size, gif.info["loop"]) == ((160, 90), 0)
        frames, seconds = getattr(gif, "n_frames", 1), 0.0
        assert frames == 19
        for frame in range(frames):
            gif.seek(frame)
            seconds += gif.info["duration"] / 1000
            pixels = np.asarray(gif.convert("RGB")).astype(int)
            background = np.frombuffer(bytes.fromhex(small.theme.background[1:]), np.uint8)
            assert abs(pixels[:8, :8] - background).max() <= 6
            assert abs(pixels[45, 80] - (0, 0xAA, 0xFF)).max() <= 6
    assert seconds == pytest.approx(timeline.beats[0].end, abs=0.05)
    assert [found.name for found in path.parent.iterdir()] == ["move.gif"]


def test_matte_finds_colour_and_opacity() -> None:
    """Of every opacity, to the rounding of eight bits."""
    opacity = np.arange(256)[:, None, None] / 255
    colour = np.array([[250, 10, 128]] * 256)[:, None, :]
    on_black, on_white = (np.rint(colour * opacity + grey * (1 - opacity)) for grey in (0, 255))
    found = matte(on_black.astype(np.uint8), on_white.astype(np.uint8)).astype(int)
    assert abs(found[..., 3] - np.arange(256)[:, None]).max() <= 1
    again = found[..., :3] * (found[..., 3:] / 255)
    assert abs(again - colour * opacity).max() <= 1.5


class Kept:
    """An encoder that keeps the frames."""

    def __init__(self) -> None:
        self.frames: list[NDArray[Any]] = []

    def add(self, pixels: PixelArray, times: int) -> None:
        """Keep a frame."""
        self.frames.append(np.array(pixels, dtype=int))

    def finish(self) -> None:
        """Nothing is left."""


@pytest.mark.parametrize("beat", ["heatmap", "walk_x"])
def test_laid_over_the_background_it_is_the_film(beat: str, small: Settings) -> None:
    """A beat in which a picture of pixels, lines and type fade in and out.

    Every half-transparent layer is rounded once more, to whole levels of 255; a dozen lie on one another.
    """
    shown = []
    for kind in (BeatRenderer, MatteRenderer):
        kept = Kept()
        reel = Reel(beat, beat, kept, lambda frames: None)
        chapter = with_beat_hooks(HeatmapCrossSections, reel.start_beat, reel.end_beat)
        with (
            tempconfig({"pixel_width": 160, "pixel_height": 90, "frame_rate": 15, "verbosity": "CRITICAL"}),
            pytest.raises(EnoughError),
        ):
            chapter(small, renderer=kind(reel)).construct()
        shown.append(np.array(kept.frames))
    film, clear = shown
    background = np.frombuffer(bytes.fromhex(small.theme.background[1:]), np.uint8)
    opacity = clear[..., 3:] / 255
    laid = clear[..., :3] * opacity + background * (1 - opacity)
    assert abs(laid - film[..., :3]).max() <= 12 / 2
    assert clear[:, 0, 0, 3].max() == 0
    assert len(film) > 10


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ("walk", "--beat", "wlak", "--as", "gif"),
            2,
            "no beat 'wlak' (did you mean walk?); it has: walk, st",
        ),
        (("wolk", "--as", "gif"), 2, "there is no scene 'wolk' (did you mean walk?)"),
        (("broken", "--as", "webm"), 1, "broken, beat 'rest'"),
    ],
)
def test_wrong_requests_get_one_line(
    tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """And leave no file."""
    result = run(tmp_path, *arguments)
    assert result.exit_code == code
    assert words in result.stderr.splitlines()[-1]
    assert result.stdout == ""
    assert not (tmp_path / "exports").exists()


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("in the way", encoding="utf-8")
    result = run(tmp_path, "rest", "--beat", "rest", "--as", "gif")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1].startswith("error: cannot write in")
