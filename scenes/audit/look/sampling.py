"""A chapter played without encoding a frame, and looked at where it matters."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np
from manim import Animation, AnimationGroup, Camera, Mobject, Scene, Wait, config, tempconfig
from numpy.typing import NDArray
from typing_extensions import override

from config import Settings
from scenes.audit.look.ink import Ink, inks_of
from scenes.audit.look.screen import Screen
from scenes.audit.look.things import Eye
from scenes.film.errors import RefusedError
from scenes.film.playing.dry_renderer import DryRenderer, frame_times, is_still, still_frames
from scenes.film.playing.film_scene import FilmScene
from scenes.film.playing.hooks import with_beat_hooks
from scenes.film.playing.scene_clock import depends_on_steps
from scenes.film.timeline import TICKS_PER_SECOND
from scenes.stage.chapter import Chapter

SAMPLES_PER_SECOND = 4
WIDTH, HEIGHT = 960, 540
RATE = 60
"""Frames a second of what is played frame by frame: that of the lecture."""
_SAME_TIME = 1e-6
"""Seconds that two times may be apart and be the same."""

FramePixels = NDArray[np.uint8]


def declared(mobject: Mobject, rule: str) -> str:
    """Return why a mobject itself may break a rule, empty where nobody said so."""
    own: dict[str, str] = getattr(mobject, "allowed", {})
    return own.get(rule, "")


class Sample:
    """One moment of a chapter: what is on stage, when, and (drawn only when asked for) how it looks.

    `time` counts seconds from the chapter's start. `at_start` is the first frame of an animation, `still` a
    moment in which nothing moves, `at_beat_end` the last moment of a beat. `moving` holds the ids of all
    mobjects that a running animation changes, `screen` says where on screen things are, `eye` takes them in.
    """

    def __init__(
        self,
        chapter: Chapter,
        beat: str,
        time: float,
        *,
        at_start: bool = False,
        at_beat_end: bool = False,
        still: bool = False,
        eye: Eye | None = None,
    ) -> None:
        self.chapter, self.chapter_id = chapter, chapter.scene_id()
        self.beat, self.time = beat, time
        self.at_start, self.at_beat_end, self.still = at_start, at_beat_end, still
        self.mobjects: list[Mobject] = list(chapter.mobjects)
        assert isinstance(chapter.camera, Camera)
        self.screen, self.eye = Screen(chapter.camera), eye or Eye()
        self._families: dict[int, list[Mobject]] = {}
        self._inks: dict[int, tuple[Ink, ...]] = {}

    @cached_property
    def family(self) -> list[Mobject]:
        """Everything with points, in drawing order."""
        return self.screen.in_order(self.mobjects)

    @cached_property
    def everything(self) -> list[tuple[Mobject, dict[str, str]]]:
        """Every mobject on stage, groups included, with the exceptions declared for it or around it."""
        found: list[tuple[Mobject, dict[str, str]]] = []
        stack: list[tuple[Mobject, dict[str, str]]] = [(mobject, {}) for mobject in reversed(self.mobjects)]
        while stack:
            mobject, around = stack.pop()
            allowed = vars(mobject).get("allowed")
            here = {**around, **allowed} if allowed else around
            found.append((mobject, here))
            if mobject.submobjects:
                stack.extend([(child, here) for child in reversed(mobject.submobjects)])
        return found

    @cached_property
    def moving(self) -> frozenset[int]:
        """Ids of the mobjects that a running animation changes, with their families."""
        if self.still or self.at_beat_end:
            return frozenset()
        animations = self.chapter.animations or []
        return frozenset(id(part) for animation in animations for part in _animated(animation))

    def is_moving(self, mobject: Mobject) -> bool:
        """Tell whether a running animation changes a mobject or a part of it."""
        return bool(self.moving) and any(id(part) in self.moving for part in self.family_of(mobject))

    def family_of(self, mobject: Mobject) -> list[Mobject]:
        """Return a mobject and all that it holds, looked up once a moment."""
        known = self._families.get(id(mobject))
        if known is None:
            known = self._families[id(mobject)] = mobject.get_family()
        return known

    def inks(self, mobject: Mobject) -> tuple[Ink, ...]:
        """Return what the glyphs of a mobject's family are drawn with, transparent ones included."""
        known = self._inks.get(id(mobject))
        if known is None:
            known = self._inks[id(mobject)] = inks_of(self.family_of(mobject))
        return known

    def reason_for(self, mobject: Mobject, rule: str) -> str:
        """Return why a mobject may break a rule, empty where nobody said so."""
        for found, allowed in self.everything:
            if found is mobject and rule in allowed:
                return allowed[rule]
        return declared(mobject, rule)

    @cached_property
    def frame(self) -> FramePixels:
        """The picture, shape (height, width, 3)."""
        camera = self.chapter.camera
        assert isinstance(camera, Camera)
        return self.eye.pictures.take(camera, self.mobjects)

    def drawn(self, mobjects: Sequence[Mobject]) -> FramePixels:
        """Return the picture of some of the mobjects alone, in their order, shape (height, width, 3)."""
        camera = self.chapter.camera
        assert isinstance(camera, Camera)
        before = camera.pixel_array.copy()
        camera.reset()
        camera.capture_mobjects(list(mobjects), include_submobjects=False)
        frame: FramePixels = np.array(camera.pixel_array[:, :, :3])
        camera.pixel_array[:] = before
        return frame


