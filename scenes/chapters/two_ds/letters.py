"""What is written beside the landscape: the path's name, and its slope as large as a picture."""

from __future__ import annotations

from manim import DOWN, UP, VGroup

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

_LETTER, _VALUE, _NAME, _BELOW = 1.75, 0.8, 1.1, 0.72
"""Sizes of a derivative, its value and the path's name, in ems; of what it stands for, a share of that."""


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


def letter(theme: Theme, slope: Quantity, column: Region) -> TypesetLine:
    """Typeset a derivative as large as its column lets it be, and its value below it."""
    pieces: list[Piece | str] = [
        name_piece(slope),
        Piece(sign(slope.relation), "symbol"),
        number_piece(slope),
    ]
    line = typesetting.math(pieces, theme.gradient, size=_LETTER)
    name, value = line.part(1), VGroup(line.part(2), line.part(3))
    value.scale(min(_VALUE / _LETTER, (column.width - 0.2) / value.width))
    name.move_to(column.point(UP), aligned_edge=UP)
    value.next_to(name, DOWN, buff=0.35)
    return line
