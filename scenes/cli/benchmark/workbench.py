"""Where measurements are made: a copy of the project, in which commands run as whole processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scenes.cli.benchmark.simulation import Recorded
from scenes.film.cache.code import PACKAGES, ROOT
from scenes.film.errors import ProductionError
from scenes.film.jobs.beat_runs import BeatTask
from scenes.film.project import SceneRef
from scenes.film.targets import scenes_of

STOCK = {"preview": "l", "draft": "m", "lecture": "h", "uhd": "k"}
"""The letter of Manim's -q that draws the same number of pixels, by profile."""

ENCODERS = 4
"""Encoders that Manim is let run at a time, where it is not left as it comes."""

_SCENE_FILES = Path(__file__).with_name("scene_files")


@dataclass(frozen=True)
class Told:
    """What a render tells about itself: seconds of encoding, bytes of memory, scenes with the beats drawn."""

    encoding: float
    peak: int
    scenes: tuple[Recorded, ...]


@dataclass(frozen=True)
class SceneFile:
    """A scene of a file of its own, and the folder in which its maker calls commands."""

    entry: SceneRef
    folder: Path

    @property
    def target(self) -> str:
        """How the scene is asked for."""
        return f"{self.entry.file}:{self.entry.class_name}"


class Workbench:
    """The copy of the project, and the profile in which all is drawn; what is made lies below `folder`."""

    def __init__(self, folder: Path, profile: str) -> None:
        if profile not in STOCK:
            raise ProductionError(f"bench knows the qualities {', '.join(STOCK)}, not {profile!r}")
        self.folder, self.profile = folder, profile
        for package in PACKAGES:
            shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "manim.cfg", folder)

    def source(self, entry: SceneRef) -> Path:
        """Return the file that a scene is in."""
        return Path(entry.file or self.folder / f"{entry.module.replace('.', '/')}.py")

    def stock(self, entry: SceneRef, *, encoders: int = 1, folder: Path | None = None) -> float:
        """Draw a scene with Manim's own command, called in a folder, and return the seconds."""
        command = stock_command(
            self.source(entry),
            entry.class_name,
            STOCK[self.profile],
            media=self.folder / f"manim-{encoders}",
            encoders=encoders,
        )
        return self._run(command, folder or self.folder)

    def render(
        self, names: Sequence[str], out: str, *options: str, folder: Path | None = None
    ) -> tuple[float, Told]:
        """Render scenes into a folder below and return the seconds, and what the render tells.

        An option given twice counts as it is given last.
        """
        stats = self.folder / "stats.json"
        fixed = ("--quality", self.profile, "--out", str(self.folder / out), "--stats", str(stats))
        seconds = self._run(["-m", "scenes", "render", *names, *fixed, *options], folder or self.folder)
        return seconds, told(stats)

    def durations(self, out: str) -> list[float]:
        """Return how many seconds each of the films in a folder lasts."""
        manifest = json.loads((self.folder / out / "manifest.json").read_text(encoding="utf-8"))
        return [chapter["duration"] for chapter in manifest["chapters"]]

    def longest(self, entries: Sequence[SceneRef], count: int) -> list[SceneRef]:
        """Return those of the scenes whose films last longest, in their order."""
        plan = self.folder / "plan.json"
        with plan.open("wb") as file:
            self._run(
                ["-m", "scenes", "plan", "--json", *(one.id for one in entries)], self.folder, file.fileno()
            )
        lasts = {one["id"]: one["duration"] for one in json.loads(plan.read_bytes())["chapters"]}
        chosen = sorted(lasts, key=lambda name: -lasts[name])[:count]
        return [entry for entry in entries if entry.id in chosen]

    def own_files(self) -> list[SceneFile]:
        """Copy the scene files that come with this command out of the project; return their scenes."""
        folder = self.folder / "scene_files"
        shutil.copytree(_SCENE_FILES, folder, ignore=shutil.ignore_patterns("__pycache__"))
        return [
            SceneFile(entry, folder)
            for name in ("flat", "moving_camera", "solid")
            for entry in scenes_of(str(folder / f"{name}.py"))
        ]

    @contextmanager
    def edited(self, entry: SceneRef, edit: Callable[[str], str]) -> Iterator[None]:
        """Let a scene's file hold what an edit makes of it, for as long as the block runs."""
        file = self.source(entry)
        before = file.read_text(encoding="utf-8")
        file.write_text(edit(before), encoding="utf-8")
        try:
            yield
        finally:
            file.write_text(before, encoding="utf-8")

    def _run(self, command: Sequence[str], folder: Path, output: int = subprocess.DEVNULL) -> float:
        """Run Python with arguments and return the seconds. Raises `ProductionError` if it fails."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder)}
        since = time.monotonic()
        done = subprocess.run(
            [sys.executable, *command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            raise ProductionError(f"{' '.join(command)}: {done.stderr.decode(errors='replace')[-400:]}")
        return time.monotonic() - since


def stock_command(file: Path, scene: str, letter: str, *, media: Path, encoders: int) -> list[str]:
    """Return the arguments with which Python draws a scene of a file with Manim's own command."""
    quiet = ["--media_dir", str(media), "--progress_bar", "none", "--verbosity", "CRITICAL"]
    more = ["--max-inflight-encoders", str(encoders)] if encoders > 1 else []
    return ["-m", "manim", "render", f"-q{letter}", *quiet, *more, str(file), scene]


def told(stats: Path) -> Told:
    """Read what a render has told in a file."""
    found = json.loads(stats.read_text(encoding="utf-8"))
    scenes = tuple(
        Recorded(
            scene["id"],
            scene["planning"],
            scene["dry_run"],
            scene["joining"],
            tuple(BeatTask(*task) for task in scene["tasks"]),
        )
        for scene in found["scenes"]
    )
    return Told(found["encoding"], found["peak"], scenes)
