"""The shapes of a chain of products side by side, neighbouring sizes tied together."""

from __future__ import annotations

from itertools import pairwise

from manim import DOWN, RIGHT, UP, ArcBetweenPoints, VGroup

from backprop_core.quantity import Piece, Symbol
from backprop_core.wide import WideQuantities, shape
from config import Theme
from scenes.stage.formulas.equation import number_piece
from scenes.stage.formulas.matrix import inline
from scenes.stage.lettering.typesetting import BODY, FORMULA, Line, math
from scenes.stage.measure import allow

_GAP, _SIZE = 0.55, 0.65


class ShapeChain(VGroup):
    """`links` are the factors with their shapes, `bonds` the arcs under equal sizes, `outcome` the rest."""

    def __init__(self, theme: Theme, numbers: WideQuantities, width: float) -> None:
        super().__init__()
        self.theme = theme
        widths = numbers.widths
        self.shapes: list[Line] = []
        self.links, self.bonds = VGroup(), VGroup()
        depth = numbers.depth
        self._link(numbers.gradient_symbol(depth), 1, widths[depth])
        for layer in range(depth, 0, -1):
            self._link(numbers.jacobian_symbol(layer), widths[layer], widths[layer - 1])
        self._in_a_row(self.links)
        equals = math(["="], theme.ink, size=FORMULA)
        shapes, links = self.shapes, self.links
        self.shapes, self.links = [], VGroup()
        self._link(numbers.gradient_symbol(0), 1, widths[0])
        self.outcome = VGroup(equals, self.links[0])
        self.shapes, self.links = shapes, links
        self.outcome.arrange(RIGHT, buff=_GAP).next_to(self.links, RIGHT, buff=_GAP)
        equals.match_y(self.shapes[0])
        for left, right in pairwise(self.shapes):
            start = left.part(3).get_bottom() + DOWN * 0.12
            end = right.part(1).get_bottom() + DOWN * 0.12
            self.bonds.add(
                ArcBetweenPoints(start, end, angle=1.3, stroke_color=theme.gradient, stroke_width=4)
            )
        self.add(self.links, self.outcome, self.bonds)
        if self.width > width:
            self.scale(width / self.width)

    def _in_a_row(self, links: VGroup) -> None:
        """Lay factors side by side, a dot between any two."""
        links.arrange(RIGHT, buff=2 * _GAP)
        for left, right in pairwise(self.shapes):
            dot = math(["dot.op"], self.theme.ink, size=1.2 * _SIZE)
            between = (left.get_right()[0] + right.get_left()[0]) / 2
            links[self.shapes.index(right)].add(dot.move_to((between, left.get_y(), 0.0)))

    def _link(self, symbol: Symbol, rows: int, columns: int) -> None:
        sizes = shape(symbol, rows, columns)
        line = math(
            [number_piece(sizes[0]), "times", number_piece(sizes[1])], self.theme.ink, size=1.3 * FORMULA
        )
        name = math([Piece(inline(symbol), "symbol")], self.theme.gradient, size=BODY)
        allow(name, "untraced", "the name of a matrix, which is no single number")
        self.shapes.append(line)
        self.links.add(VGroup(name.next_to(line, UP, buff=0.3), line))
