"""Manim scenes without beats of their own, cut into beats where their sections and play calls begin."""

from __future__ import annotations

import re
from typing import Any, Self

from manim import Scene, config
from typing_extensions import override

from scenes.film.playing.dry_renderer import DryRenderer
from scenes.film.playing.film_scene import FilmScene
from scenes.film.timeline import Beat

_LEAST = 2.0
"""Seconds of film after which a play call begins another beat: short enough to be shared out among workers,
long enough that finding the way to a beat and its key frame cost little."""

_NOT_IN_NAMES = re.compile(r"[^\w-]+")
"""What a beat's name, and so the name of its file, is kept free of."""


def as_film_scene(kind: type[Scene], name: str) -> type[FilmScene]:
    """Return a scene's class as one that keeps a timeline under a name; a `FilmScene` only gets the name."""
    bases = (kind,) if issubclass(kind, FilmScene) else (PlainScene, kind)
    found: type[FilmScene] = type(kind.__name__, bases, {"__module__": kind.__module__, "film_name": name})
    return found


class PlainScene(FilmScene):
    """Mixed into a scene of plays: each beat begins with a section, or with a play call when it is time.

    Beats are named after their section and numbered in it. Frames are those of Manim's own command: the ticks
    of the timeline are frames. A scene that plays nothing is shown for a second. What it keeps has names that
    a maker will hardly use.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticks_per_second = round(config.frame_rate)
        self._film_started = 0
        self._film_beat, self._film_section, self._film_count = "", 0, 0

    @override
    def perform(self) -> Self:
        super().perform()
        if not self.beats and not self._film_beat:
            self.wait(1)
        self._film_end()
        return self

    @override
    def play(self, *args: Any, **kwargs: Any) -> None:
        self._film_cut()
        super().play(*args, **kwargs)
        assert isinstance(self.renderer, DryRenderer)
        self.tick = self.renderer.frames_played

    def _film_cut(self) -> None:
        """Begin another beat if a section has begun, or if this one has lasted long enough."""
        assert isinstance(self.renderer, DryRenderer)
        sections = self.renderer.file_writer.sections
        section = len(sections) - 1
        if (
            self._film_beat
            and section == self._film_section
            and self.tick - self._film_started < _LEAST * self.ticks_per_second
        ):
            return
        self._film_end()
        self._film_count = self._film_count + 1 if self._film_beat and section == self._film_section else 1
        self._film_section, self._film_started = section, self.tick
        name = _NOT_IN_NAMES.sub("_", sections[section].name) or "play"
        self._film_beat = (
            f"{name}-{self._film_count}" if section == 0 else f"{section}-{name}-{self._film_count}"
        )
        self.on_beat(self._film_beat)

    def _film_end(self) -> None:
        if self._film_beat and self.tick > self._film_started:
            self.end_beat(
                Beat(self._film_beat, self._film_started, self.tick, "", "", (), rate=self.ticks_per_second)
            )
