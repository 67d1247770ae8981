"""Captions and speech with other numbers than the screen or than each other."""

from __future__ import annotations

from fractions import Fraction

import pytest

from backprop_core.spoken import spoken_number
from scenes.audit.figures.words_rule import digits_heard, digits_written
from scenes.stage.formulas.equation import (
    value_line,
)
from scenes.stage.words import Words, words
from tests.scenes.audit.known_numbers import known
from tests.scenes.audit.one_beat import broken_rules, numbers_report


@pytest.mark.parametrize("digits", ["0.7", "−14.05", "49", "210", "312.5", "1.554×10⁻⁸", "2.0×10¹²", "4096"])
def test_a_number_may_be_said_as_people_say_it(digits: str) -> None:
    heard = list(digits_heard(spoken_number(digits)))
    assert heard == list(digits_written(digits))


def test_the_end_of_a_sentence_after_a_digit_is_no_decimal_point() -> None:
    assert [*digits_written("The slope is 1. Zero stays zero.")] == ["one", "zero", "zero"]


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
