"""Where in the dolls a nudge is: all walls small in a corner of the screen, one of them lit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, Animation, Dot, RoundedRectangle, VGroup

from config import Theme
from scenes.stage.color import mixed
from scenes.stage.dolls.nest import Doll
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import allow

_SIZE, _ROUND, _DIM, _LIT, _THIN, _CORE, _DOT, _FILL = (2.5, 1.4), 0.12, 0.6, 5.0, 2.0, 0.26, 0.09, 0.22
"""Size of the outermost wall; radius of its corners; opacity of walls that are not lit, strokes of one
that is and of the others; share of the size that the core takes; radius of the dot; share of a
doll's colour in its ground."""


class Locator(VGroup):
    """`walls` in one another at equal distances, the innermost first, and a `dot` where the nudge is."""

    def __init__(self, theme: Theme, dolls: Sequence[Doll]) -> None:
        super().__init__()
        width, height = _SIZE
        self.walls: list[RoundedRectangle] = []
        for index, doll in enumerate(dolls):
            share = _CORE + (1 - _CORE) * (index + 1) / len(dolls)
            wall = RoundedRectangle(
                corner_radius=_ROUND * share, width=width * share, height=height * share
            ).set_stroke(doll.color_on, width=_THIN, opacity=_DIM)
            wall.set_fill(mixed(theme.background, doll.color_on, _FILL), 1.0)
            self.walls.append(wall)
        self.dot = Dot(radius=_DOT, color=theme.weight)
        self.add(*reversed(self.walls), self.dot)
        self.move_to((-safe_width() / 2, safe_bottom(), 0.0), aligned_edge=DOWN + LEFT)
        for part in self.get_family():
            allow(part, "text on line", "it lies over what the camera passes")

    def light(self, index: int) -> list[Animation]:
        """Return the animations in which a wall lights up, the one before no more; the dot comes."""
        lit, *before = self.walls[index], *self.walls[max(0, index - 1) : index]
        dark = [changing(wall).set_stroke(width=_THIN, opacity=_DIM) for wall in before]
        return [changing(lit).set_stroke(width=_LIT, opacity=1.0), *dark, self._to(index)]

    def _to(self, index: int) -> Animation:
        inner = self.walls[index - 1].get_right() if index else self.dot.get_center()
        x = (float(inner[0]) + float(self.walls[index].get_right()[0])) / 2
        moved: Animation = changing(self.dot).move_to((x, self.dot.get_y(), 0.0))
        return moved

    def out(self) -> list[Animation]:
        """Return the animations in which the dot passes the wall that is lit."""
        wall = max(self.walls, key=lambda one: float(one.get_stroke_width()))
        at = np.array(wall.get_right())
        return [changing(self.dot).move_to((2 * float(at[0]) - float(self.dot.get_x()), at[1], 0.0))]
