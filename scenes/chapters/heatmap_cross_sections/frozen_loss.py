"""The loss of a network with every variable frozen but one: a curve and its slope."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Dot, FadeIn, Line, ValueTracker, VGroup, VMobject

from backprop_core.network import Network
from backprop_core.network.batch import Batch
from backprop_core.network.training import walked_parameters
from backprop_core.quantity import Piece
from backprop_core.spoken import spoken_number
from config import NetworkSettings, Theme
from scenes.chapters.heatmap_cross_sections.slider import Slider
from scenes.chapters.heatmap_cross_sections.ways import Ways
from scenes.stage.formulas.equation import fit
from scenes.stage.frame import safe_bottom, safe_top, safe_width
from scenes.stage.layout import Region
from scenes.stage.lettering.fitting import narrowed
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine, math, text
from scenes.stage.line_ends import set_ends
from scenes.stage.lock import Lock
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.contour import Floats
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.panel import PlotPanel

_REACH, _SAMPLES, _STEP, _WALK = 4.0, 161, 1e-4, 1.6
_HEIGHT, _LABEL, _CORNER, _CLEAR, _TITLE = 4.4, 0.44, 0.25, 0.2, 3.3
"""Height of the plot, size of the numbers at its ticks; what the slope keeps from edges and lines;
width that stays free for the title."""
_LISTED = 4
"""Most rows of what is frozen; the last stands for the rest where there are more."""
_COLUMN, _INSET, _GAP, _NAME_GAP = 3.0, 0.1, 0.45, 0.15
"""Most that a column of numbers takes, its distance from the margin, from the panel, and an axis's name's."""


class FrozenLoss(VGroup):
    """`L(w₁, w₂, b₁, b₂)`, a locked slider for each frozen variable, L as a curve over one.

    That is the steepest weight of the first layer. `slider` is its own, `drop` leads down from its point. Of
    many variables the first few are named, and one lock stands for the rest. Those that are named may
    go their `ways` and come home, and the curve with them.
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
        self.formula = math(pieces, theme.weight, size=0.8, display=False)
        self.formula.part(1).set_color(theme.loss)
        for index in (0, *range(2, len(pieces) + 1, 2)):
            self.formula.part(index).set_color(theme.ink)
        self.frozen_parts = [self.formula.of(known[key]) for key in listed]
        reach = 1.15 * max(abs(float(known[key].value)) for key in (self.key, *listed)) or 1.0
        self.x = ValueTracker(float(self.moving.value))
        self.slider = Slider(theme, self.moving, reach, self.x)
        self.ways = Ways({key: float(known[key].value) for key in listed}, reach)
        self.frozen = [Slider(theme, known[key], reach, self.ways.places[key]) for key in listed]
        self.column = VGroup(self.slider, *self.frozen)
        self.rest: VGroup | None = None
        if len(listed) < len(frozen):
            self.frozen_parts.append(self.formula.part(len(pieces) - 1))
            said = f"and {spoken_number(str(len(frozen) - len(listed)))} more"
            self.rest = self._locked(theme, text(said, theme.dimmed))
            self.column.add(self.rest)
        self.column.arrange(DOWN, buff=0.36, aligned_edge=LEFT)
        for slider in (self.slider, *self.frozen):
            slider.lock.move_to(slider.knob)
        room = Region.safe().inset(top=1.3, bottom=0.1)
        whole = VGroup(self.column, *(slider.lock for slider in self.frozen))
        whole.scale(min(1.0, room.height / whole.height, _COLUMN / whole.width))
        whole.shift(room.point(LEFT) + RIGHT * _INSET - whole.get_left())
        self._plot(theme, float(self.column.get_right()[0]))

    def freeze(self) -> Iterator[list[Animation]]:
        """Yield the animations in which one variable after the other is locked."""
        for part, slider in zip(self.frozen_parts, self.frozen, strict=False):
            yield [changing(part).set_color(self.theme.dimmed), *slider.hold()]
        if self.rest is not None:
            yield [changing(self.frozen_parts[-1]).set_color(self.theme.dimmed), FadeIn(self.rest)]

    def point_out(self) -> list[Animation]:
        """Return the animations that bring the point on the curve, and the tangent."""
        return [FadeIn(self.dot, scale=2.0), FadeIn(self.drop), FadeIn(self.tangent)]

    def _frozen(self) -> list[str]:
        """Return what is frozen: the other weights, then the biases."""
        nodes = self.batch.graph.nodes
        rest = [key for key in self.batch.graph.parameters if key != self.key]
        return sorted(rest, key=lambda key: nodes[key].kind == "bias")

    @staticmethod
    def _locked(theme: Theme, line: TypesetLine) -> VGroup:
        lock = Lock(theme.dimmed, theme.background, height=0.34)
        return VGroup(lock, line.next_to(lock, RIGHT, buff=0.25))

    def _plot(self, theme: Theme, left: float) -> None:
        """Draw the loss beside a column that ends at `left`; its slope in a free corner, or beside it."""
        pieces: list[Piece | str] = [
            Piece(self.slope.symbol.typst, "symbol", self.slope),
            "=" if self.slope.relation == "=" else "approx",
            Piece(self.slope.shown.typst, "number", self.slope),
        ]
        self.slope_line = fit(math(pieces, theme.gradient, size=0.8), 1.2 * _COLUMN)
        name = math([self.moving.symbol.typst], theme.weight, size=0.6)
        edge = safe_width() / 2
        self._draw(theme, left, edge - float(name.width) - _NAME_GAP)
        middle = self._free_corner()
        if middle is None:
            self.slope_line.align_to(RIGHT * edge, RIGHT)
            self._draw(theme, left, float(self.slope_line.get_left()[0]) - float(name.width) - 2 * _NAME_GAP)
            self.slope_line.set_y(self.panel.middle[1])
        else:
            self.slope_line.move_to(middle)
        self._let_measure()
        self.axis_names = VGroup(
            name.next_to(self.panel.axes[0], RIGHT, buff=_NAME_GAP),
            math([self.loss.symbol.typst], theme.loss, size=0.6).next_to(self.panel.axes[1], UP, buff=0.12),
        )
        least = _TITLE - edge
        fit(self.formula, edge - least)
        across = max(float(self.panel.middle[0]), least + float(self.formula.width) / 2)
        across = min(across, edge - float(self.formula.width) / 2)
        self.formula.move_to((across, safe_top(), 0.0), aligned_edge=UP)

    def _draw(self, theme: Theme, left: float, right: float) -> None:
        """Draw panel, curve, point and tangent between two places."""
        at = float(self.moving.value)
        ends = at - _REACH, at + _REACH
        corners = self.batch.corners(self.key, *ends, _SAMPLES)
        xs = np.unique(np.concatenate([np.linspace(*ends, _SAMPLES), corners]))
        ys = self.batch.losses(self.key, xs)
        heights = padded(float(ys.min()), float(ys.max()), 0.12)
        span, room = (float(xs[0]), float(xs[-1])), right - left - _GAP
        symbols = self.moving.symbol, self.loss.symbol
        self.panel = narrowed(
            lambda width: PlotPanel(theme, span, heights, width, _HEIGHT, *symbols, label_size=_LABEL),
            room,
            room,
        )
        self.panel.shift(RIGHT * (left + _GAP - float(self.panel.get_left()[0])))
        self.panel.shift(UP * (safe_bottom() + 0.05 - float(self.panel.get_bottom()[1])))
        self.curve = self.panel.curve(xs, ys, theme.loss, stroke_width=6.0)
        self._places, self._heights = xs, ys
        # What is drawn first moves all: sliders that come later on stage follow in the same frame.
        for part in (self.slider, self.curve):
            part.add_updater(lambda _: self.follow_ways())
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=6.0)
        self.dot = Dot(radius=0.14, color=theme.ink).set_z_index(3)
        self.drop = Line(LEFT, RIGHT, stroke_color=theme.weight, stroke_width=3.0)
        self.follow()
        self.dot.add_updater(lambda _: self.follow())

    def follow(self) -> None:
        """Set the point, the tangent and the line down to the axis where the weight stands."""
        x, home = float(self.x.get_value()), float(self.moving.value)
        around = self.batch.losses(self.key, np.array([x - _STEP, x, x + _STEP]))
        height, slope = float(around[1]), float(around[2] - around[0]) / (2 * _STEP)
        if x == home:
            height, slope = float(self.loss.value), float(self.slope.value)
        place = self.panel.to_point(x, height)
        self.dot.move_to(place)
        set_ends(self.tangent, self.panel.segment(x, height, slope, 4.0))
        set_ends(self.drop, (place, self.panel.to_point(x, self.panel.y_range[0])))

    def follow_ways(self) -> None:
        """Draw the curve anew where the variables beside the weight have moved."""
        if self.ways.follow():
            batch = self.batch if self.ways.at_home else self.batch.changed(self.ways.now())
            heights = self._heights if self.ways.at_home else batch.losses(self.key, self._places)
            self.panel.trace(self.curve, self._places, heights)

    def walk(self) -> list[float]:
        """Return where the weight goes and comes back to; its slider reaches that far."""
        home, reach = float(self.moving.value), 0.95 * self.slider.reach
        return [max(-reach, home - _WALK), min(reach, home + _WALK / 2), home]

    def _free_corner(self) -> Floats | None:
        """Return the middle of a corner of the panel in which the slope keeps off all that is drawn."""
        drawn = (self.curve, self.tangent, self.drop)
        places = np.concatenate([line.get_all_points() for line in drawn])
        start, end = self.tangent.get_start(), self.tangent.get_end()
        places = np.concatenate([places, start + (end - start) * np.linspace(0.0, 1.0, 60)[:, None]])
        zeros = [
            line.get_center()
            for line in self.panel.grid
            if abs(line.get_start()[1] - line.get_end()[1]) < 1e-6
        ]
        half = np.array([self.slope_line.width, self.slope_line.height]) / 2
        low, high = (
            self.panel.to_point(*ends)[:2]
            for ends in zip(self.panel.x_range, self.panel.y_range, strict=True)
        )
        for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
            side = np.array([x, y])
            middle = np.where(side > 0, high, low) - side * (half + _CORNER)
            off = (np.abs(places[:, :2] - middle) > half + _CLEAR).any(axis=1)
            level = all(abs(zero[1] - middle[1]) > half[1] + 0.05 for zero in zeros)
            upright = abs(self.panel.to_point(0.0, 0.0)[0] - middle[0]) > half[0] + 0.05
            if off.all() and level and upright:
                return np.array([*middle, 0.0])
        return None

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

        def heights(curve: VMobject) -> list[Measurement]:
            return [height(place) for place in curve.get_anchors()[::20]] if self.ways.at_home else []

        measured(self.curve, heights)
        measured(self.dot, lambda dot: [height(dot.get_center())])
        measured(self.tangent, lambda tangent: [slope(tangent)])
