"""How wide the ribbon is at the loss, against the unit that came in: a bracket with its signed width."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, VGroup

from config import Theme
from scenes.chapters.chain_product.nudge_row import LEVEL, NudgeRow
from scenes.chapters.chain_product.ribbon import TAIL
from scenes.stage.formulas.equation import fit, number_line
from scenes.stage.frame import Frame
from scenes.stage.lettering.typesetting import text
from scenes.stage.machines.brackets import Bracket
from scenes.stage.measure import allow

_ROOM, _BESIDE, _DIGITS, _NOTE, _OVER, _WIDE, _LEAST = 0.5, 0.16, 1.0, 0.5, 0.12, 3.6, 0.36
"""Free over the unit and what is in it, in stage units; from the ribbon's end to the bracket and from there
to its digits, sizes of type as they are seen, from a lane to its note; stage units across that are seen at
least; the smallest share of the frame."""


class WidthGauge:
    """`bracket` right of the ribbon's end with its `digits`, and `unit`, the note at the mark of one unit.

    `seen` is the share of the frame's width that the camera shows around `middle`.
    """

    def __init__(self, theme: Theme, row: NudgeRow) -> None:
        frame = Frame.current()
        lane, wide = row.scale_of.ends(0)[0] / 2, abs(row.ribbon.tail.widths[0]) / 2
        high = max(lane, wide) + _ROOM
        share = self.seen = max(_LEAST, high / min(frame.safe_top, -frame.safe_bottom))
        end = row.xs[-1] + TAIL
        self.middle = np.array([row.xs[-1] + _BESIDE, LEVEL, 0.0])
        x = end + _BESIDE * share
        low, top = (np.array([x, LEVEL + sign * wide, 0.0]) for sign in (-1, 1))
        self.bracket = Bracket(low, top, theme.gradient, to_left=True)
        product = row.stages.running[-1]
        room = float(self.middle[0]) + share * frame.safe_width / 2 - x - 2 * _BESIDE * share
        self.digits = fit(number_line(theme, product, size=_DIGITS * share, color=theme.gradient), room)
        self.digits.next_to((x, LEVEL, 0.0), RIGHT, buff=_BESIDE * share)
        allow(self.digits, "reading time", "the product, read before")
        self.unit = text("one unit", theme.dimmed, size=_NOTE * share)
        self.unit.next_to((row.xs[-1], LEVEL + lane, 0.0), RIGHT, buff=_OVER * share)
        if wide > lane - float(self.unit.height):
            self.unit.set_opacity(0.0)
        for part in VGroup(self.bracket, self.digits, self.unit).get_family():
            allow(part, "close-up", "the row goes on")
