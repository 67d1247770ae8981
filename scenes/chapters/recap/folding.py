"""The row of boxes folded up into the dolls that it came from, with the numbers that it has learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from manim import DOWN, LEFT, UP, Animation, FadeIn, FadeOut, ReplacementTransform, VMobject
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.network.training import Epoch
from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.recap.ring import Ring
from scenes.stage.dolls.nest import MIDDLE, Nest
from scenes.stage.formulas.equation import fit, name_piece, number_line, value_line
from scenes.stage.lettering.typesetting import math, shown_number
from scenes.stage.measure import allow

_WEIGHT, _ROOM, _LOSS, _VALUE, _INSIDE, _OVER = 1.25, 5.0, 1.3, 1.0, 0.86, 0.45
"""Sizes of the weight in its slot and of its room, of the loss's name and number; share of its room."""

_LONG = 0.6
"""Share of the folding that one doll takes."""


class Folding:
    """`nest` around the learned `weight`; outside it the `loss`, its name and number, after the last step."""

    def __init__(
        self, theme: Theme, ring: Ring, epochs: Sequence[Epoch], known: Mapping[str, Quantity]
    ) -> None:
        self.ring, self.nest = ring, Nest(theme, ring.graph, known)
        self.step, self.keys = len(epochs) - 1, self.nest.keys
        core = self._held(known, self.keys[0])
        unit = self.nest.unit
        self.weight = fit(value_line(theme, core, size=_WEIGHT * unit), _ROOM * unit).move_to(MIDDLE)
        self.weight.part(3).number = shown_number(core, {"step": self.step})
        for part in self.weight.get_family():
            for rule in ("text on line", "cap height", "close-up", "reading time", "type and room", "air"):
                allow(part, rule, "in the core all is small; it is read there")
        allow(self.weight, "equation", "what has been learned, not what was given")
        held = self._held(known, "L")
        place, _ = self.nest.outside("L")
        self.value = fit(number_line(theme, held, size=_VALUE), _INSIDE * self.nest.room("L")).move_to(place)
        self.value.part(1).number = shown_number(held, {"step": self.step})
        self.loss = math([name_piece(held)], theme.loss, size=_LOSS)
        self.loss.next_to(self.value, UP, buff=_OVER).align_to(self.value, LEFT)
        for doll in self.nest.dolls.values():
            doll.opened()
        for part in self.nest.far(self.weight):
            part.set_opacity(0.0)
        self.nest.slot.set_fill(self.nest.glowing)

    def _held(self, known: Mapping[str, Quantity], key: str) -> Quantity:
        """Return a value after the last step, as the row shows it."""
        shown = self.ring.digits[key].numbers[-1]
        return replace(known[key], value=shown.value, decimals=shown.decimals, fixed=shown.fixed)

    def boxes(self) -> list[VMobject]:
        """Return what of the row becomes dolls, the lowest first."""
        parts: list[VMobject] = []
        for key in reversed(self.keys[1:]):
            box = self.ring.diagram.nodes[key]
            for part in box.symbol.get_family():
                allow(part, "cap height", "farther in all is smaller")
            parts += [box.frame, box.symbol]
        core = self.ring.diagram.parameters[self.keys[0]]
        return [*parts, core.frame, self.ring.live.names[self.keys[0]]]

    def fold(self) -> list[Animation]:
        """Return the animations in which the box after the weight closes around it, and so on outward."""
        diagram, moves = self.ring.diagram, list[Animation]()
        last = len(self.keys) - 1
        for index, key in reversed(list(enumerate(self.keys))):
            start = (1 - _LONG) * index / last
            when = squish_rate_func(smooth, start, start + _LONG)
            if index == 0:
                core, name = diagram.parameters[key], self.ring.live.names[key]
                moves.append(ReplacementTransform(core.frame, self.nest.slot, rate_func=when))
                moves.append(FadeOut(name, target_position=MIDDLE, scale=0.2, rate_func=when))
                moves.append(FadeIn(self.weight, rate_func=when))
                moves.append(FadeIn(self.nest.rim, rate_func=when))
                continue
            box, doll = diagram.nodes[key], self.nest.dolls[key]
            moves.append(ReplacementTransform(box.frame, doll.frame, rate_func=when))
            moves.append(ReplacementTransform(box.symbol, doll.label, rate_func=when))
            moves.append(FadeIn(doll.given, shift=np.asarray(DOWN) * 0.2, rate_func=when))
        return moves
