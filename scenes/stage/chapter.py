"""The chapter: a Manim scene made of beats that keeps its own timeline."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from manim import (
    UP,
    Animation,
    CairoRenderer,
    Camera,
    FadeIn,
    FadeOut,
    FullScreenRectangle,
    ManimColor,
    Mobject,
    ReplacementTransform,
    Scene,
    Wait,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from config import Settings, load_settings
from scenes.film.timeline import TICKS_PER_SECOND, Beat, Speech, Timeline, unique
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.measure import allow
from scenes.stage.title_card import TitleCard
from scenes.stage.titles import Heading
from scenes.stage.words import CHARACTERS_PER_SECOND, Words, words
from scenes.voice.choice import pace_of
from scenes.voice.speech import Line, Pace, Timing

_BEFORE_WORDS, _AFTER_WORDS = 0.1, 0.25
"""Seconds between a beat's start and its words, and at least as many between its words and its end."""

_ABOVE_ALL = 100
_LEAVES, _ARRIVES = 0.3, 0.75
"""Share of the title's move in which the chapter's number goes, before the title begins to move; from
where on the subtitle comes."""
_ROUNDING = 1e-6
"""Ticks by which a time may be rounded: far less than anybody hears, far more than float64 loses."""
_FRAME_SLACK = 1e-7
"""Keeps a duration clear of the rounding of `frames = seconds * rate` (far less than one frame)."""


