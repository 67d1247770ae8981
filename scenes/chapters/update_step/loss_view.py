"""The loss as a curve over one parameter, a ball on it, and the tangent under the ball."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.network.batch import Batch, losses_of
from backprop_core.number import Number
from config import Theme
from scenes.stage.formulas.equation import name_piece
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.lettering.typesetting import FORMULA, math
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.window import Window
from scenes.stage.trackers import settled

MOST_EXAMPLES = 8
"""Examples that are drawn one by one."""

_SAMPLES, _SHORT, _HEADROOM = 161, 0.01, 1.6


class LossView(VGroup):
    """A panel over `span` with the loss by one parameter alone, `key`, a ball at `weight` and its tangent.

    Everything but that parameter is held still.
    """

    def __init__(
        self,
        theme: Theme,
        batch: Batch,
        key: str,
        weight: ValueTracker,
        span: tuple[float, float],
        size: tuple[float, float],
        *,
        tangent_length: float = 3.2,
    ) -> None:
        super().__init__()
        self.theme, self.batch, self.key = theme, batch, key
        self.weight, self.reach = weight, tangent_length
        self.parameter = batch.network.quantity[key]
        self.symbols = self.parameter.symbol, batch.loss.symbol
        self.corners = batch.corners(key, *span, _SAMPLES)
        xs = self.places(*span)
        losses = self.losses(xs)
        drawn = batch.networks[:MOST_EXAMPLES] if batch.several else ()
        singly = [losses_of(network, key, xs) for network in drawn]
        least, most = (float(pick([pick(one) for one in (losses, *singly)])) for pick in (min, max))
        self.panel = self.lay_panel(span, (least, most), size)
        self._singly = xs, singly
        self.curve = VMobject(stroke_color=theme.loss, stroke_width=6, fill_opacity=0.0)
        self._trace()
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=6).set_z_index(2)
        self.ball = Dot(radius=0.14, color=theme.ink).set_z_index(3)
        self.names = VGroup(
            math([name_piece(self.parameter)], theme.weight, size=FORMULA),
            math([name_piece(batch.loss)], theme.loss, size=FORMULA),
        )
        self.names[0].next_to(self.panel.x_labels, DOWN, buff=0.1)
        self.names[1].next_to(self.panel.axes[-1], UP, buff=0.12)
        self.add(self.panel, self.curve, self.names, self.tangent, self.ball)
        self.in_flight, self._around_ball = False, self.ball.points - self.ball.get_center()
        self.ball.add_updater(self._follow)
        self.tangent.add_updater(self._lay_tangent)

    def lay_panel(
        self, span: tuple[float, float], losses: tuple[float, float], size: tuple[float, float]
    ) -> PlotPanel:
        """Return the panel in which losses between two ends are drawn."""
        return PlotPanel(self.theme, span, padded(*losses, 0.12), *size, *self.symbols)

    def examples(self) -> VGroup:
        """Return the losses of the first few of several examples as thin curves; no part of the view."""
        xs, singly = self._singly
        curves = (self.panel.curve(xs, one, self.theme.loss, stroke_width=2.5) for one in singly)
        return VGroup(*curves).set_stroke(opacity=0.6)

    @property
    def window(self) -> Window:
        """The ranges of weight and loss that the panel shows now."""
        return self.panel.x_range, self.panel.y_range

    def show_window(self, window: Window) -> None:
        """Show other ranges; ball and tangent follow by themselves."""
        self.panel.show_range(*window)
        self._trace()

    def window_around(self, start: float, end: float, room: float) -> Window:
        """Return ranges `room` steps wide around a step from one weight to another, both enlarged alike."""
        (left, right), (low, high) = self.window
        share = room * abs(end - start) / (right - left)
        losses = [float(self.batch.loss_at({self.key: weight})) for weight in (start, end)]
        middles = (start + end) / 2, sum(losses) / 2
        spans = share * (right - left), max(share * (high - low), _HEADROOM * abs(losses[1] - losses[0]))
        width, height = ((m - s / 2, m + s / 2) for m, s in zip(middles, spans, strict=True))
        return width, height

    def value(self) -> Number:
        """Return the parameter where the ball stands, the given one exactly."""
        at, given = float(self.weight.get_value()), self.batch.given[self.key]
        return given if at == float(given) else settled(self.weight)

    def loss(self) -> Number:
        """Return the loss under the ball."""
        return self.batch.loss_at({self.key: self.value()})

    def slope(self) -> Number:
        """Return the loss's slope under the ball."""
        return self.batch.slope_at({self.key: self.value()}, self.key)

    def losses(self, weights: np.ndarray) -> np.ndarray:
        """Return the loss at each of some places of the parameter."""
        return self.batch.losses(self.key, weights)

    def places(self, low: float, high: float, samples: int = _SAMPLES) -> np.ndarray:
        """Return where the loss is drawn between two places, its corners among them."""
        inside = self.corners[(self.corners > low) & (self.corners < high)]
        return np.unique(np.concatenate([np.linspace(low, high, samples), inside]))

    def point(self) -> np.ndarray:
        """Return the ball's place on stage."""
        return self.panel.to_point(float(self.weight.get_value()), float(self.loss()))

    def foot(self, weight: float) -> np.ndarray:
        """Return the place of a weight on the horizontal axis."""
        return self.panel.to_point(weight, self.panel.y_range[0])

    def lift(self) -> Dot:
        """Let the ball leave the curve, to be moved by hand; tangent and numbers stay as they are."""
        self.in_flight = True
        self.ball.clear_updaters()
        return self.ball

    def land(self, weight: float) -> None:
        """Put the ball on the curve again, over another weight; everything follows at once."""
        self.weight.set_value(weight)
        self.in_flight = False
        self.ball.add_updater(self._follow)
        self.update()

    def readouts(self, room: float, weights: Sequence[Number]) -> VGroup:
        """Return what stands beside the picture, one below the other: weight, loss, slope.

        None is wider than the room at any of some weights.
        """
        theme, key = self.theme, self.key
        there = [self.batch.changed({key: weight}) for weight in weights]
        rows = (
            (self.symbols[0], self.value, theme.weight, [one.given[key] for one in there]),
            (self.symbols[1], self.loss, theme.loss, [one.loss.value for one in there]),
            (
                self.batch.gradient[key].symbol,
                self.slope,
                theme.gradient,
                [one.slope_at({}, key) for one in there],
            ),
        )

        def at() -> dict[str, Number]:
            return {self.symbols[0].plain: self.value()}

        lines, decimals = VGroup(), self.batch.network.precision
        for symbol, value, color, values in rows:
            size = fitting_size(symbol, values, room, decimals=decimals)
            lines.add(Readout(symbol, value, color, decimals=decimals, size=size, at=at))
        return lines.arrange(DOWN, buff=0.35, aligned_edge=LEFT)

    def measurements(self) -> Iterable[Measurement]:
        """Read the loss back from the ball's place, the slope from the tangent's ends."""
        if self.in_flight:
            return
        low, high = self.panel.y_range
        weight, height = self.panel.read(self.ball.get_center())
        at, slope = {self.symbols[0].plain: weight}, self.batch.gradient[self.key].name
        yield Measurement("height", self.symbols[1].plain, height, 1e-6 * (high - low), at)
        if np.linalg.norm(self.tangent.points[-1] - self.tangent.points[0]) > _SHORT:
            found = self.panel.read_slope(self.tangent)
            yield Measurement("slope", slope, found, 1e-6 * max((high - low), abs(found)), at)

    def _trace(self) -> None:
        xs = self.places(*self.panel.x_range)
        self.panel.trace(self.curve, xs, self.losses(xs))

    def _follow(self, ball: Mobject) -> None:
        ball.move_to(self.point())
        if np.allclose(ball.points, at_rest := self._around_ball + self.point(), rtol=0.0, atol=1e-9):
            ball.points = at_rest

    def _lay_tangent(self, line: Mobject) -> None:
        assert isinstance(line, Line)
        ends = self.panel.segment(
            float(self.weight.get_value()), float(self.loss()), float(self.slope()), self.reach
        )
        set_ends(line, ends)
