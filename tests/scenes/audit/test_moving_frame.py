"""What the rules say while the camera goes closer and aside: they measure what is on screen."""

from __future__ import annotations

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Cube,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    Mobject,
    Rectangle,
    Square,
    ThreeDScene,
    ValueTracker,
    config,
)

from config import load_settings
from scenes.audit.findings import Report
from scenes.audit.inspector import inspect
from scenes.audit.legible.rules import legibility_rules
from scenes.audit.look.sampling import Sample, watch
from scenes.audit.look.screen import Screen
from scenes.audit.look.texts import without_texts
from scenes.film.playing.camera import FilmCamera
from scenes.stage.chapter import Chapter
from scenes.stage.measure import allow
from scenes.stage.titles import heading
from tests.scenes.audit.legible import SAID, only, report, shown, words


def go(chapter: Chapter, share: float, place: np.ndarray = ORIGIN) -> None:
    """Let the frame take on a share of its first width around a place."""
    width = share * float(config.frame_width)
    chapter.play(chapter.frame.animate.set(width=width).move_to(place), run_time=0.8)


def told(report: Report) -> set[tuple[str, str]]:
    """Return the beats and the rules broken in them."""
    return {(failure.beat, failure.rule) for failure in report.failures}


def test_small_type_is_told_in_the_wide_view_and_not_in_the_close_up() -> None:
    small: list[Mobject] = []

    def wide(chapter: Chapter) -> None:
        small.append(words(chapter, "noun", 0.15).shift(5 * RIGHT + UP))
        shown(chapter, *small)
        chapter.wait(1)
        go(chapter, 0.3, small[0].get_center())

    def close(chapter: Chapter) -> None:
        chapter.play(small[0].animate.set_color(chapter.theme.input), run_time=0.4)
        chapter.wait(2)

    found = report(wide, close)
    assert told(found) == {("beat 1", "cap height")}
    assert found.failures[0].times == 4, "at rest before the zoom"
    assert found.failures[0].box == pytest.approx((4.8, 0.9, 5.2, 1.1), abs=0.2)


def test_small_type_that_comes_and_goes_in_a_close_up_is_right() -> None:
    def draw(chapter: Chapter) -> None:
        small = words(chapter, "noun", 0.15).shift(5 * RIGHT + UP)
        go(chapter, 0.3, small.get_center())
        shown(chapter, small)
        chapter.wait(2)
        chapter.play(FadeOut(small), run_time=0.4)
        go(chapter, 1.0)

    assert report(draw).failures == []


def test_large_type_is_told_where_the_camera_has_gone_too_far_back() -> None:
    texts: list[Mobject] = []

    def near(chapter: Chapter) -> None:
        texts.append(words(chapter, "noun", 0.36))
        shown(chapter, *texts)
        chapter.wait(1)

    found = report(near, lambda chapter: go(chapter, 2.0))
    assert told(found) == {("beat 2", "cap height")}
    assert "at 1.49%" in only(found).found


def opened(chapter: Chapter, fixed: bool) -> None:
    """Bring a heading, and a text that stands well below it."""
    title = heading(chapter.theme, "A heading")
    if fixed:
        chapter.add_fixed_in_frame_mobjects(title)
    shown(chapter, title, words(chapter).move_to(title, aligned_edge=LEFT).shift(2.15 * DOWN + RIGHT * 0.5))
    chapter.wait(1)


@pytest.mark.parametrize(
    ("fixed", "expected"), [(True, {("beat 2", "text on text")}), (False, {("beat 2", "close-up")})]
)
def test_a_heading_on_screen_is_overlapped_by_what_a_pan_brings_below_it(
    fixed: bool, expected: set[tuple[str, str]]
) -> None:
    """One that is not fixed goes away, out of the frame."""
    found = report(
        lambda chapter: opened(chapter, fixed),
        lambda chapter: chapter.play(
            chapter.frame.animate.shift(DOWN * (2.0 if fixed else 0.5)), run_time=0.8
        ),
    )
    assert told(found) == expected


