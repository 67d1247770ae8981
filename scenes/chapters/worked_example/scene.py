"""A worked example: two slopes and their product, and a step that shows how right it is."""

from __future__ import annotations

from manim import RIGHT, UP, Dot, FadeIn, FadeOut, LaggedStart, Mobject, rush_from, rush_into

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.notation import to_typst
from backprop_core.quantity import Piece
from scenes.chapters.worked_example.picture import Picture
from scenes.chapters.worked_example.step_check import StepCheck
from scenes.stage.chapter import Chapter
from scenes.stage.frame import safe_width
from scenes.stage.framing import showing
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import allow
from scenes.stage.nudges.chain_slopes import U, X, Y
from scenes.stage.nudges.machine_row import level
from scenes.stage.titles import heading
from scenes.stage.words import words

TALLEST, CLOSE, ROOM = 0.62, 0.75, 0.75
"""A heading with a taller formula would stand in the picture; size of the frame at one machine; what it shows
over and under that one's lines."""


class WorkedExample(Chapter):
    """The chain rule with numbers, on the lines of the chapter before, and a check of its answer."""

    title = "A worked example"

    def construct(self) -> None:
        """Values forward, slopes back, the product; then a step: promised, measured, and what is left."""
        self.lay_out()
        picture, row = self.picture, self.picture.row
        picture.scope.suspend_updating()
        opening = [*picture.lines, picture.scope, *row.tails, *row.lenses, *row.names]
        self.open_with(self.heading, *opening, picture.dots[0], picture.values[0])
        self.go_forward()
        self.find_slope(1, "Now back, the last machine first: where {at} went in, its slope is {slope}.")
        self.find_slope(0, "Then the one before it: where {at} went in, its slope is {slope}.")
        self.multiply()
        StepCheck(self, self.heading, self.picture).play()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.worked_example
        stages = Curve.from_text(given.inner), Curve.from_text(given.outer, U.plain)
        chain = Composition(stages, given.at)
        nested = stages[1].expression.subs(stages[1].symbol, stages[0].expression)
        whole = Piece(f"{Y.typst} = {to_typst(nested)}", "symbol")
        self.heading = heading(self.theme, self.title, whole, beside=True)
        assert self.heading.subtitle is not None
        if self.heading.width > safe_width() or self.heading.subtitle.height > TALLEST:
            whole = Piece(f"{Y.typst} = f(g({X.typst}))", "symbol")
            self.heading = heading(self.theme, self.title, whole, beside=True)
        self.picture = Picture(self.theme, chain, given.step)

    def go_forward(self) -> None:
        """A value runs through both machines."""
        picture, scope = self.picture, self.picture.scope
        x, u, y = picture.quantities
        sentence = words(
            "Two machines, with numbers: {x} goes in, {u} between, {y} comes out. How steep is the whole?",
            x=x,
            u=u,
            y=y,
        )
        with self.beat("forward", sentence):
            self.wait(0.5)
            places = [*(dot.get_center() for dot in picture.dots), scope.home.get_center()]
            for index, lens in enumerate(picture.row.lenses):
                spark = Dot(places[index], radius=0.15, color=picture.dots[index].get_color())
                middle = (places[index] + places[index + 1]) / 2
                self.play(changing(spark)(rate_func=rush_into).move_to(middle), lens.shine(), run_time=0.6)
                self.play(
                    changing(spark)(rate_func=rush_from).move_to(places[index + 1]), lens.rest(), run_time=0.5
                )
                self.remove(spark)
                arrived: Mobject = picture.dots[1] if index == 0 else scope.dot
                arriving = FadeIn(picture.values[index + 1], shift=RIGHT * 0.2)
                if index == 0:
                    self.play(FadeIn(arrived), arriving, run_time=0.4)
                else:
                    self.play(changing(arrived).set_opacity(1.0), arriving, run_time=0.4)

    def find_slope(self, index: int, sentence: str) -> None:
        """Close to a machine: its slope at the value that went into it."""
        picture, row = self.picture, self.picture.row
        plate, lens = picture.plates[index], row.lenses[index]
        slope = picture.slopes[index + 1, index]
        aside: list[Mobject] = [row.names[1 - index], picture.values[2 if index == 0 else 0]]
        back: list[Mobject] = [] if index else [row.names[0], picture.values[0]]
        if index == 0:
            aside.append(picture.plates[1])
        else:
            aside += [self.heading, picture.lines[1][1]]
        with self.beat(
            "outer" if index else "inner", words(sentence, at=picture.quantities[index], slope=slope)
        ):
            safe = Region.safe()
            low, high = level(index + 1) - ROOM, level(index) + ROOM
            room = min(safe.right, max(float(plate.get_right()[0]) + ROOM / 2, 0.0))
            seen = Region(safe.left, room, low, high)
            self.play(
                showing(self.frame, seen, CLOSE),
                *map(FadeOut, aside),
                *map(FadeIn, back),
                lens.shine(),
                run_time=1.8,
            )
            for step in plate.enter():
                self.play(*step, run_time=1.0)
            self.add(plate)
            self.play(lens.rest(), run_time=0.8)

    def multiply(self) -> None:
        """The product of the two slopes."""
        picture, board = self.picture, self.picture.board
        goal = picture.slopes[2, 0]
        sentence = words("The inner slope, times the work already done: {value}, the answer.", value=goal)
        with self.beat("product", sentence):
            outer, inner = picture.plates[1], picture.plates[0]
            known = (
                *outer.get_family(),
                *board.outer.get_family(),
                *inner.get_family(),
                *board.inner.get_family(),
            )
            for part in known:
                allow(part, "reading time", "it has been read, and goes on into the product")
            back = [picture.row.names[1], picture.values[2], outer]
            self.play(showing(self.frame, Region.safe()), *map(FadeIn, back), run_time=1.2)
            self.remove(outer, inner)
            rest = [part for plate in (outer, inner) for part in (plate.ground, *plate.rest)]
            self.add(*rest)
            gather = board.gather(outer.called, inner.called)
            self.play(FadeIn(board.ground), *gather, *map(FadeOut, rest), run_time=1.2)
            self.add(board.outer, board.inner)
            self.play(*board.cancel(), run_time=0.5)
            self.play(*board.conclude(), run_time=0.7)
            self.add(board.formula, board.strikes)
            self.play(LaggedStart(FadeIn(board.numbers), FadeIn(board.result, shift=UP * 0.1), lag_ratio=0.7))
