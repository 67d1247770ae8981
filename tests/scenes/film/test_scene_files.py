"""Ordinary Manim scenes in files of their own, drawn by name of the file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from manim import Scene, tempconfig
from PIL import Image

from config import Settings
from scenes.cli.main import main
from scenes.course import COURSE
from scenes.film.errors import RequestError
from scenes.film.playing.loading import scene_class
from scenes.film.project import SceneRef
from scenes.film.result import BuildResult
from scenes.film.targets import scenes_of
from tests.scenes.film.frames.menagerie.playing import Plain
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render

FILE = """
from pathlib import Path

from manim import *
from beside import SIDE

HERE = Path(__file__).parent


class Turning(Scene):
    def construct(self):
        square = Square(SIDE)
        self.play(Create(square), run_time=0.35)
        self.next_section("turn / it")
        self.play(Rotate(square, PI / 3), run_time=0.5, subcaption="It turns.")
        self.next_section("left out", skip_animations=True)
        self.play(square.animate.shift(LEFT))
        self.next_section("rest")
        self.wait(0.21)


class Pictured(MovingCameraScene):
    def construct(self):
        self.add(ImageMobject(HERE / "picture.png").scale_to_fit_height(4))
        self.play(self.camera.frame.animate.scale(0.5), run_time=0.4)


class Still(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1.0)
        self.add(Cube())


class _Helper:
    pass
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file with three scenes, a module beside it, and a picture, in a folder with a space."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    folder = tmp_path / "my scenes"
    folder.mkdir()
    (folder / "beside.py").write_text("SIDE = 2.0\n")
    Image.fromarray(np.full((4, 4, 3), 200, np.uint8)).save(folder / "picture.png")
    path = folder / "calendar.py"
    path.write_text(FILE)
    return path


def drawn(target: str, settings: Settings, out: Path) -> BuildResult:
    """Render what a target names."""
    result = render(scenes_of(target), settings, out=out / "build", reporter=Notes())
    assert result.failures == []
    return result


def frames_of(result: BuildResult) -> dict[str, int]:
    """Return how many frames were drawn of each scene."""
    return {scene.entry.id: scene.drawn for scene in result.scenes}


def test_all_scenes_of_a_file_in_its_order(file: Path, small: Settings, tmp_path: Path) -> None:
    """A file called like a module of Python's is not taken for it."""
    result = drawn(str(file), small, tmp_path)
    assert list(frames_of(result)) == ["calendar.Turning", "calendar.Pictured", "calendar.Still"]
    assert all(scene.video is not None and scene.video.is_file() for scene in result.scenes)


def test_frames_are_as_many_as_manims(file: Path, small: Settings, tmp_path: Path) -> None:
    (scene,) = drawn(f"{file}:Turning", small, tmp_path).scenes
    (reference,) = scenes_of(f"{file}:Turning")
    profile = small.profiles["tiny"]
    size = {"pixel_width": 160, "pixel_height": 90, "frame_rate": profile.frame_rate}
    with tempconfig({"media_dir": str(tmp_path), "dry_run": True, "verbosity": "CRITICAL", **size}):
        plain = Plain()
        kind: type[Scene] = scene_class(reference).__mro__[3]
        assert kind.__name__ == "Turning"
        kind(renderer=plain).render()
    assert scene.frames == len(plain.frames)


def test_sections_are_beats_and_those_left_out_have_no_frames(
    file: Path, small: Settings, tmp_path: Path
) -> None:
    (scene,) = drawn(f"{file}:Turning", small, tmp_path).scenes
    assert [beat.id for beat in scene.plan.timeline.beats] == ["play-1", "1-turn_it-1", "3-rest-1"]


def test_subcaptions_are_captions(file: Path, small: Settings, tmp_path: Path) -> None:
    (scene,) = drawn(f"{file}:Turning", small, tmp_path).scenes
    assert scene.video is not None
    assert "00:00:00.366 --> 00:00:00.866 line:88%\nIt turns." in scene.video.with_suffix(".vtt").read_text()


