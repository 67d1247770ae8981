"""The check of the answer: a bet on the step, where it lands, what is left, and what smaller steps say."""

from __future__ import annotations

from collections.abc import Sequence

from manim import (
    RIGHT,
    Animation,
    FadeIn,
    FadeOut,
    Mobject,
    RoundedRectangle,
    VGroup,
    rush_from,
    rush_into,
)

from scenes.chapters.worked_example.halving import Halving
from scenes.chapters.worked_example.microscope import LANE
from scenes.chapters.worked_example.picture import CLOSE, Picture
from scenes.chapters.worked_example.secant_fan import SecantFan
from scenes.stage.chapter import Chapter
from scenes.stage.framing import showing
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import text
from scenes.stage.measure import allow
from scenes.stage.nudges.check_rows import CheckRows
from scenes.stage.titles import Heading
from scenes.stage.words import Words, words

LEVEL, OVER, LARGER, LARGEST = -2.0, 0.35, 1.3, 1.35
"""Height of the line in the close view; room over what stands on it; how much larger than usual the rows
are, and how much larger again they can be there."""

TALL, ROWS, PAD, NOTE = 2.1, 0.62, 0.3, 0.5
"""Height of the rows beside the fans, and where they stand between the lines; what their ground leaves free
round them; type of the mark."""

PROMISE, TRAIL, LEFT_OVER = 0.16, 0.5, 0.9
"""How opaque the promise, the way of the dot, and what is left over are."""


