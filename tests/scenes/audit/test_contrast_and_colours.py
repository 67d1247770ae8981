"""Texts that do not stand out from what is behind them, and colours that look alike to some eyes."""

from __future__ import annotations

import numpy as np
import pytest
from manim import (
    RIGHT,
    ImageMobject,
    Rectangle,
    Square,
)

from config import load_settings
from scenes.audit.legible.colours import APART, MEANINGS, nearest
from scenes.stage.chapter import Chapter
from tests.scenes.audit.legible import only, report, shown, words


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
