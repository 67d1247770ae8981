"""A rule of differentiation in large type, and under it the derivative in the network that it gives."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from manim import DOWN, LEFT, VGroup

from backprop_core.network import Network
from backprop_core.quantity import Formula, Piece, Quantity, Symbol, derivative_symbol
from backprop_core.rules import RULES
from config import Theme
from scenes.chapters.three_rules.places import last_line
from scenes.stage.formulas.equation import color_roles, formula_line, name_piece, result_line, value_line
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import TypesetLine, math

_RULE, _USE, _PLATE, _APART, _SHORT = 1.0, 0.78, 0.9, 0.7, 6
"""Sizes of type; how far apart both stand; characters up to which a value stands after its formula."""

_NEXT, _BELOW, _TIGHT = 0.2, 0.3, 1.2

_SUM = "{still} + {own}"
STILL, OWN = (
    Symbol(f"s_{index}", name, name, "gradient") for index, name in enumerate(("still slope", "own slope"))
)
"""The slopes of a sum's two parts by its bias: of the weighted one, which stands still, and of the bias."""

_NAMES = "constant", "scaling", "sum", "power of an inside"


class RuleLines(VGroup):
    """`rule`, and `use`, which is empty where the network has none; inside a region."""

    def __init__(self, theme: Theme, index: int, use: Quantity | None, room: Region) -> None:
        super().__init__()
        written = next(rule.typst for rule in RULES if rule.name == _NAMES[index])
        self.rule = math([written], theme.ink, size=_RULE)
        self.use = VGroup() if use is None else _use(theme, use, room.width)
        self.add(self.rule, *([self.use] if len(self.use) else []))
        for line in self:
            line.scale(min(1.0, room.width / float(line.width)))
        self.arrange(DOWN, buff=_APART, aligned_edge=LEFT)
        room.fit(self)


def _use(theme: Theme, use: Quantity, width: float) -> VGroup:
    """Typeset a derivative with its formula, if it has one, and its value where that is short.

    The value stands under the formula where a line of both would be wider than `width`.

    Of a sum of slopes only the numbers are written: their names would be longer than the rule.
    """
    if use.formula is None:
        return VGroup(value_line(theme, use, size=_USE))
    formula = formula_line(theme, use, size=_USE)
    if use.formula.template == _SUM:
        pieces: list[Piece | str] = [name_piece(use), "=", *use.formula.pieces(substituted=True)]
        formula = color_roles(math(pieces, theme.ink, size=_USE), theme)
    if len(use.text) > _SHORT:
        return VGroup(formula)
    result = result_line(theme, use, size=_USE)
    if float(formula.width + result.width) + _NEXT > _TIGHT * width:
        equals = float(formula.part(1).get_right()[0]) + _NEXT
        return VGroup(formula, result.next_to(formula, DOWN, buff=_BELOW).align_to((equals, 0.0, 0.0), LEFT))
    return VGroup(formula, result.next_to(formula, buff=_NEXT).on_baseline_of(formula))


def plate(theme: Theme, quantity: Quantity, room: Region) -> TypesetLine:
    """Typeset what a box holds or does, in the middle of a region."""
    write = value_line if quantity.formula is None else formula_line
    return room.fit(write(theme, quantity, size=_PLATE))


def slope_line(theme: Theme, use: Quantity, size: float) -> TypesetLine:
    """Typeset a derivative with its value alone."""
    return value_line(theme, use, size=size, display=False)


def uses_in_network(network: Network, squared: bool) -> list[Quantity | None]:
    """Return for each rule the derivative in the network that follows from it, None where none does.

    The last rule is used where the loss is a square.
    """
    graph, place = network.graph, last_line(network.graph)
    symbols = {key: node.symbol for key, node in graph.nodes.items()}
    target, output, first = graph.targets[0], graph.outputs[0], graph.parameters[0]
    zero = Quantity(derivative_symbol(symbols[target], symbols[first]), Fraction(0))
    parts = {"still": Quantity(STILL, Fraction(0)), "own": Quantity(OWN, Fraction(1))}
    lifted = derivative_symbol(symbols[place.sum], symbols[place.lift])
    one = Quantity(lifted, Fraction(1), Formula(_SUM, parts))
    slope = network.local[place.sum, place.over]
    if graph.nodes[place.slope].kind == "input":
        slope = replace(slope, formula=None)
    return [zero, slope, one, network.local["L", output] if squared else None]
