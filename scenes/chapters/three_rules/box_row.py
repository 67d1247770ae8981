"""A chain as a row of boxes so large that the camera can stand inside each: its frame is as wide as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    LEFT,
    Animation,
    FadeIn,
    FadeOut,
    Line,
    RoundedRectangle,
    ShowPassingFlash,
    VGroup,
    VMobject,
)
from manim.typing import Point3D

from backprop_core.network import Graph
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.frame import Frame, safe_width
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import allow
from scenes.stage.plots.activation_opening import FILL
from scenes.stage.style import STYLE

_WIDEST, _LEAST_GAP, _SHAPE, _INSIDE = 1.86, 0.24, 0.88, 1.03
"""Width of a box at most; the least gap; height of a box by its width; how much wider than the frame
it is where the camera stands inside."""

_LIFT, _PARAMETER, _TYPE, _UNDER = 0.42, (0.84, 0.62), 0.62, 0.12
"""How far what enters stands above; its size; size of type; how far a name stands under its box."""

_LIT, _STROKES, _FLASH = 0.13, (3.0, 5.5), 9.0


class BoxRow(VGroup):
    """`frames` and `names` by key, and `arrows`: all `scale_to` times as large as the whole is seen."""

    def __init__(self, theme: Theme, graph: Graph, known: Mapping[str, Quantity]) -> None:
        super().__init__()
        self.theme, self.graph = theme, graph
        count = len(graph.row)
        self.wide = min(_WIDEST, (safe_width() - (count - 1) * _LEAST_GAP) / count)
        gap = (safe_width() - count * self.wide) / (count - 1)
        self.size = self.wide, self.wide * _SHAPE
        self.frames: dict[str, RoundedRectangle] = {}
        self.names: dict[str, TypesetLine] = {}
        self.colors = {key: role_color(theme, quantity.symbol) for key, quantity in known.items()}
        for index, key in enumerate(graph.row):
            self._box(key, known[key], self.size, (index * (self.wide + gap), 0.0))
        self.arrows = VGroup()
        for a, b in pairwise(graph.row):
            self._join(self.frames[a].get_right(), self.frames[b].get_left())
        for node in dict.fromkeys(graph.above.values()):
            self._stack(node, [key for key, target in graph.above.items() if target == node], known, gap)
        self.add(*self.frames.values(), *self.names.values(), self.arrows)
        self.scale_to = Frame.current().width * _INSIDE / self.wide
        VMobject.scale(self, self.scale_to, about_point=(0.0, 0.0, 0.0))
        for part in self.family_members_with_points():
            assert isinstance(part, VMobject)
            part.set_stroke(width=self.scale_to * float(part.get_stroke_width()), family=False)
        self.center()
        for part in self.get_family():
            allow(part, "close-up", "the camera stands inside one box")

    def middle(self, key: str) -> Point3D:
        """Return the middle of a box."""
        found: Point3D = self.frames[key].get_center()
        return found

    def light(self, *keys: str) -> list[Animation]:
        """Return the animations that let some boxes glow, and the others look as usual."""
        moves: list[Animation] = []
        for key, frame in self.frames.items():
            lit = key in keys
            look = changing(frame).set_stroke(self.colors[key], width=_STROKES[lit] * self.scale_to)
            moves.append(look.set_fill(self.colors[key], _LIT if lit else FILL))
        return moves

    def flashes(self, color: str) -> list[Animation]:
        """Return a flash along each arrow of the row, from left to right."""
        width = _FLASH * self.scale_to
        ends = ((arrow.get_start(), arrow.get_end()) for arrow in self.arrows[: len(self.graph.row) - 1])
        lines = (Line(*pair, stroke_color=color, stroke_width=width) for pair in ends)
        return [ShowPassingFlash(line, time_width=0.8) for line in lines]

    def empty(self, key: str) -> list[Animation]:
        """Return the animation that takes a name out of its box."""
        return [FadeOut(self.names[key])]

    def name_under(self, key: str) -> list[Animation]:
        """Return the animation that brings a name back under its box, or beside it where that has no room."""
        name, frame = self.names[key], self.frames[key]
        side = DOWN if key in self.graph.row else LEFT
        name.next_to(frame, side, buff=_UNDER * self.scale_to)
        return [FadeIn(name)]

    def _box(self, key: str, quantity: Quantity, size: tuple[float, float], at: Sequence[float]) -> None:
        color = self.colors[key]
        frame = RoundedRectangle(corner_radius=0.05 * size[1], width=size[0], height=size[1])
        frame.set_stroke(color, width=_STROKES[0]).set_fill(color, FILL)
        frame.move_to((at[0], at[1], 0.0))
        self.frames[key] = frame
        type_size = min(_TYPE, max(STYLE.readable, 0.5 * size[0]))
        self.names[key] = math([quantity.symbol.typst], color, size=type_size, display=False).move_to(frame)

    def _stack(self, node: str, keys: Sequence[str], known: Mapping[str, Quantity], gap: float) -> None:
        under = self.frames[node]
        foot = float(under.get_top()[1])
        if "y" in keys:
            self._box("y", known["y"], self.size, (float(under.get_x()), foot + _LIFT + self.size[1] / 2))
            self._join(self.frames["y"].get_bottom(), under.get_top())
            return
        wide = min(_PARAMETER[0], (self.wide + 0.6 * gap) / len(keys) - 0.06)
        for index, key in enumerate(keys):
            across = float(under.get_x()) + (index - (len(keys) - 1) / 2) * (wide + 0.08)
            self._box(key, known[key], (wide, _PARAMETER[1]), (across, foot + _LIFT + _PARAMETER[1] / 2))
            start = self.frames[key].get_bottom()
            self._join(start, np.array([start[0], foot, 0.0]))

    def _join(self, start: np.ndarray, end: np.ndarray) -> None:
        arrow = STYLE.arrow(start, end, self.theme.dimmed, buff=0.05, stroke_width=3.5, tip_length=0.14)
        self.arrows.add(arrow)
