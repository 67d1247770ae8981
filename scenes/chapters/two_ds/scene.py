"""d against ∂: one path, seen as a curve of its own and as the section of a landscape."""

from __future__ import annotations

from dataclasses import replace

from manim import (
    DOWN,
    LEFT,
    PI,
    UP,
    UR,
    FadeIn,
    FadeOut,
    Indicate,
    ReplacementTransform,
    linear,
)

from backprop_core.quantity import Quantity
from backprop_core.surface import Surface
from scenes.chapters.two_ds.letter_beats import LetterBeats
from scenes.chapters.two_ds.letters import CURLY, STRAIGHT, G, letter, path_name
from scenes.chapters.two_ds.needle import Needle
from scenes.chapters.two_ds.other_path import OtherPath
from scenes.chapters.two_ds.pair import Pair
from scenes.stage.layout import Region
from scenes.stage.lettering.bending import bend
from scenes.stage.measure import allow
from scenes.stage.plots.hues import hues
from scenes.stage.plots.land_places import LOOSE, clear_of_title, facing, standing
from scenes.stage.plots.landscape import Landscape
from scenes.stage.plots.partials import F, X, Y
from scenes.stage.plots.row_lock import RowLock, before_cut
from scenes.stage.titles import heading
from scenes.stage.words import words

COLUMN = 3.1
"""Room for the derivative beside the picture."""

CLOSE, NEAR, AROUND = 0.42, 0.7, 0.3
"""How near the camera goes to the point, and to the letter; what stays free over and beside that."""

SEEN = 0.42
"""How far from over the landscape to before the cut the viewer has come while the cut is made."""


class TwoDs(LetterBeats):
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
        self.set_side_by_side()
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
        land = self.land = Landscape(theme, self.surface, ranges, place, (X, Y, F))
        self.section = land.section
        self.loose = clear_of_title(land, standing(land, *LOOSE, whole))
        column = replace(whole, left=beside.right + 0.2)
        self.function = path_name(theme, self.point[1], column)
        slope = self.surface.partial_x(self.point[0].value, self.point[1].value)
        self.straight, self.curly = (
            letter(theme, Quantity(symbol, slope), column) for symbol in (STRAIGHT, CURLY)
        )
        self.face = facing(land, beside)
        self.unstretched = replace(self.face, stretch=1.0)
        self.locked = RowLock(theme, land, self.point[1], hues(theme)[1])
        self.low = before_cut(land, self.locked, whole)
        self.pair = Pair(theme, land, self.locked, [Quantity(symbol, slope) for symbol in (STRAIGHT, CURLY)])
        floor = float(self.straight.get_bottom()[1]) - 0.1
        self.beside = before_cut(land, self.locked, beside, floor)
        land.viewer.go(self.loose)
        land.refresh()
        self.needle = Needle(land, place)
        self._let_go_beyond()

    def _let_go_beyond(self) -> None:
        """Let all that is drawn and written go on beyond a close-up of the path."""
        for whole in (self.land, self.locked, self.straight, self.curly, self.function, *self.pair.letters):
            for part in whole.get_family():
                allow(part, "close-up", "the picture goes on beyond a near view of the path")

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
            # From above the path is seen while the land before it still stands.
            above = self.loose.towards(self.low, SEEN)
            self.play(
                section.glass.animate.set_value(1.0),
                section.clear.animate.set_value(1.0),
                land.viewer.animate.go(above),
                run_time=1.3,
            )
            self.play(section.drawn.animate.set_value(1.0), run_time=0.9)
            self.play(land.melt.animate.set_value(1.0), land.viewer.animate.go(self.low), run_time=1.8)

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
                land.viewer.animate.go(self.unstretched),
                self.section.clear.animate.set_value(0.0),
                land.behind.animate.set_value(0.0),
                run_time=2.8,
            )
            # Only then is height drawn larger, so that the turn alone is seen to change nothing.
            self.play(
                land.viewer.animate.go(self.face), FadeIn(self.function, shift=LEFT * 0.2), run_time=1.4
            )

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
            (low, high), home, x = self.land.ranges[0], float(self.point[0].value), self.section.x
            far = home + 0.3 * (high - low) * (1.0 if home < (low + high) / 2 else -1.0)
            for stop in (far, home):
                self.play(x.animate.set_value(stop), run_time=0.9)
            self.play(*(FadeIn(part, shift=DOWN * 0.2) for part in value), run_time=0.6)
            self.add(self.straight)

    def swing_back(self) -> None:
        """The same line on the hill."""
        said = words(
            "Swing back. Same path, same line, but now on a landscape, where {y} could move too.", y=Y
        )
        land = self.land
        with self.beat("back", said):
            self.play(land.viewer.animate.go(self.unstretched), run_time=1.0)
            self.play(land.viewer.animate.go(self.beside), land.behind.animate.set_value(1.0), run_time=2.2)
            other = OtherPath(land)
            self.add(other)
            for row, seconds in ((other.farthest, 1.2), (land.start, 0.9)):
                self.play(other.row.animate.set_value(row), run_time=seconds)
            self.remove(other)

    def bend_letter(self) -> None:
        """The lock clicks, and the letter bends."""
        said = words("It is locked. The curly d says so: all others are held still.")
        with self.beat("curly", said):
            self.play(Indicate(self.locked.lock, color=self.theme.ink, scale_factor=1.9), run_time=0.8)
            pairs = zip(self.straight.part(1), self.curly.part(1), strict=True)
            kept = [
                ReplacementTransform(self.straight.part(index), self.curly.part(index)) for index in (2, 3)
            ]
            corner = self.curly.get_corner(UR) + AROUND * UR
            near = self.frame.animate.scale(NEAR).move_to(corner, aligned_edge=UR)
            self.play(near, FadeOut(self.heading), run_time=0.9)
            self.play(*(bend(*pair) for pair in pairs), *kept, run_time=1.6)
            self.add(self.curly)
