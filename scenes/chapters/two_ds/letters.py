"""What is written beside the landscape: the path's name, and its slope as large as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, RIGHT, UP, VGroup

from backprop_core.quantity import Piece, Quantity, Symbol, derivative_symbol
from config import Theme
from scenes.stage.formulas.equation import name_piece, number_piece, sign
from scenes.stage.layout import Region
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.measure import allow
from scenes.stage.plots.hues import hues
from scenes.stage.plots.partials import F, X

G = Symbol("g", "g", "g", "input")
STRAIGHT, CURLY = derivative_symbol(G, X, partial=False), derivative_symbol(F, X)

_LETTER, _VALUE, _NAME, _BELOW, _LARGE, _SHARE, _LARGER = 1.75, 0.8, 1.1, 0.72, 2.7, 0.84, 1.5
"""Sizes of a derivative, its value and the path's name, in ems; of what it stands for, a share of that; size
of a derivative beside another, the share of its room that it takes, how much larger its value is there."""


def path_name(theme: Theme, frozen: Quantity, column: Region) -> TypesetLine:
    """Typeset what the path is called, and below it what that stands for, in a column's upper half."""
    first, second = hues(theme)
    pieces: list[Piece | str] = [
        Piece("g(x)", "symbol"),
        Piece("= f(x,", "symbol"),
        number_piece(frozen),
        Piece(")", "symbol"),
    ]
    line = typesetting.math(pieces, first, size=_NAME, display=False)
    name, *rest = (line.part(index) for index in range(1, 5))
    rest[1].set_color(second)
    below = VGroup(*rest)
    below.scale(min(_BELOW, column.width / below.width)).next_to(name, DOWN, buff=0.4)
    line.move_to(column.center + UP)
    reason = "it names the path: the surface with its second variable locked"
    for part in (line, *line):
        allow(allow(part, "equation", reason), "untraced", reason)
    return line


def over_pictures(theme: Theme, slopes: Sequence[Quantity], rooms: Sequence[Region]) -> list[TypesetLine]:
    """Typeset derivatives, large and alike, each in the middle of a room, its value at its right."""
    lines = [letter(theme, slope, room, _LARGE) for slope, room in zip(slopes, rooms, strict=True)]
    # A line's own box holds its baseline's mark, too, which stays behind.
    seen = [VGroup(*(line.part(index) for index in (1, 2, 3))) for line in lines]
    for name, *value in seen:
        VGroup(*value).scale(_LARGER).next_to(name, RIGHT, buff=0.35)
    share = min(
        1.0,
        *(_SHARE * room.width / float(whole.width) for whole, room in zip(seen, rooms, strict=True)),
        *(room.height / float(whole.height) for whole, room in zip(seen, rooms, strict=True)),
    )
    for whole, room in zip(seen, rooms, strict=True):
        whole.scale(share).move_to(room.center)
        for part in whole.get_family():
            allow(part, "type and room", "the letters are the picture")
    return lines


def letter(theme: Theme, slope: Quantity, column: Region, size: float = _LETTER) -> TypesetLine:
    """Typeset a derivative as large as its column lets it be, and its value below it."""
    pieces: list[Piece | str] = [
        name_piece(slope),
        Piece(sign(slope.relation), "symbol"),
        number_piece(slope),
    ]
    line = typesetting.math(pieces, theme.gradient, size=size)
    name, value = line.part(1), VGroup(line.part(2), line.part(3))
    value.scale(min(_VALUE / _LETTER, (column.width - 0.2) / value.width))
    name.move_to(column.point(UP), aligned_edge=UP)
    value.next_to(name, DOWN, buff=0.35)
    return line
