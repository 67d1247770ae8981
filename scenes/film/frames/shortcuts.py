"""What Manim works out again and again for every frame, by a shorter way to the same result."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from types import NoneType
from typing import Any

import numpy as np
from manim import CapStyleType, LineJointType, ManimColor, Mobject, VMobject
from manim.typing import Point3D, Point3D_Array, Vector3DLike
from svgelements import Path

from scenes.film.playing.replaced import replaced
from scenes.film.playing.scene_clock import takes_time

_CURVE = 4
"""Points of a cubic curve; the first and the last one are its anchors."""

_UNCHANGING = frozenset(
    {NoneType, bool, int, float, str, np.float64, ManimColor, LineJointType, CapStyleType, Path}
)
"""Kinds of values that a mobject and its copy may share.

A path of an SVG file is one: Manim reads a mobject's points off it once, and nothing changes it after that.
"""

_whole_family = Mobject.get_family
_corner = Mobject.get_critical_point
_all_anchors = VMobject.get_points_defining_boundary


@contextmanager
def shortcuts() -> Iterator[None]:
    """Let Manim's mobjects take the shorter ways as long as the block runs."""
    ways: list[tuple[type, str, object]] = [
        (Mobject, "__deepcopy__", _deepcopy),
        (Mobject, "update", _update),
        (Mobject, "get_family", _family),
        (Mobject, "get_critical_point", _critical_point),
        (VMobject, "get_points_defining_boundary", _anchors),
    ]
    with replaced(ways):
        yield


def _deepcopy(mobject: Mobject, memo: dict[int, Any]) -> Mobject:
    """Copy a mobject with all that it refers to; most of its attributes cannot be changed and are shared."""
    kind = type(mobject)
    result = kind.__new__(kind)
    memo[id(mobject)] = result
    attributes = result.__dict__
    for name, value in mobject.__dict__.items():
        if type(value) in _UNCHANGING:
            attributes[name] = value
        elif type(value) is np.ndarray and not value.dtype.hasobject:
            found = memo.get(id(value))
            if found is None:
                found = memo[id(value)] = value.copy(order="K")
            attributes[name] = found
        elif type(value) is list and not value:
            attributes[name] = memo.setdefault(id(value), [])
        else:
            attributes[name] = deepcopy(value, memo)
    attributes["original_id"] = str(id(mobject))
    return result


def _update(mobject: Mobject, dt: float = 0, recursive: bool = True) -> Mobject:
    """Run the updaters of a family; members with neither updaters nor members of their own are passed over.

    But for those whose class updates itself in its own way.
    """
    if mobject.updating_suspended:
        return mobject
    updater: Any
    for updater in mobject.updaters:
        if takes_time(updater):
            updater(mobject, dt)
        else:
            updater(mobject)
    if recursive:
        for member in mobject.submobjects:
            if member.submobjects or member.updaters or type(member).update is not _update:
                member.update(dt, recursive=recursive)
    return mobject


def _family(mobject: Mobject, recurse: bool = True) -> list[Mobject]:
    """Return a mobject and all below it, in order; families in which someone is twice are left to Manim."""
    found: list[Mobject] = []
    known: set[int] = set()
    ahead = [mobject]
    while ahead:
        member = ahead.pop()
        if id(member) in known:
            return _whole_family(mobject, recurse)
        known.add(id(member))
        found.append(member)
        if member.submobjects:
            ahead.extend(reversed(member.submobjects))
    return found


def _critical_point(mobject: Mobject, direction: Vector3DLike) -> Point3D:
    """Return the point of the box around a mobject that lies in a direction: a corner, say, or the centre."""
    if type(mobject).get_extremum_along_dim is not Mobject.get_extremum_along_dim:
        return _corner(mobject, direction)
    points = np.asarray(mobject.get_points_defining_boundary())
    found: Point3D = np.zeros(mobject.dim)
    if len(points):
        low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        for axis in range(mobject.dim):
            way = direction[axis]
            if way < 0:
                found[axis] = low[axis]
            elif way == 0:
                found[axis] = (low[axis] + high[axis]) / 2
            else:
                found[axis] = high[axis]
    return found


def _anchors(mobject: VMobject) -> Point3D_Array:
    """Return where the curves of a whole family begin and end, in order."""
    family = mobject.get_family()
    if any(getattr(kind, "get_anchors", None) is not VMobject.get_anchors for kind in set(map(type, family))):
        return _all_anchors(mobject)
    parts = [member.points for member in family if len(member.points)]
    anchors: Point3D_Array = np.zeros((0, 3))
    if any(len(points) % _CURVE for points in parts):
        anchors = np.concatenate([points if len(points) == 1 else _ends(points) for points in parts])
    elif parts:
        anchors = _ends(np.concatenate(parts))
    return anchors


def _ends(points: Point3D_Array) -> Point3D_Array:
    """Return where some curves begin and end. Raises `ValueError` if points are left over, as Manim does."""
    ends: Point3D_Array = points.reshape(-1, _CURVE, 3)[:, :: _CURVE - 1].reshape(-1, 3)
    return ends
