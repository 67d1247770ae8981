"""The painter: pixel for pixel what Manim's camera paints, but only where something has changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
from manim import Camera, Mobject, MovingCamera
from manim.typing import PixelArray

from scenes.film.frames.canvas import Canvas
from scenes.film.frames.order import Order
from scenes.film.frames.paints import Paints
from scenes.film.frames.raster import Paint
from scenes.film.frames.shifting import Way, moves_along, way_between
from scenes.film.frames.tiles import PixelBox, Tiles


class FramePainter(Protocol):
    """Paints the frames of a scene one after another.

    After `paint` the pixels inside the boxes that it returns are those of the frame; the rest of the frame is
    as it was in the frame before. Outside the boxes there may be leftovers.
    """

    camera: Camera

    @property
    def pixels(self) -> PixelArray:
        """What has been painted (height, width, 4: RGBA)."""

    def begin(self, still: Sequence[Mobject]) -> None:
        """Begin an animation: paint what stands still, once and for all, before anything has moved."""

    def paint(self, moving: Sequence[Mobject]) -> list[PixelBox]:
        """Paint what moves over it, for the next frame; no box means that nothing has changed.

        Where nothing moves, what stands still is painted over itself, as Manim does.
        """

    def pass_over(self, shown: Sequence[Mobject]) -> None:
        """Let an animation go by that shows some mobjects and is not painted.

        A camera that cannot move keeps the view in which it painted first.
        """


class Painter:
    """Paints on one canvas what has changed, for a camera that paints as Manim's own ones do."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self._size = size = camera.pixel_width, camera.pixel_height
        self._canvas, self._base = Canvas(*size), Canvas(*size)
        self._tiles = Tiles(*size)
        self._still_order, self._order = Order(camera), Order(camera)
        self._paints = Paints(camera)
        self._still: list[Mobject] = []
        self._shown: list[Paint] = []
        self._first, self._clean = True, False
        self._even: bool | None = None

    @property
    def pixels(self) -> PixelArray:
        """The canvas (height, width, 4: RGBA)."""
        return self._canvas.pixels

    def begin(self, still: Sequence[Mobject]) -> None:
        """Begin an animation."""
        self._still = list(still)
        np.copyto(self._base.pixels, self._background(), casting="unsafe")
        self._look()
        whole = [PixelBox(0, self.camera.pixel_height, 0, self.camera.pixel_width)]
        self._still_order.sort(still)
        for paint in self._paints.of(self._still_order):
            paint.apply(self._base, whole)
        self._first, self._even = True, None

    def paint(self, moving: Sequence[Mobject]) -> list[PixelBox]:
        """Paint the next frame of the animation."""
        self._look()
        view = self._paints.view
        first, self._first = self._first, False
        paints = self._paints_of(moving)
        self._tiles.clear()
        self._refresh_background()
        way = way_between(view, self._paints.view, *self._size)
        before, self._shown = self._shown, paints
        if first:
            self._paints.forget((*self._still_order.units, *self._order.units))
            self._tiles.mark_all()
            self._clean = True
            return self._repaint()
        if way is not None and self._clean and len(before) == len(paints) and self._base_is_even():
            return self._shift(way, before)
        if len(before) == len(paints):
            changed = [pair for pair in zip(before, paints, strict=True) if pair[0] is not pair[1]]
        else:
            changed = [(paint, paint) for paint in (*before, *paints)]
        for one, other in changed:
            self._tiles.mark(one.box)
            self._tiles.mark(other.box)
        return self._repaint()

    def pass_over(self, shown: Sequence[Mobject]) -> None:
        """Let an animation go by that is not painted."""
        if isinstance(self.camera, MovingCamera):
            return
        self._look()
        self._order.sort(shown)
        self._paints.look(self._order)
        if any(isinstance(unit, tuple) for unit in self._order.units):
            displayer = self.camera.get_background_colored_vmobject_displayer()
            self.camera.get_cairo_context(displayer.pixel_array)

    def _look(self) -> None:
        """Let the camera do what it does before it paints: turn itself, find what is fixed."""
        self.camera.capture_mobjects(())

    def _paints_of(self, moving: Sequence[Mobject]) -> list[Paint]:
        self._order.sort(moving or self._still)
        return self._paints.of(self._order)

    def _background(self) -> PixelArray:
        background = self.camera.background
        if background is None or background.shape != self._base.pixels.shape:
            found = "none" if background is None else "x".join(map(str, background.shape))
            wanted = "x".join(map(str, self._base.pixels.shape))
            raise ValueError(f"the camera's background is {found}, a frame is {wanted} (height, width, RGBA)")
        return background

    def _refresh_background(self) -> None:
        """Take over another background; what stands still was painted on that of the animation's start."""
        if not self._still and not _same(self._background(), self._base.pixels):
            np.copyto(self._base.pixels, self._background(), casting="unsafe")
            self._tiles.mark_all()
            self._clean = self._even = False

    def _repaint(self) -> list[PixelBox]:
        """Paint the marked tiles anew."""
        boxes = list(self._tiles.boxes())
        self._paint_boxes(self._canvas, boxes)
        self._clean = self._clean and all(self._tiles.holds(paint.box) for paint in self._shown)
        return boxes

    def _shift(self, way: Way, before: list[Paint]) -> list[PixelBox]:
        """Move the picture along, and paint anew what comes in and what has not just moved along."""
        width, height = self._size
        for strip in way.strips(width, height):
            self._tiles.mark(strip)
        for one, other in zip(before, self._shown, strict=True):
            if not moves_along(way, one, other, width, height):
                self._tiles.mark(way.moved(one.box, width, height))
                self._tiles.mark(other.box)
        way.move(self._canvas.pixels)
        boxes = list(self._tiles.boxes())
        self._paint_boxes(self._beside, boxes)
        for top, bottom, left, right in boxes:
            self._canvas.pixels[top:bottom, left:right] = self._beside.pixels[top:bottom, left:right]
        for paint in (*before, *self._shown):
            self._tiles.mark(paint.box)
        return list(self._tiles.boxes())

    def _paint_boxes(self, canvas: Canvas, boxes: list[PixelBox]) -> None:
        """Paint what the marked tiles show; around them a canvas is left with more than that."""
        for top, bottom, left, right in boxes:
            canvas.pixels[top:bottom, left:right] = self._base.pixels[top:bottom, left:right]
        if boxes:
            for paint in self._shown:
                if self._tiles.touch(paint.box):
                    paint.apply(canvas, boxes)

    @cached_property
    def _beside(self) -> Canvas:
        """A second canvas: what is painted around the marked tiles must not come onto the first one."""
        return Canvas(*self._size)

    def _base_is_even(self) -> bool:
        """Tell whether all pixels of what stands still are the same: no move can be seen in them."""
        if self._even is None:
            pixels = self._base.pixels.view(np.uint32)
            self._even = bool((pixels == pixels[0, 0]).all())
        return self._even


def _same(one: PixelArray, other: PixelArray) -> bool:
    """Tell whether two pictures are the same: by two pixels at a time, where they can be had so."""
    if one.dtype == np.uint8 and one.flags.c_contiguous and one.nbytes % 8 == 0:
        return bool((one.reshape(-1).view(np.uint64) == other.reshape(-1).view(np.uint64)).all())
    return np.array_equal(one, other)
