"""The painter: pixel for pixel what Manim's camera paints, but only where something has changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import Camera, Mobject
from manim.typing import PixelArray

from scenes.film.frames.canvas import Canvas
from scenes.film.frames.raster import Key, Paint, key_of, paint_of, visible
from scenes.film.frames.tiles import PixelBox, Tiles


class Painter:
    """Paints the frames of a scene one after another onto one canvas.

    After `begin` or `paint` the pixels inside the boxes that it returns are those of the frame; the rest
    of the frame is as it was in the frame before. Outside the boxes the canvas holds leftovers.
    """

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self._canvas, self._base = Canvas(camera), Canvas(camera)
        self._tiles = Tiles(camera.pixel_width, camera.pixel_height)
        self._paints: dict[int, tuple[Mobject, Key, Paint]] = {}
        self._order = _Order(camera)
        self._shown: list[Paint] = []

    @property
    def pixels(self) -> PixelArray:
        """The canvas (height, width, 4: RGBA)."""
        return self._canvas.pixels

    def begin(self, still: Sequence[Mobject], moving: Sequence[Mobject]) -> list[PixelBox]:
        """Begin an animation: paint what stands still once and for all, and over it what will move."""
        assert self.camera.background is not None
        np.copyto(self._base.pixels, self.camera.background, casting="unsafe")
        whole = [PixelBox(0, self.camera.pixel_height, 0, self.camera.pixel_width)]
        below = shown_of(self.camera, still)
        for mobject in below:
            self._paint_of(mobject).apply(self._base, whole)
        moving = self._order.displayed(moving)
        self._shown = [self._paint_of(mobject) for mobject in moving]
        self._forget((*below, *moving))
        self._tiles.mark_all()
        return self._repaint()

    def paint(self, moving: Sequence[Mobject]) -> list[PixelBox]:
        """Paint the next frame of the animation that `begin` began; no box means that nothing has changed."""
        paints = [self._paint_of(mobject) for mobject in self._order.displayed(moving)]
        self._tiles.clear()
        if len(paints) == len(self._shown):
            for before, now in zip(self._shown, paints, strict=True):
                if before is not now:
                    self._tiles.mark(before.box)
                    self._tiles.mark(now.box)
        else:
            for paint in (*self._shown, *paints):
                self._tiles.mark(paint.box)
        self._shown = paints
        return self._repaint()

    def _repaint(self) -> list[PixelBox]:
        boxes = list(self._tiles.boxes())
        for top, bottom, left, right in boxes:
            self._canvas.pixels[top:bottom, left:right] = self._base.pixels[top:bottom, left:right]
        if boxes:
            for paint in self._shown:
                if self._tiles.touch(paint.box):
                    paint.apply(self._canvas, boxes)
        return boxes

    def _paint_of(self, mobject: Mobject) -> Paint:
        """Return the mobject's paint, the very one of the frame before if it still looks the same."""
        key = key_of(mobject)
        kept = self._paints.get(id(mobject))
        if kept is not None and kept[1] == key:
            return kept[2]
        paint = paint_of(mobject, key, self._canvas, kept and kept[2])
        self._paints[id(mobject)] = mobject, key, paint
        return paint

    def _forget(self, mobjects: Iterable[Mobject]) -> None:
        """Drop the paints of all but some mobjects."""
        used = {id(mobject) for mobject in mobjects}
        self._paints = {key: kept for key, kept in self._paints.items() if key in used}


def shown_of(camera: Camera, mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Return the members of all families that can be seen, lowest first, as Manim's camera orders them."""
    return [member for member in camera.get_mobjects_to_display(mobjects) if visible(member)]


class _Order:
    """The order in which the camera shows mobjects, worked out anew only when their families change."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._asked: list[Mobject] = []
        self._seen: list[tuple[Mobject, list[Mobject], bool, float]] = []
        self._displayed: list[Mobject] = []

    def displayed(self, mobjects: Sequence[Mobject]) -> list[Mobject]:
        """Return the members of all families that can be seen, in the camera's order."""
        if self._asked != mobjects or self._changed():
            family = dict.fromkeys(member for mobject in mobjects for member in mobject.get_family())
            self._asked = list(mobjects)
            self._seen = [
                (member, list(member.submobjects), len(member.points) > 0, member.z_index)
                for member in family
            ]
            self._displayed = shown_of(self._camera, mobjects)
        return self._displayed

    def _changed(self) -> bool:
        """Tell whether members were added or removed, got or lost points, or changed their z-index."""
        for member, below, drawn, level in self._seen:
            if (
                member.submobjects != below
                or (len(member.points) > 0) is not drawn
                or member.z_index != level
            ):
                return True
        return False
