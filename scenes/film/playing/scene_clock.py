"""The clock of one play call: brings a scene from frame to frame, and tells whether each frame matters."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from weakref import WeakKeyDictionary

from manim import Animation, AnimationGroup, Mobject, Scene

_timed: WeakKeyDictionary[Callable[..., object], bool] = WeakKeyDictionary()


def takes_time(updater: Callable[..., object]) -> bool:
    """Tell whether an updater wants to know how much time has passed; looked up once, if that can be kept."""
    try:
        found = _timed.get(updater)
        if found is None:
            found = _timed[updater] = _has_dt(updater)
    except TypeError:
        return _has_dt(updater)
    return found


def _has_dt(updater: Callable[..., object]) -> bool:
    return "dt" in inspect.signature(updater).parameters


def depends_on_steps(scene: Scene) -> bool:
    """Tell whether what a play call ends with depends on the steps by which it gets there.

    It does where anything is asked or told how much time has passed: a condition that ends the animation, an
    updater of the scene, an updater with `dt`. Called after `compile_animation_data`.
    """
    if scene.stop_condition is not None or scene.updaters:
        return True
    animated = (mobject for animation in scene.animations or () for mobject in _animated(animation))
    return any(
        takes_time(updater)
        for mobject in (*scene.mobjects, *animated)
        for member in mobject.get_family()
        for updater in member.updaters
    )


def _animated(animation: Animation) -> Iterator[Mobject]:
    """Yield what an animation that has not begun will move."""
    if isinstance(animation, AnimationGroup):
        for part in animation.animations:
            yield from _animated(part)
    elif isinstance(animation.mobject, Mobject):
        yield animation.mobject


def advance(scene: Scene, times: Iterator[float], may_stop: Callable[[int], bool]) -> Iterator[int]:
    """Bring a scene to each time (seconds since its animations began) and yield how many that were so far.

    Ends early where the scene's condition is met after a frame, at a count of frames that `may_stop` allows.
    """
    clock = SceneClock(scene)
    for count, time in enumerate(times, 1):
        clock.advance_to(time)
        yield count
        if scene.stop_condition is not None and may_stop(count) and scene.stop_condition():
            return


class SceneClock:
    """Advances a scene while animations play, as Manim's `update_to_time` does, with less work a frame.

    Mobjects without updaters in their family when they are added, or when the animations begin, are not
    asked in every frame whether they have got one; Manim too decides then what may move.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._present: list[Mobject] = []
        self._updating: list[Mobject] = []

    def advance_to(self, time: float) -> None:
        """Bring everything to a time, in seconds since the animations began."""
        scene = self._scene
        passed, scene.last_t = time - scene.last_t, time
        for animation in scene.animations or []:
            animation.update_mobjects(passed)
            animation.interpolate(time / animation.run_time)
        if scene.mobjects != self._present:
            self._present = list(scene.mobjects)
            self._updating = [one for one in self._present if one.get_family_updaters()]
        for mobject in self._updating:
            mobject.update(passed)
        scene.update_meshes(passed)
        scene.update_self(passed)
