"""What a formula holds: its leaves, shown digits, or nothing but a name."""

from __future__ import annotations

from scenes.audit.figures.expressions import BinaryOperation, Call, Change, Expression, Name, ShownDigits


def leaves(formula: Expression) -> tuple[Expression, ...]:
    """Return the parts of a formula that have no parts."""
    return tuple(leaf for part in formula.parts() for leaf in leaves(part)) if formula.parts() else (formula,)


def states_digits(formula: Expression) -> bool:
    """Tell whether a quantity's digits stand in a formula."""
    return any(isinstance(leaf, ShownDigits) for leaf in leaves(formula))


def is_name(formula: Expression) -> bool:
    """Tell whether a formula only names something: its digits, if any, belong to names."""
    if isinstance(formula, BinaryOperation):
        return formula.sign == "/" and all(_is_change(side) for side in formula.parts())
    if isinstance(formula, Call):
        return all(is_name(argument) for argument in formula.arguments)
    if isinstance(formula, Change):
        return formula.of is None or is_name(formula.of)
    return isinstance(formula, Name)


def _is_change(formula: Expression) -> bool:
    return isinstance(formula, Change) or (isinstance(formula, Name) and formula.text[0] == "Δ")
