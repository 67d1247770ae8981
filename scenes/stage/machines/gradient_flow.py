"""The gradient on its way back through a function, as high as it is large at both ends."""

from __future__ import annotations

from collections.abc import Iterable

from manim import DOWN, RIGHT, UP, Animation, GrowFromEdge, Line, Polygon, VGroup, VMobject

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.machines.flow_arm import FILL
from scenes.stage.measure import Measurement

HEIGHT, _BESIDE = 0.46, 0.08
"""Height of the largest gradient; what a label keeps from the line."""


class GradientFlow(VGroup):
    """A band from the right end, where a gradient comes in, to the left one, where the product goes out.

    It stands on its line where the gradient is positive and hangs from it where that is negative: where the
    function's slope is negative the band crosses the line. `ends` are the left and the right one, `largest`
    the gradient whose height is the largest.
    """

    def __init__(
        self,
        theme: Theme,
        gradients: tuple[Quantity, Quantity],
        ends: tuple[float, float],
        level: float,
        largest: float,
    ) -> None:
        super().__init__()
        self.gradients, self.unit = gradients, HEIGHT / largest
        (left, right), (coming, going) = ends, (float(one.value) * self.unit for one in gradients)
        self.zero = Line(
            (left, level, 0.0), (right, level, 0.0), stroke_color=theme.gradient, stroke_width=1.5
        )
        self.band = Polygon(
            (right, level, 0.0),
            (right, level + coming, 0.0),
            (left, level + going, 0.0),
            (left, level, 0.0),
            stroke_width=0.0,
        )
        self.band.set_fill(theme.gradient, FILL)
        self.add(self.zero, self.band)

    def beside(self, label: VMobject, aside: float) -> VMobject:
        """Put a label at the left end, so far from it, on the side of the line that is free; return it."""
        hangs = float(self.gradients[1].value) < 0
        left = self.zero.get_left()
        return label.next_to(left + RIGHT * aside, (UP if hangs else DOWN) + RIGHT, buff=_BESIDE)

    def run(self) -> Animation:
        """Return the animation in which the gradient runs through, from right to left."""
        return GrowFromEdge(self, RIGHT)

    def measurements(self) -> Iterable[Measurement]:
        """Read both gradients back from the band's corners."""
        level, corners = float(self.zero.get_y()), self.band.get_vertices()
        for gradient, corner in zip(self.gradients, corners[1:3], strict=True):
            found = (float(corner[1]) - level) / self.unit
            yield Measurement("height", gradient.name, found, 2e-6 / self.unit)
