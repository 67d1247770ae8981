"""The loss as a curve over one weight, a ball on it, and the tangent under the ball."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Dot, Line, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.network import Network
from backprop_core.network.training import LossLandscape
from backprop_core.number import Number
from backprop_core.quantity import Piece
from config import Theme
from scenes.chapters.update_step.step_arrow import StepArrow
from scenes.stage.formulas.equation import name_piece
from scenes.stage.lettering.fitting import narrowed
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.lettering.typesetting import BODY, FORMULA, math
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.free_place import FREE, clearance
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.window import Window
from scenes.stage.trackers import settled

_SAMPLES, _SHORT, _LABEL_GAPS = 161, 0.01, (0.2, 0.4, 0.6)


class LossView(VGroup):
    """A panel over `span` with the loss by w₁ alone, and a ball at `weight` with its tangent.

    Everything but w₁ is held still.
    """

    def __init__(
        self,
        theme: Theme,
        network: Network,
        weight: ValueTracker,
        span: tuple[float, float],
        size: tuple[float, float],
        *,
        tangent_length: float = 3.2,
    ) -> None:
        super().__init__()
        self.theme, self.network = theme, network
        self.weight, self.reach = weight, tangent_length
        self.symbols = network.quantity["w1"].symbol, network.quantity["L"].symbol
        self.landscape = LossLandscape((network,), ("w1", "w2"))
        losses = self.losses(np.linspace(*span, _SAMPLES))
        heights = padded(float(losses.min()), float(losses.max()), 0.12)
        self.panel = PlotPanel(theme, span, heights, *size, *self.symbols)
        self.curve = VMobject(stroke_color=theme.loss, stroke_width=6, fill_opacity=0.0)
        self._trace()
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=6).set_z_index(2)
        self.ball = Dot(radius=0.14, color=theme.ink).set_z_index(3)
        self.names = VGroup(
            math([name_piece(network.quantity["w1"])], theme.weight, size=FORMULA),
            math([name_piece(network.quantity["L"])], theme.loss, size=FORMULA),
        )
        self.names[0].next_to(self.panel.x_labels, DOWN, buff=0.1)
        self.names[1].next_to(self.panel.axes[1], UP, buff=0.12)
        self.add(self.panel, self.curve, self.names, self.tangent, self.ball)
        self.in_flight = False
        self.ball.add_updater(self._follow)
        self.tangent.add_updater(self._lay_tangent)

    @property
    def here(self) -> Network:
        """The network with w₁ where the ball stands."""
        return self.network.changed({"w1": self.value()})

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
        losses = (float(self.network.loss_at({"w1": weight})) for weight in (start, end))
        middles = (start + end) / 2, sum(losses) / 2
        spans = share * (right - left), share * (high - low)
        width, height = ((m - s / 2, m + s / 2) for m, s in zip(middles, spans, strict=True))
        return width, height

    def value(self) -> Number:
        """Return w₁ where the ball stands, the given one exactly."""
        at = float(self.weight.get_value())
        return self.network.given["w1"] if at == float(self.network.given["w1"]) else settled(self.weight)

    def loss(self) -> Number:
        """Return the loss under the ball."""
        return self.here.loss

    def slope(self) -> Number:
        """Return the loss's slope under the ball."""
        return self.here.gradient_values["w1"]

    def losses(self, weights: np.ndarray) -> np.ndarray:
        """Return the loss at each of some weights."""
        losses: np.ndarray = self.landscape.grid(weights, np.array([float(self.network.given["w2"])]))[0]
        return losses

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
        theme, slope = self.theme, self.network.gradient["w1"].symbol
        there = [self.network.changed({"w1": weight}) for weight in weights]
        rows = (
            (self.symbols[0], self.value, theme.weight, [net.given["w1"] for net in there]),
            (self.symbols[1], self.loss, theme.loss, [net.loss for net in there]),
            (slope, self.slope, theme.gradient, [net.gradient_values["w1"] for net in there]),
        )

        def at() -> dict[str, Number]:
            return {self.symbols[0].plain: self.value()}

        lines = VGroup()
        for symbol, value, color, values in rows:
            size = fitting_size(symbol, values, room, decimals=4)
            lines.add(Readout(symbol, value, color, decimals=4, size=size, at=at))
        return lines.arrange(DOWN, buff=0.35, aligned_edge=LEFT)

    def measurements(self) -> Iterable[Measurement]:
        """Read the loss back from the ball's place, the slope from the tangent's ends."""
        if self.in_flight:
            return
        low, high = self.panel.y_range
        weight, height = self.panel.read(self.ball.get_center())
        at, slope = {self.symbols[0].plain: weight}, self.network.gradient["w1"].name
        yield Measurement("height", self.symbols[1].plain, height, 1e-6 * (high - low), at)
        if np.linalg.norm(self.tangent.points[-1] - self.tangent.points[0]) > _SHORT:
            found = self.panel.read_slope(self.tangent)
            yield Measurement("slope", slope, found, 1e-6 * max((high - low), abs(found)), at)

    def _trace(self) -> None:
        xs = np.linspace(*self.panel.x_range, _SAMPLES)
        self.panel.trace(self.curve, xs, self.losses(xs))

    def _follow(self, ball: Mobject) -> None:
        ball.move_to(self.point())

    def _lay_tangent(self, line: Mobject) -> None:
        assert isinstance(line, Line)
        ends = self.panel.segment(
            float(self.weight.get_value()), float(self.loss()), float(self.slope()), self.reach
        )
        set_ends(line, ends)


