"""The first run: from close by a value goes through each machine, which works it out; then the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from manim import (
    RIGHT,
    Animation,
    Dot,
    FadeIn,
    FadeOut,
    Mobject,
    RoundedRectangle,
    VGroup,
    rush_from,
    rush_into,
)

from backprop_core.quantity import Formula, Piece, Quantity
from scenes.chapters.worked_example.picture import Picture
from scenes.chapters.worked_example.slope_plate import SlopePlate
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.formulas.expressions import formula_at
from scenes.stage.frame import Frame
from scenes.stage.framing import showing
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing, fly
from scenes.stage.lettering.typesetting import TypesetLine, math, text
from scenes.stage.nudges.machine_row import level
from scenes.stage.titles import Heading
from scenes.stage.words import words

CLOSE, OVER, UNDER, BESIDE = 0.64, 1.05, 0.7, 0.35
"""Size of the frame at one machine; what it shows over its upper line and under its lower one; how far from
where lines begin the values are worked out."""

SIZES, ASKED, PAD, CLEAR = (0.6, 0.54, 0.48, 0.42), 1.1, 0.3, 0.14
"""Type of what is worked out, and of the question; what its ground leaves free round it, and that between the
lines over and under it, whose numbers stand outside."""


class FirstRun:
    """The beat in which a value runs through both machines, each seen from close by, and the question."""

    def __init__(self, stage: Chapter, heading: Heading, picture: Picture) -> None:
        self.heading = heading
        self.stage, self.picture, self.theme = stage, picture, stage.theme
        x, u, y = picture.quantities
        room = Region.safe().left + CLOSE * Region.safe().width - picture.row.start - 2 * BESIDE
        self.plates: list[SlopePlate] = []
        for index, (before, after) in enumerate(((x, u), (u, y))):
            formula = _unbracketed(formula_at(picture.chain.stages[index].expression, (before,)))
            value = Quantity(after.symbol, after.value, formula, after.decimals)
            plate = self._plate(value, room, level(index + 0.5))
            left = picture.row.start + BESIDE
            self.plates.append(plate.shift(RIGHT * (left - float(plate.get_left()[0]))))

    def _plate(self, value: Quantity, room: float, height: float) -> SlopePlate:
        """Work a value out on a plate, in the largest type at which numbers can be put in."""
        constant = value.formula is None or not value.formula.operands
        plates = (
            SlopePlate(
                self.theme,
                value,
                room,
                (0.0, height, 0.0),
                constant=constant,
                edge=self.theme.dimmed,
                size=size,
            )
            for size in SIZES
        )
        first = next(plates)
        return first if first.numbers is not None else next((p for p in plates if p.numbers), first)

    def begin(self) -> None:
        """Let the frame stand at the first machine."""
        showing_first = self._view(0)
        safe = Region.safe()
        scale = max(showing_first.width / safe.width, showing_first.height / safe.height)
        middle = showing_first.center - scale * safe.center
        self.stage.frame.set(width=scale * Frame.current().width).move_to(middle)

    def play(self) -> None:
        """Play the beat."""
        picture, stage = self.picture, self.stage
        x, u, y = picture.quantities
        sentence = words(
            "Two machines, now with numbers. {x} goes in, {u} comes out; that goes into the next one, "
            "and out comes {y}. How steep is the whole of it here?",
            x=x,
            u=u,
            y=y,
        )
        with stage.beat("forward", sentence):
            stage.wait(0.3)
            self._through(0)
            aside = [self.heading, picture.row.names[0]]
            gone = [*aside, self.plates[0]]
            stage.play(showing(stage.frame, self._view(1)), *map(FadeOut, gone), run_time=1.2)
            self._through(1)
            back = [FadeOut(self.plates[1]), *map(FadeIn, aside)]
            stage.play(showing(stage.frame, Region.safe()), *back, run_time=1.2)
            self.question = self._asked()
            stage.play(FadeIn(self.question), run_time=0.6)
            stage.wait(0.6)

    def _view(self, index: int) -> Region:
        """Return what the frame shows of a machine: its lines and the column before them."""
        safe = Region.safe()
        tall = level(index) - level(index + 1) + OVER + UNDER
        wide = max(CLOSE, tall / safe.height) * safe.width
        return Region(safe.left, safe.left + wide, level(index + 1) - UNDER, level(index) + OVER)

    def _through(self, index: int) -> None:
        """Let a value run through a machine, work out what comes out, and put it into its column."""
        picture, stage, plate = self.picture, self.stage, self.plates[index]
        lens, scope = picture.row.lenses[index], picture.scope
        places = [*(dot.get_center() for dot in picture.dots), scope.home.get_center()]
        spark = Dot(places[index], radius=0.15, color=picture.dots[index].get_color())
        middle = (places[index] + places[index + 1]) / 2
        line, steps = plate.line, plate.enter()
        stage.play(
            changing(spark)(rate_func=rush_into).move_to(middle), lens.shine(), *steps[0], run_time=0.7
        )
        for step in steps[1:]:
            stage.play(*step, run_time=0.7)
        onward = changing(spark)(rate_func=rush_from).move_to(places[index + 1])
        onward = onward.set_color(picture.dots[index + 1].get_color())
        stage.play(onward, lens.rest(), run_time=0.5)
        arrived: Mobject = picture.dots[1] if index == 0 else scope.dot
        shown: Animation = FadeIn(arrived) if index == 0 else changing(arrived).set_opacity(1.0)
        stage.play(shown, *_carried(line, picture.values[index + 1]), run_time=0.7)
        stage.remove(spark)
        stage.add(picture.values[index + 1])
        stage.wait(0.3)

    def _asked(self) -> VGroup:
        """Return the question on a ground: how steep the whole is."""
        slope = self.picture.slopes[2, 0]
        called = math([Piece(slope.symbol.typst, "symbol", slope)], self.theme.gradient, size=ASKED)
        line = VGroup(called, text("= ?", self.theme.gradient, size=ASKED)).arrange(RIGHT, buff=PAD)
        ground = RoundedRectangle(
            corner_radius=0.2,
            width=float(line.width) + 2 * PAD,
            height=float(line.height) + 2 * PAD,
            stroke_color=self.theme.gradient,
            stroke_width=2.0,
        )
        ground.set_fill(self.theme.background, opacity=1.0).move_to(line)
        asked = VGroup(ground, line)
        asked.scale(min(1.0, (level(1) - level(2) - 2 * CLEAR) / float(asked.height)))
        self.picture.set_aside(asked)
        return asked.set_y(level(1.5))


def _carried(line: CalculationLine | TypesetLine, value: TypesetLine) -> Sequence[Animation]:
    """Return the animations in which a result goes into its column."""
    landing = line.landing if isinstance(line, CalculationLine) else line.part(3)
    return [fly(landing, value.part(3)), FadeIn(VGroup(value.part(0), value.part(1)))]


def _unbracketed(formula: Formula) -> Formula:
    """Return a formula that brackets what is raised only where numbers are put in."""
    template = re.sub(r"\((\{\w+\})\)(\s*\^)", r"\1\2", formula.template)
    return replace(formula, template=template, put_in=formula.template)
