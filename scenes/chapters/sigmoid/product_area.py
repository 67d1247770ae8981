"""A product as an area: a rectangle in the unit square, as wide as one number and as high as the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Mobject, Polygon, Square, VGroup

from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.lettering.typesetting import BODY, math
from scenes.stage.measure import Measurement

_TOLERANCE = 1e-6
_NAME_GAP, _BAR = 0.14, 9.0


class ProductArea(VGroup):
    """Two sides, each from 0 to `most`, from the lower left corner of a square with sides of that length.

    `sides` and `product` name the numbers; `values` gives the sides now, `at` the variables that they move
    with. The name of the width stands under the square, that of the height over it.
    """

    def __init__(
        self,
        theme: Theme,
        sides: tuple[Symbol, Symbol],
        product: Symbol,
        values: Callable[[], tuple[float, float]],
        size: float,
        at: Callable[[], Mapping[str, float]],
        *,
        most: float = 1.0,
    ) -> None:
        super().__init__()
        self.sides, self.product, self.values, self.variables = sides, product, values, at
        self.most = most
        colors = [getattr(theme, symbol.role) for symbol in sides]
        self.square = Square(size, stroke_color=theme.dimmed, stroke_width=1.5, fill_opacity=0.0)
        self.area = Polygon(*np.zeros((4, 3)), stroke_width=0.0)
        self.area.set_fill(getattr(theme, product.role), 0.6)
        self.wide, self.high = (Line(LEFT, RIGHT, stroke_color=c, stroke_width=_BAR) for c in colors)
        names = [math([s.typst], c, size=BODY, display=False) for s, c in zip(sides, colors, strict=True)]
        names[0].next_to(self.square, DOWN, buff=_NAME_GAP).align_to(self.square, LEFT)
        names[1].next_to(self.square, UP, buff=_NAME_GAP).align_to(self.square, LEFT)
        self.add(self.square, self.area, self.wide, self.high, *names)
        self._lay(self)
        self.area.add_updater(lambda _: self._lay(self))

    def measurements(self) -> Iterable[Measurement]:
        """Read both sides and the area back, by the side of the square."""
        unit, at = float(self.square.width) / self.most, self.variables()
        width, height = self.wide.get_length() / unit, self.high.get_length() / unit
        area = float(self.area.width * self.area.height) / unit**2
        for symbol, found in zip(self.sides, (width, height), strict=True):
            yield Measurement("bar", symbol.plain, float(found), _TOLERANCE, at)
        yield Measurement("area", self.product.plain, area, _TOLERANCE, at)

    @staticmethod
    def _lay(view: Mobject) -> None:
        assert isinstance(view, ProductArea)
        corner, unit = view.square.get_corner(DOWN + LEFT), float(view.square.width) / view.most
        across, up = (way * unit * part for way, part in zip((RIGHT, UP), view.values(), strict=True))
        view.area.set_points_as_corners([corner, corner + across, corner + across + up, corner + up, corner])
        for bar, way in ((view.wide, across), (view.high, up)):
            bar.set_points(np.array([corner + way * share for share in (0.0, 1 / 3, 2 / 3, 1.0)]))
