"""A chain's row on stage: the window that moves over a long one, and the overview that says where it is."""

from __future__ import annotations

from collections.abc import Mapping

from manim import RIGHT, UP, Animation, FadeIn, FadeOut, Scene, VMobject

from backprop_core.quantity import Quantity
from scenes.stage.frame import safe_width
from scenes.stage.graph.chain_overview import ChainOverview
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.graph.row_window import RowWindow
from scenes.stage.lettering.typesetting import TypesetLine

_BESIDE = 0.5


class RowView:
    """Moves a diagram's row on. For a chain that is in view as a whole all of it is empty."""

    def __init__(self, diagram: NetworkDiagram, quantities: Mapping[str, Quantity], layer: int = 1) -> None:
        self.window = RowWindow(diagram, layer)
        self.overview = ChainOverview(diagram.theme, self.window, quantities, safe_width())
        self.dots: list[TypesetLine] = []

    @property
    def whole(self) -> bool:
        """Whether all of the chain is in view."""
        return self.window.whole

    def stand_beside(self, title: VMobject) -> None:
        """Put the overview on a title's line, at the right margin."""
        room = safe_width() / 2 - float(title.get_right()[0]) - _BESIDE
        self.overview.scale(min(1.0, room / self.overview.reach))
        self.overview.align_to(title, UP).shift(RIGHT * (safe_width() / 2 - self.overview.farthest))

    def enter(self) -> list[Animation]:
        """Return the animations that bring what belongs to a long row beside its boxes."""
        return [] if self.whole else [FadeIn(self.overview, *self._dotted())]

    def leave(self) -> list[Animation]:
        """Return the animations that take it away."""
        return [] if self.whole else [FadeOut(self.overview, *self.dots)]

    def beside(self) -> list[VMobject]:
        """Return what stands beside a long row: the overview above it, dots where it goes on."""
        return [] if self.whole else [self.overview, *self.dots]

    def reach(self, *keys: str, color: str = "") -> list[Animation]:
        """Return the animations that show on the overview how far the walk has come."""
        return [] if self.whole else self.overview.light(*keys, color=color)

    def show(self, layer: int, scene: Scene, run_time: float = 1.3) -> None:
        """Play the row's move until a layer's neuron is the first in view, or as near to it as can be."""
        gone, before = self.dots, self.window.first
        moves = self.window.moves(layer, scene)
        if before == self.window.first:
            return
        coming = self._dotted()
        scene.play(
            *moves,
            self.overview.follow(),
            *(FadeOut(dots, shift=self.window.way) for dots in gone),
            *(FadeIn(dots, shift=self.window.way) for dots in coming),
            run_time=run_time,
        )
        self.window.settle(scene)

    def jump(self, layer: int, scene: Scene) -> None:
        """Put the row at once where a layer's neuron is the first in view; none of it is on stage."""
        self.window.moves(layer, scene)
        self.window.settle(scene)

    def _dotted(self) -> list[TypesetLine]:
        """Make the dots at the right end anew, if the row goes on there; return them."""
        self.dots = [self.window.dots()] if self.window.first < self.window.last else []
        return self.dots
