"""The sigmoid and its slope, one under the other, with a point that travels along both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Dot, Line, Mobject, ValueTracker, VGroup, VMobject

from backprop_core import sigmoid
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, MeasurementKind
from scenes.stage.plots.free_place import clearance
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.trackers import settled

Z = Symbol("z", "z", "z", "pre_activation")
VALUE = Symbol("sigma(z)", "σ(z)", "sigma of z", "activation")
REST = Symbol("1 - sigma(z)", "1 − σ(z)", "one minus sigma of z", "ink")
SLOPE = Symbol("sigma'(z)", "σ'(z)", "sigma prime of z", "gradient")

SAMPLES = 301
_REACH = 6.0
_TANGENT_LENGTH = 2.2
_TOLERANCE = 1e-6
_FLAT, _CLEAR = 0.03, 0.05
"""Values this close to zero or one lie where the curve is too flat for a name on its inner side; what a
name keeps from all lines."""


def reach(*places: float) -> float:
    """Return how far to both sides of zero the curves are drawn, so that all places lie inside."""
    return max(_REACH, *(abs(place) * 1.12 for place in places))


class SigmoidView(VGroup):
    """Two panels over the same z. `upper` has the curve, point, tangent and the bar from zero to one, split
    where the curve is; `lower` the slope's curve, its point and its height."""

    def __init__(self, theme: Theme, z: ValueTracker, span: float, size: tuple[float, float, float]) -> None:
        super().__init__()
        self.theme, self.z, self.span = theme, z, span
        width, tall, low = size
        zs = np.linspace(-span, span, SAMPLES)
        self.upper = PlotPanel(theme, (-span, span), (-0.06, 1.25), width, tall, Z, VALUE, ticks=5)
        self.lower = PlotPanel(theme, (-span, span), (-0.015, 0.29), width, low, Z, SLOPE, ticks=5)
        self.lower.next_to(self.upper, DOWN, buff=0.5).align_to(self.upper, RIGHT)
        for panel in (self.upper, self.lower):
            panel.grid.set_stroke(opacity=0.0)
        self.curve = self.upper.curve(zs, np.array([float(sigmoid.value(a)) for a in zs]), theme.activation)
        self.slopes = self.lower.curve(
            zs, np.array([float(sigmoid.derivative(a)) for a in zs]), theme.gradient
        )
        ends = self.upper.to_point(-span, 1.0), self.upper.to_point(span, 1.0)
        self.ceiling = DashedLine(*ends, color=theme.dimmed, stroke_width=1.5, dash_length=0.1)
        self.names = VGroup(*(self._name(*given) for given in ((self.upper, VALUE), (self.lower, SLOPE))))
        self.part_value = Line(DOWN, UP, stroke_color=theme.activation, stroke_width=9)
        self.part_rest = Line(DOWN, UP, stroke_color=theme.ink, stroke_width=9)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=5)
        self.height_bar = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=9)
        self.dot, self.slope_dot = (
            Dot(radius=0.1, color=theme.ink, stroke_color=theme.background, stroke_width=2.0)
            for _ in range(2)
        )
        self.bars = VGroup(self.part_value, self.part_rest)
        self.above = VGroup(self.upper, self.ceiling, self.names[0])
        self.below = VGroup(self.lower, self.names[1])
        self.add(self.above, self.curve, self.below, self.slopes)
        self.add(self.bars, self.tangent, self.dot, self.height_bar, self.slope_dot)
        self._lay(self)
        for follower in (self.bars, self.tangent, self.dot, self.height_bar, self.slope_dot):
            follower.add_updater(lambda _: self._lay(self))

    def measurements(self) -> Iterable[Measurement]:
        """Read value, rest and slope back from the bars, the tangent and the slope's point."""
        at = {Z.plain: float(settled(self.z))}
        up, down = self.upper.unit[1], self.lower.unit[1]
        run, rise = (self.tangent.get_end() - self.tangent.get_start())[:2] / np.array(self.upper.unit)
        found: tuple[tuple[MeasurementKind, Symbol, float], ...] = (
            ("bar", VALUE, self.part_value.get_length() / up),
            ("bar", REST, self.part_rest.get_length() / up),
            ("tangent", SLOPE, rise / run),
            ("bar", SLOPE, self.height_bar.get_length() / down),
        )
        for kind, symbol, value in found:
            yield Measurement(kind, symbol.plain, float(value), _TOLERANCE, at)

    def place(self, z: float) -> tuple[np.ndarray, np.ndarray]:
        """Return where the points over z lie on both curves."""
        value, slope = float(sigmoid.value(z)), float(sigmoid.derivative(z))
        return self.upper.to_point(z, value), self.lower.to_point(z, slope)

    def bar_names(self) -> VGroup:
        """Return the names of both parts of the bar, each on the side where the curve leaves room."""
        sides = (VALUE, self.part_value, RIGHT), (REST, self.part_rest, LEFT)
        return VGroup(
            *(
                typesetting.math(
                    [symbol.typst], getattr(self.theme, symbol.role), size=typesetting.BODY, display=False
                ).next_to(bar, side, buff=0.15)
                for symbol, bar, side in sides
            )
        )

    def trail(self) -> VMobject:
        """Return the slope's curve as far as the point has come; it grows while the point travels."""
        line = self.slopes.copy()
        zs = np.linspace(-self.span, self.span, SAMPLES)

        def grow(mobject: Mobject) -> None:
            assert isinstance(mobject, VMobject)
            here = float(self.z.get_value())
            passed = np.append(zs[zs < here], here)
            self.lower.trace(mobject, passed, np.array([float(sigmoid.derivative(z)) for z in passed]))

        return line.add_updater(grow, call_updater=True)

    @staticmethod
    def _lay(view: Mobject) -> None:
        assert isinstance(view, SigmoidView)
        z = float(view.z.get_value())
        value, slope = float(sigmoid.value(z)), float(sigmoid.derivative(z))
        point, below = view.place(z)
        set_ends(view.part_value, (view.upper.to_point(z, 0.0), point))
        set_ends(view.part_rest, (point, view.upper.to_point(z, 1.0)))
        set_ends(view.tangent, view.upper.segment(z, value, slope, _TANGENT_LENGTH))
        set_ends(view.height_bar, (view.lower.to_point(z, 0.0), below))
        view.dot.move_to(point)
        view.slope_dot.move_to(below)

    def _name(self, panel: PlotPanel, symbol: Symbol) -> VGroup:
        color = getattr(self.theme, symbol.role)
        above = typesetting.math([symbol.typst], color, size=typesetting.BODY, display=False)
        above.next_to(panel.axes[1].get_end(), RIGHT, buff=0.15).shift(DOWN * 0.05)
        along = typesetting.math([Z.typst], self.theme.pre_activation, size=typesetting.BODY, display=False)
        along.next_to(panel.axes[0], RIGHT, buff=0.12)
        return VGroup(above, along)


