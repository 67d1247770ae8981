"""Each rule on what can be read, with a chapter that breaks it, and chapters that keep them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Circle,
    Dot,
    FadeIn,
    FadeOut,
    ImageMobject,
    LaggedStart,
    Line,
    Rectangle,
    ReplacementTransform,
    Square,
    Text,
    ValueTracker,
)

from backprop_core.quantity import Piece, Quantity, Symbol
from config import Settings, load_settings
from scenes.production.audit.colours import APART, MEANINGS, nearest
from scenes.production.audit.findings import Finding, Report
from scenes.production.audit.inspector import inspect
from scenes.production.audit.legibility import legibility_rules
from scenes.production.audit.subtitles import Captions
from scenes.stage.chapter import CHARACTERS_PER_SECOND, Chapter
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.readout import Readout
from scenes.stage.measure import allow
from scenes.stage.network.boxes import ParameterBox
from scenes.stage.plots.panel import PlotPanel, settled
from scenes.stage.timeline import TICKS_PER_SECOND, Beat, Timeline
from scenes.stage.words import Words

Draw = Callable[[Chapter], object]

X = Symbol("x", "x", "x", "input")
F = Symbol("f(x)", "f(x)", "f of x", "ink")
SAID = Words("Look at this one for a while.", "Look at this one for a while.")


def report(*beats: Draw, said: Words = SAID, settings: Settings | None = None) -> Report:
    """Return what the rules say of a chapter that draws these beats."""

    class Drawn(Chapter):
        """Beats named "beat 1", "beat 2"..."""

        title = "Drawn"

        def construct(self) -> None:
            """Draw them."""
            for count, draw in enumerate(beats, start=1):
                with self.beat(f"beat {count}", said):
                    draw(self)

    return inspect(Drawn, settings or load_settings(), legibility_rules())


def only(report: Report) -> Finding:
    """Return the one failure."""
    assert len(report.failures) == 1, report.failures
    return report.failures[0]


def words(chapter: Chapter, sentence: str = "legible words", size: float = 0.5) -> typesetting.Line:
    return typesetting.text(sentence, chapter.theme.ink, size=size).move_to(ORIGIN)


def shown(chapter: Chapter, *mobjects: object) -> None:
    chapter.play(*(FadeIn(mobject) for mobject in mobjects), run_time=0.4)  # type: ignore[arg-type]


# Chapters that keep all rules.


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


# Texts on texts and on lines.


def test_two_texts_that_touch_are_told() -> None:
    def draw(chapter: Chapter) -> None:
        shown(
            chapter, words(chapter, "one text"), words(chapter, "another text").shift(RIGHT * 1.4 + UP * 0.1)
        )
        chapter.wait(1)

    found = only(report(draw))
    assert found.rule == "text on text" and "another text" in found.found
    assert found.time == pytest.approx(0.75, abs=0.26)
    assert found.box is not None and found.box[2] - found.box[0] < 1.5


def test_a_text_that_crosses_another_on_its_way_does_not_count() -> None:
    def draw(chapter: Chapter) -> None:
        above, still = words(chapter, "on its way").shift(UP * 2), words(chapter, "stays")
        shown(chapter, above, still)
        chapter.wait(1)
        chapter.play(above.animate.shift(DOWN * 4), run_time=1)
        chapter.wait(1)

    assert report(draw).failures == []


LINES: dict[str, Callable[[Chapter], object]] = {
    "stroke": lambda chapter: Line(LEFT * 3 + DOWN * 0.02, RIGHT * 3 + UP * 0.02, stroke_width=2),
    "curve": lambda chapter: Circle(radius=0.8, color=chapter.theme.ink).shift(RIGHT * 0.8),
    "edge of a box": lambda chapter: Rectangle(width=1, height=1, color=chapter.theme.ink),
    "edge of an area": lambda chapter: Rectangle(
        width=1, height=1, fill_color=chapter.theme.ink, fill_opacity=0.12, stroke_width=0
    ),
    "thick stroke just below": lambda chapter: Line(LEFT * 3, RIGHT * 3, stroke_width=40).shift(DOWN * 0.4),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_through_a_text_is_told(line: str) -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, LINES[line](chapter), words(chapter))
        chapter.wait(1)

    rules = [failure.rule for failure in report(draw).failures]
    assert "text on line" in rules and set(rules) <= {"text on line", "contrast"}


def test_a_stroke_beside_a_text_is_not() -> None:
    def draw(chapter: Chapter) -> None:
        below = Line(LEFT * 3, RIGHT * 3, stroke_width=4).shift(DOWN * 0.4)
        shown(chapter, words(chapter), below, Circle(radius=2.5))
        chapter.wait(1)

    assert report(draw).failures == []


def test_a_picture_whose_edge_runs_through_a_text_is_told() -> None:
    def draw(chapter: Chapter) -> None:
        pixels = np.full((8, 8, 3), 10, dtype=np.uint8)
        image = ImageMobject(pixels).stretch_to_fit_width(1).stretch_to_fit_height(1)
        shown(chapter, image, words(chapter))
        chapter.wait(1)

    assert only(report(draw)).rule == "text on line"


def test_a_declared_exception_goes_to_the_foot() -> None:
    def draw(chapter: Chapter) -> None:
        strike = allow(Line(LEFT * 3, RIGHT * 3, color="#303644"), "text on line", "the term is struck out")
        shown(chapter, words(chapter), strike)
        chapter.wait(1)

    found = report(draw)
    assert found.failures == []
    assert {exception.reason for exception in found.exceptions} == {"the term is struck out"}


# Margins, the captions' strip, and the size of type.


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
    def line(chapter: Chapter, size: float) -> typesetting.Line:
        return typesetting.math(["x^(2^(3))"], chapter.theme.ink, size=size)

    def draw(chapter: Chapter) -> None:
        shown(chapter, line(chapter, 0.32).shift(UP), line(chapter, 0.26))
        chapter.wait(1)

    found = only(report(draw))
    assert found.rule == "cap height" and "a digit" in found.found
    assert found.box is not None and found.box[1] < 0.3


# Contrast and colours.


@pytest.mark.parametrize(
    ("opacity", "broken"), [(1.0, set()), (0.6, {"contrast"})], ids=["clear", "half transparent"]
)
def test_a_text_that_does_not_stand_out_from_the_ground_is_told(opacity: float, broken: set[str]) -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, words(chapter).set_fill(chapter.theme.dimmed, opacity=opacity))
        chapter.wait(1)

    assert {failure.rule for failure in report(draw).failures} == broken


def test_contrast_is_measured_against_what_is_really_behind() -> None:
    def draw(chapter: Chapter) -> None:
        light = Rectangle(width=6, height=2, fill_color="#F0F0F0", fill_opacity=1.0, stroke_width=0)
        shown(chapter, light)
        shown(chapter, words(chapter))
        chapter.wait(1)

    found = only(report(draw))
    assert found.rule == "contrast" and found.found.endswith("to 1")
    assert 1.0 < float(found.found.split()[-3]) < 1.2


def test_one_bright_hairline_does_not_spoil_a_text() -> None:
    def draw(chapter: Chapter) -> None:
        ramp = np.zeros((4, 200, 3), dtype=np.uint8)
        ramp[:, 100] = 255
        image = ImageMobject(ramp).stretch_to_fit_width(8).stretch_to_fit_height(2)
        shown(chapter, image)
        shown(chapter, words(chapter, "mmmmm"))
        chapter.wait(1)

    assert report(draw).failures == []


def test_colours_that_some_eyes_cannot_tell_apart_are_told() -> None:
    settings = load_settings()
    theme = settings.theme.model_copy(update={"weight": "#6FBF5F", "loss": "#E0884F"})

    def draw(chapter: Chapter) -> None:
        for count, color in enumerate((theme.weight, theme.loss)):
            shown(chapter, Square(side_length=1, color=color).shift(RIGHT * 3 * count))
        chapter.wait(1)

    found = only(report(draw, settings=settings.model_copy(update={"theme": theme})))
    assert (found.rule, found.beat) == ("colours", "beat 1") and found.time > 1.8
    assert "weight and loss" in found.found and "deuteranopia" in found.found
    assert nearest(settings.theme.weight, settings.theme.loss)[0] > APART


def test_distances_are_those_of_the_library() -> None:
    from colorspacious import deltaE

    distance, eyes = nearest("#FF0000", "#0000FF")
    assert distance <= deltaE([255, 0, 0], [0, 0, 255], input_space="sRGB255", uniform_space="CAM02-UCS")
    assert eyes and nearest("#123456", "#123456")[0] == pytest.approx(0.0)
    assert len(MEANINGS) == 7


# Time.


def test_a_text_that_goes_too_soon_is_told() -> None:
    sentence = "one more sentence whose sense comes out near the end"

    def draw(chapter: Chapter) -> None:
        text = words(chapter, sentence)
        shown(chapter, text)
        chapter.wait(1.5)
        chapter.play(FadeOut(text), run_time=0.4)

    found = only(report(draw))
    assert found.rule == "reading time" and found.time == pytest.approx(0.25, abs=0.26)
    assert found.allowed == f"{len(sentence) / CHARACTERS_PER_SECOND:.2f} s"


def test_a_label_whose_digits_move_is_one_text() -> None:
    def draw(chapter: Chapter) -> None:
        x = ValueTracker(0.0)
        readout = Readout(X, lambda: settled(x), chapter.theme.input).at(UP)
        shown(chapter, readout)
        chapter.play(x.animate.set_value(20.0), run_time=1.2)
        chapter.play(FadeOut(readout), run_time=0.4)

    assert report(draw).failures == []


def captioned(caption: str, seconds: float) -> Timeline:
    ticks = round(seconds * 15)
    return Timeline("drawn", "Drawn", (Beat("only", 0, ticks, caption, caption, ()),), ticks)


def test_captions_are_measured() -> None:
    good = Captions()
    assert list(good.finish(captioned("Words that are there for long enough.", 3))) == []
    assert good.counts() == {"captions": 1}
    (hasty,) = Captions().finish(captioned("Words that are there for long enough.", 1.5))
    assert (hasty.rule, hasty.beat) == ("captions", "only")


def test_a_caption_that_stands_over_the_next_is_told() -> None:
    beats = (Beat("one", 0, 60, "The first.", "", ()), Beat("two", 45, 90, "The second.", "", ()))
    (found,) = Captions().finish(Timeline("drawn", "Drawn", beats, 90))
    assert (found.rule, found.beat, found.time) == ("captions", "two", 3.0)


@pytest.mark.parametrize(
    ("lines", "time"), [(("a" * 43,), 5.0), (("a", "b", "c"), 5.0), (("a",), 0.9), (("a" * 40,), 2.0)]
)
def test_a_caption_out_of_bounds_is_told(
    lines: tuple[str, ...], time: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scenes.production.audit import subtitles
    from scenes.production.captions import Cue

    monkeypatch.setattr(subtitles, "cues", lambda timeline: (Cue(0.0, time, lines),))
    (found,) = Captions().finish(captioned("...", 5))
    assert found.rule == "captions"


def test_a_beat_in_which_nothing_changes_is_told() -> None:
    found = only(report(lambda chapter: shown(chapter, Square()), lambda chapter: chapter.wait(1)))
    assert (found.rule, found.beat) == ("nothing new", "beat 2")


def test_a_beat_in_which_something_lights_up_and_calms_down_is_not() -> None:
    def lights_up(chapter: Chapter) -> None:
        square = chapter.mobjects[0]
        chapter.play(square.animate.set_stroke(width=10), run_time=0.5)
        chapter.play(square.animate.set_stroke(width=4), run_time=0.5)

    assert report(lambda chapter: shown(chapter, Square()), lights_up).failures == []


def between_beats(change: Callable[[Chapter], object]) -> Iterable[Finding]:
    """Return the failures where something happens at once before the second beat."""

    class Jumps(Chapter):
        """Two beats."""

        title = "Jumps"

        def construct(self) -> None:
            """Let the change happen between them."""
            with self.beat("one", SAID):
                shown(self, Square(), words(self, "stays").shift(UP * 2))
            change(self)
            with self.beat("two", SAID):
                shown(self, Circle(radius=0.5))

    return inspect(Jumps, load_settings(), legibility_rules()).failures


@pytest.mark.parametrize(
    "change",
    [
        lambda chapter: chapter.add(words(chapter, "all at once").shift(DOWN * 2)),
        lambda chapter: chapter.remove(chapter.mobjects[0]),
        lambda chapter: chapter.mobjects[0].shift(RIGHT * 3),
        lambda chapter: chapter.mobjects[0].set_fill("#FFFFFF", 1.0),
    ],
    ids=["appears", "vanishes", "moves", "is filled"],
)
def test_a_jump_between_beats_is_told(change: Callable[[Chapter], object]) -> None:
    (found,) = between_beats(change)
    assert (found.rule, found.beat) == ("jump cut", "two")
    assert found.time == pytest.approx(len(SAID.caption) / CHARACTERS_PER_SECOND, abs=1 / TICKS_PER_SECOND)
    assert found.box is not None


def test_a_twin_put_in_place_of_its_like_is_no_jump() -> None:
    def change(chapter: Chapter) -> None:
        square = chapter.mobjects[0]
        chapter.remove(square).add(square.copy())

    assert list(between_beats(change)) == []


def test_a_jump_within_a_beat_is_told() -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, Square())
        chapter.add(words(chapter, "all at once").shift(DOWN * 2))
        shown(chapter, Circle(radius=0.5))
        chapter.wait(1)

    found = only(report(draw))
    assert found.rule == "jump cut" and found.time == pytest.approx(0.4, abs=0.01)
    assert found.box is not None and found.box[3] < -1.5


def test_digits_that_settle_at_the_end_of_a_move_are_no_jump() -> None:
    def draw(chapter: Chapter) -> None:
        value = Fraction(1)
        rows = [Readout(X, lambda: value, chapter.theme.ink, size=0.6) for _ in range(8)]
        for count, row in enumerate(rows):
            row.at(LEFT * 3 + UP * (2.9 - 0.7 * count))
        shown(chapter, *rows)
        value = Fraction(8888888)
        chapter.play(chapter.mobjects[0].animate.shift(RIGHT * 0.01), run_time=0.4)
        chapter.wait(1)

    assert report(draw).failures == []


def test_what_changes_while_it_is_taken_to_stand_still_is_told() -> None:
    def draw(chapter: Chapter) -> None:
        followed = Square(side_length=1.0, fill_opacity=1.0).shift(LEFT * 3)
        follower = Square(side_length=1.0, fill_opacity=1.0).shift(UP)
        carrier = Dot(DOWN).add_updater(lambda dot: followed.match_y(follower))
        shown(chapter, followed)
        shown(chapter, follower, carrier)
        chapter.play(follower.animate.shift(DOWN), run_time=1)
        chapter.wait(0.4)

    assert "painted once" in {failure.rule for failure in report(draw).failures}
