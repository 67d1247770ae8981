"""The formula of functions inside functions, which is revealed from the outside in."""

from __future__ import annotations

from collections.abc import Mapping

from manim import VGroup

from backprop_core.network import Graph
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.formulas.equation import color_roles, name_piece, role_color
from scenes.stage.graph.nested_boxes import function_piece, shells_of
from scenes.stage.lettering.typesetting import math


class NestedFormula(VGroup):
    """`L = f(f(f(f(f(w)))))`, each function in the colour of what comes out of it.

    `beginning` is all up to the outermost function, `core` the weight; `function` and `parentheses` are found
    by the key of what comes out.
    """

    def __init__(self, theme: Theme, graph: Graph, quantities: Mapping[str, Quantity], size: float) -> None:
        super().__init__()
        core, *shells = shells_of(graph)
        pieces: list[Piece | str] = [name_piece(quantities["L"]), "="]
        start, count = len(pieces) + 1, len(shells)
        for number in range(count, 0, -1):
            pieces += [function_piece(number), Piece("paren.l", "symbol")]
        pieces += [name_piece(quantities[core]), *[Piece("paren.r", "symbol")] * count]
        self.line = color_roles(math(pieces, theme.ink, size=size), theme)
        self.add(self.line)
        self.beginning = VGroup(self.line.part(1), self.line.part(0))
        self.core = self.line.part(start + 2 * count)
        self.function, self.parentheses = {}, {}
        for inside, key in enumerate(shells):
            opening = start + 2 * (count - 1 - inside)
            name = self.line.part(opening).set_color(role_color(theme, quantities[key].symbol))
            self.function[key] = name
            closing = self.line.part(start + 2 * count + 1 + inside)
            self.parentheses[key] = VGroup(self.line.part(opening + 1), closing)
