"""Two machines between three number lines as wide as the frame: lenses, their names, how the lines go on."""

from __future__ import annotations

from collections.abc import Sequence

from manim import LEFT, Line

from backprop_core.composition import Composition
from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.measure import allow
from scenes.stage.nudges.chain_slopes import LETTERS
from scenes.stage.nudges.lens import Lens, lens_name

COLUMN, GAP, GLASS, PITCH, TOP = 2.5, 0.22, 0.2, 2.32, 2.33
"""Width of the column before the lines, room behind it and once more before a lens, from line to line, height
of the first line."""

NAME, BEYOND = 0.45, 0.1
"""Type of the machines' names; how far the lines go on beyond the frame."""


def level(index: float) -> float:
    """Return the height of a line, or of a place between two."""
    return TOP - index * PITCH


class MachineRow:
    """`lenses` between the lines, their `names` in the column before the lines, and the lines' `tails`.

    The lines run from `start` to `end`, the right edge of what is safe.
    """

    def __init__(self, theme: Theme, chain: Composition, symbols: Sequence[Symbol]) -> None:
        safe, edge = Region.safe(), Frame.current().width / 2 + BEYOND
        self.start, self.end = safe.left + COLUMN + GAP, safe.right
        self.tails = []
        for index, symbol in enumerate(symbols):
            y = level(index)
            tail = Line((self.end, y, 0.0), (edge, y, 0.0), stroke_color=role_color(theme, symbol))
            self.tails.append(allow(tail.set_stroke(width=3.0), "margin", "the line goes on"))
        self.lenses, self.names = [], []
        for index, (letter, stage) in enumerate(zip(LETTERS, chain.stages, strict=True)):
            y = level(index + 0.5)
            lens = Lens(theme, self.start + GLASS, edge, y)
            self.lenses.append(allow(lens, "margin", "the glass goes on"))
            name = lens_name(theme, letter, symbols[index], stage, COLUMN, NAME)
            self.names.append(name.move_to((safe.left, y, 0.0), aligned_edge=LEFT))
