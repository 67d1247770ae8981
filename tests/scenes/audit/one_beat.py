"""Chapters of one beat, made on the spot to break a rule or to keep them all."""

from __future__ import annotations

from collections.abc import Callable

from config import Settings
from scenes.audit.figures.rules import number_rules
from scenes.audit.findings import Report
from scenes.audit.inspector import inspect
from scenes.stage.chapter import Chapter
from scenes.stage.words import Words
from tests.configs import two_sigmoids
from tests.scenes.audit.chapter_truths import chapter_truth

Draw = Callable[[Chapter], object]

PLAIN = Words("Look at it.", "Look at it.")


def numbers_report(
    draw: Draw, truth: str = "forward_pass", said: Words = PLAIN, settings: Settings | None = None
) -> Report:
    """Return what the rules on numbers say of a chapter of one beat, with the truth of a real chapter."""

    class Drawn(Chapter):
        """One beat."""

        title = "Drawn"

        def construct(self) -> None:
            """Draw, and hold it."""
            with self.beat("only", said):
                draw(self)

    used = settings or two_sigmoids()
    return inspect(Drawn, used, number_rules(chapter_truth(truth, used)))


def broken_rules(report: Report) -> set[str]:
    """Return the names of the rules that a chapter breaks."""
    return {failure.rule for failure in report.failures}
