"""All parameters step at once: a loss curve for each, side by side on one scale, the loss as one level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Dot, Line, Mobject, ValueTracker, VGroup, VMobject
from typing_extensions import override

from backprop_core.network.batch import Batch
from backprop_core.number import Number
from config import Theme
from scenes.chapters.update_step.step_arrow import StepArrow
from scenes.stage.formulas.equation import fit, value_line
from scenes.stage.formulas.update_rule import Update, rest_note
from scenes.stage.layout import Region
from scenes.stage.measure import Measurement
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.ticks import Tick

_SAMPLES, _HALF, _GAP, _COLUMN, _CAPTION = 81, 1.4, 0.45, 2.3, 0.95
"""Places along a curve; half a panel's range in the longest steps; between two panels; width of the column
for the loss; height of the row of values."""

_PAD, _MOST_PAD, _TANGENT, _SEEN = 0.7, 2.5, 1.8, 0.02
"""Room over and under both levels, in their distance, and at most; length of a tangent; length of an arrow
that can be seen."""

_SIZE, _LEAST, _EDGE = 0.56, 1e-9, 0.1
"""Size of type; what counts as nothing; what a stroke may reach beyond the end of its line."""


class BarePanel(PlotPanel):
    """A panel with nothing but its lower edge: what is to be read of it stands beside it."""

    @override
    def _draw_axes(self) -> None:
        left, right = (self.to_point(x, self.y_range[0]) for x in self.x_range)
        self.axes.add(Line(left, right, stroke_color=self.theme.dimmed, stroke_width=3.0))

    @override
    def _draw_grid(self) -> None:
        """No line but the lower edge."""

    @override
    def _ticks(self, axis: int, most: int) -> list[Tick]:
        return []


class ParameterSlice(VGroup):
    """The loss over one parameter with a ball on it, the tangent there, and the step as an arrow.

    `before` and `after` state the parameter; only the first is part of the slice.
    """

    def __init__(
        self,
        theme: Theme,
        plan: Update,
        key: str,
        ranges: tuple[float, tuple[float, float]],
        room: Region,
    ) -> None:
        super().__init__()
        batch, half = plan.batch, ranges[0]
        self.key, self.symbol = key, batch.network.quantity[key].symbol
        self.old, self.new = float(batch.given[key]), float(plan.after.given[key])
        span = self.old - half, self.old + half
        size = room.width, room.height - _CAPTION
        self.panel = BarePanel(theme, span, ranges[1], *size, self.symbol, batch.loss.symbol, ticks=0)
        self.panel.shift(room.center + UP * _CAPTION / 2)
        self.xs = np.linspace(*span, _SAMPLES)
        self.curve = VMobject(stroke_color=theme.loss, stroke_width=6.0, fill_opacity=0.0)
        self.ball = Dot(radius=0.15, color=theme.ink).set_z_index(4)
        loss, slope = float(batch.loss.value), float(batch.gradient[key].value)
        ends = self.panel.segment(self.old, loss, slope, _TANGENT)
        self.tangent = Line(*ends, stroke_color=theme.gradient, stroke_width=6.0).set_z_index(2)
        start, end = (self.panel.to_point(x, loss) for x in (self.old, self.new))
        self.arrow = VGroup()
        if np.linalg.norm(end - start) >= _SEEN:
            self.arrow.add(StepArrow(start, end, theme.weight).set_z_index(3))
        lines = (value_line(theme, one, size=_SIZE) for one in (batch.network.quantity[key], plan.new(key)))
        self.before, self.after = (fit(line, room.width) for line in lines)
        level = room.bottom + 0.3 * _CAPTION
        for line in (self.before, self.after):
            line.move_to((room.center[0], level, 0.0))
        self.add(self.panel, self.curve, self.tangent, self.ball, self.before)

    def lay(self, batch: Batch, value: float, loss: float) -> None:
        """Draw the curve of a batch, with the ball over a value of the parameter."""
        with np.errstate(all="ignore"):
            losses = batch.losses(self.key, self.xs)
        self.panel.trace(self.curve, self.xs, losses)
        self.ball.move_to(self.panel.to_point(value, loss))


class StepTogether(VGroup):
    """A slice for each of some parameters; while `share` goes from 0 to 1 all of them take the step.

    Every curve is drawn with the other parameters where they are then, so that all balls stand on one level,
    the loss. `first` marks the level before the step; `was` and `now` state both losses; `rest` says how many
    parameters more there are.
    """

    def __init__(self, theme: Theme, plan: Update, keys: Sequence[str], room: Region) -> None:
        super().__init__()
        self.plan, self.share = plan, ValueTracker(0.0)
        self.losses = float(plan.batch.loss.value), float(plan.loss.value)
        self.rest = rest_note(theme, plan, len(keys))
        foot = 0.7 if len(self.rest) else 0.0
        area = room.inset(left=_EDGE, right=_COLUMN, bottom=foot)
        width = (area.width - _GAP * (len(keys) - 1)) / len(keys)
        ranges = self._ranges(keys)
        self.slices: list[ParameterSlice] = []
        for index, key in enumerate(keys):
            left = area.left + index * (width + _GAP)
            one = Region(left, left + width, area.bottom, area.top)
            self.slices.append(ParameterSlice(theme, plan, key, ranges, one))
        self.rest.move_to((room.left, room.bottom + 0.2, 0.0), aligned_edge=LEFT)
        self._lay_levels(theme, area, room)
        self.add(self.first, self.level, *self.slices)
        self.add_updater(StepTogether.refresh)
        self.refresh(self)

    def slice_of(self, key: str) -> ParameterSlice:
        """Return a parameter's slice."""
        return next(one for one in self.slices if one.key == key)

    @property
    def arrows(self) -> list[StepArrow]:
        """The steps that can be seen."""
        found = (arrow for one in self.slices for arrow in one.arrow)
        return [arrow for arrow in found if isinstance(arrow, StepArrow)]

    def _ranges(self, keys: Sequence[str]) -> tuple[float, tuple[float, float]]:
        """Return half the width of a slice, and the losses that it shows: the same for all of them."""
        batch, after = self.plan.batch, self.plan.after
        steps = [abs(float(after.given[key]) - float(batch.given[key])) for key in keys]
        half = _HALF * max(steps) if max(steps) > _LEAST else 1.0
        low, high = sorted(self.losses)
        tilt = half * max(abs(float(batch.gradient[key].value)) for key in keys)
        apart = high - low
        pad = min(max(_PAD * apart, 0.8 * tilt), _MOST_PAD * apart) if apart > _LEAST else tilt
        pad = max(pad, _LEAST * max(1.0, abs(high))) or 1.0
        return half, (low - pad, high + pad)

    def _lay_levels(self, theme: Theme, area: Region, room: Region) -> None:
        panel = self.slices[0].panel
        heights = [float(panel.to_point(0.0, loss)[1]) for loss in self.losses]
        ends = np.array([area.left, 0.0, 0.0]), np.array([room.right, 0.0, 0.0])
        self.first = DashedLine(*ends, stroke_color=theme.dimmed, stroke_width=2.5)
        self.first.shift(UP * heights[0])
        self.level = Line(*ends, stroke_color=theme.loss, stroke_width=3.0)
        quantities = self.plan.batch.loss, self.plan.loss
        lines = (value_line(theme, quantity, size=_SIZE) for quantity in quantities)
        self.was, self.now = (fit(line, _COLUMN - 0.25) for line in lines)
        over = 1.0 if heights[1] <= heights[0] else -1.0
        for line, height, side in ((self.was, heights[0], over), (self.now, heights[1], -over)):
            line.next_to((room.right, height, 0.0), UP * side, buff=0.18).align_to(ends[1], RIGHT)

    def state(self) -> tuple[Batch, dict[str, float], float]:
        """Return the networks on the way, the parameters that are shown, and the loss."""
        share = float(self.share.get_value())
        here = {one.key: one.old + share * (one.new - one.old) for one in self.slices}
        if share in (0.0, 1.0):
            batch = self.plan.after if share else self.plan.batch
            return batch, here, self.losses[int(share)]
        given, new = self.plan.batch.given, self.plan.after.given
        mixed: dict[str, Number] = {
            key: float(given[key]) + share * (float(new[key]) - float(given[key]))
            for key in self.plan.batch.graph.parameters
        }
        batch = self.plan.batch.changed(mixed)
        return batch, here, float(batch.loss_at({}))

    @staticmethod
    def refresh(together: Mobject) -> None:
        """Draw every curve, the balls and the level as they are now."""
        assert isinstance(together, StepTogether)
        batch, here, loss = together.state()
        for one in together.slices:
            one.lay(batch, here[one.key], loss)
        level = float(together.slices[0].panel.to_point(0.0, loss)[1])
        together.level.shift(UP * (level - float(together.level.get_y())))

    def measurements(self) -> Iterable[Measurement]:
        """Read the loss off the level and every parameter off its ball, before and after the step."""
        share = float(self.share.get_value())
        if share not in (0.0, 1.0):
            return
        panel = self.slices[0].panel
        low, high = panel.y_range
        name = (self.plan.batch.loss, self.plan.loss)[int(share)].name
        _, height = panel.read(self.level.get_center())
        yield Measurement("height", name, height, 1e-6 * (high - low))
        for one in self.slices:
            left, right = one.panel.x_range
            value, _ = one.panel.read(one.ball.get_center())
            plain = one.symbol.plain + (" after a step" if share else "")
            yield Measurement("place", plain, value, 1e-6 * (right - left))
