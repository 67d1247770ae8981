"""A copy of the project with two short chapters, to be changed, rendered, killed and rendered again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]
PACKAGES = ("backprop_core", "config", "scenes")

_ONE = '''"""A square whose size is the network's first weight."""

from manim import RIGHT, Square

from scenes.stage.chapter import Chapter
from scenes.stage.words import Words

COLOUR = "#FF8800"


class DemoOne(Chapter):
    title = "One"

    def construct(self) -> None:
        from scenes.chapters.demo_one.demo_shape import corners

        weight = float(self.settings.lecture.network.layers[0].weights[0][0])
        square = Square(weight * corners(), color=COLOUR)
        with self.beat("come", Words("A square comes.", "A square comes.")):
            self.add(square)
            self.play(square.animate.shift(RIGHT), run_time=0.6)
        with self.beat("stay", Words("It stays.", "It stays.")):
            self.wait(0.4)
'''
_SHAPE = '''"""A number that a chapter asks for when it plays."""


def corners() -> float:
    return 4.0
'''
_TWO = '''"""A circle that knows nothing of the network."""

from manim import LEFT, Circle

from scenes.stage.chapter import Chapter
from scenes.stage.words import Words


class DemoTwo(Chapter):
    title = "Two"

    def construct(self) -> None:
        circle = Circle(1.0, color=self.theme.weight)
        with self.beat("roll", Words("A circle rolls.", "A circle rolls.")):
            self.add(circle)
            self.play(circle.animate.shift(LEFT), run_time=0.6)
        with self.beat("rest", Words("It rests.", "It rests.")):
            self.wait(0.4)
'''
_COURSE = """COURSE = Course(
    "Two chapters",
    scenes_in_order("scenes.chapters.demo_one.scene:DemoOne", "scenes.chapters.demo_two.scene:DemoTwo"),
)
"""
_PROFILE = """[profiles.tiny]
width = 160
height = 90
frame_rate = 30
preset = "ultrafast"
crf = 20
"""


class Checkout:
    """The copy, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for package in PACKAGES:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / package, folder / package, ignore=ignored)
        course = (self.folder / "scenes" / "course.py").read_text(encoding="utf-8")
        self.write("scenes/course.py", course[: course.index("COURSE = ")] + _COURSE)
        self.write("scenes/chapters/demo_one/scene.py", _ONE)
        self.write("scenes/chapters/demo_one/demo_shape.py", _SHAPE)
        self.write("scenes/chapters/demo_two/scene.py", _TWO)
        self.write("own.toml", _PROFILE)

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def swap(self, path: str, old: str, new: str) -> None:
        """Replace a piece of a file, which must be there."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def command(self, *arguments: str, out: str = "build", jobs: int = 1) -> list[str]:
        """Return the command that renders into a folder."""
        fixed = ("--quality", "tiny", "--config", "own.toml", "--out", out, "--jobs", str(jobs))
        return [sys.executable, "-m", "scenes", "render", *fixed, *arguments]

    def render(self, out: str = "build", jobs: int = 1) -> dict[str, int]:
        """Render all and return how many frames of each chapter were drawn."""
        command = self.command(out=out, jobs=jobs)
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        drawn = {}
        for line in done.stderr.splitlines():
            name, _, said = line.partition(": done, ")
            if said:
                drawn[name] = 0 if said.startswith("nothing") else int(said.split()[0])
        return drawn

    def films(self, out: str = "build") -> dict[str, NDArray[Any]]:
        """Return the frames of every film in a folder, each decoded from its first to its last."""
        return {path.name: frames(path) for path in sorted((self.folder / out).rglob("*.mp4")) if _seen(path)}

    def forget(self, scene: str, out: str = "build") -> None:
        """Remove the film of a scene that is no longer in the course."""
        for path in (self.folder / out / "chapters").glob(f"{scene}.*"):
            path.unlink()

    def manifest(self, out: str = "build") -> Any:
        """Return what the manifest says."""
        return json.loads((self.folder / out / "manifest.json").read_text(encoding="utf-8"))


def frames(path: Path) -> NDArray[Any]:
    """Return a film's frames (frames, height, width, 3)."""
    with av.open(path) as film:
        return np.array([frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)])


def same(some: dict[str, NDArray[Any]], others: dict[str, NDArray[Any]]) -> bool:
    """Tell whether two folders hold the same films."""
    return some.keys() == others.keys() and all(np.array_equal(some[name], others[name]) for name in some)


def _seen(path: Path) -> bool:
    return "cache" not in path.parts


Change = Sequence[tuple[str, str, str]]
"""File, what stands there, what shall stand there."""
