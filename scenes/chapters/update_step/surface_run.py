"""A training run on the surface of the loss over two weights, and the strip in which its loss falls."""

from __future__ import annotations

import math as trigonometry
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from manim import LEFT, RIGHT, UP, Dot, Mobject, SurroundingRectangle, ValueTracker, VGroup, VMobject, smooth
from numpy.typing import NDArray

from backprop_core.network.batch import Batch
from backprop_core.network.training import LossLandscape, ran_away, training_run
from backprop_core.number import Number
from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.update_step.loss_slice import LossSlice
from scenes.chapters.update_step.training_plot import STEP, TrainingCurve, reached
from scenes.stage.formulas.equation import value_line
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import SMALL, math, text
from scenes.stage.lock import Lock
from scenes.stage.measure import Measurement
from scenes.stage.plots.free_spot import free_spot
from scenes.stage.plots.surface_view import GROUND, Pose, SurfaceView, project
from scenes.stage.plots.wide_panel import bleeding

RISE, LEARNT, AROUND, LISTED, PADDING = 0.62, 1e-10, 0.35, 2, 0.2
"""Height of the surface in its cube; loss below which nothing is left to learn; share of the second weight's
range that stays round the run; numbers that rest are listed up to so many; what a
card keeps round what stands on it."""

_NAMES_APART = 0.2
"""What the names over the strip keep from it, from its end and from each other."""

SLOWLY, VIEWS = 3, 9
"""Steps taken slowly, before the viewer goes round; places on that way from which a run is looked at."""

LOOK, ORBIT, STRIP = Pose(-0.5, 0.6, (-0.6, 0.95), 7.4, 0.85), 0.45, (4.6, 1.3)
"""Where the viewer stands once the surface is seen; how far he goes round it; size of the strip."""


