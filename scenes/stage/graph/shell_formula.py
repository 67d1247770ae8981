"""What a shell of the nested boxes does, typeset for its band: a formula, or the name of what is too long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from manim import DOWN, Mobject, VGroup

from backprop_core.network import Graph
from backprop_core.network.stages import by_neuron
from backprop_core.quantity import Formula, Piece, Quantity
from config import Theme
from scenes.stage.formulas.equation import color_roles, fit
from scenes.stage.lettering.box import INSET
from scenes.stage.lettering.fitting import READABLE
from scenes.stage.lettering.typesetting import BODY, SMALL, TypesetLine, math, text

_SNUG, _LINES_GAP = 0.06, 0.14
"""What a formula of two lines keeps from the walls of its band, and from line to line."""


def shell_formula(
    theme: Theme, graph: Graph, quantities: Mapping[str, Quantity], key: str, band: float
) -> VGroup | None:
    """Typeset what a shell does, None for the core: of a neuron its sum, and under it its activation."""
    quantity, node, room = quantities[key], graph.nodes[key], band - 2 * INSET
    if quantity.formula is None:
        return None
    lines = VGroup()
    if by_neuron(graph) and node.kind == "activation":
        weighed = quantities[node.entering[0]]
        assert weighed.formula is not None
        name = math(["arrow.r", graph.activation(node.layer).function[0]], theme.ink, size=BODY)
        lines.add(_written_out(theme, weighed, weighed.formula), name)
    else:
        line = _written_out(theme, quantity, quantity.formula)
        if line.width * READABLE <= room * BODY or node.kind == "pre_activation":
            return fit(line, room)
        lines.add(*_named(theme, graph, quantities, key))
    lines.arrange(DOWN, buff=_LINES_GAP)
    return lines.scale(min(1.0, (band - 2 * _SNUG) / lines.width))


def _named(theme: Theme, graph: Graph, quantities: Mapping[str, Quantity], key: str) -> Iterator[TypesetLine]:
    """Yield lines that name a function with what goes into it, where it is too long to be written out."""
    node = graph.nodes[key]
    entering = ", ".join(graph.nodes[one].symbol.typst for one in node.entering)
    if node.kind == "activation":
        name = graph.activation(node.layer).function[0]
        yield math([Piece(f"{name}({entering})", "symbol", quantities[key])], theme.ink, size=BODY)
        return
    for word in re.findall(r"[^- ]+-?", graph.loss.title):
        yield text(word, theme.ink, size=SMALL)
    yield math([Piece(f"({entering})", "symbol", quantities[key])], theme.ink, size=BODY)


def _written_out(theme: Theme, quantity: Quantity, formula: Formula) -> TypesetLine:
    """Typeset a formula without its result as one name of the quantity, each symbol in its role's colour."""
    line = math([Piece(formula.typst(), "symbol", quantity)], theme.ink, size=BODY)
    colored = color_roles(math(formula.pieces(), theme.ink, size=BODY), theme)
    for glyph, twin in zip(_glyphs(line), _glyphs(colored), strict=True):
        glyph.match_color(twin)
    return line


def _glyphs(line: TypesetLine) -> list[Mobject]:
    """Return a line's glyphs from left to right, from the baseline up."""
    return sorted(line.family_members_with_points()[:-1], key=lambda glyph: (glyph.get_x(), glyph.get_y()))
