"""A camera that moves, before which some mobjects stay where they are on screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Self

import cairo
import numpy as np
from manim import Mobject, MovingCamera, ThreeDCamera, VMobject
from manim.typing import Point3D_Array
from numpy.typing import NDArray
from typing_extensions import override


class FilmCamera(MovingCamera):
    """A moving camera with mobjects fixed in its frame.

    Those are painted as by a camera at rest: the frame of the size that it has when the camera is made,
    around the origin, with strokes of their own width, whatever `frame` shows. Manim's own renderer paints
    them so too.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._marked: dict[Mobject, bool] = {}
        self.painted_as_fixed: set[Mobject] = set()
        super().__init__(*args, **kwargs)
        self.home_width, self.home_height = float(self.frame_width), float(self.frame_height)

    def add_fixed_in_frame_mobjects(self, *mobjects: Mobject) -> None:
        """Fix mobjects and all that is below them now or later."""
        for mobject in mobjects:
            self._unmark(mobject)
            self._marked[mobject] = True
        self.painted_as_fixed = self.fixed_members()

    def remove_fixed_in_frame_mobjects(self, *mobjects: Mobject) -> None:
        """Let mobjects and all that is below them move as everything else does."""
        for mobject in mobjects:
            self._unmark(mobject)
            if self.is_fixed(mobject):
                self._marked[mobject] = False
        self.painted_as_fixed = self.fixed_members()

    def _unmark(self, mobject: Mobject) -> None:
        for member in mobject.get_family():
            self._marked.pop(member, None)

    def is_fixed(self, mobject: Mobject) -> bool:
        """Tell whether a mobject is fixed in the frame, itself or as a part of one that is."""
        return mobject in self.fixed_members()

    def fixed_members(self) -> set[Mobject]:
        """Return all mobjects that are fixed now, with what is below them."""
        roots = [mobject for mobject, fixed in self._marked.items() if fixed]
        return {member for root in roots for member in self._below(root)}

    def _below(self, root: Mobject) -> Iterator[Mobject]:
        """Yield a fixed mobject's family but for the parts that have been let go."""
        ahead, known = [root], set()
        while ahead:
            member = ahead.pop()
            if member not in known and self._marked.get(member, True):
                known.add(member)
                yield member
                ahead.extend(member.submobjects)

    def home_matrix(self) -> cairo.Matrix:
        """Return how the camera at rest maps space to pixels."""
        across, up = self.pixel_width / self.home_width, self.pixel_height / self.home_height
        return cairo.Matrix(across, 0, 0, -up, self.pixel_width / 2, self.pixel_height / 2)

    @override
    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        self.painted_as_fixed = self.fixed_members()
        super().capture_mobjects(mobjects, **kwargs)

    @override
    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context[Any]) -> Self:
        if vmobject not in self.painted_as_fixed:
            return super().display_vectorized(vmobject, ctx)
        ctx.save()
        ctx.set_matrix(self.home_matrix())
        super().display_vectorized(vmobject, ctx)
        ctx.restore()
        return self

    @override
    def points_to_subpixel_coords(self, mobject: Mobject, points: Point3D_Array) -> NDArray[np.float64]:
        # Pictures and clouds of points find their pixels here.
        if mobject not in self.painted_as_fixed:
            return super().points_to_subpixel_coords(mobject, points)
        space = self.transform_points_pre_display(mobject, points)[:, :2]
        scale = np.array([self.pixel_width / self.home_width, -self.pixel_height / self.home_height])
        pixels: NDArray[np.float64] = space * scale + np.array([self.pixel_width, self.pixel_height]) / 2
        return pixels


def fixed_members(camera: object) -> set[Mobject]:
    """Return all mobjects that are fixed in a camera's frame now: a `FilmCamera`'s, or one's in space."""
    if isinstance(camera, FilmCamera):
        return camera.fixed_members()
    return camera.fixed_in_frame_mobjects if isinstance(camera, ThreeDCamera) else set()
