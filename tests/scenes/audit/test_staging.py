"""What fills the frame and what moves in it: each rule on staging broken once, and kept once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from manim import DOWN, LEFT, RIGHT, UP, Circle, Create, FadeOut, ReplacementTransform, Square, VGroup

from backprop_core.quantity import Piece, Quantity, Symbol
from config import load_settings
from scenes.audit.findings import Finding
from scenes.audit.inspector import inspect
from scenes.audit.staging.rules import staging_rules
from scenes.stage.chapter import Chapter
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.titles import Heading, heading
from scenes.stage.words import Words
from tests.scenes.audit.chapter_truths import chapter_truth
from tests.scenes.audit.legible import Draw, shown, words

SENTENCE = "Look at this large square that turns and grows for a while."
SAID = Words(SENTENCE, SENTENCE)


def found(*beats: Draw, said: Words = SAID) -> dict[str, list[Finding]]:
    """Return what the rules on staging say of a chapter that draws these beats, by rule."""

    class Drawn(Chapter):
        """Beats named "beat 1", "beat 2"..."""

        title = "Drawn"

        def construct(self) -> None:
            """Draw them."""
            for count, draw in enumerate(beats, start=1):
                with self.beat(f"beat {count}", said):
                    draw(self)

    settings = load_settings()
    failures = inspect(Drawn, settings, staging_rules(chapter_truth("backward_pass", settings))).failures
    return {name: [one for one in failures if one.rule == name] for name in {one.rule for one in failures}}


def large(chapter: Chapter) -> VGroup:
    """Bring a picture that fills the frame."""
    sizes = (6.0, 5.2, 4.4, 3.6, 2.8, 2.0)
    picture = VGroup(*(Square(size).stretch(2.0, 0) for size in sizes))
    shown(chapter, picture)
    return picture


def turning(chapter: Chapter, seconds: float = 3.0) -> None:
    """Let a large picture change for a while."""
    picture = large(chapter)
    for _ in range(round(seconds)):
        chapter.play(picture.animate.scale(0.9), run_time=0.5)
        chapter.play(picture.animate.scale(1 / 0.9), run_time=0.5)


def test_a_large_picture_that_moves_is_well_staged() -> None:
    assert found(turning) == {}


def test_a_small_cell_that_changes_is_no_focus() -> None:
    def draw(chapter: Chapter) -> None:
        large(chapter)
        dot = Circle(0.2, fill_opacity=1.0)
        shown(chapter, dot)
        for way in (RIGHT, LEFT) * 4:
            chapter.play(dot.animate.shift(way * 0.3), run_time=0.5)

    (one,) = found(draw)["focus size"]
    assert one.beat == "beat 1" and one.allowed == "8%"


def test_of_three_beats_one_moves_something_large() -> None:
    def medium(chapter: Chapter) -> None:
        box = Square(2.6).shift(RIGHT * 0.1 * len(chapter.mobjects))
        chapter.play(Create(box), run_time=1.0)
        for way in (RIGHT, LEFT) * 2:
            chapter.play(box.animate.shift(way * 0.3), run_time=0.5)

    assert any("in one of 3" in one.allowed for one in found(medium, medium, medium)["focus size"])


def test_movers_in_all_corners_are_too_many() -> None:
    def draw(chapter: Chapter) -> None:
        corners = [Square(1.0).shift(UP * up + RIGHT * right) for up in (-2.5, 2.5) for right in (-5.0, 5.0)]
        shown(chapter, *corners)
        for way in (RIGHT, LEFT) * 3:
            chapter.play(*(one.animate.shift(way * 0.5) for one in corners), run_time=0.5)

    assert "0.85 widths apart" in found(draw)["movers"][0].found


def test_a_beat_that_stands_still_is_told_unless_it_is_the_last() -> None:
    def still(chapter: Chapter) -> None:
        large(chapter)
        chapter.wait(4.0)

    assert [one.beat for one in found(still, still)["stillness"]] == ["beat 1"]


def test_an_empty_stage_is_told() -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, words(chapter).to_corner(UP + LEFT))
        chapter.wait(3.0)

    (one,) = found(draw)["empty stage"]
    assert one.time == pytest.approx(0.0, abs=0.5)


def test_a_picture_at_the_side_is_out_of_balance() -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, Square(5.0, fill_opacity=1.0).to_edge(LEFT))

    assert found(draw)["balance"][0].found.startswith("the ink's middle lies at 0.")


def numbers(count: int) -> list[TypesetLine]:
    """Return as many lines that state a number each."""
    x = Quantity(Symbol("x", "x", "x", "input"), Fraction(3, 2))
    line = typesetting.math([Piece(x.shown.typst, "number", x)], "#ffffff", size=0.5)
    return [line.copy().move_to((-6 + 2 * (n % 7), 2.5 - n // 7, 0.0)) for n in range(count)]


def test_too_many_numbers_are_a_crowd() -> None:
    assert "crowd" not in found(lambda chapter: shown(chapter, *numbers(16)))
    assert found(lambda chapter: shown(chapter, *numbers(17)))["crowd"][0].found == "51 glyphs, 17 numbers"


def test_small_type_beside_free_space_is_told() -> None:
    assert "type and room" in found(lambda chapter: shown(chapter, words(chapter, size=0.3)))
    assert "type and room" not in found(lambda chapter: shown(chapter, words(chapter, size=0.7)))


def test_a_camera_that_never_moves_is_told() -> None:
    def resting(chapter: Chapter) -> None:
        large(chapter)
        chapter.wait(27.0)

    def moving(chapter: Chapter) -> None:
        large(chapter)
        chapter.wait(14.0)
        chapter.play(chapter.frame.animate.scale(0.7), run_time=1.0)
        chapter.wait(14.0)

    assert found(resting)["camera"][0].allowed == "one in 25 s"

    assert "camera" not in found(moving)


def test_wiping_the_stage_between_beats_is_told() -> None:
    def wiping(chapter: Chapter) -> None:
        chapter.play(*(FadeOut(one) for one in chapter.clear_stage()), run_time=0.4)
        shown(chapter, Circle(2.0, fill_opacity=0.5))

    def transforming(chapter: Chapter) -> None:
        old = chapter.clear_stage()[0]
        chapter.play(ReplacementTransform(old, Circle(2.0)), run_time=0.6)

    assert found(large, wiping)["persistence"][0].found == "0% of beat 1 stays"
    assert "persistence" not in found(large, transforming)


def test_a_black_stage_is_told() -> None:
    def blacking(chapter: Chapter) -> None:
        picture = chapter.clear_stage()[0]
        chapter.play(FadeOut(picture), run_time=0.4)
        chapter.wait(1.0)
        shown(chapter, picture)

    assert "a black stage" in [one.found for one in found(large, blacking)["persistence"]]


def test_a_text_that_flies_over_another_is_told() -> None:
    def fly(start: float) -> Draw:
        def draw(chapter: Chapter) -> None:
            moving = words(chapter, "flies").shift(LEFT * 4 + UP * start)
            shown(chapter, words(chapter, "stands"), moving)
            chapter.play(moving.animate.shift(RIGHT * 8), run_time=2.0)

        return draw

    assert "flies over" in found(fly(0.0))["flight"][0].found
    assert "flight" not in found(fly(2.0))


def stacked(*lefts: float, apart: float = 0.5) -> Draw:
    """Return a beat that shows lines under one another that begin at these places."""

    def draw(chapter: Chapter) -> None:
        lines = [
            words(chapter, "mmmm" * (2 + number)).move_to((left, -apart * number, 0.0), aligned_edge=LEFT)
            for number, left in enumerate(lefts)
        ]
        shown(chapter, *lines)

    return draw


@pytest.mark.parametrize(("rule", "good", "bad"), [
    ("edges", stacked(-2.0, -2.0), stacked(-2.0, -1.9)),
    ("edges", stacked(-2.0, -1.0), stacked(-2.0, -1.87)),
    ("air", stacked(-2.0, -2.0), stacked(-2.0, -2.0, apart=0.3)),
])  # fmt: skip
def test_lines_stand_in_line_and_apart(rule: str, good: Draw, bad: Draw) -> None:
    assert rule in found(bad) and rule not in found(good)


def titled(change: Callable[[Heading], object]) -> Draw:
    """Return a beat with a heading above large type."""

    def draw(chapter: Chapter) -> None:
        mark = heading(chapter.theme, "A title")
        change(mark)
        shown(chapter, mark, words(chapter, size=0.6))

    return draw


def test_the_title_is_dimmer_and_no_larger_than_the_type() -> None:
    assert "title" not in found(titled(lambda mark: None))
    assert "of the ink" in found(titled(lambda mark: mark.set_color("#ffffff")))["title"][0].found
    assert "as tall" in found(titled(lambda mark: mark.scale(2.0)))["title"][0].found


def rounded(*texts: str) -> Sequence[TypesetLine]:
    """Return lines that state numbers rounded as they are written, under one another."""
    lines = []
    for place, text in enumerate(texts):
        z = Symbol("z", "z", "z", "weight")
        quantity = Quantity(z, float(text) + 1e-9, decimals=len(text.partition(".")[2]))
        line = typesetting.math([Piece(quantity.shown.typst, "number", quantity)], "#ffffff", size=0.6)
        lines.append(line.shift(DOWN * place))
    return lines


def test_rounded_numbers_have_one_precision() -> None:
    assert "one precision" not in found(lambda chapter: shown(chapter, *rounded("0.731", "0.204")))
    (one,) = found(lambda chapter: shown(chapter, *rounded("0.731", "0.2041")))["one precision"]
    assert one.found.endswith("0.2041")


def product(*factors: str) -> Draw:
    """Return a beat that shows a product of derivatives."""
    written = " dot ".join(f"(partial {one[0]})/(partial {one[1]})" for one in factors)
    whole = f"(partial L)/(partial z) = {written}"

    def draw(chapter: Chapter) -> None:
        shown(chapter, typesetting.math([Piece(whole, "literal")], chapter.theme.ink, size=0.8))

    return draw


def test_a_product_begins_with_the_outermost_derivative() -> None:
    assert "order of factors" not in found(product("La", "az"))
    assert "order of factors" in found(product("az", "La"))


def test_speech_is_neither_hurried_nor_left_waiting() -> None:
    assert "1.8 to 3.8" in [
        one.allowed for one in found(lambda chapter: chapter.wait(12.0))["words a second"]
    ]


def test_a_chapter_is_no_longer_than_can_be_followed() -> None:
    long = found(*([lambda chapter: chapter.wait(24.0)] * 4))
    assert long["length"][0].allowed == "90 s"
