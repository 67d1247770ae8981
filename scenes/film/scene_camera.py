"""Which camera a scene of beats gets, and what is painted anew while it moves."""

from __future__ import annotations

import inspect

from manim import Camera, Mobject, MovingCamera, MultiCamera, Scene
from manim.utils.iterables import list_update

from scenes.film.camera import FilmCamera


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


def moving_before(camera: object, mobjects: list[Mobject], moving: list[Mobject]) -> list[Mobject]:
    """Return what has to be painted in every frame: all of a scene's mobjects where the camera's frame moves.

    `moving` are those that Manim takes to move before a camera at rest.
    """
    if isinstance(camera, MovingCamera):
        members = {member for mobject in moving for member in mobject.get_family()}
        if not members.isdisjoint(camera.get_mobjects_indicating_movement()):
            return list_update(mobjects, moving)
    return moving
