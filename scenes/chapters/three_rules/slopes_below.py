"""The slopes that the rules have given, each at its box of the row."""

from __future__ import annotations

from collections.abc import Sequence

from manim import LEFT, UP, VMobject

from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.three_rules.box_row import BoxRow
from scenes.chapters.three_rules.rule_lines import slope_line
from scenes.stage.frame import safe_width

_SLOPE, _UNDER, _OVER, _APART = 0.6, 0.62, 0.52, 0.3
"""Size of type; how far below and over their boxes the slopes stand; what they keep from each other."""


def slopes_at(
    theme: Theme, row: BoxRow, keys: tuple[str, str, str], slopes: Sequence[Quantity | None]
) -> list[VMobject | None]:
    """Return the slope at each of three boxes, None where the network has none.

    The first stands over its box, the others below theirs.
    """
    zoom, found = row.scale_to, list[VMobject | None]()
    for key, slope in zip(keys, slopes, strict=True):
        if slope is None:
            found.append(None)
            continue
        line = slope_line(theme, slope, _SLOPE * min(1.0, row.wide)).scale(zoom)
        frame = row.frames[key]
        place = frame.get_bottom() + UP * -_UNDER * zoom
        if key == keys[0]:
            place = frame.get_top() + UP * _OVER * zoom
        line.move_to(place)
        beyond = float(line.get_right()[0]) - safe_width() / 2 * zoom
        found.append(line.shift(LEFT * max(0.0, beyond)))
    _, sums, loss = found
    if sums is not None and loss is not None:
        over = float(sums.get_right()[0] - loss.get_left()[0]) + _APART * zoom
        sums.shift(LEFT * max(0.0, over))
    return found
