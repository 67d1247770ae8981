"""Tesseract as a reader that knows nothing of how a picture was made."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

ADVICE = "tesseract is not installed (Debian: apt-get install tesseract-ocr)"
_HEIGHTS, _GAP, _WIDTH = (48, 56, 60, 64, 72), 40, 1800
"""Sizes at which a page is read, in pixels: any single one misreads a digit now and then, each another."""

_CHARACTERS = "0123456789.-–—"
"""Dashes of every length: Tesseract takes a minus sign of mathematics for one of them."""


def installed() -> bool:
    """Tell whether the program is there."""
    return shutil.which("tesseract") is not None


def read_numbers(pictures: Sequence[Pixels]) -> list[str]:
    """Return the number that stands in each picture (light on dark), `−` for a minus sign.

    Every picture is read at several sizes, and what is read most often counts; a size at which nothing is
    found says nothing. A full stop at the end is the corner of a frame and no part of a number.
    """
    readings = [_read_at(height, pictures) for height in _HEIGHTS]
    return [_most_frequent(texts) for texts in zip(*readings, strict=True)]


def _most_frequent(texts: Sequence[str]) -> str:
    found = Counter(text for text in texts if text)
    return found.most_common(1)[0][0] if found else ""


def _read_at(height: int, pictures: Sequence[Pixels]) -> list[str]:
    """Read all pictures from one page, a line each, in black on white, so that the program starts once."""
    pitch = height + _GAP
    page = Image.new("L", (_WIDTH, pitch * len(pictures) + _GAP), 255)
    for index, picture in enumerate(pictures):
        page.paste(_prepared(picture, height), (_GAP, _GAP + index * pitch))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.png"
        page.save(file)
        one_block, characters = ["--psm", "6"], ["-c", f"tessedit_char_whitelist={_CHARACTERS}"]
        command = ["tesseract", str(file), "-", *one_block, *characters, "tsv"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = [""] * len(pictures)
    for row in told.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[11].strip():
            middle = int(cells[7]) + int(cells[9]) / 2
            line = int((middle - _GAP / 2) // pitch)
            if 0 <= line < len(found):
                found[line] += cells[11].strip()
    return [re.sub("[-–—]", "−", text).rstrip(".") for text in found]


def _prepared(picture: Pixels, height: int) -> Image.Image:
    """Return a picture as dark type on white, `height` pixels high."""
    light = picture.astype(np.float64).max(axis=2)
    low, high = np.quantile(light, 0.2), light.max()
    ink = 255 - np.clip((light - low) / max(1.0, high - low), 0, 1) * 255
    image = Image.fromarray(ink.astype(np.uint8))
    width = max(1, round(image.width * height / image.height))
    return image.resize((width, height), Image.Resampling.LANCZOS)
