"""A machine between two number lines: a glowing lens through which every nudge must go."""

from __future__ import annotations

import numpy as np
from manim import Animation, ArcBetweenPoints, VGroup, VMobject

from backprop_core.curve import Curve
from backprop_core.quantity import Piece, Symbol
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.formulas.expressions import expression_pieces
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.scripts import legible
from scenes.stage.lettering.typesetting import TypesetLine, math

_BULGE, _FILL = 0.3, 0.1
_GLOW = ((13.0, 0.07), (7.0, 0.14), (2.5, 0.75))
"""Half the height of the glass; how much light it holds; widths and opacities of the strokes round it."""

_BRIGHT, _FAINT, _TALLEST = 1.8, 0.22, 1.1
"""How bright a lens is that works, and one that recedes; how tall its name may be."""


class Lens(VGroup):
    """A glass that bulges upward and downward, from one end at a height to the other, in a soft glow."""

    def __init__(self, theme: Theme, left: float, right: float, level: float) -> None:
        super().__init__()
        ends = [np.array([x, level, 0.0]) for x in (left, right)]
        half = (right - left) / 2
        angle = 4 * float(np.arctan(_BULGE / half))
        outline = ArcBetweenPoints(ends[0], ends[1], angle=-angle)
        back = ArcBetweenPoints(ends[1], ends[0], angle=-angle)
        outline.append_points(back.points)
        for index, (width, opacity) in enumerate(_GLOW):
            glass = VMobject().set_points(outline.points)
            glass.set_stroke(theme.ink, width=width, opacity=opacity)
            glass.set_fill(theme.ink, opacity=_FILL if index == 0 else 0.0)
            self.add(glass)

    def shine(self) -> Animation:
        """Return the animation in which the lens brightens."""
        return self._lit(_BRIGHT)

    def rest(self) -> Animation:
        """Return the animation in which the lens looks as at first."""
        return self._lit(1.0)

    def recede(self) -> Animation:
        """Return the animation in which the lens recedes."""
        return self._lit(_FAINT)

    def _lit(self, times: float) -> Animation:
        lit = self.copy()
        for glass, (width, opacity) in zip(lit, _GLOW, strict=True):
            glass.set_stroke(width=width, opacity=min(1.0, opacity * times))
        lit[0].set_fill(opacity=_FILL * times)
        moved: Animation = changing(self).become(lit)
        return moved


def lens_name(
    theme: Theme, letter: str, argument: Symbol, curve: Curve, room: float, size: float
) -> TypesetLine:
    """Return `g(x) = …`, or only `g(x)` where the whole of it could not be read in the room."""
    pieces: list[Piece | str] = [Piece(letter, "symbol"), "(", Piece(argument.typst, "symbol"), ")"]
    whole = math(
        [*pieces, "=", *expression_pieces(curve.expression, (argument,))], theme.ink, size=size, display=False
    )
    small = whole.size * min(1.0, room / whole.width, _TALLEST / whole.height)
    readable = small >= legible(" ".join(piece.typst for piece in whole.pieces))
    name = whole.scale(small / whole.size) if readable else math(pieces, theme.ink, size=size, display=False)
    for index, piece in enumerate(name.pieces, start=1):
        if piece.kind == "symbol" and index > 1:
            name.part(index).set_color(role_color(theme, argument))
    return name
