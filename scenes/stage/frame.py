"""The frame: how large the picture is, and what of it stays free at the edges and for captions."""

from __future__ import annotations

from dataclasses import dataclass

from manim import config


@dataclass(frozen=True)
class Frame:
    """A picture of `width` by `height` Manim units, centred on the origin.

    `margin` is the share of width and height that stays free at every edge, `caption_band` the share of the
    height that stays free at the bottom, where players lay captions.
    """

    width: float = 128 / 9
    height: float = 8.0
    margin: float = 0.05
    caption_band: float = 0.12

    @classmethod
    def current(cls) -> Frame:
        """Return the frame that Manim draws now."""
        return cls(float(config.frame_width), float(config.frame_height))

    @property
    def safe_width(self) -> float:
        """Width between the margins."""
        return self.width * (1 - 2 * self.margin)

    @property
    def safe_top(self) -> float:
        """Height of the upper margin's lower edge."""
        return self.height * (0.5 - self.margin)

    @property
    def safe_bottom(self) -> float:
        """Height above which captions do not reach."""
        return self.height * (self.caption_band - 0.5)

    def half_pixel(self, pixels: int = 1080) -> float:
        """Return half the side of a pixel in Manim units, where the frame is so many pixels high."""
        return 0.5 * self.height / pixels


def safe_width() -> float:
    """Return the current frame's width between the margins."""
    return Frame.current().safe_width


def safe_top() -> float:
    """Return the height of the current frame's upper margin."""
    return Frame.current().safe_top


def safe_bottom() -> float:
    """Return the height above which captions do not reach in the current frame."""
    return Frame.current().safe_bottom
