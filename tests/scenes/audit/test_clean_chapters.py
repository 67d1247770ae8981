"""Chapters that keep every rule on what can be read."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    Rectangle,
    ReplacementTransform,
    ValueTracker,
)

from backprop_core.quantity import Piece, Quantity, Symbol
from scenes.stage.chapter import Chapter
from scenes.stage.graph.boxes import ParameterBox
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.readout import Readout
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.trackers import settled
from tests.scenes.audit.legible import Draw, F, X, report, shown, words


def labels_boxes_and_a_plot(chapter: Chapter) -> None:
    x = ValueTracker(1.0)
    panel = PlotPanel(chapter.theme, (-2.0, 2.0), (0.0, 4.0), 4.0, 3.0, X, F).shift(LEFT * 3)
    xs = np.linspace(-2, 2, 41)
    curve = panel.curve(xs, xs**2, chapter.theme.ink)
    readout = Readout(X, lambda: settled(x), chapter.theme.input).at(RIGHT * 1 + UP * 2)
    box = ParameterBox(chapter.theme, Quantity(Symbol("w_1", "w1", "w one", "weight"), Fraction(3, 5)))
    shown(chapter, panel, curve, readout, box.shift(RIGHT * 2))
    chapter.play(x.animate.set_value(-1.5), run_time=1.5)


def a_fraction_and_its_flight(chapter: Chapter) -> None:
    half = Quantity(F, Fraction(1, 2))
    pieces: list[Piece | str] = ["(partial L)/(partial w_1) =", Piece(half.shown.typst, "number", half)]
    line = typesetting.math(pieces, chapter.theme.ink).shift(UP * 2)
    target = typesetting.math([pieces[1]], chapter.theme.ink).shift(DOWN * 2)
    shown(chapter, line)
    chapter.wait(1)
    ghost = target.part(1).copy().move_to(line.part(2))
    chapter.play(ReplacementTransform(ghost, target.part(1)), run_time=0.6)
    chapter.add(target)
    chapter.wait(1)


def words_on_an_opaque_ground(chapter: Chapter) -> None:
    line = Line(LEFT * 3, RIGHT * 3, color=chapter.theme.ink)
    ground = Rectangle(width=4, height=1, fill_color=chapter.theme.background, fill_opacity=1, stroke_width=0)
    shown(chapter, line)
    shown(chapter, ground)
    shown(chapter, words(chapter))
    chapter.wait(1)


def flights_that_wait_for_each_other(chapter: Chapter) -> None:
    """Copies lie on their originals before they start, and on their targets before those take over."""
    numbers = [Quantity(F, Fraction(place, 4)) for place in (1, 3)]
    pieces = [Piece(number.shown.typst, "number", number) for number in numbers]
    above = typesetting.math([pieces[0], "dot.op", pieces[1]], chapter.theme.ink).move_to(UP * 2)
    below = typesetting.math([pieces[0], "+", pieces[1]], chapter.theme.ink).move_to(DOWN * 2)
    shown(chapter, above)
    chapter.wait(1)
    ghosts = [below.part(index).copy().move_to(above.part(index)) for index in (1, 3)]
    flights = [
        ReplacementTransform(ghost, below.part(index)) for ghost, index in zip(ghosts, (1, 3), strict=True)
    ]
    chapter.play(LaggedStart(*flights, lag_ratio=1.0, run_time=1.5))
    chapter.play(FadeIn(below.part(0)), run_time=0.4)
    chapter.wait(1)


def parts_of_a_tight_line_one_by_one(chapter: Chapter) -> None:
    line = typesetting.math(
        [Piece("A", "symbol"), "#h(-0.1em)", Piece("B", "symbol"), "#h(-0.1em)", Piece("C", "symbol")],
        chapter.theme.ink,
    )
    for index in (1, 3, 5):
        shown(chapter, line.part(index))
    chapter.wait(1)


def one_text_in_place_of_another(chapter: Chapter) -> None:
    first, second = words(chapter, "these words go"), words(chapter, "and those come")
    shown(chapter, first)
    chapter.wait(1.5)
    chapter.play(FadeOut(first), FadeIn(second), run_time=1)
    chapter.wait(1)


@pytest.mark.parametrize(
    "draw",
    [
        labels_boxes_and_a_plot,
        a_fraction_and_its_flight,
        words_on_an_opaque_ground,
        one_text_in_place_of_another,
        flights_that_wait_for_each_other,
        parts_of_a_tight_line_one_by_one,
    ],
)
def test_a_clean_chapter_passes_and_everything_was_looked_at(draw: Draw) -> None:
    clean = report(draw)
    assert clean.failures == [] and clean.exceptions == []
    for kind in ("texts", "places", "contrasts", "reading times", "captions", "seams"):
        assert clean.counts[kind] > 0, kind