def test_a_scene_that_plays_nothing_is_shown_for_a_second(
    file: Path, small: Settings, tmp_path: Path
) -> None:
    assert frames_of(drawn(f"{file}:Still", small, tmp_path)) == {"calendar.Still": 30}


def painted(path: Path) -> None:
    Image.fromarray(np.full((4, 4, 3), 90, np.uint8)).save(path)


CHANGES: dict[str, tuple[str, Callable[[Path], object], set[str]]] = {
    "nothing": ("beside.py", lambda path: path.touch(), set()),
    "a module beside it": ("beside.py", lambda path: path.write_text("SIDE = 3.0\n"), {"calendar.Turning"}),
    "a picture that it reads": ("picture.png", painted, {"calendar.Pictured"}),
    "a comment": ("calendar.py", lambda path: path.write_text(FILE + "# The end.\n"), set()),
    "the third scene": (
        "calendar.py",
        lambda path: path.write_text(FILE.replace("Cube()", "Cube(1.5)")),
        {"calendar.Still"},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_drawn_again(change: str, file: Path, small: Settings, tmp_path: Path) -> None:
    name, do, expected = CHANGES[change]
    drawn(str(file), small, tmp_path)
    do(file.with_name(name))
    again = frames_of(drawn(str(file), small, tmp_path))
    assert {scene for scene, frames in again.items() if frames} == expected
    clean = drawn(str(file), small, tmp_path / "clean")
    for scene in clean.scenes:
        assert scene.video is not None
        other = tmp_path / "build" / "chapters" / scene.video.name
        assert scene.video.read_bytes() == other.read_bytes()


def test_a_section_cuts_what_is_drawn_again(file: Path, small: Settings, tmp_path: Path) -> None:
    """What comes before the change, and what looks as before after it, is kept."""
    drawn(f"{file}:Turning", small, tmp_path)
    file.write_text(FILE.replace("PI / 3), run_time=0.5", "PI / 3), run_time=0.7"))
    (scene,) = drawn(f"{file}:Turning", small, tmp_path).scenes
    assert [task.beat for task in scene.done] == ["1-turn_it-1"]


def run(*arguments: str) -> Result:
    """Run a command as the shell would."""
    return CliRunner().invoke(main, arguments, obj=COURSE)


def test_the_command_takes_a_file(file: Path, tmp_path: Path) -> None:
    """Alone and in a text of several names, with a quoted space."""
    result = run("plan", "--json", "--scenes", f"'{file}:Still' '{file}:Pictured'")
    assert result.exit_code == 0, result.output
    names = [scene["id"] for scene in json.loads(result.stdout)["chapters"]]
    assert names == ["calendar.Still", "calendar.Pictured"]


@pytest.mark.parametrize(
    ("text", "target", "words"),
    [
        (None, "{file}", "there is no such file"),
        ("x = 1\n", "{file}", "there is no scene in it; a scene is a class made from Manim's Scene"),
    ],
)
def test_a_wrong_file_is_exit_code_two(text: str | None, target: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    if text is not None:
        path.write_text(text)
    result = run("render", target.format(file=path), "--out", str(tmp_path / "build"))
    assert result.exit_code == 2
    assert result.stderr.strip() == f"error: {path}: {words}"


def test_a_scene_that_is_not_there_is_told_with_those_that_are(file: Path, small: Settings) -> None:
    (told,) = render(scenes_of(f"{file}:Truning"), small, out=file.parent, reporter=Notes()).failures
    assert told == (f"calendar.Truning: {file} has no scene Truning; its scenes: Turning, Pictured, Still")


def test_a_name_without_a_file_is_a_scene_of_the_course() -> None:
    with pytest.raises(RequestError, match="there is no such file"):
        scenes_of("nowhere.py:Thing")
    assert isinstance(COURSE.chosen(["recap"])[0], SceneRef)