class StepCheck:
    """The beats of the check: promise, measure, dive, halve; at first what is `leaving` goes."""

    def __init__(
        self, stage: Chapter, heading: Heading, picture: Picture, leaving: Sequence[Mobject]
    ) -> None:
        self.stage, self.heading, self.picture, self.theme = stage, heading, picture, stage.theme
        self.leaving = leaving
        self.numbers, self.span, self.scope = picture.numbers, picture.span, picture.scope
        room = picture.row.end - picture.row.start - 2 * PAD
        self.rows = VGroup(*CheckRows(self.theme, self.numbers, room / LARGER, TALL).rows[1:])
        self.rows.scale(min(LARGER, room / float(self.rows.width)))
        whole = self._behind(len(self.rows))
        picture.set_aside(whole, ROWS)
        self.rows.move_to(whole)
        self.ground = self._behind(1)
        chain = picture.chain
        self.fan = SecantFan(self.theme, chain.whole, chain.at, self.numbers.step.value, picture.slopes[2, 0])

    def _behind(self, count: int) -> RoundedRectangle:
        """Return an opaque ground for so many rows."""
        rows = VGroup(*self.rows[:count])
        ground = RoundedRectangle(
            corner_radius=0.2,
            width=float(self.rows.width) + 2 * PAD,
            height=float(rows.height) + 2 * PAD,
            stroke_color=self.theme.dimmed,
            stroke_width=2.0,
        )
        ground.set_fill(self.theme.background, opacity=1.0)
        return ground.move_to((self.rows.get_x(), rows.get_y(), 0.0))

    def _add_row(self, index: int) -> list[Animation]:
        """Return the animations in which a row comes, and the ground grows for it."""
        grow = changing(self.ground).become(self._behind(index + 1))
        return [grow, FadeIn(self.rows[index], shift=RIGHT * 0.15)]

    def play(self) -> None:
        """Play the beats."""
        self.predict()
        self.measure()
        self.look_closer()
        if self.fan.tells:
            Halving(self.stage, self.heading, self.picture, self.fan).play()

    def predict(self) -> None:
        """What the slope promises for the step, on the last line."""
        stage, scope, picture = self.stage, self.scope, self.picture
        sentence = words(
            "Is it right? Let us bet. Step by {dx}: the slope promises a change of {change}.",
            dx=self.numbers.step,
            change=self.numbers.foretold,
        )
        with stage.beat("predict", sentence):
            board, fans = picture.board, picture.fans
            leaving = [board.ground, board.formula, board.strikes, board.numbers, board.result, *self.leaving]
            closing = [changing(reach).set_value(0.0) for reach in fans.reach]
            unseen = [changing(bar).set_stroke(opacity=0.0) for bar in fans.bars[1:]]
            stage.play(*map(FadeOut, leaving), *closing, *unseen, run_time=0.9)
            for reach, bar, lens in zip(fans.reach, fans.bars[1:], picture.row.lenses, strict=True):
                stage.play(changing(reach).set_value(0.5), lens.shine(), run_time=0.5)
                arrive = [changing(bar).set_stroke(opacity=1.0)] if bar is not fans.bars[2] else []
                stage.play(changing(reach).set_value(1.0), lens.rest(), *arrive, run_time=0.5)
            stage.play(
                changing(scope.promise).set_fill(opacity=PROMISE),
                changing(scope.bracket).set_stroke(opacity=1.0),
                run_time=1.2,
            )
            stage.play(FadeIn(self.ground), FadeIn(self.rows[0], shift=RIGHT * 0.15), run_time=0.8)

    def measure(self) -> None:
        """Where the moved value really lands, once it has gone through both machines."""
        stage, scope, picture = self.stage, self.scope, self.picture
        x, u, y = self.numbers.moved
        sentence = words(
            "And really? {x} goes in, {u} between, {y} comes out: the change is {true}.",
            x=x,
            u=u,
            y=y,
            true=self.numbers.true,
        )
        with stage.beat("measure", sentence):
            dot = picture.dots[0].copy()
            aside = [self.ground, self.rows[0], self.heading, picture.row.names[1], picture.values[2]]
            stage.add(dot)
            near = showing(stage.frame, picture.first_machine(), CLOSE)
            stage.play(near, *map(FadeOut, aside), run_time=1.2)
            stage.play(changing(dot).move_to(picture.arrived[0]), *self._count(0), run_time=1.0)
            for index, lens in enumerate(picture.row.lenses):
                start, end = (one.get_center() for one in picture.arrived[index : index + 2])
                spark = picture.arrived[index].copy()
                half, color = (start + end) / 2, picture.arrived[index + 1].get_color()
                through = changing(spark)(rate_func=rush_into).move_to(half).set_color(color)
                stage.play(through, lens.shine(), run_time=0.6)
                stage.play(changing(spark)(rate_func=rush_from).move_to(end), lens.rest(), run_time=0.6)
                arriving: Animation = FadeIn(picture.arrived[1])
                if index == 1:
                    scope.moved.set_value(1.0)
                    arriving = changing(scope.trail).set_fill(opacity=TRAIL)
                stage.play(arriving, *self._count(index + 1), run_time=0.6)
                stage.remove(spark)
                if index == 0:
                    home = showing(stage.frame, Region.safe())
                    stage.play(home, *map(FadeIn, aside), run_time=1.2)
            stage.play(*self._add_row(1), run_time=0.8)

    def look_closer(self) -> None:
        """Into the end of the promise, until what is left over can be seen."""
        stage, scope, span = self.stage, self.scope, self.span
        with stage.beat("gap", self._said_of_gap()):
            if not span.shows:
                stage.play(*self._add_row(2), run_time=0.9)
                return
            safe = Region.safe()
            top, bottom = float(self.heading.title.get_bottom()[1]) - OVER, LEVEL + LANE + OVER
            larger = min(LARGEST, safe.width / self.rows.width, (top - bottom) / self.rows.height)
            kept = scope, *self.rows, self.heading, *self.heading.submobjects
            gone = [*map(FadeOut, stage.clear_stage(*kept))]
            rows = VGroup(*self.rows[:2])
            goal = self.rows.copy().scale(larger).move_to((0.0, (top + bottom) / 2, 0.0))
            moves = [
                changing(rows).scale(larger).move_to(VGroup(*goal[:2])),
                changing(scope.level).set_value(LEVEL),
                changing(scope.tall).set_value(LANE),
                changing(scope.trail).set_fill(opacity=0.0),
            ]
            self.picture.fans.clear_updaters()
            stage.play(*gone, run_time=0.6)
            stage.play(*moves, run_time=1.0)
            shown = [
                changing(scope.left_over).set_fill(opacity=LEFT_OVER),
                changing(scope.mast).set_stroke(opacity=1.0),
            ]
            if span.dives:
                shown += [changing(scope.zoom).set_value(1.0), FadeIn(self._mark())]
            stage.play(*shown, run_time=3.0 if span.dives else 0.9)
            self.rows[2].become(goal[2])
            named = [changing(scope.gap).set_opacity(1.0)] if scope.names_gap() else []
            if scope.names_promise() and span.gap * span.foretold > 0:
                named.append(changing(scope.promised).set_opacity(1.0))
            stage.play(FadeIn(self.rows[2], shift=RIGHT * 0.15), *named, run_time=0.9)
            stage.wait(max(0.2, seconds_to_read(self.rows[2]) - 0.9))

    def _count(self, index: int) -> list[Animation]:
        """Return the animations in which a value in the column gives way to the one after the step."""
        picture = self.picture
        arriving = FadeIn(picture.moved[index], shift=RIGHT * 0.2)
        return [FadeOut(picture.values[index], run_time=0.3), arriving]

    def _said_of_gap(self) -> Words:
        gap, span = self.numbers.gap, self.span
        if not span.gap:
            return words("Nothing is left over: here the curve runs straight along its tangent.")
        if not span.shows:
            return words("What is left over, {gap}, is too small to be drawn.", gap=gap)
        if not span.dives:
            return words("What is left over, {gap}, is the bend: the curve leaves its tangent.", gap=gap)
        missed = "On the promise's end? Dive in. It misses by {gap}"
        return words(f"{missed}." if self.fan.tells else f"{missed}: that is the curve's bend.", gap=gap)

    def _mark(self) -> VGroup:
        """Return the mark that says how many times larger the line is drawn."""
        mark = text(f"drawn × {self.span.times}", self.theme.ink, size=NOTE)
        allow(mark, "untraced", "how many times larger the line is drawn")
        mark.move_to((Region.safe().right, self.heading.get_y(), 0.0), aligned_edge=RIGHT)
        return mark
