"""Rules of differentiation under each other, each with the derivative in the network that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from backprop_core.network import Network
from backprop_core.quantity import Quantity, derivative_symbol
from backprop_core.rules import DerivativeRule
from config import Theme
from scenes.chapters.three_rules.places import last_line
from scenes.stage.formulas.equation import formula_line, result_line, value_line
from scenes.stage.lettering.typesetting import TypesetLine, math

_RULE, _USE, _APART, _LEAST_GAP, _STRETCH = 0.44, 0.44, 0.4, 0.15, 1.15
_SHORT = 5
"""Characters up to which a value stands after its formula."""


class RuleRows(VGroup):
    """`formulas` are the rules, `uses` what follows: beside the rule, or under it where it is long.

    A rule without a use has an empty group there. All of it stands in a room of a width and a height, with
    its middle at the origin and the rows apart.
    """

    def __init__(
        self,
        theme: Theme,
        rules: Sequence[DerivativeRule],
        uses: Sequence[Quantity | None],
        room: tuple[float, float],
    ) -> None:
        super().__init__()
        self.formulas = [math([rule.typst], theme.ink, size=_RULE) for rule in rules]
        self.uses = [VGroup() if use is None else _use(theme, use) for use in uses]
        width, height = room
        pairs = [self._paired(*pair, width) for pair in zip(self.formulas, self.uses, strict=True)]
        self.add(*pairs)
        spare = (height - sum(float(pair.height) for pair in pairs)) / (len(pairs) - 1)
        self.arrange(DOWN, buff=max(_LEAST_GAP, spare), aligned_edge=LEFT)
        self.scale(min(1.0, height / self.height))

    def _paired(self, formula: TypesetLine, use: VGroup, room: float) -> VGroup:
        if not len(use):
            return VGroup(formula)
        pair, first = VGroup(formula, use), use[0]
        beside = formula.width + use.width + _APART < room * _STRETCH
        pair.arrange(*((RIGHT, _APART) if beside else (DOWN, _LEAST_GAP)), aligned_edge=LEFT * (not beside))
        if beside and isinstance(first, TypesetLine):
            use.shift(UP * (formula.baseline - first.baseline))
        return pair.scale(min(1.0, room / pair.width))


def _use(theme: Theme, use: Quantity) -> VGroup:
    """Typeset a derivative with its formula, if it has one, and its value where that is short."""
    if use.formula is None:
        return VGroup(value_line(theme, use, size=_USE))
    formula = formula_line(theme, use, size=_USE)
    if len(use.text) > _SHORT:
        return VGroup(formula)
    result = result_line(theme, use, size=_USE)
    return VGroup(formula, result.next_to(formula, RIGHT, buff=0.15).on_baseline_of(formula))


def uses_in_network(network: Network, squared: bool) -> list[Quantity | None]:
    """Return for each rule the derivative in the network that follows from it, None where none does.

    The last rule is used where the loss is a square.
    """
    graph, place = network.graph, last_line(network.graph)
    symbols = {key: node.symbol for key, node in graph.nodes.items()}
    target, output, first = graph.targets[0], graph.outputs[0], graph.parameters[0]
    zero = Quantity(derivative_symbol(symbols[target], symbols[first]), Fraction(0))
    one = Quantity(derivative_symbol(symbols[place.sum], symbols[place.lift]), Fraction(1))
    slope = network.local[place.sum, place.over]
    if graph.nodes[place.slope].kind == "input":
        slope = replace(slope, formula=None)
    return [zero, slope, one, network.local["L", output] if squared else None]
