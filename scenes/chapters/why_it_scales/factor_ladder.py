"""Gradients written as products of local derivatives, the loss first, and what each of them repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from manim import (
    DOWN,
    LEFT,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    LaggedStart,
    ReplacementTransform,
    RoundedRectangle,
    SurroundingRectangle,
    VGroup,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.why_it_scales.dot_triangle import ASH
from scenes.chapters.why_it_scales.lattice import (
    PITCH_Y,
    TILE_HEIGHT,
    TILE_WIDTH,
    name_place,
    tile_place,
)
from scenes.stage.color import mixed
from scenes.stage.formulas.equation import name_piece
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import allow
from scenes.stage.style import STYLE

_NAME_SIZE = 0.42
"""Type size of a tile's symbol."""


class Tile(VGroup):
    """A symbol on a small plate: plain for a local derivative, in the gradient's colour for a gradient."""

    def __init__(self, theme: Theme, quantity: Quantity, *, known: bool = False) -> None:
        super().__init__()
        color = theme.gradient if known else theme.dimmed
        self.plate = RoundedRectangle(
            corner_radius=0.12,
            width=TILE_WIDTH,
            height=TILE_HEIGHT,
            stroke_color=color,
            stroke_width=STYLE.thin,
        )
        self.plate.set_fill(mixed(theme.background, color, 0.2 if known else 0.07), 1.0)
        self.symbol = math([name_piece(quantity)], theme.gradient if known else theme.ink, size=_NAME_SIZE)
        self.add(self.plate, self.symbol.move_to(self.plate))


@dataclass
class Rung:
    """One gradient: its name, `=` and the tiles of its product."""

    name: Tile
    equals: TypesetLine
    tiles: list[Tile]


class FactorLadder(VGroup):
    """A rung for each gradient of the running product but the first, whose one factor needs no product.

    `chain` are the local derivatives from the output inward, `running` their products so far. The dots of the
    multiplications are the triangle's; the tiles leave their places free.
    """

    def __init__(self, theme: Theme, chain: Sequence[Quantity], running: Sequence[Quantity]) -> None:
        super().__init__()
        self.theme = theme
        self.rungs: list[Rung] = []
        for row, gradient in enumerate(running[1:]):
            name = Tile(theme, gradient, known=True).move_to(name_place(row))
            tiles = [
                Tile(theme, factor).move_to(tile_place(row, column))
                for column, factor in enumerate(chain[: row + 2])
            ]
            equals = math(["="], theme.ink, size=STYLE.formula)
            equals.move_to((name.get_right() + tiles[0].get_left()) / 2)
            self.rungs.append(Rung(name, equals, tiles))
            self.add(name, equals, *tiles)

    def write(self, row: int) -> Animation:
        """Return the animation that writes a rung out of its own factors, from left to right."""
        rung = self.rungs[row]
        arriving = [VGroup(rung.name, rung.equals), *rung.tiles]
        return LaggedStart(*(FadeIn(part, shift=LEFT * 0.15) for part in arriving), lag_ratio=0.3)

    def reuse(self, row: int) -> Iterator[list[Animation]]:
        """Yield the steps in which the rung above comes down over what a rung repeats, and takes its place.

        What is repeated turns to ash; at its end stands the gradient above, one multiplication from this one.
        """
        above, rung = self.rungs[row - 1], self.rungs[row]
        frame = SurroundingRectangle(
            VGroup(*above.tiles), color=self.theme.gradient, buff=0.07, corner_radius=0.16
        )
        frame.set_stroke(width=STYLE.strong).set_z_index(1)
        yield [Create(frame)]
        yield [changing(frame).shift(DOWN * PITCH_Y)]
        repeated = rung.tiles[:-1]
        pill = above.name.copy().move_to(repeated[-1])
        late = squish_rate_func(smooth, 0.5, 1.0)
        yield [
            self._burn(repeated),
            ReplacementTransform(frame, pill.plate),
            FadeIn(pill.symbol, rate_func=late),
        ]
        self.add(pill)

    def _burn(self, tiles: Sequence[Tile]) -> Animation:
        """Return the animation in which tiles turn to ash; the last one, which is covered, goes."""
        ash = mixed(self.theme.background, self.theme.dimmed, ASH)
        for tile in tiles:
            allow(tile.symbol, "contrast", "turned to ash: it need not be worked out, nor read")
        turning = [
            animation
            for tile in tiles
            for animation in (
                changing(tile.plate).set_stroke(ash),
                changing(tile.symbol).set_fill(ash, 0.0 if tile is tiles[-1] else 1.0),
            )
        ]
        return AnimationGroup(*turning)
