"""What the slope at a point of a curve is seen as: an area that is folded out of a bar, or a rise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Polygon, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from config import Theme
from scenes.stage.lettering.typesetting import math
from scenes.stage.line_ends import follow_ends
from scenes.stage.measure import Measurement, MeasurementKind, allow, measured
from scenes.stage.plots.curve_stage import FLOOR, LOW, STEEP, CurveStage
from scenes.stage.trackers import settled

Floats = NDArray[np.float64]
Reading = Callable[[VMobject], float]

_TANGENT, _SHARE, _BAR = 1.5, 1e-6, 12.0
"""How far a tangent reaches to both sides; tolerance of what is measured; stroke of a bar."""

_NAME, _OFF, _FILL = 0.44, 0.2, 0.42


class Gauge(VGroup):
    """At z a `dot` and a `tangent`, and what stands for the slope there: in the picture, and as a `column`.

    `column` is that, brought down under the curve as far as `drop` tells, from 0 to 1; `height_dot` is its
    upper end. None needs to be on stage.
    """

    column: VMobject

    def __init__(self, theme: Theme, stage: CurveStage, z: ValueTracker) -> None:
        super().__init__()
        self.theme, self.stage, self.z, self.drop = theme, stage, z, ValueTracker(0.0)
        self.dot, self.height_dot = (
            Dot(radius=0.12, color=color, stroke_color=theme.background, stroke_width=2.0)
            for color in (theme.ink, theme.gradient)
        )
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=6.0)
        self.picture, self.names = VGroup(), VGroup()
        self.slope_name = stage.activation.slope_symbol.plain

    @property
    def followers(self) -> list[VMobject]:
        """What moves with z, the uppermost last."""
        return [*self.picture, self.column, self.tangent, self.dot, self.height_dot]

    def follow(self) -> None:
        """Let all parts follow z from now on."""
        self.measure(self.tangent, "tangent", self.slope_name, self._steepness)
        for part in (*self.followers, *self.names):
            allow(part, "close-up", "it goes along the curve")
            part.add_updater(lambda _: self.lay())
        self.lay()

    def lay(self) -> None:
        """Put everything where z stands now."""
        z, curve = float(self.z.get_value()), self.stage.activation
        slope, point = float(curve.slope(z)), self.stage.on_curve(z)
        way = np.array([self.stage.unit, slope * self.stage.value_unit, 0.0])
        way *= _TANGENT / float(np.linalg.norm(way))
        follow_ends(self.tangent, (point - way, point + way))
        self.dot.move_to(point)
        self.height_dot.move_to(self.stage.to_slope(z, slope))
        self.shape(point, z, slope)

    def shape(self, point: Floats, z: float, slope: float) -> None:
        """Draw what stands for the slope at a point."""
        raise NotImplementedError

    def spoken_of(self) -> dict[str, list[VMobject]]:
        """Return what is lit where a derivation speaks of value, rest, slope or area."""
        raise NotImplementedError

    def measure(self, part: VMobject, kind: MeasurementKind, name: str, read: Reading) -> None:
        """Let a part be measured where it stands on stage by itself."""
        measured(part, partial(self._read, kind=kind, name=name, read=read))

    def _read(self, part: VMobject, kind: MeasurementKind, name: str, read: Reading) -> Iterable[Measurement]:
        if float(self.drop.get_value()) in (0.0, 1.0):
            value = read(part)
            at = {self.stage.activation.z.plain: float(settled(self.z))}
            yield Measurement(kind, name, value, _SHARE * max(1.0, abs(value)), at)

    def _steepness(self, line: VMobject) -> float:
        run, rise, _ = line.points[-1] - line.points[0]
        return float(rise / self.stage.value_unit) / float(run / self.stage.unit)


class AreaGauge(Gauge):
    """Between two levels: a bar from one to the other, parted by the curve, and the area of both parts.

    `fold` turns the upper part by so many quarters of a turn to the right, about the point on the curve. The
    column is an area as large as the one that it comes from.
    """

    def __init__(self, theme: Theme, stage: CurveStage, z: ValueTracker) -> None:
        super().__init__(theme, stage, z)
        self.fold = ValueTracker(0.0)
        parts = stage.activation.parts
        assert parts is not None
        self.of = parts
        self.area, self.column = (Polygon(*np.zeros((4, 3)), stroke_width=0.0) for _ in range(2))
        for shape in (self.area, self.column):
            shape.set_fill(theme.gradient, _FILL)
        colors = theme.activation, theme.ink
        self.below, self.rest = (Line(DOWN, UP, stroke_color=one, stroke_width=_BAR) for one in colors)
        self.picture.add(self.area, self.below, self.rest)
        self.names.add(
            *(
                math([symbol.typst], color, size=_NAME, display=False)
                for (symbol, _), color in zip(parts, colors, strict=True)
            )
        )
        for (symbol, _), bar in zip(parts, (self.below, self.rest), strict=True):
            self.measure(bar, "bar", symbol.plain, lambda one: _length(one) / stage.value_unit)
        for shape in (self.area, self.column):
            self.measure(shape, "area", self.slope_name, lambda one: _area(one) / stage.value_unit**2)
        self.follow()

    def spoken_of(self) -> dict[str, list[VMobject]]:
        """Return the bars, the area with its column, and the tangent."""
        whole = [self.area, self.below, self.rest, self.column]
        slope = [self.tangent, self.column]
        return {"value": [self.below], "rest": [self.rest], "slope": slope, "area": whole}

    def shape(self, point: Floats, z: float, slope: float) -> None:
        """Lay both lengths, the area between them, and the column."""
        unit = self.stage.value_unit
        low, high = (float(part(z)) * unit for _, part in self.of)
        foot = np.array([point[0], LOW, 0.0])
        turn = float(self.fold.get_value()) * np.pi / 2
        end = point + high * np.array([np.sin(turn), np.cos(turn), 0.0])
        follow_ends(self.below, (foot, point))
        follow_ends(self.rest, (point, end))
        across, up = RIGHT * high, UP * low
        area = np.array([foot, foot + across, foot + across + up, foot + up])
        wide, tall = RIGHT * unit**2 / self.stage.slope_unit, UP * slope * self.stage.slope_unit
        corner = np.array([point[0], FLOOR, 0.0]) - wide / 2
        standing = np.array([corner, corner + wide, corner + wide + tall, corner + tall])
        drop = float(self.drop.get_value())
        lay_area(self.area, area)
        lay_area(self.column, area + drop * (standing - area))
        self.names[0].next_to(foot, DOWN, buff=_OFF)
        name = self.names[1]
        beside = (point + end) / 2 + LEFT * (_OFF + float(name.width) / 2)
        after = end + RIGHT * (_OFF + float(name.width) / 2)
        name.move_to(beside + (after - beside) * float(self.fold.get_value()))


class RiseGauge(Gauge):
    """A step to the right along the tangent, and how far that rises; the column is the rise as it is."""

    def __init__(self, theme: Theme, stage: CurveStage, z: ValueTracker) -> None:
        super().__init__(theme, stage, z)
        self.run = Line(LEFT, RIGHT, stroke_color=theme.pre_activation, stroke_width=_BAR)
        self.rise, self.column = (
            Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=_BAR) for _ in range(2)
        )
        self.picture.add(self.run, self.rise)
        for bar in (self.rise, self.column):
            self.measure(bar, "slope", self.slope_name, lambda one: _height(one) / _length(self.run))
        self.follow()

    def spoken_of(self) -> dict[str, list[VMobject]]:
        """Return the curve, and the step along the tangent."""
        slope = [self.tangent, self.run, self.rise, self.column]
        return {"value": [self.stage.curve], "slope": slope, "right": slope, "left": slope, "zero": slope}

    def shape(self, point: Floats, z: float, slope: float) -> None:
        """Lay the step, its rise, and the column."""
        side, up = point + RIGHT * STEEP, UP * slope * STEEP
        foot = np.array([point[0], FLOOR, 0.0])
        follow_ends(self.run, (point, side))
        follow_ends(self.rise, (side, side + up))
        drop = float(self.drop.get_value())
        at = side + drop * (foot - side)
        follow_ends(self.column, (at, at + up))
        follow_ends(self.tangent, (self.tangent.get_start(), side + up))


def gauge_of(theme: Theme, stage: CurveStage, z: ValueTracker) -> AreaGauge | RiseGauge:
    """Return what a curve's slope is seen as: an area between two levels, else a rise."""
    return (AreaGauge if stage.activation.parts else RiseGauge)(theme, stage, z)


def lay_area(shape: VMobject, corners: Floats) -> None:
    """Give a shape its corners, unless it is just being drawn."""
    if not shape.updating_suspended:
        shape.set_points_as_corners([*corners, corners[0]])


def _length(line: VMobject) -> float:
    return float(np.linalg.norm(line.points[-1] - line.points[0]))


def _height(line: VMobject) -> float:
    return float((line.points[-1] - line.points[0])[1])


def _area(shape: VMobject) -> float:
    """Return the area inside a polygon's corners."""
    corners = np.asarray(shape.get_start_anchors())[:, :2]
    after = np.roll(corners, -1, axis=0)
    return abs(float(np.sum(corners[:, 0] * after[:, 1] - corners[:, 1] * after[:, 0]))) / 2
