"""The end of the chapter on both kinds of d: one path, one slope, and two letters side by side."""

from __future__ import annotations

from collections.abc import Sequence

from manim import ORIGIN, RIGHT, Animation, FadeIn, FadeOut, Indicate, ReplacementTransform, ShowPassingFlash
from manim.utils.rate_functions import smooth, squish_rate_func

from scenes.chapters.two_ds.other_path import OtherPath
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.lettering.bending import bend
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.plots.landscape import Landscape
from scenes.stage.plots.pose import Pose
from scenes.stage.plots.row_lock import RowLock
from scenes.stage.plots.section import Section
from scenes.stage.titles import Heading
from scenes.stage.words import words


class LetterBeats(Chapter):
    """The last beats. The scene lays out what they bring on stage, and plays what comes before."""

    heading: Heading
    land: Landscape
    section: Section
    locked: RowLock
    curly: TypesetLine
    both: Sequence[TypesetLine]
    beside: Pose
    aside: Pose
    low: Pose

    def compare(self) -> None:
        """Same path, same slope; the letter tells the rest."""
        section = self.section
        with self.beat(
            "same", words("Same path, same slope: only the letter tells that there is more around.")
        ):
            glyphs = self._point_out(self.curly)
            pulse = section.path.copy().set_stroke(self.theme.ink, width=12.0)
            back = self.frame.animate.set(width=Frame.current().width).move_to(ORIGIN)
            self.play(back, FadeIn(self.heading), run_time=1.0)
            self.play(ShowPassingFlash(pulse, time_width=0.5), run_time=1.0)
            other = OtherPath(self.land)
            self.play(*glyphs, run_time=0.8)
            self.add(other)
            for row, seconds in ((other.farthest, 1.0), (self.land.start, 0.8)):
                self.play(other.row.animate.set_value(row), run_time=seconds)
            self.remove(other)

    def set_side_by_side(self) -> None:
        """Both letters, large, beside the path. The picture is left for what comes next."""
        straight, curly = self.both
        said = words("A straight d: one variable, and no other. A curly one: there are others, held still.")
        with self.beat("letters", said):
            moved = ReplacementTransform(self.curly, curly)
            self.play(FadeOut(self.locked), run_time=0.3)
            self.play(self.land.viewer.animate.go(self.aside), moved, run_time=1.3)
            out_of = curly.part(1).copy().set_opacity(0.0)
            bent = (bend(*pair) for pair in zip(out_of, straight.part(1), strict=True))
            late = squish_rate_func(smooth, 0.5, 1.0)
            value = [FadeIn(straight.part(index), rate_func=late) for index in (2, 3)]
            self.play(*bent, *value, run_time=1.6)
            self.add(straight)
            self.play(*self._point_out(straight), run_time=0.8)
            self.play(*self._point_out(curly), run_time=0.8)
            self.wait(0.6)
            gone = (FadeOut(line, shift=RIGHT * 0.5) for line in self.both)
            self.play(*gone, run_time=0.6)
            self.play(
                self.land.viewer.animate.go(self.low),
                self.section.walking.animate.set_value(0.0),
                run_time=1.4,
            )
            self.locked.follow()
            self.play(FadeIn(self.locked), run_time=0.4)
            self.wait(0.9)

    def _point_out(self, line: TypesetLine) -> list[Animation]:
        """Return the animations that point out the d's of a derivative: its first glyph and its like."""
        glyphs = list(line.part(1))
        same = [glyph for glyph in glyphs if glyph.points.shape == glyphs[0].points.shape]
        return [Indicate(glyph, color=self.theme.ink, scale_factor=1.25) for glyph in same]
