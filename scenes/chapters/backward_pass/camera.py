"""Where the camera looks during the backward pass: at the whole row, or close to one of its boxes."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Animation, FadeIn, FadeOut, Mobject

from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing

_HEAD = 0.1
"""Share of the frame's height that stays free above the row: the chapter's mark stands there."""


class Camera:
    """Moves a chapter's frame: close, from a row's `top` to the `bottom` of what is under it, or at `y`."""

    def __init__(self, chapter: Chapter, top: float, bottom: float) -> None:
        self.chapter, self._frame = chapter, Frame.current()
        height = (top - bottom) / (1.0 - _HEAD - self._frame.caption_band)
        self._share = height / self._frame.height
        self._close = top + _HEAD * height - height / 2
        self.x, self.y, self.is_close = 0.0, 0.0, False

    @property
    def reach(self) -> tuple[float, float]:
        """Left and right end of what may hold type, as the camera stands."""
        half = self._frame.safe_width / 2
        return (self.x - half * self._share, self.x + half * self._share) if self.is_close else (-half, half)

    def nearest(self, x: float) -> float:
        """Return where the camera stands close to a place and does not look beyond the stage."""
        most = self._frame.width / 2 * (1.0 - self._share)
        return min(max(x, -most), most)

    def inside(self, x: float, at: float, width: float) -> float:
        """Return the middle, as near to `at` as can be, of something so wide that is seen whole from `x`."""
        most = self._frame.safe_width / 2 * self._share - width / 2
        return min(max(at, x - most), x + most)

    def close_to(self, x: float, hidden: Sequence[Mobject]) -> list[Animation]:
        """Return the animations that bring the camera close; what stands above the row goes first."""
        going = [FadeOut(*hidden)] if hidden and not self.is_close else []
        self.x, self.is_close = x, True
        return [*going, self._moved(self._frame.width * self._share, x, self._close)]

    def whole(self, hidden: Sequence[Mobject]) -> list[Animation]:
        """Return the animations back to the whole row, with what stands above it."""
        self.x, self.is_close = 0.0, False
        frame = self._moved(self._frame.width, 0.0, self.y)
        return [frame, *([FadeIn(*hidden)] if hidden else [])]

    def home(self) -> list[Animation]:
        """Return the animations to where the camera stands at a chapter's beginning."""
        return [self._moved(self._frame.width, 0.0, 0.0)]

    def _moved(self, width: float, x: float, y: float) -> Animation:
        moved: Animation = changing(self.chapter.frame).set(width=width).move_to((x, y, 0.0))
        return moved
