"""How wide a ribbon is drawn: to one scale, or to a scale that steps by powers of ten where it must."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_VISIBLE, _ENTERING, _AT_END, _SLACK = 0.14, 0.25, 0.5, 1e-9
"""Stage units that a ribbon is wide at least where all has one scale, and where it goes on into a step; after
the last line, the share of the tallest width that is the most where it had to be drawn larger; rounding."""


@dataclass(frozen=True)
class RibbonScale:
    """The signed `widths` of a ribbon on each number line and how they are drawn.

    `unit` is how many stage units one unit takes. Piece `i`, from line `i` to the next one, is drawn larger
    by ten to the power `powers[i]`; the last of them is for what goes on after the last line.
    """

    widths: tuple[float, ...]
    unit: float
    powers: tuple[int, ...]

    def drawn(self, index: int, width: float) -> float:
        """Return the stage units that a width takes in a piece."""
        return width * self.unit * 10.0 ** self.powers[index]

    def ends(self, index: int) -> tuple[float, float]:
        """Return how wide a piece is drawn where it begins and where it ends."""
        last = min(index + 1, len(self.widths) - 1)
        return self.drawn(index, self.widths[index]), self.drawn(index, self.widths[last])

    def steps(self) -> list[tuple[int, int]]:
        """Return the lines at which the scale changes, and by how many powers of ten."""
        changes = [(index, after - before) for index, (before, after) in enumerate(pairwise(self.powers), 1)]
        return [(index, change) for index, change in changes if change]


def ribbon_scale(slopes: Sequence[float], tallest: float) -> RibbonScale:
    """Return the scale for a ribbon that begins one unit wide and is multiplied by each slope in turn.

    Nothing is drawn wider than `tallest`. Where the narrowest could not be seen beside the widest, a piece
    has another scale than the one before it if that one would hide where it begins, or not hold it.
    """
    widths = [1.0]
    for slope in slopes:
        widths.append(widths[-1] * slope)
    sizes = [abs(width) for width in widths]
    seen = [size for size in sizes if size > 0]
    unit = tallest / max(seen)
    if min(seen) * unit >= _VISIBLE:
        return RibbonScale(tuple(widths), unit, (0,) * len(widths))
    unit = tallest / max(sizes[:2])
    powers = [0]
    for before, after in pairwise(sizes[1:]):
        drawn = unit * 10.0 ** powers[-1]
        widest = max(before, after)
        if before > 0 and (before * drawn < _ENTERING or widest * drawn > tallest * (1 + _SLACK)):
            powers.append(_power(tallest / (unit * widest)))
        else:
            powers.append(powers[-1])
    last = sizes[-1]
    hidden = 0 < last * unit * 10.0 ** powers[-1] < _VISIBLE
    powers.append(_power(_AT_END * tallest / (unit * last)) if hidden else powers[-1])
    return RibbonScale(tuple(widths), unit, tuple(powers))


def _power(ratio: float) -> int:
    """Return the largest power of ten that is not above a ratio."""
    return math.floor(math.log10(ratio) + _SLACK)