class NeuronMark(VGroup):
    """Where a neuron stands: a point on both curves, and its name beside the upper one.

    `leftmost` tells on which side of the curve the name goes, so that two neighbours keep apart; `others`
    are marks that stand already.
    """

    def __init__(
        self,
        view: SigmoidView,
        value: Quantity,
        z: float,
        *,
        leftmost: bool,
        others: Sequence[NeuronMark] = (),
    ) -> None:
        super().__init__()
        theme = view.theme
        self.dots = VGroup(
            *(
                Dot(point, radius=0.1, color=color, stroke_color=theme.background, stroke_width=2.0)
                for point, color in zip(view.place(z), (theme.activation, theme.gradient), strict=True)
            )
        )
        share = float(value.value)
        above = leftmost if _FLAT < share < 1 - _FLAT else share <= _FLAT
        side = (LEFT if leftmost else RIGHT) + (UP if above else DOWN)
        self.label = typesetting.math([value.symbol.typst], theme.activation, size=typesetting.BODY)
        lines = (*view.upper.axes, *view.upper.grid)
        texts = [part for other in others for part in (other.label, other.dots[0])]
        rooms: list[tuple[float, int]] = []
        ways = (side, side * (1, -1, 1), side * (-1, 1, 1), -side)
        for place, way in enumerate(ways):
            self.label.next_to(self.dots[0].get_center(), way, buff=0.12)
            room = clearance(self.label, lines, (view.curve, *view.upper.x_labels), texts)
            rooms.append((min(room, _CLEAR), -place))
        self.label.next_to(self.dots[0].get_center(), ways[-max(rooms)[1]], buff=0.12)
        self.add(self.dots, self.label)
