"""End to end: the oracles' numbers stand in the encoded 1080p film, pixel by pixel."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from manim import config as manim_config

from config import Settings, load_settings
from scenes.audit.look.boxes import bounds_of
from scenes.audit.look.sampling import Sample, watch
from scenes.course import COURSE
from scenes.film.timeline import ShownNumber
from tests import oracles
from tests.film_reader import Pixels, nearest_number
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render
from tests.scenes.small_profiles import with_profiles
from tests.scenes.test_shown import network_truth

CHAPTERS = ("forward_pass", "backward_pass", "chain_product")
CONFIGS = {
    "default": {"x": "1.5", "w1": "0.6", "b1": "-0.2", "w2": "1.4", "b2": "-0.5", "target": "1"},
    "other": {"x": "-0.7", "w1": "-1.3", "b1": "0.4", "w2": "-2.1", "b2": "0.3", "target": "0"},
}
RATE = 15
_MARGIN = 0.02
"""Room around a number in Manim units; more of it, and the frame around a number would be read."""

Place = tuple[float, float, float, float]


def numbers_at_beat_ends(chapter: str, settings: Settings) -> list[tuple[float, ShownNumber, Place]]:
    """Return each number that stands at the end of a beat: when, what, and the box round its glyphs."""
    found: list[tuple[float, ShownNumber, Place]] = []

    def look(sample: Sample) -> None:
        if not sample.at_beat_end:
            return
        for mobject, _ in sample.everything:
            number = getattr(mobject, "number", None)
            box = bounds_of(mobject, sample.screen) if isinstance(number, ShownNumber) else None
            if not isinstance(number, ShownNumber) or box is None or number.name == "chapter":
                continue
            if _is_on_screen(box):
                found.append((sample.time, number, box))

    watch(COURSE.chosen([chapter])[0].load(), settings, look)
    return found


def _is_on_screen(box: Place) -> bool:
    """Tell whether a box lies in the frame as a whole: close-ups cut what is beside them."""
    across, up = float(manim_config.frame_width) / 2, float(manim_config.frame_height) / 2
    left, bottom, right, top = box
    return left >= -across and right <= across and bottom >= -up and top <= up


def frames_before(video: Path, times: list[float]) -> Iterator[tuple[float, Pixels]]:
    """Yield the last frame before each time, in order."""
    last_of = {round(time * RATE) - 1: time for time in times}
    with av.open(str(video)) as container:
        for index, frame in enumerate(container.decode(video=0)):
            if index in last_of:
                yield last_of[index], np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)


def cut(frame: Pixels, box: Place) -> Pixels:
    """Return the part of a frame inside a box on stage, with a little room."""
    height, width = frame.shape[:2]
    unit = width / float(manim_config.frame_width)
    left, bottom, right, top = box
    rows = (height / 2 - (top + _MARGIN) * unit, height / 2 - (bottom - _MARGIN) * unit)
    columns = (width / 2 + (left - _MARGIN) * unit, width / 2 + (right + _MARGIN) * unit)
    part: Pixels = frame[round(rows[0]) : round(rows[1]), round(columns[0]) : round(columns[1])]
    return part


@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_oracles_numbers_are_read_off_the_film(chapter: str, name: str, tmp_path: Path) -> None:
    given = CONFIGS[name]
    file = tmp_path / "other.toml"
    file.write_text("\n".join(["[network]", *(f"{key} = {value}" for key, value in given.items())]))
    settings = load_settings(file)
    full = settings.profiles["lecture"].model_copy(update={"frame_rate": RATE})
    settings = with_profiles(settings, full=full)
    entries = COURSE.chosen([chapter])
    outcome = render(entries, settings, profile="full", jobs=1, out=tmp_path, reporter=Notes())
    assert outcome.failures == []
    shown = numbers_at_beat_ends(chapter, settings)
    truth = network_truth(given, Fraction(settings.lecture.check.step))
    expected, pictures = [], []
    known: dict[tuple[str, bytes], None] = {}
    for time, frame in frames_before(tmp_path / "chapters" / f"{chapter}.mp4", [time for time, *_ in shown]):
        for when, number, box in shown:
            if when != time or number.name.endswith(" tick"):
                continue
            picture, text = cut(frame, box), oracles.rounded_as_shown(truth[number.name], number.text)
            key = text, np.array(box).round(3).tobytes()
            if key not in known:
                known[key] = None
                pictures.append(picture)
                expected.append(text)
    assert len(pictures) > 12
    read = [nearest_number(picture, text) for picture, text in zip(pictures, expected, strict=True)]
    assert read == expected
