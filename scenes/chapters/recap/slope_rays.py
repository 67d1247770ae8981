"""All slopes of the dolls at once: under them their product, a ray from each wall down to its factor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from manim import DOWN, Animation, Create, FadeIn, Line, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.dolls.nest import Doll, Nest
from scenes.stage.formulas.slope_product import SlopeProduct
from scenes.stage.frame import Frame
from scenes.stage.lettering.typesetting import TypesetPart, shown_number
from scenes.stage.measure import allow
from scenes.stage.style import STYLE

BACK, SUNK = 1.25, 0.85
"""How much more the camera sees in the end, and how far under the middle it looks."""

_LARGE, _HIGH, _WIDE, _UNDER, _CORNER, _AIR = 1.9, 1.5, 13.6, 0.55, 0.06, 0.16
"""How much larger than usual the product is at most, how high and how wide it may be; from the dolls down to
it; from a wall's corner to its ray, as a share of its width; from a ray to its factor."""


class SlopeRays(VGroup):
    """`product` of the slopes, the loss's first, and `rays`, one from the foot of each wall, in its order.

    `slopes` are the dolls', the innermost first, after `step` steps; `goal` is what they make.
    """

    def __init__(
        self, theme: Theme, nest: Nest, slopes: Sequence[Quantity], goal: Quantity, step: int
    ) -> None:
        super().__init__()
        self.walls: list[Doll] = nest.outside_in
        self.product = SlopeProduct(theme, goal, slopes)
        room = _WIDE / float(self.product.width), _HIGH / float(self.product.height)
        self.product.scale(min(_LARGE, *room))
        floor = float(self.walls[0].frame.get_bottom()[1]) - _UNDER
        self.product.move_to((0.0, floor, 0.0), aligned_edge=-DOWN)
        for part, slope in zip(self.factors, [*reversed(slopes), goal], strict=True):
            part.set_color(theme.gradient)
            part.number = shown_number(slope, {"step": float(step)})
        allow(self.product, "equation", "what has been learned, not what was given")
        self.rays = VGroup(*map(self._ray, self.walls, self.product.written))
        self.rays.set_stroke(theme.gradient, STYLE.strong, 0.8)
        self.add(self.product, self.rays)

    @property
    def factors(self) -> list[TypesetPart]:
        """The numbers of the product, the result last."""
        return [*self.product.written, self.product.result]

    def _ray(self, wall: Doll, factor: TypesetPart) -> Line:
        corner = wall.frame.get_corner((-1.0, -1.0, 0.0))
        foot = np.array([corner[0] + _CORNER * float(wall.frame.width), corner[1], 0.0])
        return Line(foot, factor.get_top() + DOWN * -_AIR)

    def sweep(self) -> Iterator[tuple[list[Animation], float]]:
        """Yield animations and their times: from the loss inward each wall sends its factor; the product."""
        product = self.product
        known = product.signs_before(product.written[0])
        yield [FadeIn(product.subject), *map(FadeIn, known)], 0.5
        for wall, ray, factor in zip(self.walls, self.rays, product.written, strict=True):
            signs = [FadeIn(one) for one in product.signs_before(factor) if one not in known]
            arriving = FadeIn(factor, target_position=ray.get_start(), scale=0.3)
            yield [wall.glow(), Create(ray), arriving, *signs], 0.7
        yield [*map(FadeIn, product.signs_before(product.result)), FadeIn(product.result)], 0.6


def seen_width() -> float:
    """Return how wide the view is in which dolls and product are seen."""
    return BACK * Frame.current().width
