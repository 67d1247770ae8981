"""The row of boxes folded up around the weight; then a slope for each wall, multiplied from the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from manim import DOWN, Animation, AnimationGroup, FadeIn, LaggedStart, ReplacementTransform, VGroup, VMobject

from backprop_core.network import Network
from backprop_core.network.stages import stages_of
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.slope_product import SlopeProduct
from scenes.stage.frame import safe_bottom
from scenes.stage.graph.live_network import LiveNetwork
from scenes.stage.graph.nested_boxes import VALUE_LEVEL, NestedBox, NestedBoxes, shells_of
from scenes.stage.graph.nested_formula import NestedFormula
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import shown_number

_PRODUCT, _APART, _CHIP_DROP, _ONE_AFTER_ANOTHER = 0.9, 0.3, 0.58, 0.7
"""Height of the product at the bottom, from it to the shells, from the values to the slopes; how far one
shell has closed when the next one begins."""


class Folding(VGroup):
    """Nested boxes below `top` that hold the numbers of a live network's last step; `live` stands on stage.

    `pieces` are copies of the boxes. `chips` are the slopes of `last`, the network at that step, on the walls
    by what comes out of them; `product` is their product below the shells.
    """

    def __init__(
        self,
        theme: Theme,
        live: LiveNetwork,
        known: Mapping[str, Quantity],
        last: Network,
        top: float,
    ) -> None:
        super().__init__()
        self.live = live
        self.keys, stages = shells_of(last.graph), stages_of(last)
        goal = stages.running[-1]
        self.product = SlopeProduct(theme, goal, stages.slopes)
        self.product.scale(min(1.0, _PRODUCT / self.product.height))
        self.product.move_to((0.0, safe_bottom() + 0.02, 0.0), aligned_edge=DOWN)
        shown = {key: live.digits[key].numbers[-1] for key in self.keys}
        held = {
            key: replace(known[key], value=one.value, decimals=one.decimals, fixed=one.fixed)
            for key, one in shown.items()
        }
        floor = float(self.product.get_top()[1]) + _APART
        self.shells = NestedBoxes(theme, last.graph, {**known, **held}, top, floor)
        level = self.shells.middle + VALUE_LEVEL - self.shells.lowered - _CHIP_DROP
        self.chips = self.shells.slopes_on_walls(stages.slopes, level)
        steps = len(live.digits["w1"].numbers) - 1
        for key, slope, factor in zip(self.keys[1:], stages.slopes, self.product.factors, strict=True):
            chip = self.chips[key]
            factor.number = shown_number(slope, {"step": steps})
            chip.digits.number = shown_number(chip.quantity, {"step": steps})
        self.product.result.number = shown_number(goal, {"step": steps})
        self.pieces: dict[str, VGroup] = {}
        for key in self.keys:
            shell = self.shells.box[key]
            shell.symbol.set_z_index(1)
            shell.digits.set_z_index(1)
            shell.digits.number = shown_number(held[key], {"step": steps})
            self.pieces[key] = self._piece(key, shell)
            for frame in (shell.frame, self.pieces[key][0]):
                frame.set_z_index(-1 - self.keys.index(key))

    def gather(self) -> Animation:
        """Return the animation in which the boxes line up in the columns of the shells, the weight's last."""
        level = float(self.pieces[self.keys[1:][0]][0].get_y())
        moves = {key: self._to_column(key, level) for key in self.keys}
        weight = moves.pop("w1")
        return LaggedStart(AnimationGroup(*moves.values()), weight, lag_ratio=0.6)

    def _to_column(self, key: str, level: float) -> Animation:
        frame, place = self.pieces[key][0], np.array([self.shells.column(key), level, 0.0])
        moved: Animation = changing(self.pieces[key]).shift(place - frame.get_center())
        return moved

    def fold(self) -> Animation:
        """Return the animation in which the box after the weight closes around it, and so on outward."""
        folded = []
        for key in self.keys:
            shell = self.shells.box[key]
            name: VMobject = shell.symbol.part(1) if key == "w1" else shell.symbol
            targets: list[VMobject] = [shell.frame, name, shell.digits]
            pairs = zip(self.pieces[key], targets, strict=True)
            folded.append(AnimationGroup(*(ReplacementTransform(a, b) for a, b in pairs)))
        return LaggedStart(*folded, lag_ratio=_ONE_AFTER_ANOTHER)

    def multiply(self, key: str) -> list[Animation]:
        """Return the animations in which a wall lights up and its slope is multiplied on from the left."""
        after = self.keys[self.keys.index(key) + 1 :][:1]
        rule = self.product.multiply_on() if after else self.product.begin()
        factor = self.product.factors[self.keys[1:].index(key)]
        dimmed = [self.shells.box[one].tone_down() for one in after]
        arriving = [FadeIn(self.chips[key], scale=0.7), FadeIn(factor)]
        return [self.shells.box[key].highlight(), *dimmed, *arriving, *rule]

    def arrive(self) -> list[Animation]:
        """Return the animations in which the product comes, and the weight that it belongs to lights up."""
        inner = self.shells.box["w1"], self.shells.box[self.keys[1:][0]]
        return [inner[0].highlight(), inner[1].tone_down(), FadeIn(self.product.result, scale=1.4)]

    def take_over(self) -> list[VGroup]:
        """Let the pieces be seen instead of what they are copies of; return them, the lowest first."""
        for key in self.keys:
            for part in self._parts(key):
                part.set_opacity(0.0)
        return [self.pieces[key] for key in reversed(self.keys)]

    def _piece(self, key: str, shell: NestedBox) -> VGroup:
        """Return frame, symbol and digits as they stand in the row, the digits of the shell's own glyphs."""
        frame, symbol, written = self._parts(key)
        digits = shell.digits.copy().move_to(written)
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
    """Return the animation in which the formula of nested functions comes, from the inside out."""
    shells: list[Animation] = [
        FadeIn(nested.function[key], nested.parentheses[key]) for key in nested.function
    ]
    shells[-1] = AnimationGroup(shells[-1], FadeIn(nested.beginning))
    return LaggedStart(FadeIn(nested.core), *shells, lag_ratio=_ONE_AFTER_ANOTHER)