def test_a_text_cut_by_the_frame_is_told_and_one_far_outside_is_not() -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, words(chapter), words(chapter, "far away").shift(5 * LEFT + 2 * UP))
        chapter.wait(1)

    half = report(draw, lambda chapter: go(chapter, 0.3, 1.6 * RIGHT))
    assert told(half) == {("beat 2", "close-up")}
    assert "left to" in only(half).found and "cut by the frame" in only(half).found
    assert report(draw, lambda chapter: go(chapter, 0.3)).failures == []


def test_what_only_moves_through_the_frames_edge_is_right() -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, words(chapter))
        chapter.wait(2)
        go(chapter, 1.0, 20 * RIGHT)
        go(chapter, 1.0)

    assert report(draw).failures == []


@pytest.mark.parametrize(
    ("excused", "broken"), [(False, {("beat 2", "close-up")}), (True, set())], ids=["told", "excused"]
)
def test_a_line_that_goes_on_beyond_a_close_up_can_be_excused_there(
    excused: bool, broken: set[tuple[str, str]]
) -> None:
    def draw(chapter: Chapter) -> None:
        line = Line(4 * LEFT, 4 * RIGHT, color=chapter.theme.ink)
        shown(chapter, allow(line, "close-up", "an axis goes on") if excused else line)

    found = report(draw, lambda chapter: go(chapter, 0.3, UP * 0.5))
    assert told(found) == broken
    assert {one.rule for one in found.exceptions} == ({"close-up"} if excused else set())


def test_a_ground_whose_edge_is_nowhere_on_screen_is_right() -> None:
    def draw(chapter: Chapter) -> None:
        ground = Rectangle(width=8, height=5, fill_color="#101010", fill_opacity=1.0)
        shown(chapter, ground, words(chapter))
        chapter.wait(1)

    assert report(draw, lambda chapter: go(chapter, 0.4)).failures == []


@pytest.mark.parametrize(("seconds", "rules"), [(0.6, {"reading time"}), (3.5, set())])
def test_time_to_read_counts_while_a_close_up_shows_the_text(seconds: float, rules: set[str]) -> None:
    """It stands on stage for long, but is too small before and off screen after."""

    def draw(chapter: Chapter) -> None:
        small = words(chapter, "only in the close-up can this line be read", 0.12).shift(3 * RIGHT + UP)
        shown(chapter, allow(small, "text on line", "nothing is near"))
        go(chapter, 0.25, small.get_center())
        chapter.wait(seconds)
        go(chapter, 0.25, 5 * LEFT)
        chapter.wait(3)
        chapter.play(FadeOut(small), run_time=0.4)

    found = [failure for failure in report(draw).failures if failure.rule != "cap height"]
    assert {failure.rule for failure in found} == rules
    assert all(failure.time == pytest.approx(1.25, abs=0.3) for failure in found)


def test_a_text_that_the_camera_leaves_is_read_on_when_it_comes_back() -> None:
    def draw(chapter: Chapter) -> None:
        text = words(chapter, "this takes two visits and no more")
        shown(chapter, text)
        chapter.wait(1.2)
        go(chapter, 0.5, 12 * RIGHT)
        go(chapter, 1.0)
        chapter.wait(1.2)
        chapter.play(FadeOut(text), run_time=0.4)

    assert report(draw).failures == []


def test_contrast_is_measured_behind_the_text_on_screen() -> None:
    def draw(chapter: Chapter) -> None:
        go(chapter, 0.4, 4 * RIGHT)
        bright = Square(side_length=1.6, stroke_width=0, fill_color=chapter.theme.ink, fill_opacity=1.0)
        shown(chapter, bright.shift(4 * RIGHT), words(chapter, "noun", 0.2).shift(4 * RIGHT))
        chapter.wait(1)

    assert only(report(draw)).rule == "contrast"


