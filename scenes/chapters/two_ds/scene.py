"""d against ∂: one path, seen as a curve of its own and as the section of a landscape."""

from __future__ import annotations

from dataclasses import replace

from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Indicate,
    Mobject,
    ReplacementTransform,
    ShowPassingFlash,
    VGroup,
    linear,
)

from backprop_core.quantity import Piece, Quantity, Symbol, derivative_symbol
from backprop_core.surface import Surface
from scenes.chapters.two_ds.needle import Needle
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.equation import name_piece, number_piece, sign, value_line
from scenes.stage.layout import Region
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.bending import bend
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.lock import Lock
from scenes.stage.measure import allow
from scenes.stage.plots.hues import hues
from scenes.stage.plots.land_places import APART, LOOSE, facing, standing
from scenes.stage.plots.landscape import Landscape
from scenes.stage.plots.partials import F, X, Y
from scenes.stage.plots.pose import Pose
from scenes.stage.titles import heading
from scenes.stage.words import words

G = Symbol("g", "g", "g", "input")
STRAIGHT, CURLY = derivative_symbol(G, X, partial=False), derivative_symbol(F, X)

COLUMN, LETTER, VALUE = 3.1, 1.75, 0.8
"""Room for the derivative beside the picture; its size and that of its value, in ems."""

CLOSE = 0.42
"""How near the camera goes to the point."""


