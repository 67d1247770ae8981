"""The expression as it is written, from which the graph is unfolded: its letters go to where wires begin."""

from __future__ import annotations

from manim import Animation, FadeOut, ReplacementTransform, VMobject
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.circuit import Circuit
from backprop_core.circuit.formulas import written
from backprop_core.circuit.gates import as_one_gate
from backprop_core.quantity import Formula, Piece
from config import Theme
from scenes.chapters.circuit.circuit_diagram import CircuitDiagram
from scenes.stage.formulas.equation import color_roles, fit, name_piece, pieces_of
from scenes.stage.frame import safe_width
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import TypesetLine, math

_SIZE, _SHARE, _TALLEST = 1.3, 0.9, 2.6
_GONE = 0.3
"""In which share of that time the signs go."""


def written_out(theme: Theme, circuit: Circuit, expression: str) -> TypesetLine:
    """Typeset a whole expression in the middle of the frame; each of its letters is a part."""
    gate = as_one_gate("", expression, list(circuit.given))
    formula = Formula(
        written(gate), {str(place): circuit.value[name] for place, name in enumerate(gate.inputs)}
    )
    pieces: list[Piece | str] = [name_piece(circuit.value[circuit.output]), "=", *formula.pieces()]
    line = fit(color_roles(math(pieces, theme.ink, size=_SIZE), theme), _SHARE * safe_width())
    line.scale(min(1.0, _TALLEST / float(line.height))).move_to(Region.safe().center)
    return line


def letters_fly(
    line: TypesetLine, diagram: CircuitDiagram, share: float
) -> tuple[list[Animation], list[VMobject]]:
    """Return the animations in which letters go to the names in the graph, and what they come to there.

    They take a share of the time in which the graph appears.
    """
    away, gone = squish_rate_func(smooth, 0.0, share), squish_rate_func(smooth, 0.0, _GONE * share)
    moves: list[Animation] = []
    landed, letters = list[VMobject](), list[VMobject]()
    names = {quantity.symbol: name for name, quantity in diagram.circuit.value.items()}
    for index, piece in enumerate(pieces_of(line), start=1):
        if piece.quantity is not None:
            target = diagram.names[names[piece.quantity.symbol]].copy()
            letters.append(line.part(index))
            landed.append(target)
            moves.append(ReplacementTransform(line.part(index), target, rate_func=away))
    rest = [part for part in line if len(part) and part not in letters]
    return [*(FadeOut(part, rate_func=gone) for part in rest), *moves], landed
