"""Every kind of measurement has a picture that is false in just that way, told in its beat, at its time."""

from __future__ import annotations

from typing import get_args

import pytest

from scenes.audit.figures.geometry import Geometry
from scenes.audit.inspector import inspect
from scenes.film.timeline import TICKS_PER_SECOND
from scenes.stage.chapter import Chapter
from scenes.stage.measure import MeasurementKind
from scenes.stage.words import Words
from tests.configs import two_sigmoids
from tests.scenes.audit.chapter_truths import chapter_truth
from tests.scenes.audit.false_pictures import FALSE

SAID = Words("Look at it.", "Look at it.")


@pytest.mark.parametrize("kind", FALSE)
def test_a_picture_passes_while_it_is_true_and_is_caught_when_it_is_false(kind: MeasurementKind) -> None:
    name, picture = FALSE[kind]
    ends: list[float] = []

    class Drawn(Chapter):
        """The true picture, then the false one."""

        title = "Drawn"

        def construct(self) -> None:
            """Show both."""
            drawing = picture(self)
            for beat in ("true", "false"):
                with self.beat(beat, SAID):
                    next(drawing, None)
                    self.wait(0.5)
                ends.append(self.tick / TICKS_PER_SECOND)

    settings = two_sigmoids()
    report = inspect(Drawn, settings, [Geometry(chapter_truth(name, settings).claims)])
    assert report.counts["measurements"] > 0
    assert {failure.rule for failure in report.failures} == {f"geometry: {kind}"}
    for failure in report.failures:
        assert failure.beat == "false"
        assert ends[0] <= failure.time <= ends[1]
        assert failure.box is not None


def test_no_kind_is_without_its_false_picture() -> None:
    assert set(FALSE) == set(get_args(MeasurementKind))
