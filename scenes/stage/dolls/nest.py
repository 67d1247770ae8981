"""Dolls in one another around a slot: each closed by a lid, each as much smaller than the next one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UP,
    Animation,
    DashedVMobject,
    ManimColor,
    Mobject,
    RoundedRectangle,
    VGroup,
    VMobject,
)
from manim.utils.rate_functions import smooth, squish_rate_func
from numpy.typing import NDArray

from backprop_core.network import Graph
from backprop_core.network.stages import stage_keys
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.color import mixed
from scenes.stage.dolls.given import given_to
from scenes.stage.dolls.lid import Lid, shade
from scenes.stage.formulas.equation import role_color
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import math
from scenes.stage.measure import allow

Floats = NDArray[np.float64]

SHRINK = 0.6
"""How large a doll is against the one around it."""

WIDTH, MIDDLE = 10.2, (-1.75, 0.32, 0.0)
"""Of the outermost doll: how wide it is, and where; right of it there is room for what comes out."""

_READABLE = 0.3
"""Length of a screen unit in a doll down from which its type is too small where all dolls are seen."""

_FULL, _SLOT = 0.94, 0.56
"""Share of the frame's width that a doll takes that is looked at; the slot's size against its doll."""

_FILL, _SHADE, _ROUND, _EMBER, _GIVEN_ROOM = 0.14, 0.05, 0.05, 0.9, 0.86
WALL, GLOW, THIN, _FACE, _NAME = 4.5, 10.0, 5.0, 3.2, 1.15
"""Share of a doll's colour in its ground, how much more of it is at the top and less at the bottom; radius of
corners; share of the weight's colour in a core that is seen from outside; share of the width of what is
inside that may be set into a wall; strokes, sizes of type."""


_FARTHER_IN = "text on line", "text on text", "reading time", "cap height", "type and room", "air", "edges"
"""Rules on type that are kept where a doll is looked at, but not from outside it."""


class Doll(VGroup):
    """One function: its `frame`, on its wall the `label`, at the top what it is `given` from outside.

    `lid` covers all that is inside; `face` tells where the name stands on it, and `home` where it stands once
    the doll is open. `unit` is the length of one screen unit when the doll fills the screen.
    """

    def __init__(self, theme: Theme, number: int, quantity: Quantity, width: float, given: VGroup) -> None:
        super().__init__()
        frame = Frame.current()
        self.quantity, self.width_of_doll = quantity, width
        self.unit = width / _FULL / frame.width
        self.color_on = role_color(theme, quantity.symbol)
        height = width * frame.height / frame.width
        self.frame = RoundedRectangle(corner_radius=_ROUND * width, width=width, height=height)
        self.thickness = 1.0
        self.frame.set_stroke(self.color_on, width=WALL * self.unit)
        shade(self.frame, theme.background, self.color_on, _FILL, _SHADE)
        self.frame.move_to(MIDDLE)
        self.lid = Lid(theme.background, self.color_on, (width, height), _ROUND * width, MIDDLE)
        self.label = math([Piece(f"f_{number}", "symbol")], theme.ink, size=_FACE * self.unit)
        self.label.move_to(MIDDLE)
        self.given = given.scale(self.unit)
        self.given.scale(min(1.0, _GIVEN_ROOM * SHRINK * width / max(float(given.width), 1e-9)))
        band = (1 - SHRINK) / 4
        self.given.move_to(np.array(MIDDLE) + UP * (0.5 - band) * height)
        self.home = np.array(MIDDLE) + LEFT * (0.5 - band) * width
        self.wall = float(self.frame.get_right()[0])
        for part in self.get_family_of_all():
            for rule in ("margin", "close-up"):
                allow(part, rule, "the dolls go on beyond the frame")
        for rule in _FARTHER_IN:
            for part in (self.label, *self.given.get_family()):
                allow(part, rule, "farther in all is smaller; it was read when its doll was opened")

    def get_family_of_all(self) -> list[Mobject]:
        """Return all parts, on stage or not."""
        return VGroup(self.frame, self.lid, self.label, self.given).get_family()

    def open(self) -> list[Animation]:
        """Return the animations in which the lid's halves roll away and the name goes to the wall."""
        halves = [
            changing(half).stretch_to_fit_height(1e-3 * self.unit, about_edge=side)
            for half, side in zip(self.lid, (UP, DOWN), strict=True)
        ]
        named = changing(self.label).scale(_NAME / _FACE).move_to(self.home).set_color(self.color_on)
        return [*halves, named]

    def opened(self) -> None:
        """Let the doll be open from the start."""
        self.label.scale(_NAME / _FACE).move_to(self.home).set_color(self.color_on)

    def thin(self, share: float) -> Animation:
        """Return the animation in which the wall is as thin as the camera wants that is so much closer."""
        self.thickness = min(1.0, THIN * share)
        wall: Animation = changing(self.frame).set_stroke(width=WALL * self.unit * self.thickness)
        return wall

    def glow(self) -> Animation:
        """Return the animation in which the wall lights up for a moment."""
        wide: Animation = changing(self.frame)(rate_func=lambda share: 4 * share * (1 - share)).set_stroke(
            width=GLOW * self.unit * self.thickness
        )
        return wide


