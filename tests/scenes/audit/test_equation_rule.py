"""Equations that do not hold or cannot be read, each caught; and right ones that pass."""

from __future__ import annotations

from dataclasses import replace

import pytest
from manim import (
    RIGHT,
    UP,
)

from backprop_core.quantity import Formula, Piece
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.formulas.equation import (
    name_piece,
    number_piece,
    result_line,
)
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import allow
from tests.scenes.audit.known_numbers import CENTRE, NET, adding, known
from tests.scenes.audit.one_beat import broken_rules, numbers_report


def test_an_equals_sign_before_rounded_digits_is_caught() -> None:
    line = math([name_piece(known("a1")), "=", number_piece(known("a1"))], "#FFFFFF")
    report = numbers_report(adding(line))
    assert broken_rules(report) == {"equation"}


def test_a_product_that_contradicts_its_factors_is_caught() -> None:
    factors = {"up": NET.local["L", "a2"].with_decimals(4), "local": NET.local["a2", "z2"].with_decimals(4)}
    product = replace(NET.gradient["z2"], formula=Formula("{up} * {local}", factors), decimals=6)
    report = numbers_report(lambda c: c.add(CalculationLine(c.theme, product, CENTRE)), "backward_pass")
    assert broken_rules(report) == {"equation"}
    assert report.failures[0].allowed == "what the shown digits give: −0.187366"


def test_one_unit_of_the_last_place_after_the_sign_is_a_note() -> None:
    """0.2385 times −0.78565 is −0.18738; shown is the true product's −0.18739."""
    factors = {"up": NET.local["L", "a2"].with_decimals(5), "local": NET.local["a2", "z2"].with_decimals(4)}
    product = replace(NET.gradient["z2"], formula=Formula("{up} * {local}", factors), decimals=5)
    report = numbers_report(lambda c: c.add(CalculationLine(c.theme, product, CENTRE)), "backward_pass")
    assert report.failures == [] and report.counts["equations that agree within rounding"] == 1


@pytest.mark.parametrize(
    "formula", ["{w1} * {x} - {b1}", "{w1} * {b1} + {x}", "{w1} * {x} + 2 {b1}", "{w1} * {x} + {b1}^2"]
)
def test_a_formula_that_is_not_the_quantitys_is_caught(formula: str) -> None:
    wrong = replace(NET.quantity["z1"], formula=Formula(formula, NET.quantity))
    assert "equation" in broken_rules(
        numbers_report(lambda c: c.add(CalculationLine(c.theme, wrong, CENTRE)))
    )


def test_a_result_after_the_wrong_formula_is_caught() -> None:
    def draw(chapter: Chapter) -> None:
        formula = math(list(NET.quantity["z2"].formula.pieces()), "#FFFFFF")  # type: ignore[union-attr]
        result = result_line(chapter.theme, known("z1")).next_to(formula, RIGHT, buff=0.2)
        chapter.add(formula, result.on_baseline_of(formula))

    assert broken_rules(numbers_report(draw)) == {"equation"}


def test_a_sign_with_nothing_before_it_is_caught() -> None:
    assert broken_rules(numbers_report(lambda c: c.add(result_line(c.theme, known("z1"))))) == {"equation"}


def test_a_result_goes_on_from_the_line_above() -> None:
    def draw(chapter: Chapter, key: str) -> None:
        formula = math([name_piece(known("z1")), "=", *NET.quantity["z1"].formula.pieces()], "#FFFFFF")  # type: ignore[union-attr]
        result = result_line(chapter.theme, known(key)).next_to(formula, -UP, buff=0.2)
        chapter.add(formula, result)

    assert numbers_report(lambda chapter: draw(chapter, "z1")).failures == []
    assert broken_rules(numbers_report(lambda chapter: draw(chapter, "x"))) == {"equation"}


def test_an_identity_that_holds_at_one_place_only_is_caught() -> None:
    """At x = 1, where the tangent's chapter begins, x² and x³ are the same."""
    line = math([Piece("f(x) = x^(3)", "symbol")], "#FFFFFF")
    assert "equation" in broken_rules(numbers_report(adding(line), "tangent_slider"))


def test_a_line_that_cannot_be_read_is_caught_unless_declared() -> None:
    def line() -> TypesetLine:
        return math(["mat(1, 2; 3, 4) = x"], "#FFFFFF")

    assert "equation" in broken_rules(numbers_report(adding(line())))
    declared = allow(line(), "equation", "a matrix that stands for any")
    report = numbers_report(adding(declared))
    assert report.failures == [] and report.exceptions[0].reason == "a matrix that stands for any"
