"""Every rule of the audit has a chapter that breaks it, and is told with its name, in its beat, at its time.

Each chapter has a sound beat and then one in which something is wrong. What else a rule catches is tested by
the rules' own tests. No chapter breaks the rule on captions, since beats wait for theirs; it is shown
timelines in `test_time_rules`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from manim import DOWN, LEFT, RIGHT, UP, Dot, FadeIn, FadeOut, Line, Mobject, Square, Transform

from backprop_core.quantity import Quantity
from config import Settings, Theme
from scenes.audit.inspector import inspect
from scenes.audit.rules import all_rules
from scenes.film.timeline import TICKS_PER_SECOND
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.equation import name_piece, number_line, number_piece
from scenes.stage.lettering.typesetting import math, text
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.words import Words
from tests.configs import two_sigmoids
from tests.scenes.audit.chapter_truths import chapter_truth
from tests.scenes.audit.known_numbers import NET

SAID = Words("Look at this one for a while.", "Look at this one for a while.")


def known(key: str, value: Fraction | None = None) -> Quantity:
    """Return a value of the network under its name, perhaps with another value."""
    return NET.quantity[key] if value is None else replace(NET.quantity[key], value=value)


def shows(make: Callable[[Theme], list[Mobject]]) -> Callable[[Chapter], None]:
    """Return the beat that brings mobjects on stage and leaves them there for a while."""

    def draw(chapter: Chapter) -> None:
        chapter.play(*(FadeIn(mobject) for mobject in make(chapter.theme)), run_time=0.4)
        chapter.wait(1.6)

    return draw


def morph(chapter: Chapter) -> None:
    """Let digits take on the looks of others and keep their own claim."""
    first, second = number_line(chapter.theme, known("z1")), number_line(chapter.theme, known("x"))
    chapter.play(FadeIn(first), run_time=0.4)
    chapter.play(Transform(first, second), run_time=0.6)
    chapter.wait(1)


def false_length(theme: Theme) -> list[Mobject]:
    """Return a line that claims to be as long as z1, and is not."""
    line = Line(LEFT, RIGHT, color=theme.ink)
    read = lambda drawn: [Measurement("length", "z₁", float(drawn.get_length()), 1e-6)]  # noqa: E731
    return [measured(line, read)]


def false_tick(theme: Theme) -> list[Mobject]:
    """Return axes with a mark and its label beside their place."""
    panel = PlotPanel(theme, (0.0, 4.0), (0.0, 4.0), 4.0, 3.0, known("w1").symbol, known("L").symbol)
    tick = panel.ticks[0][1]
    tick.mark.shift(0.05 * RIGHT)
    tick.label.shift(0.05 * RIGHT)
    return [panel]


def hasty(chapter: Chapter) -> None:
    """Show a sentence for too short a time."""
    sentence = text("one more sentence whose sense comes out near the end", chapter.theme.ink)
    chapter.play(FadeIn(sentence), run_time=0.4)
    chapter.play(FadeOut(sentence), run_time=0.4)


def at_once(chapter: Chapter) -> None:
    """Put a text on stage without an animation."""
    chapter.add(text("all at once", chapter.theme.ink))
    chapter.play(FadeIn(Dot(2 * DOWN, color=chapter.theme.ink)), run_time=0.5)
    chapter.wait(1.5)


def carried(chapter: Chapter) -> None:
    """Let one mobject's updater move another one."""
    followed, follower = (Square(1.0, fill_opacity=1.0).shift(place) for place in (LEFT * 3, UP))
    carrier = Dot(DOWN).add_updater(lambda dot: followed.match_y(follower))
    chapter.play(FadeIn(followed), run_time=0.4)
    chapter.play(FadeIn(follower, carrier), run_time=0.4)
    chapter.play(follower.animate.shift(DOWN), run_time=1)
    chapter.wait(0.4)