class DryRenderer(CairoRenderer):
    """A renderer that moves every animation to its end and draws nothing."""

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Finish the animations at once; raise what a drawn run would raise while building them.

        Which mobjects move and which stand still is not asked for: nobody paints them.
        """
        scene.compile_animation_data(*args, **kwargs)
        animations = scene.animations or []
        for animation in animations:
            animation._setup_scene(scene)
            animation.begin()
        scene.update_to_time(scene.duration)
        for animation in animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)


class Chapter(Scene):
    """A Manim scene made of beats.

    A subclass sets `title`, and its `construct` calls one method a beat. `settings` is what the
    lecture computes and how it looks; without it the files in `config/` are read, so that the plain
    `manim` command works too. `pace` knows how long words take; without it the settings' voice is asked.
    """

    title: ClassVar[str] = ""

    def __init__(self, settings: Settings | None = None, pace: Pace | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.settings = settings if settings is not None else load_settings()
        self.pace = pace if pace is not None else pace_of(self.settings.narration)
        self.theme = self.settings.theme
        assert isinstance(self.camera, Camera)
        self.camera.background_color = ManimColor(self.theme.background)
        self.tick = 0
        self.beats: list[Beat] = []

    @classmethod
    def rehearse(cls, settings: Settings | None = None, pace: Pace | None = None) -> Timeline:
        """Run the chapter without drawing a frame and return its timeline."""
        chapter = cls(settings, pace, renderer=DryRenderer())
        chapter.setup()
        chapter.construct()
        return chapter.timeline

    @classmethod
    def chapter_id(cls) -> str:
        """Return the chapter's name as commands and files use it: its folder's, or its module's."""
        return cls.__module__.removesuffix(".scene").rsplit(".", 1)[-1]

    @property
    def timeline(self) -> Timeline:
        """What has been played so far."""
        return Timeline(self.chapter_id(), self.title, tuple(self.beats), self.tick)

    @contextmanager
    def beat(self, name: str, said: Words, *, loop: bool = False) -> Iterator[None]:
        """Play one idea; hold the picture until its words have been heard and can have been read.

        `loop` says that it ends as it begins: a deck plays it over and over.

        Raises `ValueError` if the chapter has a beat of this name already, or words that cannot be said.
        """
        if any(beat.id == name for beat in self.beats):
            raise ValueError(f"{self.chapter_id()}: two beats are called {name!r}")
        start = self.tick
        self.on_beat(name)
        timing = self.pace.timing(Line(self.chapter_id(), name, said.spoken))
        yield
        reading = len(said.caption) / CHARACTERS_PER_SECOND
        hearing = _BEFORE_WORDS + timing.seconds + _AFTER_WORDS if timing.seconds else 0.0
        needed = math.ceil(max(1.0, reading, hearing) * TICKS_PER_SECOND - _ROUNDING)
        rest = max(needed - (self.tick - start), TICKS_PER_SECOND // 3)
        self.wait(rest / TICKS_PER_SECOND)
        shown = unique(number for mobject in self.mobjects for number in numbers_in(mobject))
        speech = _heard(start / TICKS_PER_SECOND + _BEFORE_WORDS, timing)
        beat = Beat(name, start, self.tick, said.caption, said.spoken, shown, speech, loop)
        self.beats.append(beat)
        self.on_beat_end(name)

    def open_with(self, heading: Heading) -> None:
        """Play the beat "title": the chapter's number and title alone, then the title as the heading."""
        card = TitleCard(self.theme, self.chapter_id(), heading)
        with self.beat("title", words(f"{self.title}.")):
            self.play(FadeIn(card.title, shift=UP * 0.2), FadeIn(card.number, card.way), run_time=0.7)
            self.wait(0.2)
        leaving = FadeOut(card.number, card.way, rate_func=squish_rate_func(smooth, 0.0, _LEAVES))
        onward = squish_rate_func(smooth, _LEAVES, 1.0)
        moves = [ReplacementTransform(card.title, heading.title, rate_func=onward), leaving]
        if heading.subtitle is not None:
            arriving = squish_rate_func(smooth, _ARRIVES, 1.0)
            moves.append(FadeIn(heading.subtitle, rate_func=arriving))
        self.play(*moves, run_time=0.8)
        self.add(heading)

    def close(self) -> None:
        """Draw a curtain of the background's colour over everything: the next chapter begins on it."""
        curtain = FullScreenRectangle(stroke_width=0.0, fill_color=self.theme.background, fill_opacity=1.0)
        allow(curtain, "margin", "the curtain at a chapter's end covers the whole frame")
        self.play(FadeIn(curtain.set_z_index(_ABOVE_ALL)), run_time=0.6)

    def on_beat(self, name: str) -> None:
        """Mark the beat's start in the rendered file's list of sections."""
        if not isinstance(self.renderer, DryRenderer):
            self.next_section(name)

    def on_beat_end(self, name: str) -> None:
        """Do nothing; who watches a chapter looks at the stage here."""

    def begin_animations(self) -> None:
        """Begin the animations; let a picture that stands still be painted once.

        Manim paints it as what stands still and once more over itself: soft edges turn hard, and what is
        half transparent turns darker, for as long as nothing moves.
        """
        super().begin_animations()
        if self.is_current_animation_frozen_frame():
            self.moving_mobjects, self.static_mobjects = [*self.static_mobjects, *self.moving_mobjects], []

    def play(self, *args: Any, **kwargs: Any) -> None:
        """Play animations as Manim does, for a whole number of ticks."""
        super().play(*args, **kwargs)
        self.tick += round(self.duration * TICKS_PER_SECOND)

    def get_run_time(self, animations: list[Animation]) -> float:
        """Return the longest run time, rounded up to whole ticks, clear of frame rounding."""
        seconds = super().get_run_time(animations)
        whole = max(1, math.ceil(seconds * TICKS_PER_SECOND - 1e-4)) / TICKS_PER_SECOND
        still = len(animations) == 1 and isinstance(animations[0], Wait) and not self.should_update_mobjects()
        return whole + _FRAME_SLACK if still else whole - _FRAME_SLACK

    def clear_stage(self, *keep: Mobject) -> list[Mobject]:
        """Return what stands on stage at top level, without `keep`."""
        return [mobject for mobject in self.mobjects if mobject not in keep]


def _heard(start: float, timing: Timing) -> Speech | None:
    """Return when words that begin at a time are heard."""
    if not timing.seconds:
        return None
    pauses = tuple((start + silent, start + again) for silent, again in timing.pauses)
    return Speech(start, start + timing.seconds, pauses)
