"""The heading of a chapter: its title and the line under it, at the top left of the safe area."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UL, VGroup

from backprop_core.quantity import Piece
from config import Theme
from scenes.stage.frame import safe_top, safe_width
from scenes.stage.lettering.typesetting import BODY, FORMULA, TITLE, TypesetLine, math, text


class Heading(VGroup):
    """Title and subtitle. `title` and `subtitle` are its lines."""

    def __init__(self, title: TypesetLine, subtitle: TypesetLine | None, *, beside: bool = False) -> None:
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
