"""The heading of a chapter: its title as a small mark at the top left of the safe area, and its formula."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UL, VGroup

from backprop_core.quantity import Piece
from config import Theme
from scenes.stage.frame import safe_top, safe_width
from scenes.stage.lettering.typesetting import FORMULA, SMALL, TypesetLine, math, text


class Heading(VGroup):
    """Title and formula: its lines `title` and `subtitle`. The title is no brighter than what is shown."""

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


def heading(theme: Theme, title: str, formula: Piece | None = None, *, beside: bool = False) -> Heading:
    """Return a heading: the title as a small mark, and below or beside it the chapter's formula."""
    mark = text(title, theme.dimmed, size=SMALL, weight="semibold")
    if formula is None:
        return Heading(mark, None)
    return Heading(mark, math([formula], theme.ink, size=FORMULA, display=False), beside=beside)
