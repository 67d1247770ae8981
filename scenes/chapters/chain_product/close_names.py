"""What is named where the camera is close to the ribbon: the lines that are seen, and the slope of a
piece."""

from __future__ import annotations

import numpy as np
from manim import UP, VGroup, VMobject

from config import Theme
from scenes.chapters.chain_product.nudge_row import LEVEL, NudgeRow
from scenes.stage.formulas.equation import name_piece
from scenes.stage.frame import Frame
from scenes.stage.lettering.typesetting import math
from scenes.stage.measure import allow

_ASIDE, _NAMED, _FREE, _LEAST, _TOUCHES = 0.12, 0.85, 0.14, 0.45, 0.05
"""How far right of its line a name stands; size of a slope's name as it is seen, what it keeps from the
ribbon and from the mark of a unit, how much smaller it may be at most; what two lines of type keep from one
another."""


def slope_close(theme: Theme, row: NudgeRow, at: int, share: float) -> VGroup:
    """Return the name of a slope under its piece of the ribbon; nothing where there is no room for it."""
    slope, piece = row.slopes[at], row.ribbon.pieces[at]
    name = math([name_piece(slope)], theme.gradient, size=_NAMED * share, display=True)
    low = 2 * LEVEL - piece.highest(*piece.xs)
    lane, floor = LEVEL - row.scale_of.ends(0)[0] / 2, LEVEL + share * Frame.current().safe_bottom
    zones = [(max(floor, lane), low), (floor, min(low, lane))]
    bottom, top = max(zones, key=lambda zone: zone[1] - zone[0])
    fitting = (top - bottom - 2 * _FREE * share) / float(name.height)
    if fitting < _LEAST:
        return VGroup()
    name.scale(min(1.0, fitting)).move_to((sum(piece.xs) / 2, (top + bottom) / 2, 0.0))
    return VGroup(allow(name, "untraced", "the slope's digits stand above the ribbon"))


def names_close(row: NudgeRow, across: float, share: float) -> VGroup:
    """Return the names of the lines that are seen, under the picture's upper edge, off the factors."""
    frame, names = Frame.current(), VGroup()
    top, half = LEVEL + share * frame.safe_top, share * frame.safe_width / 2
    for x, name in zip(row.xs, row.names, strict=True):
        close = name.copy().scale(share)
        close.move_to((x + float(close.width) / 2 + _ASIDE * share, top, 0.0), aligned_edge=UP)
        seen = across - half <= float(close.get_left()[0]) and float(close.get_right()[0]) <= across + half
        covered = float(name.get_bottom()[1]) < top or any(_touch(close, one) for one in row.factors)
        if seen and not covered:
            names.add(close)
    return names


def _touch(one: VMobject, other: VMobject) -> bool:
    """Tell whether the boxes around two lines of type meet."""
    apart = np.abs(one.get_center() - other.get_center())[:2]
    reach = np.array([one.width + other.width, one.height + other.height]) / 2
    return bool((apart < reach + _TOUCHES).all())
