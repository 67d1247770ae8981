"""The end of the chapter on both kinds of d: one path, one slope, and two letters side by side."""

from __future__ import annotations

from manim import ORIGIN, UP, Animation, FadeIn, FadeOut, Indicate, ReplacementTransform, ShowPassingFlash
from manim.utils.rate_functions import smooth, squish_rate_func

from scenes.chapters.two_ds.other_path import OtherPath
from scenes.chapters.two_ds.pair import Pair
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
    pair: Pair
    beside: Pose
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
        """The landscape parts in two, one turns into its curve: a letter for each. One is left at the end."""
        straight, curly = self.pair.letters
        land, (low, high) = self.land, self.land.ranges[0]
        said = words(
            "Side by side: a straight d, one variable and no other. "
            "A curly d: there are others around, and they are held still."
        )
        with self.beat("letters", said):
            twin = self.pair.double(land)
            self.add(twin, land, self.locked)
            self.play(self.locked.line.animate.set_opacity(0.0), FadeOut(self.heading), run_time=0.3)
            parting = land.viewer.animate.go(self.pair.land), twin.viewer.animate.go(self.pair.split)
            self.play(*parting, ReplacementTransform(self.curly, curly), run_time=1.2)
            out_of = curly.part(1).copy().set_opacity(0.0)
            bent = (bend(*pair) for pair in zip(out_of, straight.part(1), strict=True))
            late = squish_rate_func(smooth, 0.5, 1.0)
            value = [FadeIn(straight.part(index), rate_func=late) for index in (2, 3)]
            flat = self.pair.unstretched
            self.play(twin.viewer.animate.go(flat), twin.behind.animate.set_value(0.0), run_time=1.3)
            self.play(twin.viewer.animate.go(self.pair.curve), *bent, *value, run_time=1.5)
            self.add(straight)
            home, x = float(twin.section.x.get_value()), twin.section.x
            far = home + 0.3 * (high - low) * (1.0 if home < (low + high) / 2 else -1.0)
            self.play(*self._point_out(straight), x.animate.set_value(far), run_time=0.9)
            self.play(x.animate.set_value(home), run_time=0.8)
            other = OtherPath(land)
            self.add(other)
            self.play(*self._point_out(curly), other.row.animate.set_value(other.farthest), run_time=1.0)
            still = Indicate(self.locked.lock, color=self.theme.ink, scale_factor=1.5)
            self.play(other.row.animate.set_value(land.start), still, run_time=0.9)
            self.remove(other)
            gone = (FadeOut(line, shift=UP * 0.4) for line in self.pair.letters)
            self.play(*gone, twin.viewer.animate.go(flat), run_time=0.8)
            self.play(
                *(one.viewer.animate.go(self.low) for one in (twin, land)),
                twin.behind.animate.set_value(1.0),
                *(one.section.walking.animate.set_value(0.0) for one in (twin, land)),
                run_time=1.4,
            )
            self.remove(twin, *twin)
            self.play(self.locked.line.animate.set_opacity(1.0), FadeIn(self.heading), run_time=0.3)
            self.wait(0.4)

    def _point_out(self, line: TypesetLine) -> list[Animation]:
        """Return the animations that point out the d's of a derivative: its first glyph and its like."""
        glyphs = list(line.part(1))
        same = [glyph for glyph in glyphs if glyph.points.shape == glyphs[0].points.shape]
        return [Indicate(glyph, color=self.theme.ink, scale_factor=1.25) for glyph in same]