def test_a_text_that_is_never_on_screen_is_told_once_the_chapter_is_over() -> None:
    def beside(chapter: Chapter) -> None:
        shown(chapter, Square(), words(chapter, "forgotten").shift(12 * RIGHT))
        chapter.wait(1)

    found = only(report(beside))
    assert (found.rule, found.beat, "never on screen" in found.found) == ("margin", "beat 1", True)
    assert report(beside, lambda chapter: go(chapter, 1.0, 12 * RIGHT)).failures == []


def test_a_move_of_the_frame_is_news_and_a_jump_of_it_a_jump() -> None:
    def jump(chapter: Chapter) -> None:
        chapter.frame.shift(RIGHT)
        shown(chapter, Dot(RIGHT + UP))

    def draw(chapter: Chapter) -> None:
        shown(chapter, Square(fill_opacity=1.0))

    assert report(draw, lambda chapter: go(chapter, 0.8)).failures == []
    assert told(report(draw, jump)) == {("beat 2", "jump cut")}


def test_a_frame_moved_by_something_else_is_told() -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, Square())
        x = ValueTracker(0.0)
        carrier = Dot(UP).add_updater(lambda dot: chapter.frame.set_x(x.get_value()))
        shown(chapter, carrier)
        chapter.play(x.animate.set_value(1.0), run_time=1)

    assert "painted once" in {failure.rule for failure in report(draw).failures}


def test_a_picture_without_its_texts_is_the_one_on_screen() -> None:
    """What is fixed and what is not are drawn where the screen says that they are."""
    seen: list[bool] = []

    def look(sample: Sample) -> None:
        if sample.at_beat_end:
            for dot in sample.mobjects[:2]:
                x, y = np.mean(sample.screen.points(dot), axis=0)[:2]
                height, width = sample.frame.shape[:2]
                row, column = round(height / 2 - y * height / 8), round(width / 2 + x * height / 8)
                seen.append(bool(without_texts(sample)[row, column].min() > 200))

    class Dots(Chapter):
        """Two dots, one of them fixed."""

        title = "Dots"

        def construct(self) -> None:
            """Move the frame."""
            with self.beat("only", SAID):
                fixed, free = (Dot(UP + 2 * RIGHT, color="#FFFFFF", radius=0.2) for _ in range(2))
                self.add_fixed_in_frame_mobjects(fixed)
                self.add(free)
                go(self, 0.5, RIGHT + UP * 0.5)

    watch(Dots, load_settings(), look)
    assert seen == [True, True]


def test_in_space_a_fixed_text_lies_before_what_is_drawn_later() -> None:
    """As the camera has it: so the edges of a cube that a text stands before cross it."""

    class Space(Chapter, ThreeDScene):
        """A fixed text, and a cube behind it."""

        title = "Space"

        def construct(self) -> None:
            """Show them."""
            with self.beat("only", SAID):
                self.set_camera_orientation(phi=1.0, theta=0.5)
                self.add_fixed_in_frame_mobjects(words(self))
                cube = Cube(fill_opacity=1.0, fill_color="#202020", stroke_width=2, stroke_color="#FFFFFF")
                self.play(FadeIn(cube), run_time=0.4)
                self.wait(1)

    found = inspect(Space, load_settings(), legibility_rules())
    assert told(found) == {("only", "text on line")}


def test_the_screen_maps_by_the_cameras_frame() -> None:
    camera, square, fixed = FilmCamera(), Square(), Square()
    assert Screen(camera).at_rest and Screen(camera).points(square) is square.points
    camera.add_fixed_in_frame_mobjects(fixed)
    camera.frame.scale(0.5).move_to(RIGHT)
    screen = Screen(camera)
    assert not screen.at_rest and screen.is_still(fixed) and not screen.is_still(square)
    assert np.allclose(screen.points(square), (square.points - RIGHT) * (2, 2, 1))
    assert screen.points(fixed) is fixed.points
    assert screen.magnification(square) == pytest.approx(2.0) and screen.magnification(fixed) == 1.0
