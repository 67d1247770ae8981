"""How the camera's frame follows rows that become more: what it shows, and at which pace."""

from __future__ import annotations

from collections.abc import Callable

from manim import LEFT, smooth
from manim.typing import Point3D

from scenes.stage.layout import Region


def view_of(box: Region, room: Region) -> tuple[float, Point3D]:
    """Return scale and middle of the frame that shows a box as large as a room on screen allows.

    The box stands in the middle of the room's left edge. At a scale of two everything is half as large.
    """
    scale = max(box.width / room.width, box.height / room.height)
    return scale, box.point(LEFT) - scale * room.point(LEFT)


def geometric(ratio: float, start: float = 0.0) -> Callable[[float], float]:
    """Return a rate at which a number grows evenly to so many times its size, smooth at both ends.

    Before the share `start` of the time it rests.
    """

    def rate(done: float) -> float:
        late = max(0.0, (done - start) / (1.0 - start))
        return float((ratio ** smooth(late) - 1) / (ratio - 1))

    return rate
