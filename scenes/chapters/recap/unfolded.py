"""The dolls unfolded into their row once more, with all that has been learned: values, slopes, gradients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from manim import (
    DOWN,
    LEFT,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    GrowArrow,
    Indicate,
    LaggedStart,
    ReplacementTransform,
)
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.network.stages import Stages
from backprop_core.network.training import Epoch
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.dolls.nest import Nest
from scenes.stage.formulas.equation import number_line
from scenes.stage.formulas.slope_product import SlopeProduct
from scenes.stage.frame import safe_bottom, safe_top, safe_width
from scenes.stage.graph.boxes import GradientTab, ParameterBox
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.flights import fly
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, TypesetPart, shown_number
from scenes.stage.measure import allow

_TAB, _OVER, _LIFT, _SLOPE, _UNDER, _APART = 1.2, 0.12, 0.55, 0.86, 0.32, 0.22
"""Room over the parameters for their slopes, from a parameter to its slope, from a box up to its parameters;
size of the local slopes, how far under the boxes they are, how far apart at least."""

_LARGE, _HIGH, _LAG, _SECONDS = 2.2, 1.75, 0.22, 2.6
"""How much larger than usual the product is at most, how high it may be; how much later one doll unfolds
than the one before it, and how long all of them take."""


class Unfolded:
    """`diagram`, `slopes` under its boxes, their `product`, `tabs` on top.

    `slopes` are those of the stages, the first weight's first; `gradient` is that by the parameters.
    """

    def __init__(
        self,
        theme: Theme,
        epochs: Sequence[Epoch],
        stages: Stages,
        slopes: Sequence[Quantity],
        gradient: Sequence[Quantity],
    ) -> None:
        net, self.step, self.theme = epochs[0].network, len(epochs) - 1, theme
        self.keys, self.graph = stages.keys, net.graph
        self.diagram = NetworkDiagram(theme, net.graph, net.quantity, lift=_LIFT)
        self.diagram.move_to((0.0, safe_top() - _TAB, 0.0), aligned_edge=UP)
        for box in self.diagram.nodes.values():
            box.symbol.move_to(box.frame)
        self.names = {key: self._name(box) for key, box in self.diagram.parameters.items()}
        decimals = net.precision
        self.slopes = self._slopes(slopes)
        goal = replace(stages.running[-1], decimals=decimals, fixed=True)
        self.product = self._product(goal, slopes)
        self.tabs = {
            key: self._tab(key, replace(one, decimals=decimals, fixed=True))
            for key, one in zip(net.graph.parameters, gradient, strict=True)
        }

    @property
    def level(self) -> float:
        """Height at which the camera sees the row in the middle."""
        low = min(float(line.get_bottom()[1]) for line in self.slopes)
        return (low + float(self.diagram.get_top()[1]) - safe_top() - safe_bottom()) / 2

    @staticmethod
    def _name(box: ParameterBox) -> TypesetPart:
        """Leave only the name in a parameter's box."""
        name = box.line.part(1)
        box.remove(box.line)
        box.release()
        box.add(name.move_to(box.frame))
        return name

    def _known(self, part: TypesetPart, quantity: Quantity) -> None:
        """Let digits state a number after the last step."""
        part.number = shown_number(quantity, {"step": float(self.step)})

    def _slopes(self, slopes: Sequence[Quantity]) -> list[TypesetLine]:
        """Return the digits of the local slopes under their boxes, all of one size."""
        lines = [number_line(self.theme, one, size=_SLOPE, color=self.theme.gradient) for one in slopes]
        boxes = [self.diagram.nodes[key].frame for key in self.keys[1:]]
        pitch = float(boxes[-1].get_x() - boxes[-2].get_x())
        share = min(1.0, (pitch - _APART) / max(float(line.width) for line in lines))
        most = safe_width() / 2
        for line, box, slope in reversed(list(zip(lines, boxes, slopes, strict=True))):
            self._known(line.part(1), slope)
            line.scale(share).next_to(box, DOWN, buff=_UNDER)
            line.shift(LEFT * max(0.0, float(line.get_right()[0]) - most))
            most = float(line.get_left()[0]) - _APART
        return lines

    def _product(self, goal: Quantity, slopes: Sequence[Quantity]) -> SlopeProduct:
        product = SlopeProduct(self.theme, goal, slopes)
        product.scale(min(_LARGE, safe_width() / float(product.width), _HIGH / float(product.height)))
        low, high = safe_bottom(), min(float(line.get_bottom()[1]) for line in self.slopes)
        product.move_to((0.0, (low + high) / 2, 0.0))
        for part, slope in zip((*product.written, product.result), (*reversed(slopes), goal), strict=True):
            part.set_color(self.theme.gradient)
            self._known(part, slope)
        return allow(product, "equation", "what has been learned, not what was given")

    def _tab(self, key: str, slope: Quantity) -> GradientTab:
        box = self.diagram.parameters[key].frame
        tab = GradientTab(self.theme, slope, float(box.width), size=FORMULA)
        self._known(tab.line.part(1), tab.quantity)
        return tab.next_to(box, UP, buff=_OVER)

    def unfold(self, nest: Nest) -> Iterator[tuple[list[Animation], float]]:
        """Yield animations and their times: every doll becomes its box, the core the weight."""
        diagram, slopes = self.diagram, dict(zip(self.keys[1:], self.slopes, strict=True))
        late = squish_rate_func(smooth, 0.5, 1.0)
        lifts: list[Animation] = []
        for key in reversed(self.keys[1:]):
            doll, box = nest.dolls[key], diagram.nodes[key]
            lifts.append(
                AnimationGroup(
                    ReplacementTransform(doll.frame, box.frame),
                    ReplacementTransform(doll.label, box.symbol),
                    FadeOut(doll.given, rate_func=squish_rate_func(smooth, 0.0, 0.3)),
                    FadeIn(slopes[key], shift=UP * 0.3, rate_func=late),
                )
            )
        core = self.keys[0]
        lifts.append(
            AnimationGroup(
                ReplacementTransform(nest.slot, diagram.parameters[core].frame),
                FadeIn(self.names[core], rate_func=late),
            )
        )
        yield [LaggedStart(*lifts, lag_ratio=_LAG)], _SECONDS
        others = [key for key in (*diagram.parameters, *diagram.nodes) if key not in self.keys]
        boxes = [diagram.parameters.get(key) or diagram.nodes[key] for key in others]
        coming = [FadeIn(box) for box in boxes]
        yield [*coming, *(GrowArrow(arrow) for arrow in diagram.arrows.values())], 0.7

    def multiply(self) -> Iterator[tuple[list[Animation], float]]:
        """Yield animations and their times: the slopes go down into the product, the loss's first."""
        product = self.product
        soon = squish_rate_func(smooth, 0.0, 0.15)
        steps: list[Animation] = [FadeIn(product.subject)]
        for line, factor in zip(reversed(self.slopes), product.written, strict=True):
            signs = [FadeIn(one) for one in product.signs_before(factor)]
            steps.append(AnimationGroup(fly(line.part(1), factor), FadeOut(line, rate_func=soon), *signs))
        yield [LaggedStart(*steps, lag_ratio=0.45)], 2.6
        signs = [FadeIn(one) for one in product.signs_before(product.result)]
        yield [*signs, FadeIn(product.result, scale=1.4)], 0.7

    def reward(self) -> Iterator[tuple[list[Animation], float]]:
        """Yield animations and their times: light goes back along the row, and up into each parameter."""
        color = self.theme.gradient
        yield [Indicate(self.diagram.nodes["L"].frame, color=color, scale_factor=1.0)], 0.4
        for key in self.graph.back:
            node = Indicate(self.diagram.nodes[key].frame, color=color, scale_factor=1.0)
            above = [one for one in self.tabs if self.graph.above[one] == key]
            rising = [FadeIn(self.tabs[one], shift=UP * 0.3) for one in above]
            lit = [self.diagram.parameters[one].highlight(color) for one in above]
            yield [node, *rising, *lit], 0.7 if above else 0.35

    def point_out(self) -> Animation:
        """Return the animation that points out every parameter's slope."""
        tabs = (Indicate(tab, color=self.theme.gradient, scale_factor=1.08) for tab in self.tabs.values())
        return LaggedStart(*tabs, lag_ratio=0.15)
