"""d against ∂: one path, seen as a curve of its own and as a slice of a surface."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Indicate,
    LaggedStart,
    Mobject,
    ValueTracker,
    VGroup,
)

from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol, derivative_symbol
from backprop_core.surface import Surface
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.equation import fit, number_piece, value_line
from scenes.stage.formulas.recipe import expression_pieces, formula_at
from scenes.stage.formulas.worked_slope import worked_slope
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import BODY, FORMULA, Line
from scenes.stage.measure import allow
from scenes.stage.network.lock import Lock
from scenes.stage.plots.panel import PlotPanel, settled
from scenes.stage.plots.partials import F, X, Y
from scenes.stage.plots.slice_view import Slice, cut_open
from scenes.stage.plots.surface_view import Pose, SurfaceView
from scenes.stage.titles import heading, safe_bottom, safe_width
from scenes.stage.words import words

G = Symbol("g", "g", "g", "input")
STRAIGHT, CURLY = derivative_symbol(G, X, partial=False), derivative_symbol(F, X)

PANEL_WIDTH, RISE, GUTTER, HEADER, LEAST = 5.2, 0.57, 0.6, 1.95, 0.03
WIDE, APART = Pose(-0.25, 0.5, (0.0, -0.3), 4.4), Pose(-0.6, 0.5, (0.0, -0.3), 4.4)


class TwoDs(Chapter):
    """A straight d where there is one variable, a curly one where the others are held still."""

    title = "Two kinds of d"

    def construct(self) -> None:
        """A surface, a slice of it, the slice as a curve, a walk on both, one d for each."""
        self.lay_out()
        self.open_with(self.heading)
        self.show_surface()
        self.freeze()
        self.lift_out()
        self.walk()
        self.write_straight()
        self.write_curly()
        self.compare()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given, theme = self.settings.lecture.surface, self.theme
        self.surface = Surface.from_text(given.expression)
        self.ranges = (float(given.x_low), float(given.x_high)), (float(given.y_low), float(given.y_high))
        self.point = Quantity(X, given.point_x), Quantity(Y, given.point_y)
        self.row, self.x = float(given.point_y), ValueTracker(float(given.point_x))
        formula = " ".join(piece.typst for piece in expression_pieces(self.surface.expression, (X, Y)))
        self.heading = heading(theme, self.title, Piece(f"f(x, y) = {formula}", "symbol"), beside=True)
        self.view = SurfaceView(theme, self.surface, *self.ranges, self.row, (X, Y, F), rise=RISE)
        self.raised = Slice(self.view, self.surface, self.x, self.row, WIDE, CURLY)
        self.cut, self.wide, self.apart = ValueTracker(0.0), self._standing(WIDE), self._standing(APART)
        self.lock = Lock(theme.ink, theme.background, height=0.34)
        self._lay_panel()
        self._look(self.wide)
        self._lay_headers()

    def show_surface(self) -> None:
        """Two inputs, one height."""
        said = words("A landscape has two inputs, {x} and {y}. How steep it is depends on the way.", x=X, y=Y)
        with self.beat("surface", said):
            self.play(FadeIn(self.view.edges, self.view.ribbons, self.view.names), run_time=0.8)
            self._fly(self.apart, 2.6)

    def freeze(self) -> None:
        """One input locked, one path left."""
        said = words(
            "Lock {y}, and a single path is left: along {x}. The landscape is cut open there.", x=X, y=Y
        )
        with self.beat("freeze", said):
            self.play(FadeIn(self.lock, scale=1.8), FadeIn(self.frozen), run_time=0.7)
            self.play(Create(self.raised.path), run_time=1.2)
            self._fly(self.apart, 1.2, cut=True)
            self.play(FadeIn(self.raised.sheet), run_time=0.5)

    def lift_out(self) -> None:
        """The slice leaves the surface and turns to face the viewer."""
        with self.beat("lift", words("Lift the path out, and it is a plain curve, with {x} alone.", x=X)):
            self._fly(self.aside, 1.2)
            self.add(self.flat.sheet, self.flat.path)
            share = ValueTracker(0.0)
            follow: Mobject = VGroup()
            follow.add_updater(
                lambda _: self.flat.look(self.aside.towards(self.face, float(share.get_value())))
            )
            self.add(follow)
            self.play(share.animate.set_value(1.0), run_time=2.0)
            self.remove(follow)
            self.play(FadeIn(self.panel, self.axis_names), FadeIn(self.function), run_time=0.8)

    def walk(self) -> None:
        """Both points move together."""
        (low, high), home = self.ranges[0], float(self.point[0].value)
        with self.beat("walk", words("Walk on both at once: the same points, the same tangents, one slope.")):
            for part in (self.flat, self.raised):
                self.play(GrowFromCenter(part.walker), run_time=0.5)
            self.add(self.flat, self.raised)
            self.play(FadeIn(self.place, *self.slopes), run_time=0.6)
            for stop, seconds in (
                (low + 0.85 * (high - low), 1.3),
                (low + 0.15 * (high - low), 2.0),
                (home, 1.3),
            ):
                self.play(self.x.animate.set_value(stop), run_time=seconds)

    def write_straight(self) -> None:
        """One variable: d."""
        said = words("The curve has no other variable: its slope is written with a straight d.")
        with self.beat("straight", said):
            self._work_out(0)

    def write_curly(self) -> None:
        """Others held still: ∂."""
        said = words("The landscape has one, held still. The curly d says so: all others are locked.")
        with self.beat("curly", said):
            self.play(Indicate(self.lock, color=self.theme.ink, scale_factor=1.4), run_time=0.8)
            self._work_out(1)

    def compare(self) -> None:
        """The letter is the only difference."""
        said = words("Same path, same slope, other letter: a network's many weights call for the curly one.")
        with self.beat("same", said):
            for line in self.worked:
                self.play(LaggedStart(*self._point_out(line), lag_ratio=0.1), run_time=1.2)

    def _standing(self, pose: Pose) -> Pose:
        """Return the pose, raised as far as the captions need."""
        self.view.look(pose, 1.0)
        low = safe_bottom() + LEAST - float(VGroup(self.view, self.view.names).get_bottom()[1])
        return replace(pose, centre=(pose.centre[0], pose.centre[1] + max(0.0, low)))

    def _look(self, pose: Pose) -> None:
        self.pose, share = pose, float(self.cut.get_value())
        self.view.look(pose, 1.0)
        cut_open(self.view, self.row, share)
        self.raised.look(pose)
        self.lock.move_to(self.raised.foot() + RIGHT * 0.34 + DOWN * 0.12)

    def _fly(self, end: Pose, seconds: float, *, cut: bool = False) -> None:
        start, share = self.pose, ValueTracker(0.0)
        follow: Mobject = VGroup()
        follow.add_updater(lambda _: self._look(start.towards(end, float(share.get_value()))))
        self.add(follow)
        moves = [share, self.cut] if cut else [share]
        self.play(*(tracker.animate.set_value(1.0) for tracker in moves), run_time=seconds)
        self._look(end)
        self.remove(follow)

    def _work_out(self, index: int) -> None:
        """Turn a live slope into the worked one."""
        readout, line = self.slopes[index], self.worked[index]
        readout.clear_updaters()
        self.play(FadeOut(readout), run_time=0.4)
        self.play(FadeIn(line), run_time=0.8)

    def _point_out(self, line: Line) -> list[Animation]:
        """Return the animations that point out the d's of a derivative: its first glyph and its like."""
        glyphs = list(line.part(1))
        same = [glyph for glyph in glyphs if glyph.points.shape == glyphs[0].points.shape]
        return [Indicate(glyph, color=self.theme.ink, scale_factor=1.3) for glyph in same]

    def _lay_panel(self) -> None:
        theme, height = self.theme, RISE * PANEL_WIDTH
        span = self.view.low, self.view.high
        self.panel = PlotPanel(theme, self.ranges[0], span, PANEL_WIDTH, height, X, G, ticks=5)
        left, top = -safe_width() / 2, float(self.heading.get_bottom()[1])
        self.panel.shift(RIGHT * (left - float(self.panel.get_left()[0])))
        self.panel.shift(UP * (safe_bottom() - float(self.panel.get_bottom()[1])))
        corner = self.panel.to_point(self.ranges[0][0], self.view.low)
        centre = corner + np.array([0.5, 0.31, 0.0]) * PANEL_WIDTH
        self.face = Pose(0.0, 0.0, (float(centre[0]), float(centre[1])), PANEL_WIDTH)
        self.flat = Slice(self.view, self.surface, self.x, self.row, self.face, STRAIGHT)
        self.flat.edges = (self.panel.axes[0], self.panel.axes[1])
        room = float(self.panel.get_right()[0]) + GUTTER, -left
        middle = (top - HEADER + safe_bottom()) / 2
        self.aside = self._standing(Pose(-0.6, 0.44, ((room[0] + room[1]) / 2, middle), 3.5))
        names = (typesetting.math([s.typst], theme.input, size=BODY, display=False) for s in (X, G))
        self.axis_names = VGroup(*names)
        self.axis_names[0].next_to(self.panel.axes[0], RIGHT, buff=0.12)
        self.axis_names[1].next_to(self.panel.axes[1], UP, buff=0.1)
        self.columns = left, room[0] + 0.4

    def _lay_headers(self) -> None:
        theme, top = self.theme, float(self.heading.get_bottom()[1])
        upper, lower = top - 0.5, top - 1.5
        width = (self.columns[1] - self.columns[0] - 0.5, safe_width() / 2 - self.columns[1])
        frozen = formula_at(self.surface.expression, self.point[1:]).pieces(substituted=True)
        place: list[Piece | str] = ["g(x) = f(x,", number_piece(self.point[1]), ") =", *frozen]
        self.function = fit(typesetting.math(place, theme.input, size=0.46, display=False), width[0])
        reason = "it names the path: the surface with its second variable locked"
        for part in (self.function, *self.function):
            allow(allow(part, "equation", reason), "untraced", reason)
        for index, piece in enumerate(self.function.pieces, start=1):
            if piece.quantity is not None:
                self.function.part(index).set_color(theme.dimmed)
        at = lambda: {"x": settled(self.x), "y": self.point[1].value}  # noqa: E731
        self.slopes = [
            Readout(symbol, lambda: self._slope(), theme.gradient, size=0.68, at=at)
            for symbol in (STRAIGHT, CURLY)
        ]
        partial = self.surface.partial_x_expression
        self.worked = [
            fit(worked_slope(theme, partial, Quantity(symbol, self._slope()), given, self.point, room), room)
            for symbol, given, room in zip((STRAIGHT, CURLY), (self.point[1:], ()), width, strict=True)
        ]
        for readout, line, column in zip(self.slopes, self.worked, self.columns, strict=True):
            line.shift(RIGHT * (column - line.get_left()[0]) + UP * (lower - line.baseline))
            readout.at(np.array([column, lower, 0.0]))
        self.function.shift(RIGHT * (self.columns[0] - self.function.get_left()[0]))
        self.function.shift(UP * (upper - self.function.baseline))
        value = value_line(theme, self.point[1], size=FORMULA).set_color(theme.dimmed)
        small = Lock(theme.dimmed, theme.background, height=0.3)
        self.frozen = VGroup(small, value.next_to(small, RIGHT, buff=0.2))
        self.frozen.shift(RIGHT * (self.columns[1] - small.get_left()[0]) + UP * (upper - value.baseline))
        self.place = Readout(X, lambda: settled(self.x), theme.input, at=at)
        self.place.at(np.array([float(self.frozen.get_right()[0]) + 0.7, upper, 0.0]))

    def _slope(self) -> Number:
        return self.surface.partial_x(settled(self.x), self.point[1].value)
