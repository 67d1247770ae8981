"""Frames of a film, and what of them stands in the browser's window."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator

SIZE = (320, 180)

Grey = NDArray[np.float64]


def frames_of(film: Path) -> list[Grey]:
    """Return all frames of a film, small and grey."""
    with av.open(str(film)) as opened:
        return [_small(Image.fromarray(frame.to_ndarray(format="rgb24"))) for frame in opened.decode(video=0)]


def seen(video: Locator) -> Grey:
    """Return what a video in the window shows, small and grey."""
    return _small(Image.open(io.BytesIO(video.screenshot())))


def most_like(picture: Grey, frames: list[Grey]) -> int:
    """Return the index of the frame that a picture is most like."""
    return int(np.argmin([np.abs(picture - frame).mean() for frame in frames]))


def _small(image: Image.Image) -> Grey:
    grey: Grey = np.asarray(image.convert("L").resize(SIZE, Image.Resampling.BOX), dtype=np.float64)
    return grey
