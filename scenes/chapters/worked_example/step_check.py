"""The check of the answer: a bet on a small step, where the dot lands, what is left under a microscope."""

from __future__ import annotations

from fractions import Fraction

from manim import DOWN, LEFT, RIGHT, FadeIn, FadeOut, LaggedStart, VGroup

from backprop_core.number import show
from backprop_core.quantity import Quantity, Symbol
from scenes.chapters.worked_example.microscope import LANE
from scenes.chapters.worked_example.picture import Picture
from scenes.film.playing.camera import FilmCamera
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.equation import number_piece
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import math, text
from scenes.stage.measure import allow
from scenes.stage.nudges.check_rows import CheckRows
from scenes.stage.titles import Heading
from scenes.stage.words import Words, words

LEVEL, OVER, LARGER, APART = -1.98, 0.3, 1.3, 0.35
"""Height of the line in the check; room over what stands on it; how much larger its rows are set; what is
said beside what is left over keeps so far from it."""

PUSH, NOTE = 0.85, 0.5
"""Size of the frame at what is left over; type of what is said there."""

PROMISE, TRAIL, LEFT_OVER, BEHIND = 0.16, 0.5, 0.9, 0.35
"""How opaque the promise, the way of the dot, and what is left over are, and this behind copies."""


class StepCheck:
    """The beats of the check: promise, measure, dive, halve."""

    def __init__(self, stage: Chapter, heading: Heading, picture: Picture) -> None:
        self.stage, self.heading, self.picture, self.theme = stage, heading, picture, stage.theme
        self.numbers, self.span, self.scope = picture.numbers, picture.span, picture.scope
        safe = Region.safe()
        top, bottom = float(heading.title.get_bottom()[1]) - OVER, LEVEL + LANE + OVER
        rows = CheckRows(self.theme, self.numbers, safe.width / LARGER, (top - bottom) / LARGER)
        rows.scale(min(LARGER, safe.width / float(rows.width), (top - bottom) / float(rows.height)))
        rows.move_to((0.0, (top + bottom) / 2, 0.0))
        self.rows = rows.rows[1:]
        assert isinstance(stage.camera, FilmCamera)
        stage.camera.add_fixed_in_frame_mobjects(*self.rows)

    def play(self) -> None:
        """Play the beats."""
        self.predict()
        self.measure()
        self.look_closer()
        share = self.span.halved / self.span.gap if self.span.gap else 0.0
        if self.span.dives and 0 < share < 1:
            self.halve()

    def predict(self) -> None:
        """What the slope promises for a small step, as a bracket on the last line."""
        stage, scope = self.stage, self.scope
        sentence = words(
            "Is it right? Let us bet. Step by {dx}: the slope promises a change of {change}.",
            dx=self.numbers.step,
            change=self.numbers.foretold,
        )
        with stage.beat("predict", sentence):
            lift = changing(scope.level).set_value(LEVEL)
            leaving = map(FadeOut, stage.clear_stage(scope))
            stage.play(
                *leaving, changing(scope.zoom).set_value(1.0), lift, FadeIn(self.rows[0]), run_time=2.6
            )
            named = [changing(scope.promised).set_opacity(1.0)] if scope.names_promise() else []
            stage.play(
                changing(scope.promise).set_fill(opacity=PROMISE),
                changing(scope.bracket).set_stroke(opacity=1.0),
                *named,
                run_time=1.6,
            )

    def measure(self) -> None:
        """Where the dot really lands."""
        stage, scope = self.stage, self.scope
        sentence = words(
            "And really? The moved input goes through both machines, and the dot goes {true}.",
            true=self.numbers.true,
        )
        with stage.beat("measure", sentence):
            scope.trail.set_fill(opacity=TRAIL)
            stage.play(changing(scope.moved).set_value(1.0), run_time=3.2)
            stage.play(FadeIn(self.rows[1]), run_time=1.0)

    def look_closer(self) -> None:
        """Into the end of the promise, until what is left over can be seen."""
        stage, scope, span = self.stage, self.scope, self.span
        with stage.beat("gap", self._said_of_gap()):
            fade = changing(scope.trail).set_fill(opacity=0.0)
            if span.dives:
                push = changing(stage.frame).scale(PUSH).move_to((scope.gone_aside, self._middle(), 0.0))
                shown = [
                    changing(scope.left_over).set_fill(opacity=LEFT_OVER),
                    changing(scope.mast).set_stroke(opacity=1.0),
                ]
                if span.gap * span.foretold < 0:
                    shown.append(changing(scope.promised).set_opacity(0.0))
                dive = changing(scope.zoom).set_value(2.0)
                stage.play(dive, push, fade, *shown, FadeIn(self._mark()), run_time=3.5)
            elif span.shows:
                stage.play(
                    changing(scope.left_over).set_fill(opacity=LEFT_OVER),
                    changing(scope.mast).set_stroke(opacity=1.0),
                    changing(scope.promised).set_opacity(0.0),
                    fade,
                    run_time=0.9,
                )
            named = [changing(scope.gap).set_opacity(1.0)] if span.dives and scope.names_gap() else []
            stage.play(FadeIn(self.rows[2]), *named, run_time=0.9)

    def halve(self) -> None:
        """Half the step leaves much less than half: copies of what it leaves fill what was left."""
        stage, scope, span = self.stage, self.scope, self.span
        share = Quantity(Symbol("r", "gap share", "the share"), span.halved / span.gap, decimals=2)
        sentence = words(
            "Halve the step, and what is left is only {share} of that: it goes faster than the step.",
            share=share,
        )
        with stage.beat("halve", sentence):
            tiles = scope.tiles(span.halved)
            for tile in tiles:
                tile.set_fill(self.theme.loss, opacity=1.0)
            side = 1.0 if span.gap > 0 else -1.0
            note = VGroup(
                text("half the step", self.theme.ink, size=NOTE),
                math(["times", number_piece(share)], self.theme.ink, size=NOTE * LARGER),
            ).arrange(DOWN, buff=0.2, aligned_edge=LEFT if side > 0 else RIGHT)
            edge = scope.x_of(span.true) + side * APART
            note.move_to((edge, scope.level.get_value() + LANE / 2, 0.0), aligned_edge=-side * RIGHT)
            dim = changing(scope.left_over).set_fill(opacity=BEHIND)
            named = [FadeOut(scope.gap)] if scope.names_gap() else []
            stage.play(dim, *named, run_time=0.4)
            stage.play(FadeIn(tiles[0]), FadeIn(note), run_time=1.0)
            if len(tiles) > 1:
                stage.play(LaggedStart(*map(FadeIn, tiles[1:]), lag_ratio=0.6), run_time=2.8)

    def _said_of_gap(self) -> Words:
        gap, span = self.numbers.gap, self.span
        if not span.gap:
            return words("Nothing is left over: here the curve runs straight along its tangent.")
        if not span.shows:
            return words("What is left over, {gap}, is too small to be drawn.", gap=gap)
        if not span.dives:
            return words("What is left over, {gap}, is the bend: the curve leaves its tangent.", gap=gap)
        return words("On the bracket's end? Dive in. It misses by {gap}: that is the curve's bend.", gap=gap)

    def _middle(self) -> float:
        """Return the height of the pushed frame's middle at which the line's room ends where it did."""
        top = LEVEL + LANE + OVER / 2
        return top - PUSH * top

    def _mark(self) -> VGroup:
        """Return the mark that says how many times larger the line is drawn."""
        times = show(Fraction(self.span.times), 0).text
        mark = text(f"drawn × {times}", self.theme.ink, size=NOTE)
        allow(mark, "untraced", "how many times larger the line is drawn")
        mark.move_to((Region.safe().right, self.heading.get_y(), 0.0), aligned_edge=RIGHT)
        assert isinstance(self.stage.camera, FilmCamera)
        self.stage.camera.add_fixed_in_frame_mobjects(mark)
        return mark
