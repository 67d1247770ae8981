"""Pictures made of pixels as Manim's camera lays them over a frame."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Camera
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.typing import PixelArray
from PIL import Image

from scenes.film.frames.canvas import Canvas
from scenes.film.frames.tiles import PixelBox
from scenes.film.frames.view import View

_OPAQUE = 255


class ImagePaint:
    """A picture in its place, to be laid over whatever is below; `source` is what it was made from."""

    def __init__(self, picture: Image.Image, box: PixelBox, source: PlacedImage | None = None) -> None:
        self._picture, self.box, self.source = picture, box, source

    def apply(self, canvas: Canvas, boxes: list[PixelBox]) -> None:
        """Lay the picture over the pixels of the boxes."""
        for box in boxes:
            part = common(box, self.box)
            if part is None:
                continue
            top, bottom, left, right = part
            below = Image.fromarray(np.ascontiguousarray(canvas.pixels[top:bottom, left:right]), "RGBA")
            over = self._picture.crop(
                (left - self.box.left, top - self.box.top, right - self.box.left, bottom - self.box.top)
            )
            canvas.pixels[top:bottom, left:right] = np.asarray(Image.alpha_composite(below, over))


class PlacedImage:
    """A picture without its opacity, where Manim's camera puts it; placing takes longer than all the rest."""

    def __init__(self, camera: Camera, view: View, mobject: AbstractImageMobject) -> None:
        self._view = view
        self._colours, self._points = mobject.get_pixel_array()[..., :3].copy(), mobject.points.copy()
        opaque = np.full((*self._colours.shape[:2], 4), _OPAQUE, dtype=np.uint8)
        opaque[..., :3] = self._colours
        self._picture, self.box = _place(camera, mobject, opaque)

    def holds(self, view: View, mobject: AbstractImageMobject) -> bool:
        """Tell whether a picture is this one but for its opacity."""
        return bool(
            view is self._view
            and np.array_equal(mobject.points, self._points)
            and np.array_equal(mobject.get_pixel_array()[..., :3], self._colours)
        )

    def faded(self, alpha: int) -> Image.Image:
        """Return the picture with an opacity of 0 to 255 wherever it covers the frame."""
        picture = self._picture.copy()
        picture.putalpha(self._picture.getchannel("A").point([0] * _OPAQUE + [alpha]))
        return picture


def image_paint(mobject: AbstractImageMobject, camera: Camera, view: View, before: object) -> ImagePaint:
    """Return a picture's paint; `before` is how it was painted last.

    Where all its pixels are equally opaque and none are mixed, a picture that fades need be placed only once.
    """
    alphas = mobject.get_pixel_array()[..., 3]
    alpha = int(alphas.flat[0])
    mixed = mobject.resampling_algorithm != Image.Resampling.NEAREST
    if mixed or not (alphas == alpha).all():
        return ImagePaint(*_place(camera, mobject, mobject.get_pixel_array()))
    source = before.source if isinstance(before, ImagePaint) else None
    if source is None or not source.holds(view, mobject):
        source = PlacedImage(camera, view, mobject)
    return ImagePaint(source.faded(alpha), source.box if alpha else PixelBox(0, 0, 0, 0), source)


class _StandIn:
    """Some pixels in the place of a mobject, which a camera takes to be that mobject."""

    def __init__(self, mobject: AbstractImageMobject, pixels: PixelArray) -> None:
        self._mobject, self._pixels = mobject, pixels
        self.points, self.resampling_algorithm = mobject.points, mobject.resampling_algorithm

    def get_pixel_array(self) -> PixelArray:
        return self._pixels

    def __eq__(self, other: object) -> bool:
        return other is self._mobject

    def __hash__(self) -> int:
        return hash(self._mobject)


def _place(camera: Camera, mobject: AbstractImageMobject, pixels: PixelArray) -> tuple[Image.Image, PixelBox]:
    """Return a picture of some pixels in the place of a mobject, and the box that it covers there."""
    found = [(Image.new("RGBA", (0, 0)), PixelBox(0, 0, 0, 0))]

    def keep(_pixels: object, image: Image.Image) -> None:
        found.append(cropped(image))

    stand_in: Any = _StandIn(mobject, pixels)
    camera.overlay_PIL_image = keep  # type: ignore[method-assign, assignment]
    try:
        camera.display_image_mobject(stand_in, np.empty(0))
    finally:
        del camera.overlay_PIL_image
    return found[-1]


def cropped(image: Image.Image) -> tuple[Image.Image, PixelBox]:
    """Return what can be seen of a picture as large as the frame, and the box that it covers."""
    bounds = image.getchannel("A").getbbox()
    if bounds is None:
        return Image.new("RGBA", (0, 0)), PixelBox(0, 0, 0, 0)
    left, top, right, bottom = bounds
    return image.crop(bounds), PixelBox(top, bottom, left, right)


def common(one: PixelBox, other: PixelBox) -> PixelBox | None:
    """Return what two boxes share, None if they share nothing."""
    shared = PixelBox(
        max(one.top, other.top),
        min(one.bottom, other.bottom),
        max(one.left, other.left),
        min(one.right, other.right),
    )
    return shared if shared.top < shared.bottom and shared.left < shared.right else None
