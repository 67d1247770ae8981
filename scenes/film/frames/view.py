"""What a camera sees at one time: how it maps space to pixels."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cairo
from manim import Camera, Mobject, ThreeDCamera, VMobject

from scenes.film.frames.canvas import Matrix
from scenes.film.playing.camera import FilmCamera


@dataclass(frozen=True)
class View:
    """How a camera maps space to pixels; a mobject that looks the same is painted the same in equal views.

    `matrix` is Cairo's, for vector mobjects, None as long as none was shown; `frame` is the width, height and
    centre by which pictures and points are placed; `line_unit` what a stroke width of one is in space;
    `space` what a camera in space sees by: its position and the light.
    """

    matrix: Matrix | None
    frame: tuple[float, ...]
    line_unit: float
    space: tuple[Any, ...] = ()


class Views:
    """A camera's views: `main`, and `fixed` for the mobjects that are fixed in the frame.

    A view that equals the one of the frame before is the very same object.
    """

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self.main = self.fixed = _view(camera, ())
        self.fixed_mobjects: Container[Mobject] = ()

    def look(self, shown: Sequence[Mobject]) -> None:
        """Look through the camera as it is now at what it shows."""
        camera = self._camera
        main = _view(camera, shown)
        if main != self.main:
            self.main = main
        fixed = self.main
        if isinstance(camera, FilmCamera):
            self.fixed_mobjects = camera.painted_as_fixed
            frame = (camera.home_width, camera.home_height, 0.0, 0.0, 0.0)
            fixed = View(_numbers(camera.home_matrix()), frame, main.line_unit)
        elif isinstance(camera, ThreeDCamera):
            self.fixed_mobjects = camera.fixed_in_frame_mobjects
            fixed = replace(main, space=_light(camera))
        if fixed != self.fixed:
            self.fixed = fixed

    def of(self, mobject: object) -> View:
        """Return the view in which a mobject is painted."""
        return self.fixed if mobject in self.fixed_mobjects else self.main


def _view(camera: Camera, shown: Sequence[Mobject]) -> View:
    frame = (camera.frame_width, camera.frame_height, *map(float, camera.frame_center))
    space = (*_light(camera), *_position(camera)) if isinstance(camera, ThreeDCamera) else ()
    return View(_matrix(camera, shown), frame, camera.cairo_line_width_multiple, space)


def _matrix(camera: Camera, shown: Sequence[Mobject]) -> Matrix | None:
    """Return Cairo's matrix; a camera that cannot move keeps the one by which it painted first."""
    context = camera.get_cached_cairo_context(camera.pixel_array)
    if context is None:
        if not any(isinstance(mobject, VMobject) and not mobject.get_background_image() for mobject in shown):
            return None
        context = camera.get_cairo_context(camera.pixel_array)
    return _numbers(context.get_matrix())


def _numbers(matrix: cairo.Matrix) -> Matrix:
    return matrix.xx, matrix.yx, matrix.xy, matrix.yy, matrix.x0, matrix.y0


def _light(camera: ThreeDCamera) -> tuple[Any, ...]:
    return camera.should_apply_shading, camera.light_source.points[0].tobytes()


def _position(camera: ThreeDCamera) -> tuple[Any, ...]:
    return (
        camera.get_rotation_matrix().tobytes(),
        float(camera.get_focal_distance()),
        float(camera.get_zoom()),
        camera.exponential_projection,
    )
