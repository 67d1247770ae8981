"""What stands outside the safe area or in the captions' strip, and type that is too small."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Square,
    Text,
)

from scenes.stage.chapter import Chapter
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.readout import Readout
from tests.scenes.audit.legible import X, only, report, shown, words


@pytest.mark.parametrize(
    ("place", "rule", "found"),
    [
        (LEFT * 6.2, "margin", "left to -6.70"),
        (RIGHT * 6.8, "margin", "right to 7.30 (cut by the frame)"),
        (UP * 3.2, "margin", "top to 3.70"),
        (DOWN * 2.7, "margin", "bottom to -3.20 (in the captions' strip)"),
    ],
)
def test_what_stands_outside_the_safe_area_is_told(place: np.ndarray, rule: str, found: str) -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, Square(side_length=1.0, stroke_width=0, fill_opacity=1.0).shift(place))
        chapter.wait(1)

    failure = only(report(draw))
    assert (failure.rule, found in failure.found) == (rule, True), failure.found


def test_what_comes_in_from_outside_is_not() -> None:
    def draw(chapter: Chapter) -> None:
        square = Square(side_length=1.0, fill_opacity=1.0).shift(LEFT * 8)
        chapter.play(square.animate.shift(RIGHT * 8), run_time=2)

    assert {failure.rule for failure in report(draw).failures} <= {"jump cut"}


@pytest.mark.parametrize(
    ("size", "broken"), [(0.25, set()), (0.23, {"cap height"})], ids=["large enough", "too small"]
)
def test_small_type_is_told(size: float, broken: set[str]) -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, words(chapter, "noun", size), words(chapter, "noun").scale(size / 0.5).shift(UP))
        chapter.wait(1)

    found = report(draw)
    assert {failure.rule for failure in found.failures} == broken
    assert len({failure.box for failure in found.failures}) == 2 * len(broken)


def test_small_digits_of_a_label_that_moves_and_of_a_foreign_text_are_told() -> None:
    def draw(chapter: Chapter) -> None:
        readout = Readout(X, lambda: Fraction(1, 4), chapter.theme.input, size=0.2).at(UP)
        foreign = Text("Foreign", font_size=12).shift(DOWN)
        shown(chapter, readout, foreign)
        chapter.wait(1)

    small = [failure.found for failure in report(draw).failures if failure.rule == "cap height"]
    assert len(small) == 3 and any("Foreign" in found for found in small)


def test_an_exponent_may_be_small_but_not_tiny() -> None:
    def line(chapter: Chapter, size: float) -> typesetting.TypesetLine:
        return typesetting.math(["x^(2^(3))"], chapter.theme.ink, size=size)

    def draw(chapter: Chapter) -> None:
        shown(chapter, line(chapter, 0.32).shift(UP), line(chapter, 0.26))
        chapter.wait(1)

    found = only(report(draw))
    assert found.rule == "cap height" and "a digit" in found.found
    assert found.box is not None and found.box[1] < 0.3
