"""Where on screen the things of a scene are seen: the audit's one way from the scene to the screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Camera, Mobject, ThreeDCamera
from manim.utils.family import extract_mobject_family_members
from numpy.typing import NDArray

from scenes.film.playing.camera import fixed_members
from scenes.stage.frame import Frame

_AT_REST = 1e-9
"""Share of the frame by which a camera at rest may be off, as computing its frame loses that much."""


class Screen:
    """What a camera makes of the scene's coordinates, as it stands at the moment this is made.

    Screen coordinates are Manim units of a camera at rest: the origin is the middle of the picture, which is
    `frame` wide and high. Mobjects fixed in the camera's frame are where they are; what a `ThreeDCamera` sees
    is projected. Without a camera everything is where it is.
    """

    def __init__(self, camera: Camera | None = None) -> None:
        self.frame = Frame.current()
        self._camera = camera
        self._space = camera if isinstance(camera, ThreeDCamera) else None
        self._fixed = fixed_members(camera)
        self._center, self._scale = np.zeros(3), np.ones(3)
        if camera is not None:
            self._scale[:2] = self.frame.width / camera.frame_width, self.frame.height / camera.frame_height
        if camera is not None and self._space is None:
            self._center[:2] = np.asarray(camera.frame_center)[:2]
        if self._space is not None:
            # Manim works out how the camera is turned only when it paints.
            self._space.reset_rotation_matrix()
        moved = np.abs(self._center).max() > _AT_REST * self.frame.width
        self.at_rest = not moved and bool(np.abs(self._scale - 1.0).max() <= _AT_REST)
        """Whether the camera's frame is where it is when a scene begins."""
        self._same = self.at_rest and self._space is None

    @property
    def view(self) -> NDArray[np.float64]:
        """What the camera shows: middle and magnification in frames at rest, and three angles in radians."""
        center = self._center[:2] / self.frame.width
        zoom, turned = float(self._scale[0]), np.zeros(3)
        if self._space is not None:
            zoom *= float(self._space.get_zoom())
            turned[:] = self._space.get_phi(), self._space.get_theta(), self._space.get_gamma()
        return np.concatenate([center, [zoom], turned])

    def in_order(self, mobjects: Sequence[Mobject]) -> list[Mobject]:
        """Return all with points in the families of some mobjects, in the order in which they are drawn."""
        if self._camera is None:
            return list(extract_mobject_family_members(mobjects, True, True))
        return list(self._camera.get_mobjects_to_display(mobjects))

    def points(self, mobject: Mobject) -> NDArray[np.float64]:
        """Return a mobject's own points on screen, shape (n, 3)."""
        points: NDArray[np.float64] = mobject.points
        if self._same or not len(points) or mobject in self._fixed:
            return points
        if self._space is not None:
            points = self._space.transform_points_pre_display(mobject, points)
        moved: NDArray[np.float64] = (points - self._center) * self._scale
        return moved

    def magnification(self, mobject: Mobject) -> float:
        """Return how many times as wide a mobject's stroke is on screen as before a camera at rest."""
        return 1.0 if self._same or mobject in self._fixed else float(self._scale[:2].max())

    def is_still(self, mobject: Mobject) -> bool:
        """Tell whether a mobject is seen as before a camera at rest: the frame is there, or it is fixed."""
        return self.at_rest or mobject in self._fixed

    def shows_otherwise(self, mobject: Mobject, before: Screen) -> bool:
        """Tell whether the camera has moved since another moment, and a mobject with it."""
        if np.array_equal(self._center, before._center) and np.array_equal(self._scale, before._scale):
            return False
        return mobject not in self._fixed

    def holds(self, box: NDArray[np.float64]) -> bool:
        """Tell whether all of a box (left, bottom, right, top) is on screen."""
        x, y = self.frame.width / 2, self.frame.height / 2
        return bool(box[0] >= -x and box[1] >= -y and box[2] <= x and box[3] <= y)

    def meets(self, box: NDArray[np.float64]) -> bool:
        """Tell whether any of a box (left, bottom, right, top) is on screen."""
        x, y = self.frame.width / 2, self.frame.height / 2
        return bool(box[0] < x and box[1] < y and box[2] > -x and box[3] > -y)
