"""A worked example: two slopes and their product, and a step that shows how right it is."""

from __future__ import annotations

from manim import UP, FadeIn, FadeOut, LaggedStart, Mobject

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.notation import to_typst
from backprop_core.quantity import Piece, Quantity
from scenes.chapters.worked_example.first_run import FirstRun
from scenes.chapters.worked_example.picture import CLOSE, Picture
from scenes.chapters.worked_example.step_check import StepCheck
from scenes.stage.chapter import Chapter
from scenes.stage.frame import safe_width
from scenes.stage.framing import showing
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import allow
from scenes.stage.nudges.chain_slopes import U, X, Y
from scenes.stage.nudges.fan import LIT
from scenes.stage.titles import heading
from scenes.stage.words import Words, words

TALLEST = 0.62
"""A heading with a taller formula would stand in the picture."""


class WorkedExample(Chapter):
    """The chain rule with numbers, on the lines of the chapter before, and a check of its answer."""

    title = "A worked example"

    def construct(self) -> None:
        """Values forward, slopes back, the product; then a step: promised, measured, and what is left."""
        self.lay_out()
        picture, row = self.picture, self.picture.row
        picture.scope.suspend_updating()
        picture.fans.suspend_updating()
        noted = [] if picture.note is None else [picture.note]
        opening = [picture.fans, picture.scope, *row.tails, *row.lenses, *row.names, *noted]
        first = FirstRun(self, self.heading, picture)
        first.begin()
        self.open_with(self.heading, *opening, picture.dots[0], picture.values[0])
        first.play()
        self.question = first.question
        self.find_outer()
        self.find_inner()
        self.multiply()
        StepCheck(self, self.heading, self.picture, self._copied()).play()
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
        self.picture = Picture(self.theme, chain, given.step, self.heading)

    def find_outer(self) -> None:
        """The slope of the last machine: a small nudge before it, and how wide that comes out."""
        picture, fans = self.picture, self.picture.fans
        slope = picture.slopes[2, 1]
        said = _said("Now back, the last machine first.", picture.quantities[1], slope)
        with self.beat("outer", said):
            fans.resume_updating()
            self.play(FadeOut(self.question), run_time=0.4)
            self._open(1)
            self._copy(2, 1)
            self.play(changing(fans.covered).set_value(1.0), run_time=0.3)
            for step in picture.plates[1].enter():
                self.play(*step, run_time=0.9)
            self.add(picture.plates[1])
            self.wait(0.6)

    def find_inner(self) -> None:
        """Close to the first machine: its slope, and the nudge that becomes the one after it."""
        picture, row = self.picture, self.picture.row
        slope, plate = picture.slopes[1, 0], picture.plates[0]
        said = _said("Then the one before it.", picture.quantities[0], slope)
        with self.beat("inner", said):
            aside = [self.heading, picture.plates[1], row.names[1], picture.values[2], *self._copied()]
            near = showing(self.frame, picture.first_machine(), CLOSE)
            self.play(near, *map(FadeOut, aside), run_time=1.6)
            self._open(0)
            self._copy(1, 0)
            for step in plate.enter():
                self.play(*step, run_time=0.9)
            self.add(plate)

    def _open(self, index: int) -> None:
        """Let a nudge open on a line, and the light run through the machine after it."""
        fans, lens = self.picture.fans, self.picture.row.lenses[index]
        fans.bars[index].set_stroke(opacity=1.0)
        fans.fans[index].light(LIT)
        self.play(changing(fans.open[index]).set_value(1.0), run_time=0.8)
        self.play(changing(fans.reach[index]).set_value(0.5), lens.shine(), run_time=0.5)
        arrive = changing(fans.bars[index + 1]).set_stroke(opacity=1.0)
        self.play(changing(fans.reach[index]).set_value(1.0), lens.rest(), arrive, run_time=0.6)

    def _copied(self) -> list[Mobject]:
        """Return the copies that are on stage, as one thing."""
        return [self.copies] if self.copies else []

    def _copy(self, index: int, source: int) -> None:
        """Measure a nudge by copies of another."""
        self.copies = self.picture.fans.copies(index, source)
        if self.copies:
            self.play(LaggedStart(*map(FadeIn, self.copies), lag_ratio=0.4), run_time=1.6)
            self.remove(*self.copies)
            self.add(self.copies)

    def multiply(self) -> None:
        """The product of the two slopes."""
        picture, board = self.picture, self.picture.board
        goal = picture.slopes[2, 0]
        said = "The inner slope, times the work already done: {value}, the answer."
        if picture.fans.copies(2, 0):
            said = "All copies at once: the inner slope, times the work already done, is {value}: the answer."
        sentence = words(said, value=goal)
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
            back = [self.heading, picture.row.names[1], picture.values[2], outer]
            gone = map(FadeOut, self._copied())
            self.play(showing(self.frame, Region.safe()), *map(FadeIn, back), *gone, run_time=1.4)
            self._copy(2, 0)
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


def _said(first: str, at: Quantity, slope: Quantity) -> Words:
    """Return what is said of a nudge that goes through a machine: its slope there."""
    wide = "as wide as it went in: a slope of {slope}."
    if slope.value != 1:
        wide = "{slope} times as wide: its slope."
    if float(slope.value) < 0:
        wide = "turned round: a slope of {slope}."
    if not slope.value:
        wide = "as nothing: a slope of {slope}."
    return words(f"{first} At {{at}}, a nudge comes out {wide}", at=at, slope=slope)
