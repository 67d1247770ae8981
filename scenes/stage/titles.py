"""The heading of a chapter: its title and the line under it, at the top left of the safe area."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UL, VGroup, config

from backprop_core.quantity import Piece
from config import Theme
from scenes.stage.lettering.typesetting import BODY, FORMULA, TITLE, Line, math, text

MARGIN = 0.05
"""Share of the frame's width and height that stays free at every edge."""

CAPTION_BAND = 0.12
"""Share of the frame's height that stays free at the bottom, where players lay captions."""


def safe_width() -> float:
    """Return the width between the margins."""
    return float(config.frame_width) * (1 - 2 * MARGIN)


def safe_top() -> float:
    """Return the height of the upper margin."""
    return float(config.frame_height) * (0.5 - MARGIN)


def safe_bottom() -> float:
    """Return the height above which captions do not reach."""
    return float(config.frame_height) * (CAPTION_BAND - 0.5)


class Heading(VGroup):
    """Title and subtitle. `title` and `subtitle` are its lines."""

    def __init__(self, title: Line, subtitle: Line | None, *, beside: bool = False) -> None:
        super().__init__(title)
        self.title, self.subtitle = title, subtitle
        title.move_to((-safe_width() / 2, safe_top(), 0.0), aligned_edge=UL)
        if subtitle is not None:
            if beside:
                subtitle.next_to(title, RIGHT, buff=0.45).on_baseline_of(title)
            else:
                subtitle.next_to(title, DOWN, buff=0.2).align_to(title, LEFT)
            self.add(subtitle)
            self.shift(DOWN * max(0.0, float(subtitle.get_top()[1]) - safe_top()))


def heading(
    theme: Theme, title: str, subtitle: str | Piece | None = None, *, beside: bool = False
) -> Heading:
    """Return a heading: the subtitle is a sentence, or a formula as a piece, below the title or beside it."""
    upper = text(title, theme.ink, size=TITLE, weight="semibold")
    if subtitle is None:
        return Heading(upper, None)
    if isinstance(subtitle, Piece):
        return Heading(upper, math([subtitle], theme.ink, size=FORMULA, display=False), beside=beside)
    return Heading(upper, text(subtitle, theme.dimmed, size=BODY * 0.9), beside=beside)
