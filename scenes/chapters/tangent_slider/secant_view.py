"""A secant: the line through the curve's point and a second one, with its run and its rise, to scale."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Mobject, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.quantity import Piece, Symbol
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import math
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, allow, measured
from scenes.stage.plots.curve_view import CurveView
from scenes.stage.plots.free_place import clearance
from scenes.stage.trackers import settled

Floats = NDArray[np.float64]

RUN = Symbol("Delta x", "Δx", "delta x", "input")
RISE = Symbol("Delta f", "Δf", "delta f")
SECANT = Symbol("(Delta f)/(Delta x)", "Δf/Δx", "delta f over delta x")

_LABEL_GAP, _ROOM, _FREE, _SIZE = 0.16, 0.55, 0.05, 0.44
"""From a leg to its label; the least length of a leg that has one; what the label keeps from all lines; size
of type."""


class SecantView(VGroup):
    """Follows the view's point and the signed distance `h` to the second one.

    `line` runs from edge to edge, `other` is the second point, `run` lies flat below the chord and `rise`
    stands at its end. Their labels stand outside, as long as there is room for them; the run's tells its
    length.
    """

    def __init__(self, view: CurveView, h: ValueTracker, *, decimals: int = 2) -> None:
        super().__init__()
        self.view, self.tracker = view, h
        theme = view.theme
        self.line = Line(LEFT, RIGHT, stroke_color=theme.dimmed, stroke_width=4.5)
        self.run = Line(LEFT, RIGHT, stroke_color=theme.input, stroke_width=5.5)
        self.rise = Line(DOWN, UP, stroke_color=theme.ink, stroke_width=5.5)
        self.other = view.point.copy().clear_updaters()
        self.other.set_fill(theme.background, opacity=1.0).set_stroke(theme.ink, width=3.5, opacity=1.0)
        self.run_label = Readout(
            RUN,
            lambda: settled(h),
            theme.input,
            decimals=decimals,
            size=_SIZE,
            at=lambda: {RUN.plain: settled(h)},
        )
        self.rise_label = math([Piece(RISE.typst, "symbol")], theme.ink, size=_SIZE, display=False)
        for label in (self.run_label, self.rise_label):
            allow(label, "reading time", "it goes where its leg is too short for it")
        self.add(self.line, self.run, self.rise, self.other, self.run_label, self.rise_label)
        self.set_z_index(2)
        self.other.set_z_index(3)
        measured(self.line, self._read_line)
        measured(self.run, partial(self._read_leg, axis=0, name=RUN.plain))
        measured(self.rise, partial(self._read_leg, axis=1, name=RISE.plain))
        self.add_updater(SecantView.refresh)
        self.labelled: list[tuple[Line, VMobject, Floats]] = []
        self.refresh(self)
        self.labelled = self._sides()
        self.refresh(self)

    def readout(self, *, size: float) -> Readout:
        """Return the secant's slope, which follows both points."""
        x, h = self.view.x, self.tracker
        at = lambda: {self.view.names[0]: settled(x), RUN.plain: settled(h)}  # noqa: E731
        return Readout(
            SECANT,
            lambda: self.view.source.secant(settled(x), settled(h)),
            self.view.theme.ink,
            size=size,
            at=at,
        )

    @staticmethod
    def refresh(secant: Mobject) -> None:
        """Lay line, legs and point anew."""
        assert isinstance(secant, SecantView)
        view = secant.view
        x, h = float(view.x.get_value()), float(secant.tracker.get_value())
        start, end = view.value(x), view.value(x + h)
        corner = view.panel.to_point(x + h, start)
        view.chord(secant.line, x, h)
        set_ends(secant.run, (view.panel.to_point(x, start), corner))
        set_ends(secant.rise, (corner, view.panel.to_point(x + h, end)))
        secant.other.move_to(view.panel.to_point(x + h, end))
        for leg, label, side in secant.labelled:
            label.next_to(leg, side, buff=_LABEL_GAP)
            long = float(np.linalg.norm(leg.points[-1] - leg.points[0])) >= _ROOM
            label.set_opacity(1.0 if long and secant.clear(label) else 0.0)

    def clear(self, label: VMobject) -> bool:
        """Tell whether a label keeps off the secant, its legs and the curve."""
        drawn = self.view.curve, self.view.point
        return clearance(label, (self.line, self.run, self.rise), drawn) >= _FREE

    def _sides(self) -> list[tuple[Line, VMobject, Floats]]:
        """Return each leg with its label and the side on which that keeps clear, outside if it does there."""
        found: list[tuple[Line, VMobject, Floats]] = []
        h = float(self.tracker.get_value())
        rising = (self.rise.points[-1] - self.rise.points[0])[1] * h >= 0
        under, beside = (DOWN if rising else UP), (RIGHT if h > 0 else LEFT)
        for leg, label, side in ((self.run, self.run_label, under), (self.rise, self.rise_label, beside)):
            outside = label.next_to(leg, side, buff=_LABEL_GAP)
            found.append((leg, label, side if self.clear(outside) else -side))
        return found

    def _at(self) -> dict[str, float]:
        panel = self.view.panel
        x, _ = panel.read(self.view.point.get_center())
        return {self.view.names[0]: x, RUN.plain: panel.read(self.other.get_center())[0] - x}

    def _read_line(self, line: VMobject) -> Iterable[Measurement]:
        slope = self.view.panel.read_slope(line)
        yield Measurement("secant", SECANT.plain, slope, 1e-5 * max(1.0, abs(slope)), self._at())

    def _read_leg(self, leg: VMobject, *, axis: int, name: str) -> Iterable[Measurement]:
        panel = self.view.panel
        length = panel.read(leg.points[-1])[axis] - panel.read(leg.points[0])[axis]
        low, high = (panel.x_range, panel.y_range)[axis]
        yield Measurement("length", name, length, 1e-6 * (high - low), self._at())
