"""What a worker holds does not grow with the length of what it draws: a beat's mobjects go with the beat.

How many bytes that makes depends on the machine; `make bench` measures it.
"""

from __future__ import annotations

import gc
from pathlib import Path

from manim import RIGHT, Circle, VGroup

from config import Settings
from scenes.film.frames.film import BeatFilm
from scenes.film.frames.renderer import BeatRenderer
from scenes.film.jobs.memory import no_searching
from scenes.film.jobs.sandbox import frames_of
from scenes.film.playing.hooks import with_beat_hooks
from scenes.stage.chapter import Chapter
from scenes.stage.words import Words

BEATS = 8
SIZE = 5
MOST = 3 * SIZE
"""Circles that may live when a beat begins: its own, and those of the beat before with their copies."""


class Crowds(Chapter):
    """Beats with a crowd each, which moves on, is copied for that, and leaves."""

    title = "Crowds"

    def construct(self) -> None:
        """Play the beats; a crowd is known by its circles."""
        for number in range(BEATS):
            crowd = VGroup(*(Crowded(radius=0.1 + 0.01 * place) for place in range(SIZE)))
            with self.beat(f"crowd{number}", Words("A crowd moves on.", "A crowd.")):
                self.play(crowd.animate.shift(RIGHT), run_time=0.4)
                self.wait(0.2)
            self.remove(crowd)


class Crowded(Circle):
    """A circle of a crowd; copies of it are as well."""


def test_what_a_beat_leaves_is_freed_before_the_next(small: Settings, tmp_path: Path) -> None:
    """In the way a worker draws, which never looks for garbage by itself."""
    held: list[int] = []
    profile = small.profiles["tiny"]
    targets = {f"crowd{number}": tmp_path / f"{number}.mp4" for number in range(BEATS)}
    film = BeatFilm(targets, profile, lambda _frames: None, lambda *_told: None)

    def start_beat(beat: str) -> None:
        film.start_beat(beat)
        held.append(sum(isinstance(one, Crowded) for one in gc.get_objects()))

    chapter = with_beat_hooks(Crowds, start_beat, film.keep_poster)
    with no_searching(), frames_of(profile):
        chapter(small, renderer=BeatRenderer(film)).perform()
        film.end()
    assert len(held) == BEATS
    assert max(held) <= MOST
