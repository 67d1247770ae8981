"""Ready-made digit glyphs: a number can change every frame without typesetting anything."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scenes.stage.lettering.glyphs import outlines

_TYPST = {"−": "-", "×": "times", "/": "\\/"}
_SUPERSCRIPT = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789−", strict=True))
_RAISE, _SCRIPT = 0.363, 0.7
_CALIBRATION = "0"


@dataclass(frozen=True)
class CharacterOutline:
    """A character's outline in ems from its origin on the baseline, and its advance width in ems."""

    points: NDArray[np.float64]
    advance: float


@lru_cache(maxsize=64)
def glyph(character: str) -> CharacterOutline:
    """Return the outline of a digit, sign or superscript digit in the mathematics face.

    Raises `KeyError` for a character that no number is written with.
    """
    if character in _SUPERSCRIPT:
        base = glyph(_SUPERSCRIPT[character])
        raised = base.points * _SCRIPT + np.array([0.0, _RAISE, 0.0])
        return CharacterOutline(raised, base.advance * _SCRIPT)
    if character not in "0123456789.,−=≈×/":
        raise KeyError(character)
    source = _TYPST.get(character, character)
    alone = outlines(f'$#part("#000001", $upright({_escaped(source)})$)$')
    points = np.concatenate([outline.points for outline in alone])
    return CharacterOutline(points, _advance(source))


def _escaped(source: str) -> str:
    return f'"{source}"' if source == "," else source


def _advance(source: str) -> float:
    """Measure how far the next digit stands from where this character starts."""
    followed = outlines(f'${_no_space(source)}#part("#000002", ${_CALIBRATION}$)$')
    first = outlines(f'$#part("#000002", ${_CALIBRATION}$)$')
    left = min(float(o.points[:, 0].min()) for o in followed if o.part == 2)
    return left - float(first[0].points[:, 0].min())


def _no_space(source: str) -> str:
    return f'class("normal", {_escaped(source)})'


def layout(text: str) -> list[tuple[CharacterOutline, float]]:
    """Place the characters of a number one after the other: glyph and x of its origin, in ems."""
    placed: list[tuple[CharacterOutline, float]] = []
    x = 0.0
    for character in text:
        shape = glyph(character)
        gap = 0.222 if character == "×" else 0.0
        placed.append((shape, x + gap))
        x += shape.advance + 2 * gap
    return placed


def width(text: str) -> float:
    """Return a number's width in ems."""
    placed = layout(text)
    return placed[-1][1] + placed[-1][0].advance if placed else 0.0