class StepLine(VGroup):
    """A step to scale: the arrow `run` from the ball along the axis, `fall` from its end to the curve."""

    def __init__(self, view: LossView, start: float, end: float) -> None:
        super().__init__()
        network, panel = view.network, view.panel
        self.view, self.name = view, f"−η·{network.gradient['w1'].name}"
        before, after = (float(network.loss_at({"w1": weight})) for weight in (start, end))
        self.corner, self.place = panel.to_point(end, before), panel.to_point(end, after)
        self.run = StepArrow(panel.to_point(start, before), self.corner, view.theme.weight)
        self.fall = DashedLine(
            self.corner, self.place, stroke_color=view.theme.loss, stroke_width=4, dash_length=0.08
        )
        slope = network.gradient["w1"].symbol
        pieces: list[Piece | str] = ["-", "eta", "dot.op", Piece(slope.typst, "symbol")]
        self.label = math(pieces, view.theme.ink, size=BODY)
        self.label.part(4).set_color(view.theme.gradient)
        self._lay_label(UP if before >= after else DOWN)
        self.add(self.run, self.fall, self.label)

    def _lay_label(self, first: np.ndarray) -> None:
        """Put the label at the arrow's end, off the curve and the tangent."""
        view, panel = self.view, self.view.panel
        drop = Line(self.corner, self.place)
        lines = view.tangent, self.run.shaft, drop, *panel.axes, *panel.grid
        sides = [way + across for way in (first, -first) for across in (0 * RIGHT, RIGHT, LEFT)]
        found: list[tuple[float, int, np.ndarray]] = []
        for gap, side in product(_LABEL_GAPS, sides):
            self.label.next_to(self.corner, side, buff=gap)
            room = min(clearance(self.label, lines, (view.curve,)), FREE)
            found.append((room, -len(found), self.label.get_center()))
        self.label.move_to(max(found, key=lambda one: one[:2])[2])

    def measurements(self) -> Iterable[Measurement]:
        """Read the step back from the arrow's length along the axis."""
        (start, _), (end, _) = (self.view.panel.read(place) for place in self.run.ends)
        yield Measurement("length", self.name, end - start, 1e-6)


def view_with_labels(
    theme: Theme,
    network: Network,
    weight: ValueTracker,
    span: float,
    size: tuple[float, float],
    room: float,
    closer: tuple[tuple[float, float], float] | None,
) -> tuple[LossView, float]:
    """Return a view that leaves `room` for the labels of a closer look, too, and where its left edge belongs.

    It reaches `span` to both sides of the network's w₁. `closer` are the two ends of a step that will be
    looked at, and how many steps wide; None where none will.
    """
    middle = float(network.given["w1"])

    def made(width: float) -> LossView:
        return LossView(theme, network, weight, (middle - span, middle + span), (width, size[1]))

    wide, close = made(size[0]), made(size[0])
    if closer is not None:
        close.show_window(close.window_around(*closer[0], closer[1]))
        close.panel.mark_scale()
    extra = max(0.0, float(close.panel.y_labels.width - wide.panel.y_labels.width))
    view = narrowed(made, size[0], room - extra)
    view.update()
    return view, extra
