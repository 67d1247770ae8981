"""Gradients written as products of local derivatives: each from scratch, then each from the one above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from manim import LEFT, RIGHT, Animation, FadeIn, FadeOut, LaggedStart, RoundedRectangle, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import name_piece
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import Line, math
from scenes.stage.tints import tinted

_TILE, _GAP, _SIZE = (1.0, 0.98), 0.3, 0.37


class Tile(VGroup):
    """A symbol on a small plate: plain for a local derivative, in the gradient's colour for a gradient."""

    def __init__(self, theme: Theme, quantity: Quantity, *, known: bool = False) -> None:
        super().__init__()
        color = theme.gradient if known else theme.dimmed
        self.plate = RoundedRectangle(
            corner_radius=0.1, width=_TILE[0], height=_TILE[1], stroke_color=color, stroke_width=2.0
        )
        self.plate.set_fill(tinted(theme.background, color, 0.2 if known else 0.07), 1.0)
        self.symbol = math([name_piece(quantity)], theme.gradient if known else theme.ink, size=_SIZE)
        self.add(self.plate, self.symbol.move_to(self.plate))


@dataclass
class Rung:
    """One gradient: its name, `=`, the tiles of its product and a dot for each multiplication."""

    name: Tile
    equals: Line
    tiles: list[Tile]
    dots: list[Line] = field(default_factory=list)


class FactorLadder(VGroup):
    """A rung for each gradient of the running product, the output's first, `pitch` units apart.

    `chain` are the local derivatives from the output inward, `running` their products so far. A dot is a
    multiplication, and the only one that is drawn: counting the dots counts the work.
    """

    def __init__(
        self, theme: Theme, chain: Sequence[Quantity], running: Sequence[Quantity], pitch: float
    ) -> None:
        super().__init__()
        self.theme, self.running = theme, running
        self.rungs: list[Rung] = []
        for index, gradient in enumerate(running):
            y = -pitch * index
            name = Tile(theme, gradient, known=True).move_to((0.0, y, 0.0))
            equals = math(["="], theme.ink, size=0.5).next_to(name, RIGHT, buff=0.22)
            rung = Rung(name, equals, [])
            for column, factor in enumerate(chain[: index + 1]):
                tile = Tile(theme, factor).move_to(self._place(rung, column))
                if column:
                    dot = math(["dot.op"], theme.ink, size=0.9)
                    rung.dots.append(dot.move_to((rung.tiles[-1].get_right() + tile.get_left()) / 2))
                rung.tiles.append(tile)
            self.rungs.append(rung)
            self.add(name, equals, *rung.tiles, *rung.dots)

    def multiplications(self) -> int:
        """Count the dots that stand on the ladder now."""
        family = self.get_family()
        return sum(dot in family for rung in self.rungs for dot in rung.dots)

    def write(self, index: int) -> Animation:
        """Return the animation that writes a rung out of its own factors, from left to right."""
        rung = self.rungs[index]
        arriving = [VGroup(rung.name, rung.equals), VGroup(rung.tiles[0])]
        arriving += [VGroup(dot, tile) for dot, tile in zip(rung.dots, rung.tiles[1:], strict=True)]
        return LaggedStart(*(FadeIn(part, shift=LEFT * 0.15) for part in arriving), lag_ratio=0.3)

    def dissolve(self, index: int) -> list[Animation]:
        """Return the animations that take away what a rung repeats of the one above it."""
        rung = self.rungs[index]
        gone = VGroup(*rung.tiles[:-1], *rung.dots[:-1])
        self.remove(*gone)
        rung.dots = rung.dots[-1:]
        return [FadeOut(gone)]

    def reuse(self, index: int) -> list[Animation]:
        """Return the animations that bring the gradient above down into a rung's product."""
        rung, above = self.rungs[index], self.rungs[index - 1]
        pill = above.name.copy()
        self.add(pill)
        new, dot = rung.tiles[-1], rung.dots[0]
        target = self._place(rung, 1)
        between = (float(self._place(rung, 0)[0] + target[0]) / 2, float(rung.name.get_y()), 0.0)
        rung.tiles = [pill, new]
        moves: list[Animation] = [changing(pill).move_to(self._place(rung, 0))]
        if index > 1:
            moves += [changing(new).move_to(target), changing(dot).move_to(between)]
        return moves

    @staticmethod
    def _place(rung: Rung, column: int) -> tuple[float, float, float]:
        left = float(rung.equals.get_right()[0]) + 0.22 + _TILE[0] / 2
        return (left + column * (_TILE[0] + _GAP), float(rung.name.get_y()), 0.0)
