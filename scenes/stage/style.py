"""How the kit looks: type sizes, strokes and arrows. Colours belong to the theme."""

from __future__ import annotations

from dataclasses import dataclass

from manim import Arrow
from manim.typing import Point3DLike


@dataclass(frozen=True)
class Style:
    """Type sizes in Manim units an em, and strokes from the thinnest to the widest, as Manim counts them.

    Under the size `readable` capitals are hard to read from the back of a room.
    """

    title: float = 0.56
    formula: float = 0.50
    body: float = 0.40
    small: float = 0.36
    readable: float = 0.25
    thin: float = 2.0
    medium: float = 2.5
    strong: float = 3.5
    thick: float = 5.0
    bold: float = 6.0

    def arrow(
        self,
        start: Point3DLike,
        end: Point3DLike,
        color: str,
        *,
        buff: float,
        tip_length: float,
        stroke_width: float | None = None,
        slim: bool = False,
    ) -> Arrow:
        """Return an arrow that keeps its tip and stroke however short it is; if `slim`, the tip only.

        `buff` stays free at both ends. Manim's own limits would make short arrows thin, with small tips.
        """
        return Arrow(
            start,
            end,
            buff=buff,
            color=color,
            stroke_width=self.strong if stroke_width is None else stroke_width,
            tip_length=tip_length,
            max_tip_length_to_length_ratio=0.6,
            max_stroke_width_to_length_ratio=5 if slim else 20,
        )


STYLE = Style()
"""The one style that the lecture is drawn in."""
