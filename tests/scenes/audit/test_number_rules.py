"""Workings and labels that are right and pass; numbers that are wrong, each caught by its rule."""

from __future__ import annotations

from fractions import Fraction

import pytest
from manim import (
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    TransformFromCopy,
    ValueTracker,
)

from backprop_core.curve import Curve
from backprop_core.quantity import Piece, Quantity, Symbol
from scenes.chapters.tangent_slider.tangent_set import SLOPE, X
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.formulas.equation import (
    name_piece,
    number_line,
    value_line,
)
from scenes.stage.lettering.flights import fly
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import math
from scenes.stage.trackers import settled
from tests.scenes.audit.known_numbers import CENTRE, NET, adding, known
from tests.scenes.audit.one_beat import Draw, broken_rules, numbers_report


@pytest.mark.parametrize("key", ["z1", "a1", "z2", "a2", "L"])
def test_a_working_of_the_network_passes(key: str) -> None:
    def draw(chapter: Chapter) -> None:
        chapter.play(FadeIn(CalculationLine(chapter.theme, NET.quantity[key], CENTRE)))

    report = numbers_report(draw)
    assert report.failures == []
    assert report.counts["equations"] == 3


def test_a_moving_label_passes_that_says_where_it_is_read() -> None:
    report = numbers_report(slope_label(told=True), "tangent_slider")
    assert report.failures == []
    assert report.counts["different numbers"] > 3


def test_numbers_that_fly_morph_and_fade_pass() -> None:
    def draw(chapter: Chapter) -> None:
        first, second = (number_line(chapter.theme, known("a1")).shift(way) for way in (UP, 2 * RIGHT))
        third = value_line(chapter.theme, known("z1")).shift(2 * UP)
        chapter.play(FadeIn(first))
        chapter.play(fly(first.part(1), second.part(1)))
        chapter.play(ReplacementTransform(second, third))
        chapter.play(TransformFromCopy(third.part(1), math([name_piece(known("a1"))], "#FFFFFF").part(1)))
        chapter.play(FadeOut(third))

    assert numbers_report(draw).failures == []


def test_a_formula_in_symbols_passes_at_every_place() -> None:
    line = math([Piece("f(x) = x^(2)", "symbol")], "#FFFFFF")
    assert numbers_report(adding(line), "tangent_slider").failures == []


def test_a_formula_that_is_its_own_name_passes_if_it_states_what_is_claimed() -> None:
    name, claimed = "(L(w_1 + h) - L(w_1 - h))/(2 h)", "(L(w₁+h) − L(w₁−h))/2h"
    measured = Quantity(Symbol(name, claimed, "slope"), Fraction(0))
    own, other = (Piece(source, "symbol", measured) for source in (name + " + 0", name + " + 1"))
    assert numbers_report(adding(math([own], "#FFFFFF")), "chain_product").failures == []
    assert broken_rules(numbers_report(adding(math([other], "#FFFFFF")), "chain_product")) == {"untraced"}


def test_a_name_may_hold_digits_wherever_it_stands() -> None:
    derivative = Piece("(partial L)/(partial a_2)", "symbol")
    lines = [math(["w_1"], "#FFFFFF"), math([derivative], "#FFFFFF").shift(UP)]
    assert numbers_report(lambda chapter: chapter.add(*lines)).failures == []


@pytest.mark.parametrize("value", [0.6681, 0.66825, -0.6682, 6.682e-1 + 1e-4])
def test_a_wrong_number_is_caught(value: float) -> None:
    report = numbers_report(lambda chapter: chapter.add(number_line(chapter.theme, known("a1", value))))
    assert broken_rules(report) == {"number"}
    assert (report.failures[0].beat, report.failures[0].time) == ("only", 0.0)
    assert "0.6682" in report.failures[0].allowed


def test_a_number_of_an_unknown_name_is_caught() -> None:
    nameless = Quantity(Symbol("q", "q", "q"), Fraction(1, 4))
    assert broken_rules(numbers_report(lambda c: c.add(number_line(c.theme, nameless)))) == {"number"}


def test_a_moving_label_that_does_not_say_where_it_is_read_is_caught() -> None:
    assert broken_rules(numbers_report(slope_label(told=False), "tangent_slider")) == {"number"}


def slope_label(*, told: bool) -> Draw:
    """Return what moves a point along the tangent chapter's curve and shows the slope."""

    def draw(chapter: Chapter) -> None:
        x, curve = ValueTracker(1.0), Curve.from_text("x^2")
        at = (lambda: {"x": settled(x)}) if told else dict
        rows = [
            Readout(X, lambda: settled(x), chapter.theme.input, at=at),
            Readout(SLOPE, lambda: curve.derivative(settled(x)), chapter.theme.gradient, at=at).shift(UP),
        ]
        chapter.play(FadeIn(*rows))
        chapter.play(x.animate.set_value(1.7), run_time=1.3)

    return draw


def test_an_equals_sign_claimed_for_rounded_digits_is_caught() -> None:
    exact_in_name_only = known("z2", Fraction("0.4355"))
    report = numbers_report(lambda chapter: chapter.add(number_line(chapter.theme, exact_in_name_only)))
    assert broken_rules(report) == {"relation"}