class Nest:
    """`dolls` by what comes out of each, the innermost first, around a `slot` for the first weight.

    With `values` what is set into the walls is stated with its value.
    """

    def __init__(
        self, theme: Theme, graph: Graph, quantities: Mapping[str, Quantity], *, values: bool = False
    ) -> None:
        self.theme, self.keys = theme, stage_keys(graph)
        self.core, *outputs = self.keys
        self.dolls: dict[str, Doll] = {}
        for index, (before, key) in enumerate(pairwise(self.keys)):
            width = WIDTH * SHRINK ** (len(outputs) - 1 - index)
            given = given_to(theme, graph, quantities, before, key, values=values)
            self.dolls[key] = Doll(theme, index + 1, quantities[key], width, given)
        first = self.dolls[outputs[0]]
        self.unit = first.unit
        self.slot = RoundedRectangle(
            corner_radius=_ROUND * first.width_of_doll,
            width=_SLOT * first.width_of_doll,
            height=_SLOT * float(first.frame.height),
        ).move_to(MIDDLE)
        self.slot.set_fill(mixed(theme.background, theme.weight, _FILL), 1.0).set_stroke(width=0.0)
        self.rim = DashedVMobject(self.slot.copy().set_fill(opacity=0.0), num_dashes=44)
        self.rim.set_stroke(theme.weight, width=WALL * self.unit)
        for part in (*self.slot.get_family(), *self.rim.get_family()):
            allow(part, "close-up", "the dolls go on beyond the frame")

    @property
    def outside_in(self) -> list[Doll]:
        """The dolls, the outermost first."""
        return list(reversed(self.dolls.values()))

    def look_at(self, frame: Mobject, doll: Doll | None) -> Animation:
        """Return the animation in which a doll comes to fill the screen, or else all are seen."""
        seen = Frame.current().width
        if doll is None:
            return changing(frame).set(width=seen).move_to((0.0, 0.0, 0.0))  # type: ignore[no-any-return]
        return changing(frame).set(width=seen * doll.unit).move_to(MIDDLE)  # type: ignore[no-any-return]

    def opened(self) -> list[VMobject]:
        """Return what is seen of the dolls when all are open, the lowest first."""
        parts: list[VMobject] = []
        for doll in self.outside_in:
            parts += [doll.frame, doll.label, doll.given]
        return [*parts, self.slot, self.rim]

    def far(self, *core: VMobject) -> list[VMobject]:
        """Return the type that is too small to be read from outside, with what stands in the `core`."""
        dolls = (doll for doll in self.dolls.values() if doll.unit < _READABLE)
        return [*(part for doll in dolls for part in (doll.label, *doll.given)), *core]

    def hush(self, *core: VMobject) -> list[Animation]:
        """Return the animations in which the type goes that is too small to be read from outside."""
        return [changing(part).set_opacity(0.0) for part in self.far(*core)]

    def speak(self, *core: VMobject) -> list[Animation]:
        """Return the animations in which that type comes back."""
        return [changing(part).set_opacity(1.0) for part in self.far(*core)]

    @property
    def glowing(self) -> ManimColor:
        """The core's colour where it is to be seen from afar."""
        return mixed(self.theme.background, self.theme.weight, _EMBER)

    def ember(self, *, lit: bool) -> Animation:
        """Return the animation in which the core begins to glow, so that it is seen from afar, or ends to."""
        dark = mixed(self.theme.background, self.theme.weight, _FILL)
        glowing: Animation = changing(self.slot).set_fill(self.glowing if lit else dark, 1.0)
        return glowing

    def outside(self, key: str) -> tuple[Floats, float]:
        """Return where what comes out of a doll stands, and how long a screen unit is there."""
        keys = list(self.dolls)
        at = keys.index(key)
        if at + 1 == len(keys):
            edge, unit = Frame.current().safe_width / 2, 1.0
        else:
            around = self.dolls[keys[at + 1]]
            edge, unit = around.wall, around.unit
        place = np.array([(self.dolls[key].wall + edge) / 2, MIDDLE[1], 0.0])
        return place, unit

    def room(self, key: str) -> float:
        """Return the width of that place."""
        return 2 * (float(self.outside(key)[0][0]) - self.dolls[key].wall)


def through(doll: Doll, leaving: VMobject, arriving: VMobject) -> list[Animation]:
    """Return the animations in which what stands inside a doll passes its wall and is another outside."""
    gate = np.array([doll.wall, MIDDLE[1], 0.0])
    grown = arriving.copy().scale(0.3).move_to(gate).set_opacity(0.0)
    target = arriving.copy()
    arriving.become(grown)
    early, late = squish_rate_func(smooth, 0.0, 0.55), squish_rate_func(smooth, 0.4, 1.0)
    gone = changing(leaving)(rate_func=early).scale(0.4).move_to(gate).set_opacity(0.0)
    come = changing(arriving)(rate_func=late).become(target)
    return [gone, come, doll.glow()]
