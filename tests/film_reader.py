"""Which number stands in a picture: the one that, set by Typst in the lecture's own faces, is most like it.

Nothing here knows how a frame was made: neither Manim nor Cairo draws what is compared. And nothing is
guessed: of a number and all that differ from it in one character, one is nearest, the same on every machine.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from itertools import product

import numpy as np
import typst
from numpy.typing import NDArray
from PIL import Image, ImageOps
from scipy import ndimage

Pixels = NDArray[np.uint8]
Ink = NDArray[np.float64]
Window = tuple[float, float, float, float]
"""Left, top, right and bottom of a part of a page, in pixels of the page."""

FAINT = 0.35
"""Ink, from 0 to 1, below which there is none: what the encoder leaves around a glyph."""
CHARACTERS = "0123456789−."
FACES = ("display", "regular", "semibold", "bold")
ROOM = 2
"""Pixels around the type that are compared as well."""
SHIFTS = (-0.5, 0.0, 0.5)
"""Pixels by which the type's edges may lie beside those of the pixels that have ink."""

_PAGE = '#set page(width: auto, height: auto, margin: 20pt)\n#set text(size: 40pt, font: "Source Sans Pro")\n'


def nearest_number(picture: Pixels, text: str) -> str:
    """Return what stands in a picture (height, width, RGB; light on dark): a text or one that is almost it.

    Almost it is what differs in one character or has one less. It may stand in parentheses.
    """
    seen = _type_in(picture)
    found = []
    for face, form in product(FACES, ("{}", "({})")):
        (page,) = _set((form.format(text),), face)
        found += [(_difference(seen, page, window), face, form, window) for window in _windows(seen, page)]
    _, face, form, window = min(found)
    numbers = (text, *_almost(text))
    pages = _set(tuple(form.format(number) for number in numbers), face)
    return numbers[int(np.argmin([_difference(seen, page, window) for page in pages]))]


def _almost(text: str) -> list[str]:
    """Return all texts that differ from one in one character, and all that lack one."""
    others = [text[:at] + new + text[at + 1 :] for at in range(len(text)) for new in CHARACTERS]
    shorter = [text[:at] + text[at + 1 :] for at in range(len(text)) if len(text) > 1]
    return [other for other in (*others, *shorter) if other != text]


def _type_in(picture: Pixels) -> Ink:
    """Return how much type is at each pixel of its extent, with room; what reaches an edge is a frame."""
    light = picture.astype(np.float64).max(axis=2)
    low, high = np.quantile(light, 0.2), light.max()
    ink = np.clip((light - low) / max(1.0, high - low), 0, 1)
    parts, _ = ndimage.label(ink > FAINT, structure=np.ones((3, 3)))
    edges = np.unique(np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]]))
    inner = np.where(np.isin(parts, edges[edges > 0]), 0.0, ink)
    left, top, right, bottom = _extent(inner)
    kept: Ink = np.pad(inner[top:bottom, left:right], ROOM)
    return kept


def _extent(ink: Ink) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what has ink."""
    rows, columns = (np.flatnonzero((ink > FAINT).any(axis=axis)) for axis in (1, 0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _windows(seen: Ink, page: Image.Image) -> list[Window]:
    """Return parts of a page that may be what was seen: its type's extent, shifted and scaled a little."""
    left, top, right, bottom = _extent(np.asarray(page) / 255)
    height, width = (side - 2 * ROOM for side in seen.shape)
    found = []
    for shift in product(SHIFTS, repeat=4):
        across = (right - left) / max(1.0, width + shift[2] - shift[0])
        down = (bottom - top) / max(1.0, height + shift[3] - shift[1])
        west, north = left - (ROOM + shift[0]) * across, top - (ROOM + shift[1]) * down
        window = west, north, west + seen.shape[1] * across, north + seen.shape[0] * down
        if window[0] >= 0 and window[1] >= 0 and window[2] <= page.width and window[3] <= page.height:
            found.append(window)
    return found


def _difference(seen: Ink, page: Image.Image, window: Window) -> float:
    """Return the mean square of the differences between what was seen and a part of a page."""
    wide = Image.new("L", (int(window[2]) + 1, int(window[3]) + 1))
    wide.paste(page)
    drawn = wide.resize((seen.shape[1], seen.shape[0]), Image.Resampling.BILINEAR, box=window)
    return float(np.square(np.asarray(drawn) / 255 - seen).mean())


@cache
def _set(texts: tuple[str, ...], face: str) -> tuple[Image.Image, ...]:
    """Return texts as Typst sets them, in mathematics (`display`) or in type of a weight: a page each."""
    bodies = "\n#pagebreak()\n".join(_body(text, face) for text in texts)
    pages = typst.compile((_PAGE + bodies).encode(), format="png", ppi=72.0, font_paths=_fonts())
    found = pages if isinstance(pages, list) else [pages]
    return tuple(ImageOps.invert(Image.open(io.BytesIO(page)).convert("L")) for page in found)


def _body(text: str, face: str) -> str:
    if face == "display":
        return f"$display({' '.join(_glyph(character) for character in text)})$"
    return f'#text(weight: "{face}")[{text}]'


def _glyph(character: str) -> str:
    source = {"−": "-", "(": "\\(", ")": "\\)"}.get(character, character)
    return f'class("normal", {source})'


@cache
def _fonts() -> typst.Fonts:
    folder = str(files("font_source_sans_pro") / "files")
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