class SurfaceRun:
    """The surface that a slice is a cut through, and a run of two weights on it; all else rests.

    `step` moves the ball and the strip up to `last`, after which there is nothing left to learn, or the loss
    is out of sight. `turned` goes from 0, where the slice is seen from the side, to 1; `orbit` leads on round
    the surface. `names` stand at its edges as they are seen then.
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
        self.weights = np.array([[float(epoch.network.given[key]) for key in keys] for epoch in run])
        first, second = (batch.graph.nodes[key].symbol for key in keys)
        self.symbols = first, second, batch.loss.symbol
        self.side = self._lay_surface(theme, batch, keys, view)
        self.trail = SurfaceTrail(self, theme)
        self.strip = TrainingCurve(theme, run, self.step, STRIP)
        resting = [key for key in batch.graph.parameters if key not in keys]
        self.held = self._held(theme, [batch.network.quantity[key] for key in resting])
        self._lay_strip(theme)
        self.surface.add_updater(lambda _: self.surface.look(self.pose, self.spread))
        self.surface.update()

    @property
    def pose(self) -> Pose:
        """Where the viewer stands now."""
        pose = self.side.towards(LOOK, float(self.turned.get_value()))
        return replace(pose, turn=pose.turn - ORBIT * float(self.orbit.get_value()))

    @property
    def spread(self) -> float:
        """How far the rows have been pulled out of the slice."""
        return min(1.0, 2 * float(self.turned.get_value()))

    def places(self) -> NDArray[np.float64]:
        """Return where the run will have been seen until the viewer has gone round, shape (n, 3)."""
        cube, seen = self.cube(self.last), []
        for share in np.linspace(0.0, 1.0, VIEWS):
            gone = max(round(share * self.last), min(SLOWLY, self.last))
            pose = replace(LOOK, turn=LOOK.turn - ORBIT * smooth(share))
            seen.append(project(cube[: gone + 1, 0], cube[: gone + 1, 1], cube[: gone + 1, 2], pose))
        return np.concatenate(seen)

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
        surface = self.surface = SurfaceView(
            theme, LossLandscape(batch.networks, keys), reach, y_range, start, self.symbols, rise=RISE
        )
        bleeding(surface)
        surface.curve.set_stroke(theme.loss)
        unit = view.panel.unit
        size = unit[0] * (reach[1] - reach[0])
        stretch = unit[1] * (surface.high - surface.low) / (RISE * size)
        foot = view.panel.to_point((reach[0] + reach[1]) / 2, surface.low)
        return Pose(0.0, 0.0, (float(foot[0]), float(foot[1]) + GROUND * size), size, stretch)

    def _lay_strip(self, theme: Theme) -> None:
        """Name the edges as they are seen in the end, and lay the strip on a card in the upper right."""
        panel, surface = self.strip.panel, self.surface
        for labels in (panel.marks, panel.x_labels, panel.y_labels):
            labels.remove(*labels.submobjects)
        panel.ticks = [], []
        step, loss = self.strip.names
        loss.next_to(panel.axes, UP, buff=0.2, aligned_edge=LEFT)
        widest = max(map(self._width_of_names, range(self.last + 1)))
        beside = widest + 3 * _NAMES_APART <= float(panel.axes.width)
        step.next_to(panel.axes if beside else loss, UP, buff=_NAMES_APART)
        step.set_x(float(panel.axes.get_right()[0] - step.width / 2) - _NAMES_APART)
        self.strip.update()
        inner = Region.safe().inset(right=PADDING, top=PADDING)
        self.held.move_to(inner.point(UP + RIGHT), aligned_edge=UP + RIGHT)
        top = float(self.held.get_bottom()[1]) - 0.3 if len(self.held) else inner.top
        self.strip.move_to((inner.right, top, 0.0), aligned_edge=UP + RIGHT)
        self.strip.update()
        shown = VGroup(self.strip, self.held) if len(self.held) else VGroup(self.strip)
        card = SurroundingRectangle(shown, buff=PADDING, corner_radius=0.15, stroke_width=0.0)
        self.card = bleeding(card.set_fill(theme.background, opacity=1.0))
        for part, order in ((self.card, 8), (self.strip, 9), (self.held, 9)):
            part.set_z_index(order)
        surface.look(LOOK, 1.0)
        self.names = VGroup(
            *(
                math([symbol.typst], color, display=False)
                for symbol, color in zip(self.symbols, (theme.weight, theme.weight, theme.loss), strict=True)
            )
        )
        for name, edge in zip(self.names, surface.edges, strict=True):
            near = edge.points[len(edge.points) // 2] if name is not self.names[2] else edge.points[-1]
            free_spot(name, Region.safe(), near, [surface.ribbons, surface.edges], enough=0.12)

    def _width_of_names(self, step: int) -> float:
        """Return how wide the names over the strip are at a step of the run."""
        self.step.set_value(step)
        self.strip.update()
        width = sum(float(name.width) for name in self.strip.names)
        self.step.set_value(0)
        return width

    @staticmethod
    def _held(theme: Theme, resting: Sequence[Quantity]) -> VGroup:
        """Return what rests, each with a lock before it; many behind one lock."""
        lines = [value_line(theme, one, size=SMALL).set_color(theme.dimmed) for one in resting]
        if len(lines) > LISTED:
            lines = [text("all other weights and biases rest", theme.dimmed, size=SMALL)]
        rows = VGroup()
        for line in lines:
            lock = Lock(theme.dimmed, theme.background)
            rows.add(VGroup(lock, line.next_to(lock, RIGHT, buff=0.15)))
        return rows.arrange(RIGHT, buff=0.5)


class SurfaceTrail(VGroup):
    """The path of a run on its surface as far as its step has come, and the ball at the end of it."""

    def __init__(self, run: SurfaceRun, theme: Theme) -> None:
        super().__init__()
        self.run = run
        self.path = VMobject(stroke_color=theme.ink, stroke_width=6.0, fill_opacity=0.0)
        self.ball = Dot(radius=0.17, color=theme.ink, stroke_color=theme.background, stroke_width=3)
        self.add(self.path, self.ball)
        self.set_z_index(4)
        self.add_updater(SurfaceTrail.refresh)
        self.refresh(self)

    @staticmethod
    def refresh(trail: Mobject) -> None:
        """Draw the path as the viewer sees it now."""
        assert isinstance(trail, SurfaceTrail)
        cube = trail.run.cube(reached(trail.run.step))
        places = project(cube[:, 0], cube[:, 1], cube[:, 2], trail.run.pose)
        trail.ball.move_to(places[-1])
        if len(places) > 1:
            trail.path.set_points_as_corners(places)

    def measurements(self) -> Iterable[Measurement]:
        """Read both weights back from the ball's place, as seen from where the viewer stands."""
        pose, surface = self.run.pose, self.run.surface
        if pose.elevation < 0.1:
            return
        across, up = (self.ball.get_center()[:2] - np.array(pose.centre)) / pose.size
        height = float(self.run.cube(reached(self.run.step))[-1, 2])
        depth = (up - (height * pose.stretch - GROUND) * trigonometry.cos(pose.elevation)) / trigonometry.sin(
            pose.elevation
        )
        cos, sin = trigonometry.cos(pose.turn), trigonometry.sin(pose.turn)
        found = across * cos + depth * sin, depth * cos - across * sin
        at = {STEP.plain: float(reached(self.run.step))}
        ranges = surface.x_range, surface.y_range
        for symbol, value, (low, high) in zip(self.run.symbols, found, ranges, strict=False):
            weight = low + (value + 0.5) * (high - low)
            yield Measurement("place", f"{symbol.plain} on the map", weight, 1e-6 * (high - low), at)
