"""A training run on the surface of the loss over two weights, and the strip in which its loss falls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, ValueTracker, VGroup
from numpy.typing import NDArray

from backprop_core.decimals.precision import MOST_DECIMALS
from backprop_core.network.batch import Batch
from backprop_core.network.training import LossLandscape, ran_away, training_run
from backprop_core.number import Number
from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.update_step.loss_slice import LossSlice
from scenes.chapters.update_step.surface_trail import EdgeNames, SurfaceTrail
from scenes.chapters.update_step.training_plot import TrainingCurve
from scenes.stage.formulas.equation import value_line
from scenes.stage.formulas.update_rule import RATE
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import FORMULA, SMALL, text
from scenes.stage.lock import Lock
from scenes.stage.plots.surface_view import GROUND, Pose, SurfaceView, project
from scenes.stage.plots.wide_panel import bleeding

RISE, LEARNT, AROUND, LISTED, ASIDE = 0.62, 1e-10, 0.35, 2, 0.3
"""Height of the surface in its cube; loss below which nothing is left to learn; share of the second weight's
range that stays round the run; numbers that rest are listed up to so many; room between
the surface and the strip."""

SLOWLY, EARLY, LOOKED_AT = 3, 0.3, 16
"""Steps taken slowly; how far the viewer has gone round before them; points along a side by which the high
one is found."""

TURN, ELEVATION, STRETCH, ORBIT, STRIP = 0.42, 0.62, 1.15, 0.36, (2.1, 1.7)
"""How far the viewer has turned once the surface is seen, from how high he looks, how tall it is drawn;
how far he goes round it; size of the strip."""

SHARE, NAMED, BALL = 0.75, 0.5, 0.2
"""Share of the frame's width that the surface takes; room for the names of its edges, and for the ball at the
strip's end."""

CLOSEST, FARTHEST, WAY = 0.27, 0.7, 3.2
"""Share of the frame's width in which the slow steps are seen, at least and at most; and in their lengths."""


