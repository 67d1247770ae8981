"""Chapters made on the spot, and what the rules on what can be read say of them."""

from __future__ import annotations

from collections.abc import Callable

from manim import (
    ORIGIN,
    FadeIn,
)

from backprop_core.quantity import Symbol
from config import Settings, load_settings
from scenes.audit.findings import Finding, Report
from scenes.audit.inspector import inspect
from scenes.audit.legible.rules import legibility_rules
from scenes.stage.chapter import Chapter
from scenes.stage.lettering import typesetting
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


def words(chapter: Chapter, sentence: str = "legible words", size: float = 0.5) -> typesetting.TypesetLine:
    return typesetting.text(sentence, chapter.theme.ink, size=size).move_to(ORIGIN)


def shown(chapter: Chapter, *mobjects: object) -> None:
    chapter.play(*(FadeIn(mobject) for mobject in mobjects), run_time=0.4)  # type: ignore[arg-type]
