"""The gradient by a layer's weights: rectangles as high as the sum's δ, as wide as the value."""

from __future__ import annotations

from collections.abc import Iterable

from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, FadeIn, GrowFromEdge, Rectangle, VGroup

from backprop_core.network.matrices import LOSS, WideQuantities, layer_symbol
from backprop_core.network.naming import vector_symbol
from backprop_core.quantity import Piece, Quantity, derivative_symbol
from config import Theme
from scenes.chapters.jacobians.staging import View
from scenes.stage.formulas.equation import number_line, role_color
from scenes.stage.graph.outer_product import delta_vector
from scenes.stage.lettering.typesetting import BODY, FORMULA, math
from scenes.stage.measure import Measurement, allow

_THICK, _GAP, _APART, _FILL, _HOLLOW, _LEAST = 0.16, 0.16, 0.3, 0.85, 0.14, 1e-6
"""Width of the bars at the edges; free room between rectangles, and from the bars to them; fill of a positive
one and of a negative one; the least side."""

_NAMES, _EDGE = 0.95, 1.0
"""Height that the title takes above, width of the names at the left."""


class OuterGrid(VGroup):
    """Heights times widths: `down` are the bars of δ at the left, `across` those of the values on top.

    `areas[i][j]` is a full rectangle where the weight's gradient is positive, an outline where it is
    negative. Digits stand for the steepest weight, `inside` its rectangle where they have room.
    """

    def __init__(self, theme: Theme, numbers: WideQuantities, layer: int, view: View) -> None:
        super().__init__()
        self.theme, self.numbers, self.layer = theme, numbers, layer
        net, room = numbers.network, view.plain_room
        self.deltas, self.values = numbers.sum_gradient(layer), numbers.values(layer - 1)
        self.gradients = [
            [self._gradient(key) for key in neuron.weights] for neuron in net.graph.neurons(layer)
        ]
        highs = [abs(float(one.value)) for one in self.deltas]
        wides = [abs(float(one.value)) for one in self.values]
        free = (
            room.width - _EDGE - _APART - _THICK - _GAP * (len(wides) - 1),
            room.height - 2 * _NAMES - _APART - _THICK - _GAP * (len(highs) - 1),
        )
        self.unit = (free[0] / (sum(wides) or 1.0), free[1] / (sum(highs) or 1.0))
        self.down, self.across, self.areas = VGroup(), VGroup(), VGroup()
        color = role_color(theme, layer_symbol(layer - 1))
        x = 0.0
        for value in wides:
            bar = self._box(max(value * self.unit[0], _LEAST), _THICK, color, _FILL)
            self.across.add(bar.move_to((x, _APART, 0.0), aligned_edge=DOWN + LEFT))
            x += float(bar.width) + _GAP
        y = 0.0
        for i, high in enumerate(highs):
            tall = max(high * self.unit[1], _LEAST)
            bar = self._box(
                _THICK, tall, theme.gradient, _FILL if self._positive(self.deltas[i]) else _HOLLOW
            )
            self.down.add(bar.move_to((-_APART, y, 0.0), aligned_edge=UP + RIGHT))
            row = VGroup()
            for j, top in enumerate(self.across):
                shade = _FILL if self._positive(self.gradients[i][j]) else _HOLLOW
                area = self._box(float(top.width), tall, theme.gradient, shade)
                row.add(area.move_to((float(top.get_left()[0]), y, 0.0), aligned_edge=UP + LEFT))
            self.areas.add(row)
            y -= tall + _GAP
        self._name(color)
        self.add(self.down, self.across, self.areas, self.names, self.title, *self.digits)
        scale = min(view.share, view.room.width / self.width, view.room.height / self.height)
        self.scale(scale).move_to(view.room.center)
        self.unit = (self.unit[0] * scale, self.unit[1] * scale)

    def sides(self) -> list[Animation]:
        """Return the animations in which the bars at the edges come, with their names."""
        grown = [
            *(GrowFromEdge(bar, UP) for bar in self.down),
            *(GrowFromEdge(bar, LEFT) for bar in self.across),
        ]
        return [*grown, *map(FadeIn, self.names), *map(FadeIn, self.digits[:2])]

    def row(self, i: int) -> Animation:
        """Return the animation in which a row of rectangles is swept out."""
        return AnimationGroup(*(GrowFromEdge(area, LEFT) for area in self.areas[i]), lag_ratio=0.25)

    def measurements(self) -> Iterable[Measurement]:
        """Read each weight's gradient back from its rectangle: its area, and whether it is full."""
        for row, gradients in zip(self.areas, self.gradients, strict=True):
            for area, gradient in zip(row, gradients, strict=True):
                size = float(area.width * area.height) / (self.unit[0] * self.unit[1])
                side = 1.0 if float(area.get_fill_opacity()) > (_FILL + _HOLLOW) / 2 else -1.0
                yield Measurement("area", gradient.name, side * size, 1e-5)

    def _name(self, color: str) -> None:
        """Make the names of both sides and of what they make, and the steepest weight's digits."""
        theme, (i, j) = self.theme, self.numbers.steepest_weight(self.layer)
        delta, entering = delta_vector(self.layer), layer_symbol(self.layer - 1)
        left = math([Piece(delta.typst, "symbol")], theme.gradient, size=FORMULA)
        top = math([Piece(f"{entering.typst}^T", "symbol")], color, size=FORMULA)
        self.names = VGroup(
            allow(left, "untraced", "the name of a vector"), allow(top, "untraced", "the name of a vector")
        )
        height, width = self.across[j].get_top()[1], self.down[i].get_left()[0]
        numbers = number_line(theme, self.deltas[i], size=BODY), number_line(theme, self.values[j], size=BODY)
        numbers[0].next_to((width, self.down[i].get_y(), 0.0), LEFT, buff=0.14)
        numbers[1].next_to((self.across[j].get_x(), height, 0.0), UP, buff=0.14)
        area = self.areas[i][j]
        inside = number_line(theme, self.gradients[i][j], size=BODY)
        full = self._positive(self.gradients[i][j])
        inside.set_color(theme.background if full else theme.gradient).move_to(area)
        fits = inside.width < 0.9 * area.width and inside.height < 0.8 * area.height
        self.inside = [inside] if fits else []
        self.digits = [*numbers, *self.inside]
        left.next_to((width, self.down.get_y(), 0.0), LEFT, buff=0.14)
        if abs(left.get_y() - numbers[0].get_y()) < 0.6:
            left.next_to(self.down, DOWN, buff=0.15)
        top.next_to(self.across, RIGHT, buff=0.15)
        if float(numbers[1].get_bottom()[1]) < float(top.get_top()[1]) + 0.05:
            # Over a narrow bar at the right the digits reach beyond it.
            top.shift(RIGHT * max(0.0, float(numbers[1].get_right()[0] - top.get_left()[0]) + 0.12))
        weights = derivative_symbol(LOSS, vector_symbol("w", self.layer))
        pieces: list[Piece | str] = [
            Piece(weights.typst, "symbol"),
            "=",
            Piece(delta.typst, "symbol"),
            Piece(f"{entering.typst}^T", "symbol"),
        ]
        title = math(pieces, theme.gradient, size=FORMULA, display=False)
        self.title = allow(title, "untraced", "what the grid of rectangles is called")
        self.title.next_to(self.areas, DOWN, buff=0.3)
        self.title.shift(RIGHT * max(0.0, float(left.get_right()[0] - self.title.get_left()[0]) + 0.25))

    def _gradient(self, key: str) -> Quantity:
        net = self.numbers.network
        symbol = derivative_symbol(LOSS, net.graph.nodes[key].symbol)
        value = float(net.gradient_values[key])
        return Quantity(symbol, value, decimals=self.numbers.decimals, fixed=True)

    @staticmethod
    def _positive(quantity: Quantity) -> bool:
        return float(quantity.value) >= 0

    @staticmethod
    def _box(width: float, height: float, color: str, fill: float) -> Rectangle:
        box = Rectangle(width=width, height=height, stroke_color=color, stroke_width=2.0)
        return box.set_fill(color, fill)
