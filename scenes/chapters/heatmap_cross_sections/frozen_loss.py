"""The loss of a network with every variable frozen but one: a curve and its slope."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Create, DashedLine, Dot, FadeIn, Line, VGroup, VMobject

from backprop_core.network import Network
from backprop_core.network.batch import Batch
from backprop_core.network.training import walked_parameters
from backprop_core.quantity import Piece, Quantity
from backprop_core.spoken import spoken_number
from config import NetworkSettings, Theme
from scenes.stage.formulas.equation import fit, value_line
from scenes.stage.frame import safe_width
from scenes.stage.lettering.fitting import narrowed
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine, math, text
from scenes.stage.lock import Lock
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.contour import Floats
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.panel import PlotPanel

_REACH, _SAMPLES = 4.0, 161
_LISTED = 4
"""Most rows of what is frozen; the last stands for the rest where there are more."""
_COLUMN, _INSET, _GAP, _NAME_GAP = 3.1, 0.2, 0.45, 0.15
"""Most that a column of numbers takes, its distance from the margin, from the panel, and an axis's name's."""


class FrozenLoss(VGroup):
    """`L(w₁, w₂, b₁, b₂)`, a lock on each frozen variable, and L as a curve over the one that moves.

    That is the steepest weight of the first layer. `moving_line` states where it stands, `drop` leads down to
    it. Of many variables the first few are named, and one lock stands for the rest.
    """

    def __init__(self, theme: Theme, given: NetworkSettings) -> None:
        super().__init__()
        self.theme = theme
        self.batch = Batch(Network.all_examples(given))
        self.key, _ = walked_parameters(self.batch.networks)
        known = self.batch.network.quantity
        self.moving, self.loss, self.slope = known[self.key], self.batch.loss, self.batch.gradient[self.key]
        frozen = self._frozen()
        listed = frozen if len(frozen) <= _LISTED else frozen[: _LISTED - 1]
        pieces: list[Piece | str] = [Piece(self.loss.symbol.typst, "symbol", self.loss), "("]
        for index, key in enumerate((self.key, *listed)):
            pieces += [*([","] if index else []), Piece(known[key].symbol.typst, "symbol", known[key])]
        pieces += [",", Piece("dots.h", "symbol")] if len(listed) < len(frozen) else []
        pieces += [")"]
        self.formula = math(pieces, theme.weight, size=0.8)
        self.formula.part(1).set_color(theme.loss)
        for index in (0, *range(2, len(pieces) + 1, 2)):
            self.formula.part(index).set_color(theme.ink)
        self.formula.move_to(UP * 2.35)
        self.frozen_parts = [self.formula.of(known[key]) for key in listed]
        self.frozen = VGroup(*(self._row(theme, known[key]) for key in listed))
        if len(listed) < len(frozen):
            self.frozen_parts.append(self.formula.part(len(pieces) - 1))
            said = f"and {spoken_number(str(len(frozen) - len(listed)))} more"
            self.frozen.add(self._locked(theme, text(said, theme.dimmed)))
        self.frozen.arrange(DOWN, buff=0.35, aligned_edge=LEFT)
        self.moving_line = value_line(theme, self.moving, size=0.5)
        self.moving_line.next_to(self.frozen, UP, buff=0.35).align_to(self.frozen[0][1], LEFT)
        column = VGroup(self.frozen, self.moving_line).scale(
            min(1.0, _COLUMN / VGroup(self.frozen, self.moving_line).width)
        )
        middle = DOWN * 0.6 - self.frozen.get_center()
        column.shift(middle).align_to(LEFT * (safe_width() / 2 - _INSET), LEFT)
        self._plot(theme, float(column.get_right()[0]))

    def freeze(self) -> Iterator[list[Animation]]:
        """Yield the animations in which one variable after the other is frozen."""
        for part, row in zip(self.frozen_parts, self.frozen, strict=True):
            yield [changing(part).set_color(self.theme.dimmed), FadeIn(row, shift=RIGHT * 0.2)]

    def draw(self) -> Iterator[list[Animation]]:
        """Yield the animations that draw the panel, the curve, the point on it, and the tangent."""
        yield [FadeIn(self.panel, self.axis_names)]
        yield [Create(self.curve)]
        yield [FadeIn(self.dot), Create(self.drop), FadeIn(self.moving_line)]
        yield [Create(self.tangent), FadeIn(self.slope_line)]

    def _frozen(self) -> list[str]:
        """Return what is frozen: the other weights, then the biases."""
        nodes = self.batch.graph.nodes
        rest = [key for key in self.batch.graph.parameters if key != self.key]
        return sorted(rest, key=lambda key: nodes[key].kind == "bias")

    def _row(self, theme: Theme, quantity: Quantity) -> VGroup:
        stated = [
            Piece(quantity.symbol.typst, "symbol", quantity),
            Piece("=" if quantity.relation == "=" else "approx", "symbol"),
            Piece(quantity.shown.typst, "number", quantity),
        ]
        return self._locked(theme, math(stated, theme.dimmed, size=0.5))

    @staticmethod
    def _locked(theme: Theme, line: TypesetLine) -> VGroup:
        lock = Lock(theme.dimmed, theme.background, height=0.34)
        return VGroup(lock, line.next_to(lock, RIGHT, buff=0.25))

    def _plot(self, theme: Theme, left: float) -> None:
        """Draw the loss in the room between a column that ends at `left` and the slope at the right."""
        at = float(self.moving.value)
        ends = at - _REACH, at + _REACH
        corners = self.batch.corners(self.key, *ends, _SAMPLES)
        xs = np.unique(np.concatenate([np.linspace(*ends, _SAMPLES), corners]))
        ys = self.batch.losses(self.key, xs)
        heights = padded(float(ys.min()), float(ys.max()), 0.12)
        span = (float(xs[0]), float(xs[-1]))
        relation = "=" if self.slope.relation == "=" else "approx"
        stated = Piece(self.slope.shown.typst, "number", self.slope)
        self.slope_line = math(
            [Piece(self.slope.symbol.typst, "symbol", self.slope), relation, stated], theme.gradient, size=0.5
        )
        names = (
            math([self.moving.symbol.typst], theme.weight, size=0.5),
            math([self.loss.symbol.typst], theme.loss, size=0.5),
        )
        fit(self.slope_line, _COLUMN).align_to(RIGHT * safe_width() / 2, RIGHT)
        right = float(self.slope_line.get_left()[0] - names[0].width) - 2 * _NAME_GAP
        room = right - left - _GAP
        symbols = self.moving.symbol, self.loss.symbol
        self.panel = narrowed(
            lambda width: PlotPanel(theme, span, heights, width, 3.2, *symbols), min(5.0, room), room
        )
        self.panel.move_to((min(0.1, right - self.panel.width / 2), -0.7, 0.0))
        self.panel.shift(RIGHT * max(0.0, left + _GAP - float(self.panel.get_left()[0])))
        self.curve = self.panel.curve(xs, ys, theme.loss)
        height, slope = float(self.loss.value), float(self.slope.value)
        start, end = self.panel.segment(at, height, slope, 2.8)
        self.tangent = Line(start, end, stroke_color=theme.gradient, stroke_width=5.0)
        self.dot = Dot(self.panel.to_point(at, height), radius=0.1, color=theme.ink).set_z_index(3)
        self._let_measure()
        self.axis_names = VGroup(
            names[0].next_to(self.panel.axes[0], RIGHT, buff=_NAME_GAP),
            names[1].next_to(self.panel.axes[1], UP, buff=0.12),
        )
        self.slope_line.next_to(self.panel, RIGHT, buff=0.3)
        foot = self.panel.to_point(at, heights[0])
        self.drop = DashedLine(self.dot.get_center(), foot, color=theme.weight, stroke_width=3)

    def _let_measure(self) -> None:
        """Let the curve, the point and the tangent be read off the panel's ticks."""
        low, high = self.panel.y_range
        moving, loss = self.moving.name, self.loss.name

        def height(place: Floats) -> Measurement:
            x, y = self.panel.read(place)
            return Measurement("loss curve", loss, y, 1e-6 * (high - low), {moving: x})

        def slope(tangent: VMobject) -> Measurement:
            found, (x, _) = self.panel.read_slope(tangent), self.panel.read(self.dot.get_center())
            return Measurement("tangent", self.slope.name, found, 1e-6 * max(1.0, abs(found)), {moving: x})

        measured(self.curve, lambda curve: [height(place) for place in curve.get_anchors()[::20]])
        measured(self.dot, lambda dot: [height(dot.get_center())])
        measured(self.tangent, lambda tangent: [slope(tangent)])
