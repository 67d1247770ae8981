"""A square on a number line between two values: nudge one end, and it gains two strips and a corner."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from manim import DOWN, RIGHT, UP, Line, Mobject, Polygon, ValueTracker, VGroup, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.readout import Readout
from scenes.stage.measure import Measurement, allow

INSIDE = Symbol("u", "u", "u", "ink")
AREA = Symbol("u^2", "L", "u squared", "loss")
STEP = Symbol("Delta u", "Δu", "delta u", "activation")
STRIPS = Symbol("2 u thin Delta u", "2u·Δu", "two u delta u", "gradient")
CORNER = Symbol("(Delta u)^2", "(Δu)²", "delta u squared", "ink")
_TOLERANCE = 1e-6
_LEAST = Fraction(1, 10)


class GrowingSquare(VGroup):
    """The square with side u = moving - fixed, so its area is the loss, and what a step adds to it.

    `share` is the step as a share of u: it goes away from the fixed end. `ends` name both ends of the side,
    `readouts` state u, the step, both strips together, and the corner.
    """

    def __init__(
        self,
        theme: Theme,
        moving: Quantity,
        fixed: Quantity,
        share: ValueTracker,
        size: float,
        *,
        text_size: float = typesetting.BODY,
    ) -> None:
        super().__init__()
        self.theme, self.share, self.text_size = theme, share, text_size
        self.side: Number = moving.value - fixed.value
        self.unit = size / (abs(float(self.side)) or float(_LEAST))
        self.sign = 1.0 if float(self.side) > 0 else -1.0
        self.square = self._area(theme.loss, 0.28)
        self.strips = VGroup(self._area(theme.gradient, 0.75), self._area(theme.gradient, 0.75))
        self.corner = self._area(theme.ink, 0.6)
        self.origin = Line(DOWN * 0.01, UP * 0.01, stroke_width=0.0)
        self.added = VGroup(self.strips, self.corner)
        self.base = Line(DOWN, UP, stroke_color=theme.dimmed, stroke_width=2.5)
        self.add(self.origin, self.base, self.square, self.added)
        self._lay(self)
        reach = RIGHT * self.sign * 0.35 * size
        self.base.set_points_as_corners([self.place(0, 0) - reach * 0.4, self.place(1, 0) + reach])
        self.ends = VGroup(
            *(
                typesetting.math([q.symbol.typst], getattr(theme, q.symbol.role), display=False).next_to(
                    self.place(at, 0), DOWN, buff=0.18
                )
                for q, at in ((fixed, 0), (moving, 1))
            )
        )
        self.label = typesetting.math([AREA.typst], theme.ink).move_to(self.place(0.5, 0.5))
        for part in self.label:
            allow(part, "untraced", "the square's name: its side, squared")
        self.add(self.ends, self.label)
        self._lay_readouts()
        self.add(self.readouts)
        self.added.add_updater(lambda _: self._lay(self))

    @classmethod
    def fitted(
        cls,
        theme: Theme,
        ends: tuple[Quantity, Quantity],
        share: ValueTracker,
        size: float,
        room: float,
        shares: tuple[float, ...],
    ) -> GrowingSquare:
        """Return a square that leaves its readouts their width beside it, for any of the shares.

        `size` is the most that its side may be, the largest share included in `room`; long numbers are
        written smaller, and then the square gets smaller, too.
        """
        for text_size in (typesetting.BODY, typesetting.SMALL):
            square = cls(theme, *ends, share, size, text_size=text_size)
            free = (room - square.room(*shares)) / (1 + max(shares))
            if free >= size:
                return square
        return cls(theme, *ends, share, free, text_size=typesetting.SMALL)

    def room(self, *shares: float) -> float:
        """Return the width of the widest readout, whichever of the shares the step is."""
        widths, now = [0.0], float(self.share.get_value())
        for share in (*shares, now):
            self.share.set_value(share)
            for readout in self.readouts:
                Readout.refresh(readout)
                widths.append(float(readout.width))
        return max(widths)

    @property
    def step(self) -> Number:
        """The step of u: the tracker's share of it."""
        return Fraction(str(round(float(self.share.get_value()), 6))) * (self.side or _LEAST)

    def place(self, across: float, up: float) -> np.ndarray:
        """Return a point in sides of the square: (0, 0) is the fixed end, (1, 0) the moving one."""
        side = self.unit * abs(float(self.side))
        along = np.array([across * self.sign * side, up * side, 0.0])
        point: np.ndarray = self.origin.get_center() + along
        return point

    def measurements(self) -> Iterable[Measurement]:
        """Read the areas back from the drawn rectangles."""
        at = {STEP.plain: float(self.step)}
        found = (
            (AREA.plain, [self.square]),
            (STRIPS.plain, list(self.strips)),
            (CORNER.plain, [self.corner]),
        )
        for name, shapes in found:
            area = sum(float(shape.width * shape.height) for shape in shapes) / self.unit**2
            yield Measurement("area", name, area, _TOLERANCE, at)

    @staticmethod
    def _lay(view: Mobject) -> None:
        assert isinstance(view, GrowingSquare)
        side, step = abs(float(view.side)) * view.unit, abs(float(view.step)) * view.unit
        origin, way = view.origin.get_center(), RIGHT * view.sign
        view._box(view.square, origin, way * side, UP * side)
        view._box(view.strips[0], origin + way * side, way * step, UP * side)
        view._box(view.strips[1], origin + UP * side, way * side, UP * step)
        view._box(view.corner, origin + way * side + UP * side, way * step, UP * step)

    @staticmethod
    def _box(shape: VMobject, corner: np.ndarray, across: np.ndarray, up: np.ndarray) -> None:
        corners = [corner, corner + across, corner + across + up, corner + up, corner]
        shape.set_points_as_corners(corners)

    def _area(self, color: str, opacity: float) -> Polygon:
        shape = Polygon(*np.zeros((4, 3)), stroke_color=color, stroke_width=2.0)
        shape.set_fill(color, opacity)
        return shape

    def _lay_readouts(self) -> None:
        theme, at = self.theme, lambda: {STEP.plain: self.step}
        twice = lambda: 2 * self.side * self.step  # noqa: E731
        self.readouts = VGroup(
            Readout(INSIDE, lambda: self.side, theme.ink, places=4, size=self.text_size),
            Readout(AREA, lambda: self.side * self.side, theme.loss, places=4, size=self.text_size),
            Readout(STEP, lambda: self.step, theme.activation, places=4, size=self.text_size, at=at),
            Readout(STRIPS, twice, theme.gradient, places=4, size=self.text_size, at=at),
            Readout(CORNER, lambda: self.step * self.step, theme.ink, places=4, size=self.text_size, at=at),
        )
