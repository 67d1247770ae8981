"""Texts that go too soon, captions, beats without news, jumps, and what is painted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Dot,
    FadeOut,
    Square,
    ValueTracker,
)

from config import load_settings
from scenes.audit.findings import Finding
from scenes.audit.inspector import inspect
from scenes.audit.legible.rules import legibility_rules
from scenes.audit.legible.subtitles import Captions
from scenes.film.playing.pace import READING_SPEED
from scenes.film.timeline import TICKS_PER_SECOND, Beat, Timeline
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.readout import Readout
from scenes.stage.measure import allow
from scenes.stage.trackers import settled
from tests.scenes.audit.legible import SAID, X, only, report, shown, words


def test_a_text_that_goes_too_soon_is_told() -> None:
    sentence = "one more sentence whose sense comes out near the end"

    def draw(chapter: Chapter) -> None:
        text = words(chapter, sentence)
        shown(chapter, text)
        chapter.wait(1.5)
        chapter.play(FadeOut(text), run_time=0.4)

    found = only(report(draw))
    assert found.rule == "reading time" and found.time == pytest.approx(0.25, abs=0.26)
    assert found.allowed == f"{len(sentence) / READING_SPEED:.2f} s"


def test_what_stands_too_short_at_the_end_may_say_why() -> None:
    """A rule that judges at the chapter's end asks for the reason as it does before."""

    def draw(chapter: Chapter) -> None:
        text = words(chapter, "one more sentence whose sense comes out near the end")
        for part in text.get_family():
            allow(part, "reading time", "it was read before")
        shown(chapter, text)
        chapter.wait(1.5)

    found = report(draw)
    assert found.failures == []
    assert [one.reason for one in found.exceptions if one.rule == "reading time"] == ["it was read before"]


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
    from scenes.audit.legible import subtitles
    from scenes.film.joining.captions import Cue

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
    assert found.time == pytest.approx(len(SAID.caption) / READING_SPEED, abs=1 / TICKS_PER_SECOND)
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
