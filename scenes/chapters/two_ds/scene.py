"""d against ∂: one path, seen as a curve of its own and as a slice of a surface."""

from __future__ import annotations

import numpy as np
from manim import (
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
    ShowPassingFlash,
    ValueTracker,
    VGroup,
)

from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity
from backprop_core.surface import Surface
from scenes.chapters.two_ds.slice_set import CURLY, HEADER, PRIME, STRAIGHT, SliceSet
from scenes.chapters.two_ds.slice_view import SHEET
from scenes.chapters.two_ds.worked_slope import worked_slope
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.equation import fit, number_piece, value_line
from scenes.stage.formulas.expressions import expression_pieces, formula_at
from scenes.stage.frame import safe_width
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.bending import bend
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.scripts import legible
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine
from scenes.stage.lock import Lock
from scenes.stage.measure import allow
from scenes.stage.plots.partials import X, Y
from scenes.stage.plots.surface_view import Pose
from scenes.stage.titles import heading
from scenes.stage.trackers import settled
from scenes.stage.words import words

UPPER, LOWER, APART = 0.5, 1.5, 0.15
"""How far under the heading the two lines over the pictures stand, and what they keep from all else."""


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
        top = float(self.heading.get_bottom()[1])
        self.stage = SliceSet(theme, self.surface, self.ranges, self.row, self.x, top)
        needed = self._lay_headers()
        if needed > HEADER:
            self.stage = SliceSet(theme, self.surface, self.ranges, self.row, self.x, top, header=needed)
            self._lay_headers()
        stage = self.stage
        self.view, self.raised, self.flat, self.lock = stage.view, stage.raised, stage.flat, stage.lock

    def show_surface(self) -> None:
        """Two inputs, one height."""
        said = words("A landscape has two inputs, {x} and {y}. How steep it is depends on the way.", x=X, y=Y)
        with self.beat("surface", said):
            self.play(FadeIn(self.view.edges, self.view.ribbons, self.view.names), run_time=0.8)
            self._fly(self.stage.apart, 2.6)

    def freeze(self) -> None:
        """One input locked, one path left; what lies in front of it goes."""
        said = words("Lock {y}, and one path is left: along {x}. There the landscape is cut open.", x=X, y=Y)
        with self.beat("freeze", said):
            self.play(FadeIn(self.lock, scale=1.8), FadeIn(self.frozen), run_time=0.7)
            self.play(Create(self.raised.path), run_time=1.0)
            self.raised.sheet.set_fill(opacity=0.0)
            self.add(self.raised.sheet, self.raised.path)
            self._fly(self.stage.apart, 1.6, cut=True)
            self.play(self.raised.sheet.animate.set_fill(opacity=SHEET), run_time=0.4)

    def lift_out(self) -> None:
        """The slice leaves the surface and turns to face the viewer."""
        with self.beat("lift", words("Lift the path out, and it is a plain curve, with {x} alone.", x=X)):
            self._fly(self.stage.aside, 1.3)
            share = ValueTracker(0.0)

            def follow(_: Mobject) -> None:
                self.flat.look(self.stage.aside.towards(self.stage.face, float(share.get_value())))

            self.flat.sheet.add_updater(follow)
            self.add(self.flat.sheet, self.flat.path)
            self.play(share.animate.set_value(1.0), run_time=1.6)
            self.flat.sheet.remove_updater(follow)
            self.play(FadeIn(self.stage.panel, self.stage.axis_names), FadeIn(self.function), run_time=0.6)

    def walk(self) -> None:
        """Both points move together."""
        (low, high), home = self.ranges[0], float(self.point[0].value)
        with self.beat("walk", words("Walk on both: one slope. The landscape only shows it at a slant.")):
            self.play(*(GrowFromCenter(part.walker) for part in (self.flat, self.raised)), run_time=0.6)
            self.add(self.flat, self.raised)
            self.play(FadeIn(self.place, self.slope), run_time=0.6)
            for stop, seconds in (
                (low + 0.85 * (high - low), 0.9),
                (low + 0.15 * (high - low), 1.5),
                (home, 0.9),
            ):
                self.play(self.x.animate.set_value(stop), run_time=seconds)

    def write_straight(self) -> None:
        """One variable: d, which is another way to write what the prime says."""
        said = words("One variable alone: its slope is {straight}, with a straight d.", straight=STRAIGHT)
        with self.beat("straight", said):
            line = self.worked[0]
            self.slope.clear_updaters()
            self.play(FadeOut(self.slope), run_time=0.4)
            self.play(FadeIn(line.part(1)), run_time=0.5)
            self.play(FadeIn(self._beside_name(line)), run_time=0.6)
            self.add(line)

    def write_curly(self) -> None:
        """Others held still: ∂."""
        straight, curly = self.worked
        copy = straight.part(1).copy().move_to(curly.part(1))
        said = words("On the landscape, the same slope; but there, {y} is locked.", y=Y)
        with self.beat("second", said):
            self.play(FadeIn(copy, shift=RIGHT * 0.5), run_time=0.8)
            self.play(Indicate(self.lock, color=self.theme.ink, scale_factor=1.4), run_time=1.0)
        with self.beat("curly", words("The curly d says so: all others are held still.")):
            self.play(*(bend(*pair) for pair in zip(copy, curly.part(1), strict=True)), run_time=1.2)
            self.play(FadeIn(self._beside_name(curly)), run_time=0.6)
            self.add(curly)

    def compare(self) -> None:
        """The letter is the only difference."""
        said = words("Same path, same slope, other letter. With many weights, it takes the curly one.")
        with self.beat("same", said):
            for line, part in zip(self.worked, (self.flat, self.raised), strict=True):
                pulse = ShowPassingFlash(
                    part.path.copy().set_stroke(self.theme.ink, width=8.0), time_width=0.5
                )
                self.play(LaggedStart(*self._point_out(line), lag_ratio=0.1), pulse, run_time=1.3)

    def _fly(self, end: Pose, seconds: float, *, cut: bool = False) -> None:
        """Move the viewer; a part of the landscape carries the updater, so that all is drawn anew."""
        stage, share = self.stage, ValueTracker(0.0)
        start = stage.pose

        def follow(_: Mobject) -> None:
            stage.look(start.towards(end, float(share.get_value())))

        self.view.edges.add_updater(follow)
        moves = [share, stage.cut] if cut else [share]
        self.play(*(tracker.animate.set_value(1.0) for tracker in moves), run_time=seconds)
        self.view.edges.remove_updater(follow)
        stage.look(end)

    @staticmethod
    def _beside_name(line: TypesetLine) -> VGroup:
        """Return all of a worked slope but its name."""
        return VGroup(*(part for part in line if part is not line.part(1)))

    def _point_out(self, line: TypesetLine) -> list[Animation]:
        """Return the animations that point out the d's of a derivative: its first glyph and its like."""
        glyphs = list(line.part(1))
        same = [glyph for glyph in glyphs if glyph.points.shape == glyphs[0].points.shape]
        return [Indicate(glyph, color=self.theme.ink, scale_factor=1.3) for glyph in same]

    def _lay_headers(self) -> float:
        """Put the lines over the pictures, and return how much room they take under the heading."""
        theme, top, columns = self.theme, float(self.heading.get_bottom()[1]), self.stage.columns
        width = (columns[1] - columns[0] - 0.5, safe_width() / 2 - columns[1])
        frozen = formula_at(self.surface.expression, self.point[1:]).pieces(substituted=True)
        place: list[Piece | str] = ["g(x) = f(x,", number_piece(self.point[1]), ")"]
        whole, short = (
            typesetting.math(pieces, theme.input, size=0.46, display=False)
            for pieces in ([*place, "=", *frozen], place)
        )
        least = legible(" ".join(piece.typst for piece in whole.pieces))
        self.function = fit(whole, width[0]) if whole.size * width[0] >= least * whole.width else short
        reason = "it names the path: the surface with its second variable locked"
        for part in (self.function, *self.function):
            allow(allow(part, "equation", reason), "untraced", reason)
        for index, piece in enumerate(self.function.pieces, start=1):
            if piece.quantity is not None:
                self.function.part(index).set_color(theme.dimmed)
        at = lambda: {"x": settled(self.x), "y": self.point[1].value}  # noqa: E731
        self.slope = Readout(PRIME, lambda: self._slope(), theme.gradient, size=0.68, at=at)
        partial = self.surface.partial_x_expression
        self.worked = [
            fit(worked_slope(theme, partial, Quantity(symbol, self._slope()), given, self.point, room), room)
            for symbol, given, room in zip((STRAIGHT, CURLY), (self.point[1:], ()), width, strict=True)
        ]
        upper = min(top - UPPER, top - APART - _over_baseline(self.function))
        under = float(self.function.get_bottom()[1]) - self.function.baseline
        lower = min(top - LOWER, upper + under - APART - max(map(_over_baseline, self.worked)))
        for line, column in zip(self.worked, columns, strict=True):
            line.shift(RIGHT * (column - line.get_left()[0]) + UP * (lower - line.baseline))
        self.slope.at(np.array([columns[0], lower, 0.0]))
        self.function.shift(RIGHT * (columns[0] - self.function.get_left()[0]))
        self.function.shift(UP * (upper - self.function.baseline))
        value = value_line(theme, self.point[1], size=FORMULA).set_color(theme.dimmed)
        small = Lock(theme.dimmed, theme.background, height=0.3)
        self.frozen = VGroup(small, value.next_to(small, RIGHT, buff=0.2))
        self.frozen.shift(RIGHT * (columns[1] - small.get_left()[0]) + UP * (upper - value.baseline))
        self.place = Readout(X, lambda: settled(self.x), theme.input, at=at)
        self.place.at(np.array([float(self.frozen.get_right()[0]) + 0.7, upper, 0.0]))

        return top + APART - min(float(line.get_bottom()[1]) for line in self.worked)

    def _slope(self) -> Number:
        return self.surface.partial_x(settled(self.x), self.point[1].value)


def _over_baseline(line: TypesetLine) -> float:
    """Return how far a line reaches up from its baseline."""
    return float(line.get_top()[1]) - line.baseline
