"""Digests of play calls: equal where the same frames are drawn.

The frames of a play call are decided by how everything on stage looks when it begins, by the full state of
what moves (animations, updaters and all that they refer to), by the code that moves it, and by the camera.
What only stands there counts by its look.
"""

from __future__ import annotations

import dis
import hashlib
import random
from collections.abc import Iterator
from functools import cache
from types import FunctionType
from typing import Any

import numpy as np
from manim import Camera, Mobject, Scene, config
from manim.typing import PixelArray, Point3D_Array

from scenes.film.cache.play_digest import PlayDigest
from scenes.film.cache.read_files import content_digest
from scenes.film.digests.asked import NOT_PLAYED, Asked, is_engine
from scenes.film.digests.kinds import changed_classes
from scenes.film.digests.objects import ObjectDigest, rounded
from scenes.film.digests.ways import way_of
from scenes.film.frames.raster import key_of, picture_of, seen, visible
from scenes.film.playing.camera import fixed_members
from scenes.film.playing.film_scene import FilmScene
from scenes.film.playing.plain_scene import PlainScene
from scenes.film.playing.scene import BeatScene

_PIXELS = frozenset(
    {"pixel_array", "background", "pixel_array_to_cairo_context", "pixel_height", "pixel_width", "frame_rate"}
    | {"rotation_matrix", "canvas", "background_colored_vmobject_displayer", "display_funcs", "rgb_max_val"}
    | {"_marked", "painted_as_fixed", "fixed_in_frame_mobjects"}
)
"""Attributes of a camera that follow from others or from the picture's size, or are what it has painted.

So are the mobjects fixed in its frame: which of those on stage are is part of their looks.
"""

_CONFIG = ("frame_height", "frame_width", "background_color", "background_opacity", "assets_dir")
"""What Manim's configuration decides about frames, beside their size and rate."""


def digest_of(scene: Scene, beat: str, folder: str) -> PlayDigest:
    """Return the digest of the play call that a scene has compiled and not begun.

    `folder` is where this process keeps its files.
    """
    families = [mobject.get_family() for mobject in (*scene.mobjects, *scene.foreground_mobjects)]
    places = _places(scene, families)
    checked: set[tuple[int, ...]] = set()
    objects = ObjectDigest(Asked(scene, _of_engine()), folder, places, way_of, checked)
    if scene.is_current_animation_frozen_frame():
        objects.add("still")
    else:
        objects.add(scene.animations, scene.stop_condition, scene.updaters, scene.always_update_mobjects)
        # Families that something updates, each as a whole.
        objects.add(*(family[0] for family in families if any(member.updaters for member in family)))
        objects.add(random_state())
        objects.add(*(part for changed in changed_classes().items() for part in changed))
    objects.add([f"{kind.__module__}.{kind.__qualname__}" for kind in type(scene).__mro__ if is_engine(kind)])
    overridden = _overridden(scene)
    if overridden:
        objects.add(scene, *overridden)
    objects.add(*(str(config[name]) for name in _CONFIG))
    action = objects.result()
    stage, proven = _stage(scene, families, places, folder, checked)
    return PlayDigest(beat, _duration(scene), stage, action, proven and not objects.opaque)


def random_state() -> str:
    """Return the state of Python's and NumPy's generators of random numbers as text."""
    name, keys, *rest = np.random.get_state()
    return f"{random.getstate()} {name} {np.asarray(keys).tobytes().hex()} {rest}"


def _places(scene: Scene, families: list[list[Mobject]]) -> dict[int, int]:
    """Return which mobject each one is, by identity: on stage, then among those that animations bring."""
    places: dict[int, int] = {}
    played = (one.mobject for one in scene.animations or () if isinstance(one.mobject, Mobject))
    for family in (*families, *(mobject.get_family() for mobject in played)):
        for member in family:
            places.setdefault(id(member), len(places))
    return places


def _duration(scene: Scene) -> float:
    """Return how long a play call takes unless a condition ends it, in seconds."""
    return round(float(scene.duration), 9)


def _stage(
    scene: Scene,
    families: list[list[Mobject]],
    places: dict[int, int],
    folder: str,
    checked: set[tuple[int, ...]],
) -> tuple[str, bool]:
    """Return the digest of the looks of everything on stage and of the camera; whether all could be read."""
    found = hashlib.blake2b(f"{len(scene.mobjects)} ".encode(), digest_size=16)
    shapes: list[Point3D_Array] = []
    looks: list[object] = []
    shown: set[int] = set()
    fixed = fixed_members(scene.camera)
    for family in families:
        looks.append(len(family))
        for member in family:
            if id(member) in shown:
                looks.append(f"again {places[id(member)]}")
            elif visible(member) and len(member.points) and seen(member):
                shown.add(id(member))
                shape, *look = key_of(member)
                shapes.append(member.points)
                looks += (len(shape), _layer(member), len(member.submobjects), member in fixed)
                for part in look:
                    if isinstance(part, bytes):
                        looks.append(len(part))
                        found.update(part)
                    else:
                        looks.append(part)
                picture = picture_of(member)
                looks.append(picture and content_digest(str(picture)))
    found.update(repr(looks).encode())
    if shapes:
        found.update(rounded(np.concatenate(shapes)).data)
    found.update(repr(getattr(scene.renderer, "first_view", None)).encode())
    proven = True
    for camera in _cameras(scene.camera):
        kind, ours = type(camera), is_engine(type(camera))
        by_look = shown if ours else frozenset[int]()
        view = ObjectDigest(Asked(scene, _of_engine()), folder, places, way_of, checked, by_look=by_look)
        view.add(f"{kind.__module__}.{kind.__qualname__}" if ours else kind)
        view.add({name: value for name, value in sorted(vars(camera).items()) if name not in _PIXELS})
        view.add(_background(camera))
        found.update(view.result().encode())
        proven = proven and not view.opaque
    return found.hexdigest(), proven


def _layer(mobject: Mobject) -> float:
    return mobject.z_index


def _background(camera: Camera) -> PixelArray | None:
    """Return the picture behind everything; its first pixel if it is plain, whatever its size."""
    picture = camera.background
    if picture is None or picture.dtype != np.uint8 or not picture.flags.c_contiguous:
        return picture
    pixels = picture.view(np.uint32)
    return picture[0, 0] if bool((pixels == pixels[0, 0]).all()) else picture


def _cameras(camera: Any) -> Iterator[Camera]:
    yield camera
    for pictured in getattr(camera, "image_mobjects_from_cameras", ()):
        yield from _cameras(pictured.camera)


def _overridden(scene: Scene) -> list[Any]:
    """Return the methods by which a scene's class changes how Manim plays."""
    return [
        value
        for kind in type(scene).__mro__
        if not is_engine(kind)
        for name, value in sorted(vars(kind).items())
        if hasattr(Scene, name) and name not in NOT_PLAYED and not name.startswith("__")
    ]


@cache
def _of_engine() -> frozenset[str]:
    """Return the attributes of a scene by which Manim and the engine do their work."""
    kinds = (Scene, FilmScene, BeatScene, PlainScene)
    stored = {
        str(instruction.argval)
        for kind in kinds
        for function in vars(kind).values()
        if isinstance(function, FunctionType)
        for instruction in dis.get_instructions(function)
        if instruction.opname == "STORE_ATTR"
    }
    return frozenset(stored.union(*(dir(kind) for kind in kinds)))
