"""The surface's formula as one line in which a variable can be held still: it turns grey."""

from __future__ import annotations

from manim import Animation

from backprop_core.quantity import Piece
from backprop_core.surface import Surface
from config import Theme
from scenes.stage.formulas.equation import fit
from scenes.stage.formulas.expressions import expression_pieces, variable_in
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.scripts import legible
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart, math
from scenes.stage.plots.partials import X, Y

_SIZE = 0.62


class SurfaceFormula:
    """`line` states f(x, y), or only names it where the whole could not be read in its room."""

    def __init__(self, theme: Theme, surface: Surface, colors: tuple[str, str], room: float) -> None:
        self.theme, self.colors = theme, colors
        name: list[Piece | str] = [
            *(Piece(typst, "symbol") for typst in ("f", "(", X.typst, ",", Y.typst, ")"))
        ]
        whole = [*name, Piece("=", "symbol"), *expression_pieces(surface.expression, (X, Y))]
        line = math(whole, theme.ink, size=_SIZE, display=False)
        least = legible(" ".join(piece.typst for piece in line.pieces))
        if _SIZE * min(1.0, room / line.width) < least:
            line = math(name, theme.ink, size=_SIZE, display=False)
        self.line: TypesetLine = fit(line, room)
        self.parts: tuple[list[TypesetPart], list[TypesetPart]] = ([], [])
        for index, piece in enumerate(self.line.pieces, start=1):
            for along, symbol in enumerate((X, Y)):
                if variable_in(piece.typst, (symbol,)):
                    self.parts[along].append(self.line.part(index))
                    self.line.part(index).set_color(colors[along])
        self._frozen: int | None = None

    def freeze(self, along: int) -> list[Animation]:
        """Return the animations in which a variable becomes a constant; one that was is free again."""
        moves: list[Animation] = []
        if self._frozen is not None:
            moves += self._change(self._frozen, self.colors[self._frozen])
        self._frozen = along
        return [*moves, *self._change(along, self.theme.dimmed)]

    def release(self) -> list[Animation]:
        """Return the animations that free what was held."""
        frozen, self._frozen = self._frozen, None
        return [] if frozen is None else self._change(frozen, self.colors[frozen])

    def _change(self, along: int, color: str) -> list[Animation]:
        return [changing(part).set_color(color) for part in self.parts[along]]
