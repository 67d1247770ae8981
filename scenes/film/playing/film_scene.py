"""What every scene has that the film engine draws: inputs, a position, and a timeline kept while it plays."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from manim import Scene

from scenes.film.playing.dry_renderer import DryRenderer
from scenes.film.position import Position
from scenes.film.project import module_of, scene_id
from scenes.film.timeline import TICKS_PER_SECOND, Beat, Sound, Subcaption, Timeline
from scenes.voice.speech import Pace


class FilmScene(Scene):
    """Base of scenes that record their beats while they are played.

    `inputs` is what it computes from, opaque to the engine; `pace` times its spoken lines; `position` is
    where it stands in a project, None for a scene on its own. Further arguments are Manim's.
    """

    title: str = ""
    film_name: ClassVar[str] = ""
    """The scene's id, where it is not that of its module."""
    ticks_per_second: int = TICKS_PER_SECOND

    def __init__(
        self,
        inputs: Any = None,
        pace: Pace | None = None,
        *,
        position: Position | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.inputs = inputs
        self.pace = pace
        self.position = position
        self.tick = 0
        self.beats: list[Beat] = []

    @classmethod
    def dry_run(
        cls, inputs: Any = None, pace: Pace | None = None, *, position: Position | None = None
    ) -> Timeline:
        """Play the scene without drawing a frame and return its timeline."""
        return cls(inputs, pace, position=position, renderer=DryRenderer()).perform().timeline

    @classmethod
    def scene_id(cls) -> str:
        """Return the name that commands and files use: that of the scene's folder, or of its module."""
        return cls.film_name or scene_id(module_of(cls))

    def perform(self) -> Self:
        """Play the scene from its first beat to its last, and return it."""
        self.setup()
        self.construct()
        self.tear_down()
        return self

    @property
    def timeline(self) -> Timeline:
        """What has been played so far."""
        sounds: tuple[Sound, ...] = ()
        subcaptions: tuple[Subcaption, ...] = ()
        if isinstance(self.renderer, DryRenderer):
            recorder = self.renderer.file_writer
            sounds = tuple(recorder.sounds)
            subcaptions = tuple(
                Subcaption(one.content, one.start.total_seconds(), one.end.total_seconds())
                for one in recorder.subcaptions
            )
        return Timeline(
            self.scene_id(),
            self.title,
            tuple(self.beats),
            self.tick,
            sounds,
            subcaptions,
            self.ticks_per_second,
        )

    def on_beat(self, name: str) -> None:
        """Hook, called at a beat's start: marks it in the list of sections of a file rendered by Manim."""
        if not isinstance(self.renderer, DryRenderer):
            self.next_section(name)

    def on_beat_end(self, name: str) -> None:
        """Hook, called at a beat's end, while its last picture stands; does nothing."""

    def end_beat(self, beat: Beat) -> None:
        """Note a beat that has been played."""
        self.beats.append(beat)
        self.on_beat_end(beat.id)
