"""Glyphs read back from their drawn outlines, as an eye reads them: by shape, wherever and however large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import NDArray

from scenes.audit.look.ink import Ink
from scenes.stage.lettering.glyphs import outlines

Points = NDArray[np.float64]

_TOLERANCE = 0.012
"""Largest distance of two shapes that are the same, as a share of their larger side."""

_SIGNS = {"−": "-", "×": "times", ".": ".", "(": "\\(", ")": "\\)", "=": "=", "≈": "approx", "/": "\\/"}
_MATH_STYLES = ("display", "script", "sscript")
_WEIGHTS = ("regular", "semibold", "bold")
_T = np.linspace(0.0, 1.0, 13)[:, None]
_WEIGHTS_ALONG = np.hstack([(1 - _T) ** 3, 3 * (1 - _T) ** 2 * _T, 3 * (1 - _T) * _T**2, _T**3])
"""How much each of a cubic curve's four points counts at places along it."""


@dataclass(frozen=True)
class NormalizedOutline:
    """An outline moved to the origin and scaled until its larger side is 1.

    `moments` are its width, height, area, and area times its centre: equal for equal shapes, however their
    curves are cut into pieces.
    """

    points: Points
    moments: tuple[float, float, float, float, float]


def normalized(points: Points) -> NormalizedOutline | None:
    """Return the shape of an outline, None where it has no extent."""
    if len(points) < 4:
        return None
    flat = points[:, :2]
    low, high = flat.min(axis=0), flat.max(axis=0)
    extent = float((high - low).max())
    if extent < 1e-9:
        return None
    width, height = (high - low) / extent
    scaled = (flat - low) / extent
    return NormalizedOutline(scaled, (float(width), float(height), *_areas(scaled)))


def alike(first: NormalizedOutline, second: NormalizedOutline) -> bool:
    """Tell whether two shapes are the same; curves may have been cut into more pieces in one of them."""
    if any(abs(a - b) > _TOLERANCE for a, b in zip(first.moments, second.moments, strict=True)):
        return False
    same_count = len(first.points) == len(second.points)
    if same_count and float(np.abs(first.points - second.points).max()) <= _TOLERANCE:
        return True
    here, there = (_traced(shape.points).reshape(-1, 2) for shape in (first, second))
    distances = np.linalg.norm(here[:, None, :] - there[None, :, :], axis=2)
    reach = 4 * _TOLERANCE
    return bool(distances.min(axis=1).max() <= reach and distances.min(axis=0).max() <= reach)


def _traced(points: Points) -> Points:
    """Return points along each cubic curve of an outline, shape (curves, samples, 2)."""
    curves = points[: len(points) // 4 * 4].reshape(-1, 4, 2)
    found: Points = np.einsum("ts,cse->cte", _WEIGHTS_ALONG, curves)
    return found


def _areas(points: Points) -> tuple[float, float, float]:
    traced = _traced(points)
    start, end = traced[:, :-1], traced[:, 1:]
    cross = start[..., 0] * end[..., 1] - start[..., 1] * end[..., 0]
    x, y = ((start[..., axis] + end[..., axis]) * cross for axis in (0, 1))
    return float(cross.sum() / 2), float(x.sum() / 6), float(y.sum() / 6)


@lru_cache(maxsize=1)
def _atlas() -> tuple[tuple[str, NormalizedOutline], ...]:
    """Return the shapes of digits and number signs in both faces, at every size that has its own outlines."""
    wanted: list[tuple[str, str]] = []
    for character in "0123456789":
        wanted += [(character, f"${style}({character})$") for style in _MATH_STYLES]
        wanted += [(character, f'#text(weight: "{weight}")[{character}]') for weight in _WEIGHTS]
    for character, source in _SIGNS.items():
        wanted += [(character, f'${style}(class("normal", {source}))$') for style in _MATH_STYLES]
    body = " ".join(f'#part("#{index:06x}", [{source}])' for index, (_, source) in enumerate(wanted, start=1))
    found = []
    for outline in outlines(body):
        shape = normalized(outline.points)
        if shape is not None and outline.part:
            found.append((wanted[outline.part - 1][0], shape))
    return tuple(found)


@lru_cache(maxsize=1)
def _atlas_moments() -> Points:
    """Return the moments of the atlas's shapes, shape (n, 5)."""
    return np.array([shape.moments for _, shape in _atlas()])


class Drawn(Protocol):
    """A glyph that can be read."""

    @property
    def points(self) -> Points:
        """Its outline, shape (n, 3)."""
        ...


class Reader:
    """Reads glyphs and remembers what it has read."""

    def __init__(self) -> None:
        self._known: dict[bytes, str] = {}

    def character(self, points: Points) -> str:
        """Return the digit or sign that an outline shows, empty for anything else."""
        return self._read(points.tobytes(), points)

    def drawn(self, ink: Ink) -> str:
        """Return the digit or sign that is drawn, empty for anything else."""
        return self._read(ink.shape, ink.points)

    def _read(self, key: bytes, points: Points) -> str:
        if key not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            shape = normalized(points)
            self._known[key] = "" if shape is None else _character(shape)
        return self._known[key]

    def text(self, glyphs: Sequence[Drawn]) -> str:
        """Return what glyphs say from left to right, `?` for each that is no digit or sign of a number."""
        placed = sorted(glyphs, key=lambda glyph: float(glyph.points[:, 0].min()))
        text, before = "", np.empty((0, 3))
        for glyph in placed:
            twice = glyph.points.shape == before.shape and np.allclose(glyph.points, before, atol=1e-6)
            text += "" if twice else self.character(glyph.points) or "?"
            before = glyph.points
        return text


def _character(shape: NormalizedOutline) -> str:
    atlas, off = _atlas(), np.abs(_atlas_moments() - np.array(shape.moments)) > _TOLERANCE
    close = (atlas[index] for index in np.flatnonzero(~off.any(axis=1)))
    return next((name for name, known in close if alike(shape, known)), "")


def glyphs_in(mobject: Mobject, *, seen: bool) -> list[VMobject]:
    """Return the glyphs of a mobject's family; with `seen` only those that are not transparent."""
    return [
        part
        for part in mobject.get_family()
        if isinstance(part, VMobject) and len(part.points) >= 4 and (not seen or is_seen(part))
    ]


def is_seen(glyph: VMobject) -> bool:
    """Tell whether a mobject's own points are drawn with any opacity."""
    stroked = glyph.get_stroke_opacity() > 0 and glyph.get_stroke_width() > 0
    return bool(glyph.get_fill_opacity() > 0 or stroked)


@lru_cache(maxsize=4096)
def _expected(body: str, part: int) -> tuple[NormalizedOutline | None, ...]:
    return tuple(normalized(outline.points) for outline in outlines(body) if outline.part == part)


def as_typeset(glyphs: Sequence[Drawn], body: str, part: int) -> bool:
    """Tell whether glyphs have, one by one, the shapes of a part of freshly typeset markup."""
    wanted = _expected(body, part)
    return len(glyphs) == len(wanted) and all(
        found is wanted_one or (found is not None and wanted_one is not None and alike(found, wanted_one))
        for found, wanted_one in zip((normalized(glyph.points) for glyph in glyphs), wanted, strict=True)
    )
