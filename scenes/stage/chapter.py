"""The chapter: a scene of beats with the lecture's theme, its title card and its curtain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from manim import (
    UP,
    Camera,
    FadeIn,
    FadeOut,
    FullScreenRectangle,
    ManimColor,
    Mobject,
    MovingCamera,
    ReplacementTransform,
    ThreeDCamera,
    ZoomedScene,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func
from typing_extensions import override

from config import Settings, load_settings
from scenes.film.playing.camera import FilmCamera
from scenes.film.playing.scene import BeatScene
from scenes.film.position import Position
from scenes.film.timeline import ShownNumber
from scenes.stage.course_position import position_in_course
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.measure import allow
from scenes.stage.title_card import TitleCard
from scenes.stage.titles import Heading
from scenes.stage.words import words
from scenes.voice.choice import pace_of
from scenes.voice.speech import Pace

_ABOVE_ALL = 100
_FIXING = (FilmCamera, ThreeDCamera)
"""Cameras in whose frame mobjects can be fixed."""
_LEAVES, _ARRIVES = 0.3, 0.75
"""Share of the title's move in which the chapter's number goes, before the title begins to move; from
where on the subtitle comes."""


class Chapter(BeatScene):
    """A scene of beats that shows what the settings compute.

    A subclass sets `title`, and its `construct` calls one method a beat. `settings` is what the
    lecture computes and how it looks; without it the files in `config/` are read, so that the plain
    `manim` command works too. `pace` times spoken lines; without it the settings' voice is asked. Without a
    `position` the chapter looks itself up in its course.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        pace: Pace | None = None,
        *,
        position: Position | None = None,
        **kwargs: Any,
    ) -> None:
        self.settings = settings if settings is not None else load_settings()
        super().__init__(
            self.settings,
            pace if pace is not None else pace_of(self.settings.narration),
            position=position if position is not None else position_in_course(type(self)),
            **kwargs,
        )
        self.theme = self.settings.theme
        assert isinstance(self.camera, Camera)
        self.camera.background_color = ManimColor(self.theme.background)

    @property
    def frame(self) -> Mobject:
        """What the camera shows: a rectangle to be scaled and moved, `self.play(self.frame.animate...)`.

        Raises `AttributeError` where the chapter has brought a camera without one.
        """
        if not isinstance(self.camera, MovingCamera):
            kind = type(self.camera).__name__
            raise AttributeError(f"a {kind} has no frame: {type(self).__name__} moves its camera otherwise")
        return self.camera.frame

    @override
    def setup(self) -> None:
        super().setup()
        if isinstance(self, ZoomedScene):
            self.zoomed_camera.background_color = ManimColor(self.theme.background)

    def add_fixed_in_frame_mobjects(self, *mobjects: Mobject) -> None:
        """Add mobjects that stay where they are on screen, as the heading does, wherever the camera goes.

        Those that come by an animation are fixed by `self.camera.add_fixed_in_frame_mobjects` before it.
        """
        self.add(*mobjects)
        self._fix(*mobjects)

    def remove_fixed_in_frame_mobjects(self, *mobjects: Mobject) -> None:
        """Let mobjects that were fixed move on screen as everything else does."""
        if isinstance(self.camera, _FIXING):
            self.camera.remove_fixed_in_frame_mobjects(*mobjects)

    def _fix(self, *mobjects: Mobject) -> None:
        """Fix mobjects on screen, save before a camera of the maker's own that knows no such thing."""
        if isinstance(self.camera, _FIXING):
            self.camera.add_fixed_in_frame_mobjects(*mobjects)

    def open_with(self, heading: Heading, *picture: Mobject) -> None:
        """Play the beat "title": the chapter's number and title, then the title as the heading.

        Both stay where they are on screen wherever the camera's frame goes. `picture` is what the chapter
        begins with: it comes while the title leaves, so that the stage is not empty in between. In the
        joined film a chapter that goes on from the one before begins after this beat: then `picture` is what
        that one ends with.
        """
        card = TitleCard(self.theme, self.position, heading)
        self._fix(card, heading)
        with self.beat("title", words(f"{self.title}.")):
            self.play(FadeIn(card.title, shift=UP * 0.2), FadeIn(card.number, card.way), run_time=0.7)
            self.wait(0.2)
        leaving = FadeOut(card.number, card.way, rate_func=squish_rate_func(smooth, 0.0, _LEAVES))
        onward = squish_rate_func(smooth, _LEAVES, 1.0)
        moves = [ReplacementTransform(card.title, heading.title, rate_func=onward), leaving]
        if heading.subtitle is not None:
            arriving = squish_rate_func(smooth, _ARRIVES, 1.0)
            moves.append(FadeIn(heading.subtitle, rate_func=arriving))
        coming = squish_rate_func(smooth, _LEAVES, 1.0)
        moves.extend(FadeIn(mobject, rate_func=coming) for mobject in picture)
        self.play(*moves, run_time=0.8)
        self.add(heading)

    def close(self) -> None:
        """Draw a curtain of the background's colour over the screen: the next chapter's title stands on it.

        A chapter that the next one continues ends on its last picture.
        """
        if self.position is not None and self.position.continued:
            return
        curtain = FullScreenRectangle(stroke_width=0.0, fill_color=self.theme.background, fill_opacity=1.0)
        self._fix(curtain)
        if isinstance(self.camera, MovingCamera) and not isinstance(self.camera, _FIXING):
            curtain.stretch_to_fit_width(self.camera.frame_width)
            curtain.stretch_to_fit_height(self.camera.frame_height).move_to(self.camera.frame_center)
        for rule in ("margin", "close-up"):
            allow(curtain, rule, "the curtain at a chapter's end covers the whole frame")
        self.play(FadeIn(curtain.set_z_index(_ABOVE_ALL)), run_time=0.6)

    @override
    def shown(self) -> Iterator[ShownNumber]:
        for mobject in self.mobjects:
            yield from numbers_in(mobject)

    def clear_stage(self, *keep: Mobject) -> list[Mobject]:
        """Return what stands on stage at top level, without `keep` and the camera's frame."""
        frame = self.frame if isinstance(self.camera, MovingCamera) else None
        return [mobject for mobject in self.mobjects if mobject not in keep and mobject is not frame]
