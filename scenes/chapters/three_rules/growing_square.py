"""A square on a number line between two values: raise one, and it gains or loses two strips and a corner."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Mobject, Polygon, ValueTracker, VGroup, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.lettering.typesetting import math
from scenes.stage.measure import Measurement, allow

INSIDE = Symbol("u", "u", "u", "ink")
AREA = Symbol("u^2", "u²", "u squared", "loss")
STEP = Symbol("Delta u", "Δu", "delta u", "activation")
STRIPS = Symbol("2 u thin Delta u", "2u·Δu", "two u delta u", "gradient")
CORNER = Symbol("(Delta u)^2", "(Δu)²", "delta u squared", "ink")
LONG, WIDE, STRIP = "|u|", "|Delta u|", "|u| dot.op |Delta u|"
"""What the lengths of the square's side and of the step, and the area of one strip, are called."""

_NAME, _NAME_GAP, _TRACE, _BETWEEN = 0.56, 0.14, 3.0, 0.4
_ENDS_APART = 0.25
"""How far the names of both ends move aside where the ends are one place."""

_BASE = 0.1
"""How far the base goes on beyond square and step, in the size of the square."""

_TOLERANCE = 1e-6
_LEAST = Fraction(1, 10)


class GrowingSquare(VGroup):
    """The square with side u = moving - fixed, and what a step adds to it.

    `share` is the step as a share of the side. The moving value rises: where it is the larger one, strips and
    corner come on outside; where it is the smaller one, the strips lie inside, and the corner is what both
    of them take. `ends` name both ends of the side; the moving one's name goes along with the edge.
    `side_name` stands at the side that stays, `strip_names` and `corner_name` at what is gained or lost;
    where the side is nothing only the corner is named.
    """

    def __init__(
        self, theme: Theme, moving: Quantity, fixed: Quantity, share: ValueTracker, size: float
    ) -> None:
        super().__init__()
        self.theme, self.share = theme, share
        self.side: Number = moving.value - fixed.value
        self.unit = size / (abs(float(self.side)) or float(_LEAST))
        self.sign = 1.0 if float(self.side) >= 0 else -1.0
        self.square = self._area(theme.loss, 0.28)
        self.strips = VGroup(self._area(theme.gradient, 0.75), self._area(theme.gradient, 0.75))
        self.corner = self._area(theme.ink, 0.6)
        self.origin = Line(DOWN * 0.01, UP * 0.01, stroke_width=0.0)
        self.added = VGroup(self.strips, self.corner)
        self.base = Line(DOWN, UP, stroke_color=theme.dimmed, stroke_width=2.5)
        self.add(self.origin, self.base, self.square, self.added)
        self._lay(self)
        inner, reach = RIGHT * self.sign * _BASE * size, max(1.0, self.grown)
        self.base.set_points_as_corners([self.place(0, 0) - inner, self.place(reach, 0) + inner])
        self.ends = VGroup(
            *(math([q.symbol.typst], getattr(theme, q.symbol.role), display=False) for q in (fixed, moving))
        )
        self.label = math([AREA.typst], theme.ink)
        self.side_name = math([LONG], theme.ink, size=_NAME, display=False)
        self.strip_names = VGroup(*(math([STRIP], theme.gradient, size=_NAME, display=False) for _ in "ab"))
        self.corner_name = math([f"{WIDE}^2"], theme.ink, size=_NAME, display=False)
        names = VGroup(self.label, self.side_name, *self.strip_names, self.corner_name)
        for part in [part for name in names for part in name]:
            allow(part, "untraced", "an area's name, made of its sides")
        self.add(self.ends, *names)
        for one in self.get_family():
            allow(one, "close-up", "the camera goes to the corner")
        if not self.side:
            VGroup(self.label, self.side_name, *self.strip_names).set_opacity(0.0)
        self.side_name.next_to(self.square, LEFT * self.sign, buff=_NAME_GAP)
        self._name(self)
        self.added.add_updater(lambda _: self._lay(self))
        for named in (self.ends, self.strip_names, self.corner_name):
            named.add_updater(lambda _: self._name(self))

    @property
    def grown(self) -> float:
        """How many sides of the square the one after the step has."""
        return 1.0 + self.sign * float(self.share.get_value())

    @property
    def step(self) -> Number:
        """The step of u: the tracker's share of it."""
        share = Fraction(str(round(float(self.share.get_value()), 6)))
        whole = self.whole_step
        return share * (whole if whole > 0 else -whole)

    @property
    def whole_step(self) -> Number:
        """What the step is a share of: the side, or what stands in for one of nothing."""
        return self.side or _LEAST

    def place(self, across: float, up: float) -> np.ndarray:
        """Return a point in sides of the square: (0, 0) is the fixed end, (1, 0) the moving one."""
        side = self.unit * abs(float(self.side))
        along = np.array([across * self.sign * side, up * side, 0.0])
        point: np.ndarray = self.origin.get_center() + along
        return point

    def trace(self) -> VMobject:
        """Return the corner's outline as it is now, which stays."""
        outline = self.corner.copy().clear_updaters().set_fill(opacity=0.0)
        return outline.set_stroke(self.theme.ink, width=_TRACE)

    def measurements(self) -> Iterable[Measurement]:
        """Read the areas back from the drawn rectangles; strips that are lost count as less than nothing."""
        at = {STEP.plain: float(self.step)}
        found = (
            (AREA.plain, 1.0, [self.square]),
            (STRIPS.plain, self.sign, list(self.strips)),
            (CORNER.plain, 1.0, [self.corner]),
        )
        for name, sign, shapes in found:
            area = sum(float(shape.width * shape.height) for shape in shapes) / self.unit**2
            yield Measurement("area", name, sign * area, _TOLERANCE, at)

    @staticmethod
    def _lay(view: Mobject) -> None:
        assert isinstance(view, GrowingSquare)
        side, step = abs(float(view.side)) * view.unit, abs(float(view.step)) * view.unit
        origin, out = view.origin.get_center(), RIGHT * view.sign
        across, up = out * view.sign, UP * view.sign
        view._box(view.square, origin, out * side, UP * side)
        view._box(view.strips[0], origin + out * side, across * step, UP * side)
        view._box(view.strips[1], origin + UP * side, out * side, up * step)
        view._box(view.corner, origin + out * side + UP * side, across * step, up * step)

    @staticmethod
    def _name(view: GrowingSquare) -> None:
        """Put the names where square, strips, corner and moving edge are now.

        The areas are laid first: which updater is asked first decides nothing then.
        """
        view._lay(view)
        outward = RIGHT * view.sign
        for name, at in zip(view.ends, (0.0, view.grown), strict=True):
            name.next_to(view.place(at, 0), DOWN, buff=0.18)
            if not view.side:
                name.shift((outward if at else -outward) * _ENDS_APART)
        view.label.move_to(view.square)
        beside, over = view.strips
        view.strip_names[0].next_to(beside, outward, buff=_NAME_GAP)
        view.strip_names[1].next_to(over, UP, buff=_NAME_GAP)
        view.corner_name.next_to(view.corner, UP, buff=_NAME_GAP)
        clear = _NAME_GAP + (view.corner_name.width + view.strip_names[1].width) / 2
        apart = view.sign * float(view.corner_name.get_x() - view.strip_names[1].get_x())
        view.corner_name.shift(outward * max(0.0, clear + _BETWEEN - _NAME_GAP - apart))

    @staticmethod
    def _box(shape: VMobject, corner: np.ndarray, across: np.ndarray, up: np.ndarray) -> None:
        corners = [corner, corner + across, corner + across + up, corner + up, corner]
        shape.set_points_as_corners(corners)

    def _area(self, color: str, opacity: float) -> Polygon:
        shape = Polygon(*np.zeros((4, 3)), stroke_color=color, stroke_width=2.0)
        shape.set_fill(color, opacity)
        return shape
