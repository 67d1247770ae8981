"""Chapters of one beat for the audit's command: sound, cut by the frame, excused for it, broken, killed."""

from __future__ import annotations

import os
import signal

from manim import LEFT, Dot, FadeIn, Mobject, Square

from scenes.stage.chapter import Chapter
from scenes.stage.measure import allow
from scenes.stage.words import words


class Sound(Chapter):
    """A dot appears in the middle."""

    title = "Sound"

    def construct(self) -> None:
        """Show the dot."""
        with self.beat("only", words("A dot.")):
            self.play(FadeIn(self.dot()), run_time=0.5)

    def dot(self) -> Mobject:
        """Return what is shown."""
        return Dot(radius=0.2, color=self.theme.ink)


class Cut(Sound):
    """The dot lies half outside the frame."""

    def dot(self) -> Mobject:
        """Return what is shown."""
        return super().dot().to_edge(LEFT, buff=-0.2)


class Excused(Cut):
    """The same, declared."""

    def dot(self) -> Mobject:
        """Return what is shown."""
        return allow(super().dot(), "margin", "it leaves the stage on purpose")


class Broken(Sound):
    """Cannot be played."""

    def dot(self) -> Mobject:
        """Fail."""
        raise ZeroDivisionError("nothing to divide by")


class Killed(Sound):
    """Its process is killed, as it is when the memory is full."""

    def dot(self) -> Mobject:
        """Kill the process that looks at it."""
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


class Remembering(Sound):
    """Shows what only the frames on the way leave behind."""

    def construct(self) -> None:
        """Grow with every frame that is played."""
        square = Square(0.5)
        square.add_updater(lambda mobject: mobject.scale(1.01))
        with self.beat("grow", words("A square grows.")):
            self.add(square)
            self.play(FadeIn(Dot()), run_time=0.4)
        square.clear_updaters()
        with self.beat("rest", words("It rests.")):
            self.wait(0.4)
