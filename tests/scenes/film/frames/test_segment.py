"""A beat's encoded frames: where a player can begin, in which order they come, and how good they are."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from config import Settings, load_settings
from scenes.film.frames.picture import Picture
from scenes.film.frames.segment import Segment
from scenes.film.frames.tiles import PixelBox

WIDTH, HEIGHT, LONG = 320, 180, 620
MOST = 250
"""Frames between two key frames: 4 s at 60 a second."""


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings()


def drawn(index: int) -> NDArray[np.uint8]:
    """Return a frame: fine lines that stand still; from frame 100 on a light square, which moves at first."""
    pixels = np.full((HEIGHT, WIDTH, 4), (16, 19, 26, 255), np.uint8)
    pixels[20:60:3, 20:300, :3] = (232, 176, 48)
    if index >= 100:
        left = 40 + 4 * min(index - 100, 20)
        pixels[90:150, left : left + 60, :3] = (240, 240, 240)
    return pixels


def encoded(settings: Settings, profile: str, target: Path) -> None:
    """Encode all frames in a profile of the course, small."""
    quality = settings.profiles[profile].model_copy(update={"width": WIDTH, "height": HEIGHT})
    picture, segment = Picture(WIDTH, HEIGHT), Segment(target, quality)
    for index in range(LONG):
        picture.take(drawn(index), [PixelBox(0, HEIGHT, 0, WIDTH)])
        segment.add(picture, 1)
    segment.finish()


@pytest.mark.parametrize("profile", ["preview", "draft", "lecture", "uhd"])
def test_players_can_begin_everywhere(settings: Settings, profile: str, tmp_path: Path) -> None:
    """A key frame first, the next one never far, no frame that needs a later one; all of them are there."""
    encoded(settings, profile, tmp_path / "beat.mp4")
    with av.open(tmp_path / "beat.mp4") as film:
        packets = [packet for packet in film.demux(video=0) if packet.pts is not None]
    keys = [index for index, packet in enumerate(packets) if packet.is_keyframe]
    assert len(packets) == LONG
    assert keys[0] == 0
    assert max(later - one for one, later in pairwise([*keys, LONG])) <= MOST
    assert [packet.pts for packet in packets] == [packet.dts for packet in packets]
    assert len({packet.duration for packet in packets}) == 1


@pytest.mark.parametrize(
    ("profile", "decibels"), [("preview", 58), ("draft", 52), ("lecture", 54), ("uhd", 54)]
)
def test_no_frame_is_worse_than_the_profile_promises(
    settings: Settings, profile: str, decibels: float, tmp_path: Path
) -> None:
    """What stands still, what moves, and what has just begun to stand: luma of the worst frame of all."""
    encoded(settings, profile, tmp_path / "beat.mp4")
    picture, worst = Picture(WIDTH, HEIGHT), np.inf
    with av.open(tmp_path / "beat.mp4") as film:
        for index, frame in enumerate(film.decode(video=0)):
            picture.take(drawn(index), [PixelBox(0, HEIGHT, 0, WIDTH)])
            here, there = (
                one.to_ndarray(format="yuv420p")[:HEIGHT].astype(float) for one in (picture.frame, frame)
            )
            worst = min(worst, 10 * np.log10(255**2 / max(1e-6, float(np.square(here - there).mean()))))
    assert worst >= decibels