class SurfaceRun:
    """The surface that a slice is a cut through, and a run of two weights on it; all else rests.

    `step` moves the ball and the strip up to `last`, after which there is nothing left to learn, or the loss
    is out of sight; between two steps the ball is on its way. `close` is where the slow steps are seen from
    close by; `near` goes to 1 there, and makes the ball smaller and lets it hop. `turned` goes from 0, where
    the slice is seen from the side, to 1; `orbit` leads on round the surface. `names` stand at its edges as
    they are seen then.
    """

    def __init__(
        self, theme: Theme, batch: Batch, keys: tuple[str, str], rate: Number, steps: int, view: LossSlice
    ) -> None:
        run = training_run(batch.networks, rate, steps, keys)
        self.last = next((epoch.step for epoch in run[2:] if float(epoch.loss) < LEARNT), len(run) - 1)
        self.run = run = run[: self.last + 1]
        self.falls = all(before.loss >= after.loss for before, after in pairwise(run))
        self.ran_away = ran_away(run)
        self.ends = batch.loss, replace(batch.loss, value=run[-1].loss)
        self.step, self.turned, self.orbit = ValueTracker(0), ValueTracker(0.0), ValueTracker(0.0)
        self.near = ValueTracker(0.0)
        self.weights = np.array([[float(epoch.network.given[key]) for key in keys] for epoch in run])
        first, second = (batch.graph.nodes[key].symbol for key in keys)
        self.symbols = first, second, batch.loss.symbol
        self.side = self._lay_surface(theme, batch, keys, view)
        safe = Region.safe()
        wide = Region(safe.left, safe.left + SHARE * safe.width, safe.bottom, safe.top)
        self.room = wide.inset(left=NAMED, bottom=NAMED, top=NAMED)
        self.look = self._fit()
        self.surface.look(self.look, 1.0)
        self.close = self._close()
        self.names = EdgeNames(theme, self.surface, self.symbols)
        self.trail = SurfaceTrail(self, theme)
        self.strip = TrainingCurve(theme, run, self.step, STRIP)
        resting = [key for key in batch.graph.parameters if key not in keys]
        self.held = self._held(theme, [batch.network.quantity[key] for key in resting])
        self.held.add(value_line(theme, Quantity(RATE, rate, decimals=MOST_DECIMALS), size=FORMULA))
        self.held.arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        self._lay_strip()
        self.surface.add_updater(lambda _: self.surface.look(self.pose, self.spread))
        self.surface.update()

    @property
    def pose(self) -> Pose:
        """Where the viewer stands now."""
        pose = self.side.towards(self.look, float(self.turned.get_value()))
        return self._round(pose, float(self.orbit.get_value()))

    def _round(self, pose: Pose, share: float) -> Pose:
        return replace(pose, turn=pose.turn - self.surface.side * ORBIT * share)

    @property
    def spread(self) -> float:
        """How far the rows have been pulled out of the slice."""
        return min(1.0, 2 * float(self.turned.get_value()))

    def cube(self, last: int) -> NDArray[np.float64]:
        """Return where the run has been up to a step, in the unit cube of the surface, shape (n, 3)."""
        surface, steps = self.surface, self.weights[: last + 1]
        places = [
            (steps[:, axis] - low) / (high - low) - 0.5
            for axis, (low, high) in enumerate((surface.x_range, surface.y_range))
        ]
        losses = np.array([float(epoch.loss) for epoch in self.run[: len(steps)]])
        heights = (losses - surface.low) / (surface.high - surface.low) * surface.rise
        return np.stack([*places, heights], axis=1)

    def _lay_surface(self, theme: Theme, batch: Batch, keys: tuple[str, str], view: LossSlice) -> Pose:
        """Make the surface so that from the side its first row lies on the slice; return that pose."""
        x_range = view.panel.x_range
        low, high = self.weights[:, 1].min(), self.weights[:, 1].max()
        half = max((x_range[1] - x_range[0]) / 2, float(high - low) / (1 - 2 * AROUND)) / 2
        start = float(batch.given[keys[1]])
        y_range = (start - half, start + half)
        over = self.weights[:, 0]
        reach = min(x_range[0], float(over.min())), max(x_range[1], float(over.max()))
        landscape = LossLandscape(batch.networks, keys)
        # The high side lies at the back, whichever it is, so that the surface is seen from above.
        heights = landscape.grid(*(np.linspace(*span, LOOKED_AT) for span in (reach, y_range)))
        front, back = (float(part.mean()) for part in np.array_split(heights, 2))
        left, right = (float(part.mean()) for part in np.array_split(heights, 2, axis=1))
        y_range = y_range if front <= back else y_range[::-1]
        surface = self.surface = SurfaceView(
            theme, landscape, reach, y_range, start, side=1 if left >= right else -1, rise=RISE
        )
        bleeding(surface)
        surface.curve.set_stroke(theme.loss)
        unit = view.panel.unit
        size = unit[0] * (reach[1] - reach[0])
        stretch = unit[1] * (surface.high - surface.low) / (RISE * size)
        foot = view.panel.to_point((reach[0] + reach[1]) / 2, surface.low)
        return Pose(0.0, 0.0, (float(foot[0]), float(foot[1]) + GROUND * size), size, stretch)

    def _fit(self) -> Pose:
        """Return the pose at which the surface fills its share of the frame while the viewer goes round."""
        room = self.room
        pose = Pose(-TURN * self.surface.side, ELEVATION, (0.0, 0.0), 1.0, STRETCH)
        seen = np.concatenate([self.surface.outline(self._round(pose, share)) for share in (0.0, 0.5, 1.0)])
        low, high = seen[:, :2].min(axis=0), seen[:, :2].max(axis=0)
        size = float(min(np.array([room.width, room.height]) / (high - low)))
        middle = room.center[:2] - size * (low + high) / 2
        return replace(pose, centre=(float(middle[0]), float(middle[1])), size=size)

    def _close(self) -> Region:
        """Return what the frame shows of the slow steps, seen from where the viewer stands then."""
        cube = self.cube(SLOWLY)
        places = project(cube[:, 0], cube[:, 1], cube[:, 2], self._round(self.look, EARLY))[:, :2]
        low, high = places.min(axis=0), places.max(axis=0)
        frame = Frame.current()
        way = max(float(high[0] - low[0]), float(high[1] - low[1]) * frame.width / frame.height)
        width = min(max(WAY * way, CLOSEST * frame.width), FARTHEST * frame.width)
        x, y = (low + high) / 2
        half = width / 2, width * frame.height / frame.width / 2
        return Region(float(x) - half[0], float(x) + half[0], float(y) - half[1], float(y) + half[1])

    def _lay_strip(self) -> None:
        """Lay the strip beside the surface, step and loss named at its axes, and over it what rests."""
        safe, strip = Region.safe(), self.strip
        panel = strip.panel
        column = Region(self.room.right + ASIDE, safe.right - BALL, safe.bottom, safe.top)
        self.held.scale(min(1.0, column.width / float(self.held.width or 1.0)))
        self.held.move_to(column.point(UP + LEFT), aligned_edge=UP + LEFT)
        step, loss = strip.names
        step.next_to(panel.x_labels if len(panel.x_labels) else panel.axes, DOWN, buff=0.2)
        step.align_to(panel.axes, LEFT)
        loss.next_to(panel.axes, UP, buff=0.25)
        loss.shift(RIGHT * float(panel.get_left()[0] - loss.get_left()[0]))
        strip.update()
        strip.move_to(column.point(DOWN + RIGHT), aligned_edge=DOWN + RIGHT)
        strip.update()

    @staticmethod
    def _held(theme: Theme, resting: Sequence[Quantity]) -> VGroup:
        """Return what rests, each with a lock before it; many behind one lock."""
        lines: list[VGroup] = [value_line(theme, one, size=SMALL).set_color(theme.dimmed) for one in resting]
        if len(lines) > LISTED:
            said = ("all other weights", "and biases rest")
            lines = [VGroup(*(text(one, theme.dimmed, size=SMALL) for one in said))]
            lines[0].arrange(DOWN, buff=0.12, aligned_edge=LEFT)
        rows = VGroup()
        for line in lines:
            lock = Lock(theme.dimmed, theme.background)
            rows.add(VGroup(lock, line.next_to(lock, RIGHT, buff=0.15)))
        return rows.arrange(DOWN, buff=0.25, aligned_edge=LEFT)
