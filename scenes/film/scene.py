"""The scene that the film engine draws: a Manim scene made of beats that keeps its own timeline."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Protocol

from manim import Animation, Mobject, Scene, Wait
from manim.utils.iterables import list_update
from typing_extensions import override

from scenes.film.dry_renderer import DryRenderer
from scenes.film.pace import READING_SPEED, KnownPace
from scenes.film.project import Position, module_of, scene_id
from scenes.film.scene_camera import camera_class_of, frame_moves
from scenes.film.timeline import TICKS_PER_SECOND, Beat, ShownNumber, Speech, Timeline, unique
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


class BeatScene(Scene):
    """A Manim scene made of beats; every animation lasts a whole number of ticks.

    A subclass sets `title` and plays its beats in `construct`, each in a `with self.beat(...)` block.
    `inputs` is what it computes from, opaque to the engine; `pace` times its spoken lines (without one it is
    silent); `position` is where it stands in a project, None for a scene on its own. Further arguments are
    Manim's; the camera is a `FilmCamera` where neither they nor another base of the class bring one.
    """

    title: ClassVar[str] = ""

    def __init__(
        self,
        inputs: Any = None,
        pace: Pace | None = None,
        *,
        position: Position | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("camera_class", camera_class_of(type(self)))
        super().__init__(**kwargs)
        self.inputs = inputs
        self.pace = pace if pace is not None else KnownPace()
        self.position = position
        self.tick = 0
        self.beats: list[Beat] = []

    @classmethod
    def dry_run(
        cls, inputs: Any = None, pace: Pace | None = None, *, position: Position | None = None
    ) -> Timeline:
        """Play the scene without drawing a frame and return its timeline."""
        scene = cls(inputs, pace, position=position, renderer=DryRenderer())
        scene.setup()
        scene.construct()
        return scene.timeline

    @classmethod
    def scene_id(cls) -> str:
        """Return the name that commands and files use: that of the scene's folder, or of its module."""
        return scene_id(module_of(cls))

    @property
    def timeline(self) -> Timeline:
        """What has been played so far."""
        return Timeline(self.scene_id(), self.title, tuple(self.beats), self.tick)

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
        self._end_beat(Beat(name, start, self.tick, said.caption, said.spoken, self._numbers(), speech, loop))

    @contextmanager
    def silent_beat(self, name: str) -> Iterator[None]:
        """Play a beat without a sentence, exactly as long as its animations."""
        start = self.tick
        self.on_beat(name)
        yield
        self._end_beat(Beat(name, start, self.tick, "", "", self._numbers()))

    def on_beat(self, name: str) -> None:
        """Hook, called at a beat's start: marks it in the list of sections of a file rendered by Manim."""
        if not isinstance(self.renderer, DryRenderer):
            self.next_section(name)

    def on_beat_end(self, name: str) -> None:
        """Hook, called at a beat's end, while its last picture stands; does nothing."""

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

    @override
    def get_run_time(self, animations: list[Animation]) -> float:
        # Rounded up to whole ticks, clear of the rounding to frames.
        seconds = super().get_run_time(animations)
        whole = max(1, math.ceil(seconds * TICKS_PER_SECOND - 1e-4)) / TICKS_PER_SECOND
        still = len(animations) == 1 and isinstance(animations[0], Wait) and not self.should_update_mobjects()
        return whole + _FRAME_SLACK if still else whole - _FRAME_SLACK

    def _numbers(self) -> tuple[ShownNumber, ...]:
        return unique(self.shown())

    def _end_beat(self, beat: Beat) -> None:
        self.beats.append(beat)
        self.on_beat_end(beat.id)


def _speech(start: float, timing: Timing) -> Speech | None:
    """Return when a line that begins at a time (seconds) is heard; None for a silent one."""
    if not timing.seconds:
        return None
    pauses = tuple((start + silent, start + again) for silent, again in timing.pauses)
    return Speech(start, start + timing.seconds, pauses)
