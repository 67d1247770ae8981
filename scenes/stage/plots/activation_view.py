"""An activation and its slope, one under the other, with a point that travels along both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, MeasurementKind
from scenes.stage.plots.activation_plot import ActivationPlot
from scenes.stage.plots.free_place import clearance
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.trackers import settled

_TANGENT_LENGTH, _SHARE = 2.2, 1e-6
"""Length of the tangent on stage; tolerance of what is measured, as a share of the range that is drawn."""

_BESIDE, _OFF, _CLEAR = 0.15, 0.06, 0.05
"""How far a name stands from its bar, and from a level beside it; what it keeps at least from all."""


class ActivationView(VGroup):
    """Two panels over the same z. `upper` has the curve, point, tangent and, if the curve runs between two
    levels, `bars` from one to the other, split where the curve is; `lower` the slope's curve, its point and
    its height.

    `size` is the width of both panels and the height of each; `places` are sums that must be seen.
    """

    def __init__(
        self,
        theme: Theme,
        curve: ActivationCurve,
        z: ValueTracker,
        size: tuple[float, float, float],
        places: Sequence[float] = (),
    ) -> None:
        super().__init__()
        self.theme, self.activation, self.z = theme, curve, z
        width, tall, low = size
        self.window = curve.window(places)
        values = ActivationPlot(theme, curve, self.window, (width, tall), room=(0.06, 0.25))
        slopes = ActivationPlot(theme, curve, self.window, (width, low), "slopes", room=(0.06, 0.16))
        slopes.next_to(values, DOWN, buff=0.5).align_to(values, RIGHT)
        self.upper, self.lower, self.slope_plot = values.panel, slopes.panel, slopes
        self.curve, self.slopes, self.levels = values.line, VGroup(slopes.line, *slopes.ends), values.levels
        self.names = VGroup(
            *(
                self._name(*given)
                for given in ((self.upper, curve.value_symbol), (self.lower, curve.slope_symbol))
            )
        )
        colors = (theme.activation, theme.ink) if curve.parts else ()
        self.bars = VGroup(*(Line(DOWN, UP, stroke_color=color, stroke_width=9) for color in colors))
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=5)
        self.height_bar = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=9)
        self.dot, self.slope_dot = (
            Dot(radius=0.1, color=theme.ink, stroke_color=theme.background, stroke_width=2.0)
            for _ in range(2)
        )
        self.above = VGroup(self.upper, self.levels, self.names[0])
        self.below = VGroup(self.lower, self.names[1])
        self.followers = VGroup(self.tangent, self.dot, self.height_bar, self.slope_dot)
        self.add(self.above, self.curve, self.below, self.slopes)
        self.add(self.bars, *self.followers)
        self._lay(self)
        for follower in (self.bars, *self.followers):
            follower.add_updater(lambda _: self._lay(self))

    def measurements(self) -> Iterable[Measurement]:
        """Read both parts and the slope back from the bars, the tangent and the slope's point."""
        at = {self.activation.z.plain: float(settled(self.z))}
        slope, (_, down) = self.activation.slope_symbol, self.lower.unit
        ends = self.tangent.get_end() - self.tangent.get_start()
        run, rise = ends[:2] / np.array(self.upper.unit)
        found: list[tuple[MeasurementKind, Symbol, float]] = [
            ("bar", symbol, bar.get_length() / self.upper.unit[1])
            for (symbol, _), bar in zip(self.activation.parts or (), self.bars, strict=True)
        ]
        found.append(("tangent", slope, rise / run))
        found.append(("bar", slope, (self.height_bar.get_end() - self.height_bar.get_start())[1] / down))
        for kind, symbol, value in found:
            yield Measurement(kind, symbol.plain, float(value), _SHARE * max(1.0, abs(value)), at)

    def place(self, z: float) -> tuple[np.ndarray, np.ndarray]:
        """Return where the points over z lie on both curves."""
        value, slope = float(self.activation.value(z)), float(self.activation.slope(z))
        return self.upper.to_point(z, value), self.lower.to_point(z, slope)

    def bar_names(self) -> VGroup:
        """Return the names of both parts of the bar, each on the side where the curve leaves room."""
        names = VGroup()
        for (symbol, _), bar, side in zip(
            self.activation.parts or (), self.bars, (RIGHT, LEFT), strict=False
        ):
            color = str(bar.get_stroke_color())
            name = typesetting.math([symbol.typst], color, size=typesetting.BODY, display=False)
            names.add(self._beside(name, bar, side))
        return names

    @property
    def straight(self) -> list[VMobject]:
        """All straight lines of the upper panel that are seen: axes, zeros, levels."""
        zeros = VGroup(*(line for line in self.upper.grid if line.get_stroke_opacity() > 0))
        return [part for lines in (self.upper.axes, zeros, *self.levels) for part in lines]

    def _beside(self, name: VMobject, bar: VMobject, side: np.ndarray) -> VMobject:
        """Put a name beside a bar, off the curve and all lines, as near to the bar's middle as it can be.

        The other side is tried if there is no place on the first one.
        """
        middle, apart = float(bar.get_y()), float(name.height) / 2 + _OFF
        levels = [self.upper.to_point(0.0, float(level or 0))[1] for level in self.activation.shape.levels]
        beside = [float(level) + way * apart for level in levels for way in (-1.0, 1.0)]
        texts = self.names[0].submobjects[:1]
        for way, y in product((side, -side), sorted((middle, *beside), key=lambda y: abs(y - middle))):
            name.next_to(bar, way, buff=_BESIDE).set_y(y)
            if clearance(name, self.straight, [self.curve], texts) >= _CLEAR:
                return name
        return name.next_to(bar, side, buff=_BESIDE)

    def trail(self) -> VMobject:
        """Return the slope's curve as far as the point has come; it grows while the point travels."""
        line = self.slope_plot.line.copy()

        def grow(mobject: Mobject) -> None:
            assert isinstance(mobject, VMobject)
            self.lower.trace(mobject, *self.slope_plot.trace(float(self.z.get_value())))

        return line.add_updater(grow, call_updater=True)

    def side_tangents(self) -> VGroup:
        """Return two lines that leave the kink, each as steep as the curve is on its side."""
        at = float(self.activation.kink or 0)
        lines = VGroup()
        for sign in (-1.0, 1.0):
            slope = float(self.activation.slope(at + sign))
            value = float(self.activation.value(at))
            ends = self.upper.segment(at, value, slope, _TANGENT_LENGTH)
            start, end = self.upper.to_point(at, value), ends[0 if sign < 0 else 1]
            lines.add(Line(start, end, stroke_color=self.theme.gradient, stroke_width=7))
        return lines

    @staticmethod
    def _lay(view: Mobject) -> None:
        assert isinstance(view, ActivationView)
        z, curve = float(view.z.get_value()), view.activation
        value, slope = float(curve.value(z)), float(curve.slope(z))
        point, below = view.place(z)
        for bar, level in zip(view.bars, curve.shape.levels, strict=False):
            ends = point, view.upper.to_point(z, float(level or 0))
            set_ends(bar, ends if bar is view.bars[1] else ends[::-1])
        set_ends(view.tangent, view.upper.segment(z, value, slope, _TANGENT_LENGTH))
        set_ends(view.height_bar, (view.lower.to_point(z, 0.0), below))
        view.dot.move_to(point)
        view.slope_dot.move_to(below)

    def _name(self, panel: PlotPanel, symbol: Symbol) -> VGroup:
        color = getattr(self.theme, symbol.role)
        above = typesetting.math([symbol.typst], color, size=typesetting.BODY, display=False)
        above.next_to(panel.axes[1].get_end(), RIGHT, buff=0.15).shift(DOWN * 0.05)
        z = self.activation.z
        along = typesetting.math([z.typst], getattr(self.theme, z.role), size=typesetting.BODY, display=False)
        along.next_to(panel.axes[0], RIGHT, buff=0.12)
        return VGroup(above, along)
