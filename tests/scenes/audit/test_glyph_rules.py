"""Glyphs that say something else than what is claimed, or that nothing accounts for."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from manim import (
    UP,
    DecimalNumber,
    Mobject,
    Transform,
)
from manim import Text as PangoText

from backprop_core.quantity import Piece
from config import Theme, load_settings
from scenes.chapters.tangent_slider.tangent_set import X
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.equation import (
    formula_line,
    name_piece,
    number_line,
    value_line,
)
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import TypesetLine, math, text
from tests.scenes.audit.known_numbers import NET, adding, known
from tests.scenes.audit.one_beat import broken_rules, numbers_report


class PangoNumber(PangoText):
    """What a decimal number is made of where there is no LaTeX."""

    def __init__(self, string: str, **_: object) -> None:
        super().__init__(string)


def test_a_label_left_stale_by_a_morph_is_caught() -> None:
    def draw(chapter: Chapter) -> None:
        first, second = number_line(chapter.theme, known("z1")), number_line(chapter.theme, known("x"))
        chapter.add(first)
        chapter.play(Transform(first, second))

    report = numbers_report(draw)
    assert "glyphs" in broken_rules(report)
    assert {(failure.found, failure.allowed) for failure in report.failures} >= {("1.5", "0.7")}


def test_a_moving_label_with_other_digits_than_it_claims_is_caught() -> None:
    def draw(chapter: Chapter) -> None:
        label = Readout(X, lambda: Fraction(1), chapter.theme.input, at=lambda: {"x": Fraction(1)})
        other = Readout(X, lambda: Fraction(7), chapter.theme.input)
        label.digits.set_points(other.digits.points)
        chapter.add(label)

    report = numbers_report(draw, "tangent_slider")
    assert [(failure.rule, failure.allowed) for failure in report.failures] == [("glyphs", "=1.00")]


def test_a_digit_hidden_from_a_number_is_caught() -> None:
    def draw(chapter: Chapter) -> None:
        line = number_line(chapter.theme, known("x"))
        line.part(1)[0].set_opacity(0.0)
        chapter.add(line)

    assert broken_rules(numbers_report(draw)) == {"glyphs"}


def test_a_name_drawn_as_another_is_caught() -> None:
    def draw(chapter: Chapter) -> None:
        line, other = value_line(chapter.theme, known("x")), value_line(chapter.theme, known("w1"))
        line.part(1).become(other.part(1))
        chapter.add(line)

    assert "glyphs" in broken_rules(numbers_report(draw))


@pytest.mark.parametrize(
    "make",
    [
        lambda: text("The loss is 3 now", "#FFFFFF"),
        lambda: text("5", "#FFFFFF", weight="bold"),
        lambda: math(["7"], "#FFFFFF"),
        lambda: math([Piece("2 x", "symbol")], "#FFFFFF"),
        lambda: math(["x^2"], "#FFFFFF"),
        lambda: DecimalNumber(0.5, mob_class=PangoNumber),  # type: ignore[arg-type]
        lambda: PangoText("step 4"),
    ],
    ids=["sentence", "bold", "formula", "symbol", "exponent", "decimal", "pango"],
)
def test_a_digit_that_nothing_accounts_for_is_caught(make: Callable[[], Mobject]) -> None:
    assert broken_rules(numbers_report(adding(make()))) == {"untraced"}


def test_a_number_that_lost_its_claim_is_caught() -> None:
    def draw(chapter: Chapter) -> None:
        line = number_line(chapter.theme, known("x"))
        line.part(1).number = None
        chapter.add(line)

    assert broken_rules(numbers_report(draw)) == {"untraced"}


def test_a_ghost_left_on_stage_is_caught() -> None:
    def draw(chapter: Chapter) -> None:
        line = value_line(chapter.theme, known("x"))
        ghost = line.part(3).copy().shift(UP)
        ghost.number = None
        chapter.add(line, ghost)

    assert broken_rules(numbers_report(draw)) == {"untraced"}


def test_glyphs_taken_out_of_a_line_are_traced_to_its_formula_but_not_to_its_number() -> None:
    def line(theme: Theme) -> TypesetLine:
        return formula_line(theme, NET.local["L", "a2"])

    def draw(chapter: Chapter) -> None:
        whole = line(chapter.theme)
        two = next(glyph for glyph in whole.part(0) if glyph.get_left()[0] > whole.part(2).get_right()[0])
        chapter.add(whole, two.copy().shift(UP))

    assert numbers_report(draw, "backward_pass").failures == []
    digit = number_line(load_settings().theme, known("x")).part(1)[0]
    assert broken_rules(numbers_report(adding(digit))) == {"untraced"}


def test_a_formula_never_shown_whole_is_caught_at_the_end() -> None:
    def draw(chapter: Chapter) -> None:
        line = math([name_piece(known("L")), "= 2 dot.op", name_piece(known("y"))], "#FFFFFF")
        chapter.add(line.part(0))

    report = numbers_report(draw)
    assert [(failure.rule, failure.beat, failure.found) for failure in report.failures] == [
        ("untraced", "only", "2")
    ]
