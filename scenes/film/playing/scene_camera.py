"""Which camera a scene of beats gets, and whether it moves."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator

from manim import Animation, AnimationGroup, Camera, Mobject, MovingCamera, MultiCamera, Scene

from scenes.film.playing.camera import FilmCamera


class FilmMultiCamera(FilmCamera, MultiCamera):
    """A camera that shows enlarged parts beside the whole, with mobjects fixed in its frame."""


_IN_PLACE_OF: dict[type[Camera], type[Camera]] = {
    Camera: FilmCamera,
    MovingCamera: FilmCamera,
    MultiCamera: FilmMultiCamera,
}
"""What a scene gets instead of Manim's flat cameras: the same with mobjects fixed in the frame."""


def camera_class_of(scene_class: type[Scene]) -> type[Camera]:
    """Return the camera of a class of scenes: the one that its bases bring, with a frame if it is flat.

    A base brings a camera as Manim's do, by the default of an argument `camera_class`.
    """
    for base in scene_class.__mro__:
        if "__init__" in vars(base):
            argument = inspect.signature(vars(base)["__init__"]).parameters.get("camera_class")
            if argument is not None:
                brought: type[Camera] = argument.default
                return _IN_PLACE_OF.get(brought, brought)
    return FilmCamera


def frame_moves(scene: Scene, animations: Iterable[Animation]) -> bool:
    """Tell whether a frame of a scene's camera is animated, or on stage with an updater or below one.

    Manim takes a frame to move as soon as it is on stage above anything that does, and so would paint
    everything anew in every animation that follows the first move of the frame.
    """
    if not isinstance(scene.camera, MovingCamera):
        return False
    frames = set(scene.camera.get_mobjects_indicating_movement())
    updated = (one for one in scene.mobjects if one.get_family_updaters())
    return any(not frames.isdisjoint(one.get_family()) for one in (*_animated(animations), *updated))


def _animated(animations: Iterable[Animation]) -> Iterator[Mobject]:
    for animation in animations:
        if isinstance(animation, AnimationGroup):
            yield from _animated(animation.animations)
        elif isinstance(animation.mobject, Mobject):
            yield animation.mobject
