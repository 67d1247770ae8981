"""Chapters of a few frames, one sound and the others broken in one way each."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from pathlib import Path

from manim import RIGHT, Square

from scenes.stage.chapter import Chapter
from scenes.stage.words import Words


class Tiny(Chapter):
    """Two beats: a square that moves, and a pause long enough for its caption."""

    title = "Tiny & small"

    def construct(self) -> None:
        """Play both beats."""
        square = Square(color="#FFFFFF", fill_opacity=1.0)
        with self.beat("move", Words("A square moves, and 1 < 2 & 3 > 2.", "A square moves.")):
            self.add(square)
            self.play(square.animate.shift(2 * RIGHT), run_time=0.4)
        with self.beat("rest", Words("It rests here long enough.", "It rests.")):
            self.wait(0.5)


class Broken(Tiny):
    """Fails in its second beat, only when it is really drawn."""

    def on_beat(self, name: str) -> None:
        """Fail where frames are drawn."""
        super().on_beat(name)
        if name == "rest" and type(self.renderer).__name__ != "DryRenderer":
            raise ZeroDivisionError("nothing to\ndivide by")


class Unplannable(Chapter):
    """Fails in its dry run already."""

    def construct(self) -> None:
        """Raise within a beat."""
        with self.beat("first", Words("First.", "First.")):
            raise KeyError("a1")


class KilledReader(Tiny):
    """Its process is killed while it is planned."""

    def on_beat(self, name: str) -> None:
        """Kill the process that reads."""
        super().on_beat(name)
        if type(self.renderer).__name__ == "DryRenderer":
            os.kill(os.getpid(), signal.SIGKILL)


class Killed(Tiny):
    """Its process is killed, as it is when the memory is full."""

    def on_beat(self, name: str) -> None:
        """Kill the process that draws."""
        super().on_beat(name)
        if name == "rest" and type(self.renderer).__name__ != "DryRenderer":
            os.kill(os.getpid(), signal.SIGKILL)


class Endless(Tiny):
    """Is never drawn to its end."""

    def on_beat(self, name: str) -> None:
        """Sleep in the second beat."""
        super().on_beat(name)
        while name == "rest" and type(self.renderer).__name__ != "DryRenderer":
            time.sleep(1)


def waits() -> Path:
    """Return the file that `Shared` waits for the end of; it bears the number of the process of the tests."""
    parent = multiprocessing.parent_process()
    return Path(tempfile.gettempdir()) / f"shared-{os.getpid() if parent is None else parent.pid}"


class Shared(Tiny):
    """Fails where one process draws both of its beats."""

    def on_beat(self, name: str) -> None:
        """Begin the first beat only when the file is gone; fail in the second if both were drawn."""
        super().on_beat(name)
        while name == "move" and type(self.renderer).__name__ != "DryRenderer" and waits().exists():
            time.sleep(0.05)
        self.drawn_before = getattr(self.renderer, "frames_drawn", 0)

    def on_beat_end(self, name: str) -> None:
        """Fail where the beat before was drawn by this process, too."""
        super().on_beat_end(name)
        if name == "rest" and 0 < self.drawn_before < getattr(self.renderer, "frames_drawn", 0):
            raise RuntimeError("drawn by one")