def confused(theme: Theme) -> list[Mobject]:
    """Return two squares in colours that some eyes cannot tell apart."""
    return [
        Square(1.0, color=color).shift(RIGHT * 3 * i) for i, color in enumerate((theme.weight, theme.loss))
    ]


def colours_alike() -> Settings:
    """Return settings in which weight and loss have nearly one colour for some."""
    settings = two_sigmoids()
    theme = settings.theme.model_copy(update={"weight": "#6FBF5F", "loss": "#E0884F"})
    return settings.model_copy(update={"theme": theme})


@dataclass(frozen=True)
class Broken:
    """A beat that breaks a rule: what it draws, what is said, under which settings."""

    draw: Callable[[Chapter], None]
    said: Words = SAID
    settings: Callable[[], Settings] = two_sigmoids


def equals_rounded(theme: Theme) -> list[Mobject]:
    """Return `a1 = digits`, though they are rounded."""
    return [math([name_piece(known("a1")), "=", number_piece(known("a1"))], theme.ink)]


BROKEN = {
    "number": Broken(shows(lambda theme: [number_line(theme, known("z1", Fraction("0.8")))])),
    "relation": Broken(shows(lambda theme: [number_line(theme, known("z2", Fraction("0.4355")))])),
    "equation": Broken(shows(equals_rounded)),
    "glyphs": Broken(morph),
    "untraced": Broken(shows(lambda theme: [math(["7"], theme.ink)])),
    "words": Broken(
        shows(lambda theme: [number_line(theme, known("z1"))]),
        Words("Here z is 0.75, and it stays.", "Here z is zero point seven five, and it stays."),
    ),
    "geometry: length": Broken(shows(false_length)),
    "geometry: ticks": Broken(shows(false_tick)),
    "text on text": Broken(
        shows(lambda theme: [text("one", theme.ink), text("other", theme.ink).shift(0.2 * RIGHT)])
    ),
    "text on line": Broken(
        shows(lambda theme: [text("words", theme.ink), Line(LEFT, RIGHT, color=theme.ink, stroke_width=2)])
    ),
    "margin": Broken(shows(lambda theme: [Square(1.0, color=theme.ink).shift(6.2 * LEFT)])),
    "cap height": Broken(shows(lambda theme: [text("small words", theme.ink, size=0.2)])),
    "contrast": Broken(shows(lambda theme: [text("words", theme.dimmed).set_opacity(0.5)])),
    "colours": Broken(shows(confused), settings=colours_alike),
    "reading time": Broken(hasty),
    "nothing new": Broken(lambda chapter: chapter.wait(2)),
    "jump cut": Broken(at_once),
    "painted once": Broken(carried),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_the_rule_catches_the_beat_that_breaks_it(rule: str) -> None:
    broken, settings = BROKEN[rule], BROKEN[rule].settings()
    seconds: list[float] = []

    class Drawn(Chapter):
        """A sound beat, and the broken one."""

        title = "Drawn"

        def construct(self) -> None:
            """Play both."""
            with self.beat("sound", SAID):
                self.play(FadeIn(Dot(2.5 * UP, color=self.theme.ink)), run_time=0.5)
            seconds.append(self.tick / TICKS_PER_SECOND)
            with self.beat("broken", broken.said):
                broken.draw(self)
            seconds.append(self.tick / TICKS_PER_SECOND)

    rules = all_rules(chapter_truth("forward_pass", settings))
    report = inspect(Drawn, settings, rules)
    found = [failure for failure in report.failures if failure.rule == rule]
    assert found, report.failures
    assert {failure.beat for failure in found} == {"broken"}
    assert all(seconds[0] <= failure.time <= seconds[1] for failure in found)


def test_no_rule_is_without_its_chapter() -> None:
    named = {rule.name for rule in all_rules(chapter_truth("forward_pass", two_sigmoids()))}
    assert named - {"geometry", "captions"} <= set(BROKEN)
    assert any(rule.startswith("geometry: ") for rule in BROKEN)
