"""The row of boxes folded up: each box becomes a doll around the ones before it, the weight at the core."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from manim import Animation, AnimationGroup, FadeIn, LaggedStart, ReplacementTransform, VGroup, VMobject

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.nested_formula import NestedFormula
from scenes.stage.lettering.typesetting import shown_number
from scenes.stage.network.dolls import SHELLS, Doll, Dolls
from scenes.stage.network.live_network import LiveNetwork

_KEYS = ("w1", *SHELLS)


class Folding(VGroup):
    """Dolls below `top` that hold the numbers of a live network's last step; `live` stands on stage.

    `pieces` are copies of the boxes.
    """

    def __init__(self, theme: Theme, live: LiveNetwork, known: Mapping[str, Quantity], top: float) -> None:
        super().__init__()
        self.live = live
        last = {key: live.digits[key].numbers[-1] for key in _KEYS}
        held = {
            key: replace(known[key], value=one.value, places=one.places, fixed=one.fixed)
            for key, one in last.items()
        }
        self.dolls = Dolls(theme, held, top)
        steps = len(live.digits["w1"].numbers) - 1
        self.pieces: dict[str, VGroup] = {}
        for key in _KEYS:
            doll = self.dolls.doll[key]
            doll.symbol.set_z_index(1)
            doll.digits.set_z_index(1)
            doll.digits.number = shown_number(held[key], {"step": steps})
            self.pieces[key] = self._piece(key, doll)

    def fold(self) -> Animation:
        """Return the animation in which the loss's box closes around the one before it, and so on inward."""
        folded = []
        for key in reversed(_KEYS):
            doll = self.dolls.doll[key]
            name: VMobject = doll.symbol.part(1) if key == "w1" else doll.symbol
            targets: list[VMobject] = [doll.frame, name, doll.digits]
            pairs = zip(self.pieces[key], targets, strict=True)
            folded.append(AnimationGroup(*(ReplacementTransform(a, b) for a, b in pairs)))
        return LaggedStart(*folded, lag_ratio=0.25)

    def pulse(self) -> Animation:
        """Return the animation in which the walls light up one after the other, from the loss inward."""
        lit = []
        for key in reversed(_KEYS):
            doll = self.dolls.doll[key]
            lit.append(LaggedStart(doll.glow(), doll.calm() if key != "w1" else doll.glow(), lag_ratio=1.0))
        return LaggedStart(*lit, lag_ratio=0.3)

    def take_over(self) -> list[VGroup]:
        """Let the pieces be seen instead of what they are copies of; return them, the lowest first."""
        for key in _KEYS:
            for part in self._parts(key):
                part.set_opacity(0.0)
        return [self.pieces[key] for key in reversed(_KEYS)]

    def _piece(self, key: str, doll: Doll) -> VGroup:
        """Return frame, symbol and digits as they stand in the row, the digits of the doll's own glyphs."""
        frame, symbol, written = self._parts(key)
        digits = doll.digits.copy().move_to(written)
        digits.scale(float(written.height) / float(digits.height))
        return VGroup(frame.copy(), symbol.copy(), digits)

    def _parts(self, key: str) -> tuple[VMobject, VMobject, VMobject]:
        """Return frame, symbol and digits of a box of the row."""
        diagram, written = self.live.diagram, self.live.digits[key].part
        if key in diagram.nodes:
            return diagram.nodes[key].frame, diagram.nodes[key].symbol, written
        box = diagram.parameters[key]
        return box.frame, self.live.names[key], written


def reveal(nested: NestedFormula) -> Animation:
    """Return the animation in which the formula of nested functions comes, from the outside in."""
    shells = [FadeIn(nested.function[key], nested.parentheses[key]) for key in reversed(SHELLS)]
    return LaggedStart(FadeIn(nested.beginning), *shells, FadeIn(nested.core), lag_ratio=0.25)
