"""The point that a reader drags over a heatmap, and the two cross-sections through it."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from backprop_core.decimals.contrast import spanning_decimals
from backprop_core.evaluation import Floats
from backprop_core.notation import to_plain
from backprop_core.quantity import Piece, derivative_symbol
from backprop_core.surface import Surface
from config import Settings
from scenes.chapters.drags.drag import Drag, Zone, fit_labels
from scenes.chapters.drags.slider import Axis, Reading, SliderGrid, nearest
from scenes.stage.color import mixed
from scenes.stage.formulas.expressions import expression_pieces
from scenes.stage.lettering.typesetting import BODY, math
from scenes.stage.lock import Lock
from scenes.stage.plots.cross_section import SAMPLES, CrossSection
from scenes.stage.plots.crosshair import Crosshair
from scenes.stage.plots.heatmap import Heatmap, value_range
from scenes.stage.plots.partials import F, X, Y
from scenes.stage.plots.ticks import tick_values

POSITIONS = 50
"""The most steps that the point takes across the map, and up."""

MAP = Zone(-6.05, -1.05, -2.7, 2.3)
SECTIONS = Zone(0.95, 6.3, 0.75, 2.75), Zone(0.95, 6.3, -3.15, -1.15)
"""Where the map stands, and the cross-sections along x and along y with their scales, one over the other."""

SCALE, FORMULA, HEADER, SHADE = 1.05, 3.2, 0.4, 0.5
"""Width of the labels of scales; heights of a formula's baseline, and of a header's over its panel; share of
ink in the second input's colour."""


class HeatmapDrag(Drag):
    """A map, a point at every place of it, and the slopes of the two curves through the point."""

    title = "The map, dragged"
    cut = 0.553

    @classmethod
    def slider_of(cls, settings: Settings) -> SliderGrid:
        """Return round values of x and y across the map, and what is read at each point."""
        given = settings.lecture.surface
        surface = Surface.from_text(given.expression)
        ranges = (float(given.x_low), float(given.x_high)), (float(given.y_low), float(given.y_high))
        axes = []
        for symbol, (low, high), home, place in zip(
            (X, Y), ranges, (given.point_x, given.point_y), (MAP.across, MAP.down), strict=True
        ):
            values = tuple(tick_values(low, high, most=POSITIONS))
            first, last = ((float(value) - low) / (high - low) for value in (values[0], values[-1]))
            axes.append(Axis(symbol, values, nearest(values, home), place(first, last)))
        xs, ys = (np.linspace(*ends, SAMPLES) for ends in ranges)
        readings = (
            Reading(F, surface.value, spanning_decimals(*value_range(surface, *ranges))),
            Reading(
                derivative_symbol(F, X), surface.partial_x, _decimals(surface.partials_x(xs, ys[:, None]))
            ),
            Reading(
                derivative_symbol(F, Y), surface.partial_y, _decimals(surface.partials_y(xs, ys[:, None]))
            ),
        )
        return SliderGrid(tuple(axes), readings)

    @classmethod
    def formula(cls, settings: Settings) -> str:
        """Return f as a line of text."""
        return f"f(x, y) = {to_plain(Surface.from_text(settings.lecture.surface.expression).expression)}"

    @classmethod
    def rules(cls, settings: Settings) -> tuple[str, ...]:
        """Return both partial derivatives, a line of text each."""
        surface = Surface.from_text(settings.lecture.surface.expression)
        partials = surface.partial_x_expression, surface.partial_y_expression
        named = zip(surface.variables, partials, strict=True)
        return tuple(f"∂f/∂{name} = {to_plain(partial)}" for name, partial in named)

    def lay_out(self) -> None:
        """Put formula, map, cross-sections and readouts on stage."""
        given, theme = self.settings.lecture.surface, self.theme
        self.surface = surface = Surface.from_text(given.expression)
        self.ranges = (float(given.x_low), float(given.x_high)), (float(given.y_low), float(given.y_high))
        self.colors = theme.input, mixed(theme.input, theme.ink, SHADE).to_hex()
        pair = self.trackers[0], self.trackers[1]
        heatmap = Heatmap(theme, surface, *self.ranges, MAP.size[0], (X, Y, F), self.colors)
        heatmap.shift(MAP.centre - heatmap.image.get_center())
        self.crosshair = crosshair = Crosshair(theme, heatmap, pair, self.colors)
        written: list[Piece | str] = ["f(x, y) =", *expression_pieces(surface.expression, (X, Y))]
        self.write(math(written, theme.ink, display=False), MAP.left, FORMULA, MAP.size[0] + SCALE)
        fit_labels(heatmap.panel.y_labels, SCALE, RIGHT)
        fit_labels(heatmap.bar.labels, SCALE, LEFT)
        sections = [self._section(along) for along in (0, 1)]
        self.add(heatmap, *(VGroup(section.panel, section.axis_name) for section in sections))
        for part in (*crosshair.lines, crosshair.dot):
            self.add(part.clear_updaters())
        # Each of them would move all of them; here the lowest does it once.
        crosshair.lines[0].add_updater(lambda _: crosshair.refresh())
        for section in sections:
            self.add(section.curve, section.tangent, section.dot)
        self._label(heatmap)

    def _section(self, along: int) -> CrossSection:
        """Return a cross-section that fills its zone, from its scale to its panel's right edge."""
        zone, color, pair = SECTIONS[along], self.colors[along], (self.trackers[0], self.trackers[1])

        def made(width: float) -> CrossSection:
            size = width, zone.size[1]
            section = CrossSection(self.theme, self.surface, pair, self.ranges, (X, Y, F), along, size, color)
            fit_labels(section.panel.y_labels, SCALE, RIGHT)
            return section

        first = made(zone.size[0])
        section = made(zone.size[0] - float(first.panel.axes.get_left()[0] - first.panel.get_left()[0]))
        right = float(section.panel.axes.get_right()[0])
        return section.shift(RIGHT * (zone.right - right) + UP * (zone.centre - section.panel.middle))

    def _label(self, heatmap: Heatmap) -> None:
        theme, surface = self.theme, self.surface
        xs, ys = (np.linspace(*ends, SAMPLES) for ends in self.ranges)
        height = self.readout(0, theme.ink, value_range(surface, *self.ranges), 2.2)
        self.add(height.at(RIGHT * (MAP.right - 2.2) + UP * (MAP.top + 0.2)))
        slopes = surface.partials_x(xs, ys[:, None]), surface.partials_y(xs, ys[:, None])
        for along, found in enumerate(slopes):
            base, zone = UP * (SECTIONS[along].top + HEADER), SECTIONS[along]
            extremes = float(found.min()), float(found.max())
            slope = self.readout(1 + along, theme.gradient, extremes, 3.0).at(RIGHT * zone.left + base)
            frozen = self.axis_readout(1 - along, self.colors[1 - along], 1.6, size=BODY)
            lock = Lock(theme.dimmed, theme.background)
            frozen.at(RIGHT * (zone.right - 1.7) + base)
            lock.next_to(frozen.label, LEFT, buff=0.15)
            self.add(lock, slope, frozen)


def _decimals(slopes: Floats) -> int:
    return spanning_decimals(float(slopes.min()), float(slopes.max()))
