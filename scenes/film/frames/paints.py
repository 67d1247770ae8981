"""How the mobjects of a frame are painted, worked out anew only for those that look different."""

from __future__ import annotations

from collections.abc import Iterable

from manim import Camera, ThreeDCamera, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject

from scenes.film.frames.optics import Optics
from scenes.film.frames.order import Order
from scenes.film.frames.raster import INVISIBLE, Key, Paint, Unit, key_of
from scenes.film.frames.raster_image import image_paint
from scenes.film.frames.raster_path import PathPaint, path_paint
from scenes.film.frames.raster_points import PointsPaint
from scenes.film.frames.raster_run import run_paint
from scenes.film.frames.space import SpaceOptics
from scenes.film.frames.view import View, Views

_SPARE = 4096
"""Paints kept beside those shown: what is redrawn by others in every frame must not pile up."""


class Paints:
    """The paints of a scene's mobjects, each kept as long as it looks the same in the same view."""

    def __init__(self, camera: Camera) -> None:
        self._camera, self._optics, self._views = camera, _optics(camera), Views(camera)
        self._size = camera.pixel_width, camera.pixel_height
        self._kept: dict[Unit, tuple[Key, View, Paint]] = {}

    @property
    def view(self) -> View:
        """The camera's view when it was last looked through."""
        return self._views.main

    def look(self, order: Order) -> None:
        """Look through the camera as it is now at what it shows."""
        self._views.look(order.displayed)

    def of(self, order: Order) -> list[Paint]:
        """Return the paints of what the camera shows, lowest first."""
        self.look(order)
        self._optics.look()
        changed: list[tuple[int, Unit, Key, View]] = []
        found: list[Paint] = []
        in_space = isinstance(self._optics, SpaceOptics)
        fixed, main = self._views.fixed_mobjects, self._views.main
        for index, unit in enumerate(order.units):
            key = key_of(unit)
            if isinstance(unit, tuple):
                key = *key, *(member in fixed for member in unit)
            elif in_space and isinstance(unit, VMobject):
                key = *key, self._optics.place(unit)
            view = self._views.fixed if unit in fixed else main
            kept = self._kept.get(unit)
            paint = None if kept is None or kept[0] != key else _seen_again(kept[2], kept[1], view)
            if paint is None:
                changed.append((index, unit, key, view))
                paint = INVISIBLE
            else:
                self._kept[unit] = key, view, paint
            found.append(paint)
        self._optics.prepare([(unit, key[0]) for _, unit, key, _ in changed if isinstance(unit, VMobject)])
        for index, unit, key, view in changed:
            before = self._kept.get(unit)
            found[index] = paint = self._paint(unit, key, view, before[2] if before else None)
            self._kept[unit] = key, view, paint
        if len(self._kept) > 2 * len(found) + _SPARE:
            self.forget(order.units)
        return found

    def forget(self, units: Iterable[Unit]) -> None:
        """Drop the paints of all but some units."""
        self._kept = {unit: self._kept[unit] for unit in units}
        self._optics.forget(self._kept)

    def _paint(self, unit: Unit, key: Key, view: View, before: Paint | None) -> Paint:
        if isinstance(unit, tuple):
            return run_paint(unit, self._camera)
        if isinstance(unit, VMobject):
            return path_paint(unit, key[0], view, self._optics, self._size, before) or INVISIBLE
        if isinstance(unit, PMobject):
            return PointsPaint(unit, self._camera)
        assert isinstance(unit, AbstractImageMobject)
        return image_paint(unit, self._camera, view, before)


def _optics(camera: Camera) -> Optics:
    return SpaceOptics(camera) if isinstance(camera, ThreeDCamera) else Optics(camera)


def _seen_again(paint: Paint, before: View, view: View) -> Paint | None:
    """Return the paint of what looks as it did in another view, None where it must be worked out anew."""
    if view is before:
        return paint
    if view.matrix is None or view.space != before.space or view.line_unit != before.line_unit:
        return None
    if isinstance(paint, PathPaint):
        return paint.under(view.matrix)
    return paint if paint is INVISIBLE else None
