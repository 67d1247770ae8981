"""The nested boxes become the boxes of the network's row, and the slopes on their walls go along."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from manim import DOWN, Animation, LaggedStart, Mobject, VGroup
from numpy.typing import NDArray

from scenes.chapters.premise.neuron_row import NeuronRow
from scenes.stage.formulas.factor_chip import FactorChip
from scenes.stage.graph.boxes import ParameterBox, ValueBox
from scenes.stage.graph.nested_boxes import NestedBoxes, shells_of
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.flights import changing

CHIP_DROP = 0.32
"""How far under its arrow the middle of a slope stands."""

_ASIDE, _LAG = 0.12, 0.25
"""What the slope at the weight's arrow keeps from the bias's; how far one box is when the next begins."""


class Unfolding:
    """Moves `shells` and `chips`, the slopes on their walls, to where they belong in `diagram`."""

    def __init__(
        self, shells: NestedBoxes, diagram: NetworkDiagram | NeuronRow, chips: Mapping[str, FactorChip]
    ) -> None:
        self.shells, self.diagram, self.chips = shells, diagram, chips
        self.keys = shells_of(diagram.graph)

    def lift(self) -> Animation:
        """Return the animation in which the boxes leave each other, the outermost first, the core on top."""
        boxes: dict[str, ValueBox | ParameterBox] = {
            **self.diagram.nodes,
            "w1": self.diagram.parameters["w1"],
        }
        core = self.shells.box["w1"]
        VGroup(core.frame, core.symbol, core.digits).set_z_index(0.5)
        outside_in = (*reversed(self.keys[2:]), *self.keys[:2])
        lifts = [self.shells.box[key].unfold_into(boxes[key]) for key in outside_in]
        return LaggedStart(*lifts, lag_ratio=_LAG)

    def carry(self) -> Animation:
        """Return the animation in which each slope goes to its arrow, the outermost first."""
        moves = [
            changing(self.chips[key]).move_to(self.beside_arrow(before, key))
            for before, key in pairwise(self.keys)
        ]
        return LaggedStart(*reversed(moves), lag_ratio=_LAG)

    def newcomers(self) -> list[Mobject]:
        """Return what the row has and the nested boxes had not: the input and the other parameters."""
        others = (self.diagram.parameters[key] for key in self.diagram.graph.above if key != "w1")
        return [self.diagram.parameters["w1"].line.part(0), self.diagram.nodes["x"], *others]

    def beside_arrow(self, before: str, key: str) -> NDArray[np.float64]:
        """Return where a slope stands: under an arrow of the row, or on that of the weight."""
        if before != "w1":
            return self.diagram.below_arrow(before, key) + DOWN * CHIP_DROP
        own, others = self.diagram.arrows["w1", key].get_center(), self.diagram.arrows.get(("b1", key))
        left = float(own[0])
        if others is not None:
            left = min(left, float(others.get_center()[0]) - _ASIDE - float(self.chips[key].width) / 2)
        return np.array([left, own[1], 0.0])
