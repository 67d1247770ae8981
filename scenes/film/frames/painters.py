"""Which painter serves a camera."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Camera, Mobject, MovingCamera, ThreeDCamera
from manim.typing import PixelArray

from scenes.film.frames.manim_painter import ManimPainter
from scenes.film.frames.painter import Painter
from scenes.film.frames.tiles import PixelBox
from scenes.film.playing.camera import FilmCamera

_KNOWN = (Camera, MovingCamera, ThreeDCamera, FilmCamera)
"""The cameras whose every method `Painter` stands for."""
_METHODS = frozenset(
    name for kind in _KNOWN for name in vars(kind) if name not in ("__init__", "__doc__", "__module__")
)


def paints_as_known(camera: Camera) -> bool:
    """Tell whether a camera paints by the methods of Manim's cameras alone, on pixels of 8 bits RGBA.

    A class of a maker's own may add to a camera, and set what it likes, but not paint in another way.
    """
    kinds = (kind for kind in type(camera).__mro__ if kind not in (*_KNOWN, object))
    own = {name for kind in kinds for name in vars(kind)}
    own.update(name for name in vars(camera) if callable(getattr(type(camera), name, None)))
    plain = (camera.image_mode, camera.n_channels, str(camera.pixel_array_dtype)) == ("RGBA", 4, "uint8")
    return plain and not own & _METHODS


class AnyPainter:
    """Paints what any camera sees: what has changed where that will do, else by the camera's own methods.

    Asked anew whenever an animation begins, since a camera's methods may be replaced at any time.
    """

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self._painter: Painter | ManimPainter = self._fitting()

    def _fitting(self) -> Painter | ManimPainter:
        return Painter(self.camera) if paints_as_known(self.camera) else ManimPainter(self.camera)

    def _check(self) -> None:
        if paints_as_known(self.camera) is not isinstance(self._painter, Painter):
            self._painter = self._fitting()

    @property
    def pixels(self) -> PixelArray:
        """What has been painted (height, width, 4: RGBA)."""
        return self._painter.pixels

    def begin(self, still: Sequence[Mobject]) -> None:
        """Begin an animation."""
        self._check()
        self._painter.begin(still)

    def paint(self, moving: Sequence[Mobject]) -> list[PixelBox]:
        """Paint the next frame of the animation."""
        return self._painter.paint(moving)

    def pass_over(self, shown: Sequence[Mobject]) -> None:
        """Let an animation go by that shows some mobjects and is not painted."""
        self._check()
        self._painter.pass_over(shown)
