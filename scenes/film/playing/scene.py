"""The scene that the film engine draws: a Manim scene made of beats that keeps its own timeline."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from manim import Animation, Mobject, Wait, config
from manim.utils.iterables import list_update
from typing_extensions import override

from scenes.film.playing.film_scene import FilmScene
from scenes.film.playing.pace import READING_SPEED, KnownPace
from scenes.film.playing.scene_camera import camera_class_of, frame_moves
from scenes.film.position import Position
from scenes.film.timeline import TICKS_PER_SECOND, Beat, ShownNumber, Speech, unique
from scenes.voice.speech import Line, Pace, Timing

_BEFORE_SPEECH, _AFTER_SPEECH = 0.1, 0.25
"""Seconds between a beat's start and its speech, and at least as many between its speech and its end."""
_ROUNDING = 1e-6
"""Ticks by which a time may be rounded: far less than anybody hears, far more than float64 loses."""
_FRAME_SLACK = 1e-7
"""Keeps a duration clear of the rounding of `frames = seconds * rate` (far less than one frame)."""


class Sentence(Protocol):
    """What a beat says, twice."""

    @property
    def caption(self) -> str:
        """As it is read."""

    @property
    def spoken(self) -> str:
        """As it is spoken."""


class BeatScene(FilmScene):
    """A Manim scene made of beats; every animation lasts a whole number of ticks.

    A subclass sets `title` and plays its beats in `construct`, each in a `with self.beat(...)` block. Without
    a pace it is silent. The camera is a `FilmCamera` where neither an argument nor another base of the class
    brings one.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Raise `TypeError` where a scene of Manim's comes first: it would be handed what is not for it."""
        super().__init_subclass__(**kwargs)
        before = cls.__mro__[: cls.__mro__.index(BeatScene)]
        for base in before:
            if base.__module__.partition(".")[0] == "manim":
                ours = (kind for kind in before if issubclass(kind, BeatScene) and kind is not cls)
                own = next(ours, BeatScene)
                raise TypeError(
                    f"class {cls.__name__}: write {own.__name__} before {base.__name__} among its bases"
                )

    def __init__(
        self,
        inputs: Any = None,
        pace: Pace | None = None,
        *,
        position: Position | None = None,
        **kwargs: Any,
    ) -> None:
        self.pace: Pace
        kwargs.setdefault("camera_class", camera_class_of(type(self)))
        super().__init__(inputs, pace if pace is not None else KnownPace(), position=position, **kwargs)

    @contextmanager
    def beat(self, name: str, said: Sentence, *, loop: bool = False) -> Iterator[None]:
        """Play one beat; hold the picture until its sentence has been heard and can have been read.

        `loop` says that the beat ends as it begins, so that it can be played over and over.

        Raises `ValueError` if the scene has a beat of this name already, and `VoiceError` for a sentence that
        cannot be spoken.
        """
        if any(beat.id == name for beat in self.beats):
            raise ValueError(f"{self.scene_id()}: two beats are called {name!r}")
        start = self.tick
        self.on_beat(name)
        timing = self.pace.timing(Line(self.scene_id(), name, said.spoken))
        yield
        reading = len(said.caption) / READING_SPEED
        hearing = _BEFORE_SPEECH + timing.seconds + _AFTER_SPEECH if timing.seconds else 0.0
        needed = math.ceil(max(1.0, reading, hearing) * TICKS_PER_SECOND - _ROUNDING)
        rest = max(needed - (self.tick - start), TICKS_PER_SECOND // 3)
        self.wait(rest / TICKS_PER_SECOND)
        speech = _speech(start / TICKS_PER_SECOND + _BEFORE_SPEECH, timing)
        self.end_beat(Beat(name, start, self.tick, said.caption, said.spoken, self._numbers(), speech, loop))

    @contextmanager
    def silent_beat(self, name: str) -> Iterator[None]:
        """Play a beat without a sentence, exactly as long as its animations."""
        start = self.tick
        self.on_beat(name)
        yield
        self.end_beat(Beat(name, start, self.tick, "", "", self._numbers()))

    def shown(self) -> Iterable[ShownNumber]:
        """Return the numbers on screen, asked for at each beat's end; overridden by scenes that have some."""
        return ()

    @override
    def get_moving_mobjects(self, *animations: Animation) -> list[Mobject]:
        # While the camera's frame moves, everything does.
        moving = super().get_moving_mobjects(*animations)
        return list_update(self.mobjects, moving) if frame_moves(self, animations) else moving

    @override
    def begin_animations(self) -> None:
        # Manim paints a picture that stands still as what stands still and once more over itself: soft edges
        # turn hard, and what is half transparent turns darker, for as long as nothing moves.
        super().begin_animations()
        if self.is_current_animation_frozen_frame():
            self.moving_mobjects, self.static_mobjects = [*self.static_mobjects, *self.moving_mobjects], []

    @override
    def play(self, *args: Any, **kwargs: Any) -> None:
        super().play(*args, **kwargs)
        self.tick += round(self.duration * TICKS_PER_SECOND)

    def may_stop(self, frames: int) -> bool:
        """Tell whether a condition may end an animation after so many frames: at whole ticks."""
        return frames * TICKS_PER_SECOND % round(config.frame_rate) == 0

    @override
    def get_run_time(self, animations: list[Animation]) -> float:
        # Rounded up to whole ticks, clear of the rounding to frames.
        seconds = super().get_run_time(animations)
        whole = max(1, math.ceil(seconds * TICKS_PER_SECOND - 1e-4)) / TICKS_PER_SECOND
        still = len(animations) == 1 and isinstance(animations[0], Wait) and not self.should_update_mobjects()
        return whole + _FRAME_SLACK if still else whole - _FRAME_SLACK

    def _numbers(self) -> tuple[ShownNumber, ...]:
        return unique(self.shown())


def _speech(start: float, timing: Timing) -> Speech | None:
    """Return when a line that begins at a time (seconds) is heard; None for a silent one."""
    if not timing.seconds:
        return None
    pauses = tuple((start + silent, start + again) for silent, again in timing.pauses)
    return Speech(start, start + timing.seconds, pauses)
