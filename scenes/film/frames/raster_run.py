"""Vector mobjects that are coloured by a picture: windows through which it is seen."""

from __future__ import annotations

from manim import Camera, VMobject
from PIL import Image

from scenes.film.frames.raster_image import ImagePaint, cropped


def run_paint(run: tuple[VMobject, ...], camera: Camera) -> ImagePaint:
    """Return the paint of mobjects that follow each other and show the same picture.

    Manim's camera draws them on an empty frame, multiplies it by the picture and lays the product over the
    frame.
    """
    shown = camera.get_background_colored_vmobject_displayer().display(*run)
    assert shown is not None
    return ImagePaint(*cropped(Image.fromarray(shown)))