def _animated(animation: Animation) -> Iterator[Mobject]:
    """Yield what an animation changes on stage, with all families.

    The copies that an animation works with are never on stage; one that waits in a succession has none yet.
    """
    if isinstance(animation, AnimationGroup):
        for part in animation.animations:
            yield from _animated(part)
    elif not isinstance(animation, Wait) and isinstance(animation.mobject, Mobject):
        yield from animation.mobject.get_family()


class LookingRenderer(DryRenderer):
    """A renderer that encodes nothing and stops at every moment that is looked at.

    What depends on the frames before is played frame by frame, as the film is.
    """

    look: Callable[[float, bool, bool], None]
    """Takes the seconds since the chapter's start, whether an animation starts, whether all is still."""

    @override
    def advance(self, scene: Scene) -> int:
        """Move the animations to each moment in turn, then to their end."""
        assert isinstance(scene, Chapter)
        begun, steps = scene.tick / TICKS_PER_SECOND, depends_on_steps(scene)
        scene.begin_animations()
        if is_still(scene):
            self.look(begun, True, True)
            for moment in _grid(begun, scene.duration):
                self.look(moment, False, True)
            return still_frames(scene)
        frames = self._step(scene, begun) if steps else self._leap(scene, begun)
        self._finish(scene)
        self.look(begun + scene.duration, False, False)
        return frames

    def _leap(self, scene: Scene, begun: float) -> int:
        scene.update_to_time(0)
        self.look(begun, True, False)
        for moment in _grid(begun, scene.duration):
            scene.update_to_time(moment - begun)
            self.look(moment, False, False)
        return len(frame_times(scene))

    def _step(self, scene: Scene, begun: float) -> int:
        moments = _grid(begun, scene.duration)
        wanted, frames = begun, 0
        for frames in self.frames(scene):
            time = begun + (frames - 1) / float(config.frame_rate)
            if time >= wanted - _SAME_TIME:
                self.look(time, frames == 1, False)
                wanted = next(moments, math.inf)
        return frames


def _grid(begun: float, duration: float) -> Iterator[float]:
    """Yield the multiples of a quarter second that lie inside an animation."""
    first = math.floor(begun * SAMPLES_PER_SECOND + 1e-6) + 1
    last = math.ceil((begun + duration) * SAMPLES_PER_SECOND - 1e-6)
    for count in range(first, last):
        yield count / SAMPLES_PER_SECOND


def watch(chapter_class: type[FilmScene], settings: Settings, look: Callable[[Sample], None]) -> Chapter:
    """Play a chapter and hand every moment that matters to `look`; return the chapter as it ended.

    A moment is the first frame of each animation and its last, every quarter of a second, and the end of
    each beat.
    """
    if not issubclass(chapter_class, Chapter):
        raise RefusedError("the audit looks at chapters; this scene is not made from Chapter")
    beat, eye = "", Eye()

    def begin(name: str) -> None:
        nonlocal beat
        beat = name

    def end() -> None:
        time = chapter.tick / TICKS_PER_SECOND
        look(Sample(chapter, beat, time, at_beat_end=True, still=True, eye=eye))

    watched = with_beat_hooks(chapter_class, begin, end)
    size = {"pixel_width": WIDTH, "pixel_height": HEIGHT, "frame_rate": RATE}
    with tempconfig({**size, "disable_caching": True}):
        renderer = LookingRenderer()
        chapter = watched(settings, renderer=renderer)
        renderer.look = lambda time, at_start, still: look(
            Sample(chapter, beat, time, at_start=at_start, still=still, eye=eye)
        )
        chapter.perform()
    return chapter
