"""How texts and shapes on stage are called in a table."""

from __future__ import annotations

import re

from manim import Mobject

from scenes.stage.lettering.readout import MovingDigits, Readout
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart

_SIGNS = {"approx": "≈", "dot.op": "·", "times": "×", "partial": "∂", "sigma": "σ", "Delta": "Δ", "thin": ""}
_TYPST = re.compile("|".join(map(re.escape, _SIGNS)))


def called(mobject: Mobject) -> str:
    """Return what a text says, or what a shape is, as a table can show it."""
    if isinstance(mobject, Readout):
        return f"“{mobject.symbol.plain} {_stated(mobject.digits)}”"
    if isinstance(mobject, MovingDigits):
        return f"“{_stated(mobject)}”"
    if isinstance(mobject, TypesetPart | TypesetLine) and mobject.source is not None:
        body = _TYPST.sub(lambda name: _SIGNS[name.group()], _plain(mobject))
        return f"“{body if len(body) <= 40 else body[:39] + '…'}”"
    text = getattr(mobject, "text", None)
    return f"“{text}”" if isinstance(text, str) else f"a {type(mobject).__name__}"


def _stated(digits: MovingDigits) -> str:
    return f"{digits.number.relation} {digits.number.text}" if digits.number else "digits"


def _plain(mobject: TypesetPart | TypesetLine) -> str:
    if isinstance(mobject, TypesetPart):
        if mobject.number is not None:
            return mobject.number.text
        if mobject.piece is not None:
            return mobject.piece.typst
    source = mobject.source
    assert source is not None
    if source.pieces:
        return " ".join(piece.typst for piece in source.pieces)
    return source.body.rpartition(', "')[2].removesuffix('")')
