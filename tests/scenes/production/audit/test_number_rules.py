"""Numbers, equations, glyphs and words that are wrong, each caught by its rule; and right ones that pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from manim import (
    RIGHT,
    UP,
    DecimalNumber,
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    Transform,
    TransformFromCopy,
    ValueTracker,
)
from manim import Text as PangoText

from backprop_core.curve import Curve
from backprop_core.network import TwoWeightNetwork
from backprop_core.quantity import Formula, Piece, Quantity, Symbol
from backprop_core.spoken import spoken_number
from config import Theme, load_settings
from scenes.production.audit.words_rule import digits_heard, digits_written
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.equation import (
    formula_line,
    name_piece,
    number_line,
    number_piece,
    result_line,
    value_line,
)
from scenes.stage.formulas.working import Working
from scenes.stage.lettering.flights import fly
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import Line, math, text
from scenes.stage.measure import allow
from scenes.stage.plots.panel import settled
from scenes.stage.plots.tangent_set import SLOPE, X
from scenes.stage.words import Words, words
from tests.scenes.production.audit.one_beat import Draw, broken_rules, numbers_report

NET = TwoWeightNetwork(*(Fraction(number) for number in ("1.5", "0.6", "-0.2", "1.4", "-0.5", "1")))
CENTRE = (0.0, 0.0, 0.0)


def known(key: str, value: Fraction | float | None = None, places: int = 4) -> Quantity:
    """Return a value of the network under its name, perhaps with another value."""
    quantity = NET.quantity[key].with_places(places)
    return quantity if value is None else replace(quantity, value=value)


class PangoNumber(PangoText):
    """What a decimal number is made of where there is no LaTeX."""

    def __init__(self, string: str, **_: object) -> None:
        super().__init__(string)


def adding(line: Mobject) -> Draw:
    """Return what puts one mobject on stage."""
    return lambda chapter: chapter.add(line)


# --- what is right -------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["z1", "a1", "z2", "a2", "L"])
def test_a_working_of_the_network_passes(key: str) -> None:
    def draw(chapter: Chapter) -> None:
        chapter.play(FadeIn(Working(chapter.theme, NET.quantity[key], CENTRE)))

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


# --- numbers -------------------------------------------------------------------------------------


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


# --- equations -----------------------------------------------------------------------------------


def test_an_equals_sign_before_rounded_digits_is_caught() -> None:
    line = math([name_piece(known("a1")), "=", number_piece(known("a1"))], "#FFFFFF")
    report = numbers_report(adding(line))
    assert broken_rules(report) == {"equation"}


def test_a_product_that_contradicts_its_factors_is_caught() -> None:
    factors = {"up": NET.local["L", "a2"].with_places(4), "local": NET.local["a2", "z2"].with_places(4)}
    product = replace(NET.gradient["z2"], formula=Formula("{up} * {local}", factors), places=6)
    report = numbers_report(lambda c: c.add(Working(c.theme, product, CENTRE)), "backward_pass")
    assert broken_rules(report) == {"equation"}
    assert report.failures[0].allowed == "what the shown digits give: −0.187366"


def test_one_unit_of_the_last_place_after_the_sign_is_a_note() -> None:
    """0.2385 times −0.78565 is −0.18738; shown is the true product's −0.18739."""
    factors = {"up": NET.local["L", "a2"].with_places(5), "local": NET.local["a2", "z2"].with_places(4)}
    product = replace(NET.gradient["z2"], formula=Formula("{up} * {local}", factors), places=5)
    report = numbers_report(lambda c: c.add(Working(c.theme, product, CENTRE)), "backward_pass")
    assert report.failures == [] and report.counts["equations that agree within rounding"] == 1


@pytest.mark.parametrize(
    "formula", ["{w1} * {x} - {b1}", "{w1} * {b1} + {x}", "{w1} * {x} + 2 {b1}", "{w1} * {x} + {b1}^2"]
)
def test_a_formula_that_is_not_the_quantitys_is_caught(formula: str) -> None:
    wrong = replace(NET.quantity["z1"], formula=Formula(formula, NET.quantity))
    assert "equation" in broken_rules(numbers_report(lambda c: c.add(Working(c.theme, wrong, CENTRE))))


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
    def line() -> Line:
        return math(["mat(1, 2; 3, 4) = x"], "#FFFFFF")

    assert "equation" in broken_rules(numbers_report(adding(line())))
    declared = allow(line(), "equation", "a matrix that stands for any")
    report = numbers_report(adding(declared))
    assert report.failures == [] and report.exceptions[0].reason == "a matrix that stands for any"


# --- glyphs --------------------------------------------------------------------------------------


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


# --- untraced ------------------------------------------------------------------------------------


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
    def line(theme: Theme) -> Line:
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


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("digits", ["0.7", "−14.05", "49", "210", "312.5", "1.554×10⁻⁸", "2.0×10¹²", "4096"])
def test_a_number_may_be_said_as_people_say_it(digits: str) -> None:
    heard = list(digits_heard(spoken_number(digits)))
    assert heard == list(digits_written(digits))


def test_captions_that_carry_the_screens_numbers_pass() -> None:
    said = words("{name} is {value}, and one of two.", name=known("z1").symbol, value=known("z1"))
    report = numbers_report(lambda c: c.add(value_line(c.theme, known("z1"))), said=said)
    assert report.failures == [] and report.counts["numbers in captions"] == 1


def test_a_caption_with_another_number_is_caught() -> None:
    said = words("{name} is {value}.", name=known("z1").symbol, value=known("z1", Fraction("0.8")))
    report = numbers_report(lambda c: c.add(value_line(c.theme, known("z1"))), said=said)
    assert [(failure.rule, failure.beat) for failure in report.failures] == [("words", "only")]


@pytest.mark.parametrize(
    ("caption", "spoken"),
    [
        ("z₁ is 0.7.", "z one is zero point eight."),
        ("z₁ is 0.7.", "z two is zero point seven."),
        ("b₁ is −0.2.", "b one is zero point two."),
        ("It is 0.7.", "It is known."),
        ("z₁ is 0.7, 49 times.", "z one is zero point seven, forty-eight times."),
        ("z₁ is 0.7, 49 times.", "z one is zero point seven, ninety-four times."),
    ],
)
def test_speech_that_says_other_numbers_than_the_caption_is_caught(caption: str, spoken: str) -> None:
    report = numbers_report(lambda chapter: None, said=Words(caption, spoken))
    assert broken_rules(report) == {"words"}