class TwoDs(Chapter):
    """A straight d where there is one variable, a curly one where the others are held still."""

    title = "Two kinds of d"

    def construct(self) -> None:
        """A landscape, a cut, the cut seen as a curve, and back: only a letter has changed."""
        self.lay_out()
        self.open_with(self.heading, self.land)
        self.look_round()
        self.lock_one()
        self.swing_round()
        self.walk()
        self.write_straight()
        self.swing_back()
        self.bend_letter()
        self.compare()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given, theme = self.settings.lecture.surface, self.theme
        self.surface = Surface.from_text(given.expression)
        ranges = (float(given.x_low), float(given.x_high)), (float(given.y_low), float(given.y_high))
        self.point = Quantity(X, given.point_x), Quantity(Y, given.point_y)
        place = float(given.point_x), float(given.point_y)
        self.heading = heading(theme, self.title)
        whole = Region.safe()
        beside = replace(whole, right=whole.right - COLUMN)
        land = self.land = Landscape(
            theme, self.surface, ranges, place, (X, Y, F), Pose(*LOOSE, (0.0, 0.0), 5.0), hues(theme)
        )
        self.section = land.section
        self.loose = standing(land, *LOOSE, whole)
        self._write_letters(replace(whole, left=beside.right + 0.2))
        self.face, self.locked = facing(land, beside), self._lock()
        self.low, self.beside = (self._with_lock(room) for room in (whole, beside))
        land.viewer.go(self.loose)
        land.refresh()
        self.needle = Needle(land, place)

    def look_round(self) -> None:
        """Two inputs, one height; how steep it is depends on the way."""
        said = words(
            "A landscape has two inputs, {x} and {y}. How steep is it here? That depends on the way.",
            x=X,
            y=Y,
        )
        viewer, needle = self.land.viewer, self.needle
        with self.beat("surface", said):
            self.add(needle)
            middle, end = (self.loose.towards(self.low, share) for share in (0.12, 0.3))
            come = needle.length.animate.set_value(1.0)
            self.play(viewer.animate.go(middle), come, run_time=2.6, rate_func=linear)
            swing = needle.angle.animate.set_value(PI)
            self.play(viewer.animate.go(end), swing, run_time=3.6, rate_func=linear)

    def lock_one(self) -> None:
        """A pane stands where y is held still: one path is left, and what lies before it goes down."""
        land, section, needle = self.land, self.section, self.needle
        said = words(
            "So lock {y}. A pane of glass cuts along {x}, and what lies before it goes down.", x=X, y=Y
        )
        with self.beat("freeze", said):
            self.add(self.locked)
            self.play(
                FadeIn(self.locked, scale=1.8),
                land.scale_marks.free.animate.set_value(0.0),
                needle.length.animate.set_value(0.0),
                run_time=0.8,
            )
            self.remove(needle)
            self.play(
                section.glass.animate.set_value(1.0),
                section.clear.animate.set_value(1.0),
                land.viewer.animate.go(self.low),
                run_time=1.4,
            )
            self.play(section.drawn.animate.set_value(1.0), run_time=0.9)
            self.play(land.melt.animate.set_value(1.0), run_time=1.6)

    def swing_round(self) -> None:
        """Seen straight along y, depth is gone and the path is the plot of a curve."""
        said = words(
            "Swing round to look straight along {y}: depth collapses. The path is a plain curve, {g}.",
            y=Y,
            g=G,
        )
        land = self.land
        with self.beat("swing", said):
            self.play(
                land.viewer.animate.go(self.face),
                self.section.clear.animate.set_value(0.0),
                land.behind.animate.set_value(0.0),
                run_time=3.6,
            )
            self.play(FadeIn(self.function, shift=LEFT * 0.2), run_time=0.7)

    def walk(self) -> None:
        """Close up, a straight line; it tips as the point walks."""
        (low, high), home = self.land.ranges[0], float(self.point[0].value)
        section, x = self.section, self.section.x
        with self.beat(
            "walk", words("Come close: here it is as steep as this line. Walk, and the line tips.")
        ):
            near = self.frame.animate.scale(CLOSE).move_to(section.place() + UP * 0.5)
            self.play(near, section.walking.animate.set_value(1.0), run_time=1.6)
            self.play(self.frame.animate.scale(1 / CLOSE).move_to((0.0, 0.0, 0.0)), run_time=1.1)
            for stop, seconds in (
                (low + 0.86 * (high - low), 0.9),
                (low + 0.14 * (high - low), 1.5),
                (home, 0.9),
            ):
                self.play(x.animate.set_value(stop), run_time=seconds)

    def write_straight(self) -> None:
        """One variable: d."""
        said = words("One variable alone: its slope is {straight}, with a straight d.", straight=STRAIGHT)
        with self.beat("straight", said):
            self.play(FadeOut(self.function, shift=UP * 0.2), run_time=0.4)
            name, *value = (self.straight.part(index) for index in (1, 2, 3))
            self.play(FadeIn(name, scale=0.7), run_time=0.9)
            self.play(*(FadeIn(part, shift=DOWN * 0.2) for part in value), run_time=0.6)
            self.add(self.straight)

    def swing_back(self) -> None:
        """The same line on the hill."""
        said = words(
            "Swing back. Same path, same line, but now on a landscape, where {y} could move too.", y=Y
        )
        land = self.land
        with self.beat("back", said):
            self.play(land.viewer.animate.go(self.beside), land.behind.animate.set_value(1.0), run_time=3.4)

    def bend_letter(self) -> None:
        """The lock clicks, and the letter bends."""
        said = words("It is locked. The curly d says so: all others are held still.")
        with self.beat("curly", said):
            self.play(Indicate(self.locked[0], color=self.theme.ink, scale_factor=1.9), run_time=0.8)
            pairs = zip(self.straight.part(1), self.curly.part(1), strict=True)
            kept = [
                ReplacementTransform(self.straight.part(index), self.curly.part(index)) for index in (2, 3)
            ]
            self.play(*(bend(*pair) for pair in pairs), *kept, run_time=1.4)
            self.add(self.curly)

    def compare(self) -> None:
        """Same path, same slope; the letter tells the rest. The picture is left for what comes next."""
        section = self.section
        with self.beat(
            "same", words("Same path, same slope. Only the letter tells that there is more around.")
        ):
            pulse = ShowPassingFlash(
                section.path.copy().set_stroke(self.theme.ink, width=10.0), time_width=0.5
            )
            self.play(pulse, run_time=1.4)
            self.play(*self._point_out(self.curly), run_time=0.9)
            self.play(
                FadeOut(self.curly, shift=RIGHT * 0.5),
                self.land.viewer.animate.go(self.low),
                section.walking.animate.set_value(0.0),
                run_time=1.6,
            )

    def _lock(self) -> VGroup:
        """Return the lock with the frozen value: it stands on the axis of y, wherever that is seen."""
        theme, land = self.theme, self.land
        line = value_line(theme, self.point[1], size=0.6, display=False).set_color(hues(theme)[1])
        lock = Lock(theme.ink, theme.background, height=0.5)
        whole = VGroup(lock, line.next_to(lock, RIGHT, buff=0.18))

        def follow(drawn: Mobject) -> None:
            drawn.shift(land.scale_marks.beside_row() + RIGHT * 0.6 - line.get_left())

        follow(whole)
        whole.add_updater(follow)
        return whole

    def _with_lock(self, room: Region) -> Pose:
        """Return the pose before the cut in which the lock keeps within a room, too."""
        land = self.land
        pose = standing(land, *APART, room)
        land.viewer.go(pose)
        land.refresh()
        self.locked.update()
        over = float(self.locked.get_right()[0]) - room.right
        if float(self.locked.get_top()[1]) < float(self.straight.get_bottom()[1]) - 0.1:
            return pose
        return standing(land, *APART, room.inset(right=over)) if over > 0 else pose

    def _write_letters(self, column: Region) -> None:
        """Typeset g, both derivatives and their value, in the room beside the picture."""
        theme, width = self.theme, column.width
        first, second = hues(theme)
        pieces: list[Piece | str] = [
            Piece("g(x)", "symbol"),
            Piece("= f(x,", "symbol"),
            number_piece(self.point[1]),
            Piece(")", "symbol"),
        ]
        self.function = typesetting.math(pieces, first, size=1.1, display=False)
        name, *rest = (self.function.part(index) for index in range(1, 5))
        rest[1].set_color(second)
        below = VGroup(*rest)
        below.scale(min(0.72, width / below.width)).next_to(name, DOWN, buff=0.4)
        self.function.move_to(column.center + UP)
        reason = "it names the path: the surface with its second variable locked"
        for part in (self.function, *self.function):
            allow(allow(part, "equation", reason), "untraced", reason)
        slope = self.surface.partial_x(self.point[0].value, self.point[1].value)
        self.straight, self.curly = (
            self._letter(Quantity(symbol, slope), column) for symbol in (STRAIGHT, CURLY)
        )

    def _letter(self, slope: Quantity, column: Region) -> TypesetLine:
        """Typeset a derivative as large as its column lets it be, and its value below it."""
        pieces: list[Piece | str] = [
            name_piece(slope),
            Piece(sign(slope.relation), "symbol"),
            number_piece(slope),
        ]
        line = typesetting.math(pieces, self.theme.gradient, size=LETTER)
        name, value = line.part(1), VGroup(line.part(2), line.part(3))
        value.scale(min(VALUE / LETTER, (column.width - 0.2) / value.width))
        name.move_to(column.point(UP), aligned_edge=UP)
        value.next_to(name, DOWN, buff=0.35)
        return line

    def _point_out(self, line: TypesetLine) -> list[Animation]:
        """Return the animations that point out the d's of a derivative: its first glyph and its like."""
        glyphs = list(line.part(1))
        same = [glyph for glyph in glyphs if glyph.points.shape == glyphs[0].points.shape]
        return [Indicate(glyph, color=self.theme.ink, scale_factor=1.25) for glyph in same]
