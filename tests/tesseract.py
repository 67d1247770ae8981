"""Tesseract as a reader that knows nothing of how a picture was made."""

from __future__ import annotations

import os
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
_SIZES = tuple((height, stretch) for height in (28, 40, 44, 48) for stretch in (1.0, 1.2))
"""Heights in pixels, and how much wider than it is, at which a line is read: any single one misreads one of
a hundred numbers, each another. At 56 pixels and more a full stop between two digits is often lost."""

_GAP = 40
"""White around a line, in pixels."""

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
    readings = [_read_at(*size, pictures) for size in _SIZES]
    return [_most_frequent(texts) for texts in zip(*readings, strict=True)]


def _most_frequent(texts: Sequence[str]) -> str:
    found = Counter(text for text in texts if text)
    return found.most_common(1)[0][0] if found else ""


def _read_at(height: int, stretch: float, pictures: Sequence[Pixels]) -> list[str]:
    """Read each picture as a page of one line, in black on white; the program starts once for all of them."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for index, picture in enumerate(pictures):
            line = _prepared(picture, height, stretch)
            page = Image.new("L", (line.width + 2 * _GAP, line.height + 2 * _GAP), 255)
            page.paste(line, (_GAP, _GAP))
            files.append(Path(folder) / f"{index}.png")
            page.save(files[-1])
        pages = Path(folder) / "pages.txt"
        pages.write_text("".join(f"{file}\n" for file in files))
        one_line, characters = ["--psm", "7"], ["-c", f"tessedit_char_whitelist={_CHARACTERS}"]
        command = ["tesseract", str(pages), "-", *one_line, *characters, "tsv"]
        alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        told = subprocess.run(command, capture_output=True, text=True, check=True, env=alone).stdout
    found = [""] * len(pictures)
    for row in told.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[11].strip():
            found[int(cells[1]) - 1] += cells[11].strip()
    return [re.sub("[-–—]", "−", text).rstrip(".") for text in found]


def _prepared(picture: Pixels, height: int, stretch: float) -> Image.Image:
    """Return a picture as dark type on white, `height` pixels high."""
    light = picture.astype(np.float64).max(axis=2)
    low, high = np.quantile(light, 0.2), light.max()
    ink = 255 - np.clip((light - low) / max(1.0, high - low), 0, 1) * 255
    image = Image.fromarray(ink.astype(np.uint8))
    width = max(1, round(image.width * stretch * height / image.height))
    return image.resize((width, height), Image.Resampling.LANCZOS)
