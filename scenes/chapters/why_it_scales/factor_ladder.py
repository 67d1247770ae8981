"""Gradients written as products of local derivatives: each from scratch, then each from the one above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from manim import (
    DR,
    LEFT,
    RIGHT,
    UL,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    ReplacementTransform,
    RoundedRectangle,
    SurroundingRectangle,
    VGroup,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.color import mixed
from scenes.stage.formulas.equation import name_piece
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.style import STYLE

_TILE_WIDTH, _TILE_HEIGHT = 1.0, 0.98
_GAP = 0.3
"""Between two tiles, where the dot of a multiplication stands."""

_SIGN_GAP = 0.22
"""On both sides of the equals sign."""

_NAME_SIZE, _DOT_SIZE = 0.37, 0.9
"""Type sizes of a tile's symbol and of the dot between two tiles."""


class Tile(VGroup):
    """A symbol on a small plate: plain for a local derivative, in the gradient's colour for a gradient."""

    def __init__(self, theme: Theme, quantity: Quantity, *, known: bool = False) -> None:
        super().__init__()
        color = theme.gradient if known else theme.dimmed
        self.plate = RoundedRectangle(
            corner_radius=0.1,
            width=_TILE_WIDTH,
            height=_TILE_HEIGHT,
            stroke_color=color,
            stroke_width=STYLE.thin,
        )
        self.plate.set_fill(mixed(theme.background, color, 0.2 if known else 0.07), 1.0)
        self.symbol = math([name_piece(quantity)], theme.gradient if known else theme.ink, size=_NAME_SIZE)
        self.add(self.plate, self.symbol.move_to(self.plate))


@dataclass
class Rung:
    """One gradient: its name, `=`, the tiles of its product and a dot for each multiplication."""

    name: Tile
    equals: TypesetLine
    tiles: list[Tile]
    dots: list[TypesetLine] = field(default_factory=list)


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
            equals = math(["="], theme.ink, size=STYLE.formula).next_to(name, RIGHT, buff=_SIGN_GAP)
            rung = Rung(name, equals, [])
            for column, factor in enumerate(chain[: index + 1]):
                tile = Tile(theme, factor).move_to(self._place(rung, column))
                if column:
                    dot = math(["dot.op"], theme.ink, size=_DOT_SIZE)
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

    def bracket(self, index: int) -> list[Animation]:
        """Return the animations that frame what a rung repeats, and the same above it."""
        rung, above = self.rungs[index], self.rungs[index - 1]
        repeated = VGroup(*rung.tiles[:-1])
        first = above.tiles[0] if index == 1 else VGroup(*above.tiles)
        self.frames = [self._frame(repeated), self._frame(first)]
        return [Create(frame) for frame in self.frames]

    def reuse(self, index: int) -> list[Animation]:
        """Return the animations that squash what a rung repeats into one tile: the gradient above it."""
        rung, above = self.rungs[index], self.rungs[index - 1]
        gone, (new, dot) = VGroup(*rung.tiles[:-1], *rung.dots[:-1]), (rung.tiles[-1], rung.dots[-1])
        place, target = self._place(rung, 0), self._place(rung, 1)
        pill = above.name.copy().move_to(place)
        tie = Line(above.name.get_corner(DR), pill.get_corner(UL), buff=-0.02)
        tie.set_stroke(self.theme.gradient, width=STYLE.medium)
        self.remove(*gone)
        self.add(pill, tie)
        rung.tiles, rung.dots = [pill, new], [dot]
        frame, outer = self.frames
        between = ((place[0] + target[0]) / 2, place[1], 0.0)
        return [
            FadeOut(gone, target_position=place, scale=0.4),
            ReplacementTransform(frame, pill.plate),
            FadeIn(pill.symbol, rate_func=squish_rate_func(smooth, 0.4, 1.0)),
            FadeOut(outer),
            FadeIn(tie),
            changing(new).move_to(target),
            changing(dot).move_to(between),
        ]

    def _frame(self, tiles: VGroup) -> SurroundingRectangle:
        frame = SurroundingRectangle(tiles, color=self.theme.gradient, buff=0.07, corner_radius=0.14)
        return frame.set_stroke(width=STYLE.strong).set_z_index(1)

    @staticmethod
    def _place(rung: Rung, column: int) -> tuple[float, float, float]:
        left = float(rung.equals.get_right()[0]) + _SIGN_GAP + _TILE_WIDTH / 2
        return (left + column * (_TILE_WIDTH + _GAP), float(rung.name.get_y()), 0.0)
