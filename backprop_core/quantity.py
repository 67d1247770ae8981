"""A quantity: a symbol, a value, the formula behind it, and how all of that is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Self

from backprop_core.number import USUAL_DECIMALS, Number, Shown, show
from backprop_core.spoken import spoken_number

Role = Literal["input", "weight", "pre_activation", "activation", "loss", "target", "gradient", "ink"]
"""What a symbol means; the theme gives each role its colour."""

_HOLE = re.compile(r"\{([\w.]+)\}|(\*)")


@dataclass(frozen=True)
class Symbol:
    """A name three ways: Typst mathematics, plain text, and spoken words; and the role it plays."""

    typst: str
    plain: str
    spoken: str
    role: Role = "ink"


def derivative_symbol(of: Symbol, by: Symbol, *, partial: bool = True, role: Role = "gradient") -> Symbol:
    """Return the name of the derivative of one symbol by another, with ∂ or with d."""
    sign, letter = ("partial", "∂") if partial else ("dif", "d")
    return Symbol(
        f"({sign} {of.typst})/({sign} {by.typst})",
        f"{letter}{of.plain}/{letter}{by.plain}",
        f"d {of.spoken} d {by.spoken}",
        role,
    )


@dataclass(frozen=True)
class Piece:
    """One part of a formula: literal Typst, a quantity's symbol, or a quantity's digits."""

    typst: str
    kind: Literal["literal", "symbol", "number"]
    quantity: Quantity | None = None

    def __deepcopy__(self, _: object) -> Self:
        """Return the piece itself, which never changes."""
        return self


@dataclass(frozen=True)
class Formula:
    """A formula with named holes, `"{w1} * {x} + {b1}"`, and the quantities that fill them.

    `*` is a product: a thin space between symbols, a dot between numbers. `put_in` is the template for the
    numbers where they are put in otherwise, such as a difference of two close numbers as one number.
    """

    template: str
    operands: Mapping[str, Quantity]
    put_in: str = ""

    def pieces(self, substituted: bool = False) -> tuple[Piece, ...]:
        """Return the formula part by part, in symbols or with the numbers put in.

        A negative number stands in parentheses unless it comes first or after `(`, `=` or a comma; before `^`
        it always does, as does one with a power of ten. Raises `KeyError` for a hole that no operand fills.
        """
        parts: list[Piece] = []
        end = 0
        template = self.put_in if substituted and self.put_in else self.template
        for hole in _HOLE.finditer(template):
            literal = template[end : hole.start()].strip()
            end = hole.end()
            if literal:
                parts.append(Piece(literal, "literal"))
            if hole.group(2):
                parts.append(Piece("dot.op" if substituted else "thin", "literal"))
                continue
            raised = template[end:].lstrip().startswith("^")
            parts.extend(self._filled(self.operands[hole.group(1)], substituted, parts, raised))
        if rest := template[end:].strip():
            parts.append(Piece(rest, "literal"))
        return tuple(parts)

    def typst(self, substituted: bool = False) -> str:
        """Return the whole formula as Typst mathematics."""
        return " ".join(piece.typst for piece in self.pieces(substituted))

    @staticmethod
    def _filled(quantity: Quantity, substituted: bool, before: list[Piece], raised: bool) -> list[Piece]:
        if not substituted:
            return [Piece(quantity.symbol.typst, "symbol", quantity)]
        digits = Piece(quantity.shown.typst, "number", quantity)
        if raised:
            bare = digits.typst.replace(".", "").isdigit()
        else:
            bare = quantity.shown.stated >= 0 or not before or before[-1].typst.endswith(("(", "=", ","))
        if bare:
            return [digits]
        return [Piece(f"({digits.typst})", "number", quantity)]


@dataclass(frozen=True)
class Quantity:
    """A named value with the formula behind it. Rounding happens only in `shown`.

    `node` is the key of the node of a network whose value it is, None for what no node holds. A slope that is
    the value of a node has that one's: ∂z₂/∂a₁ is w₂.
    """

    symbol: Symbol
    value: Number
    formula: Formula | None = None
    decimals: int = USUAL_DECIMALS
    fixed: bool = False
    node: str | None = None

    def __deepcopy__(self, _: object) -> Self:
        """Return the quantity itself, which never changes."""
        return self

    @cached_property
    def shown(self) -> Shown:
        """The value as it stands on screen."""
        return show(self.value, self.decimals, fixed=self.fixed)

    @property
    def text(self) -> str:
        """The digits alone."""
        return self.shown.text

    @property
    def relation(self) -> str:
        """`=` where the digits are the exact value, else `≈`."""
        return self.shown.relation

    @property
    def name(self) -> str:
        """The symbol in plain text."""
        return self.symbol.plain

    @property
    def spoken(self) -> str:
        """The digits in words."""
        return spoken_number(self.text)

    def with_decimals(self, decimals: int, *, fixed: bool | None = None) -> Quantity:
        """Return the quantity with other decimals."""
        return replace(self, decimals=decimals, fixed=self.fixed if fixed is None else fixed)

    @property
    def symbol_source(self) -> str:
        """Typst source of the symbol."""
        return self.symbol.typst

    @property
    def formula_source(self) -> str:
        """Typst source of the formula in symbols, empty if there is none."""
        return self.formula.typst() if self.formula else ""

    @property
    def substituted_source(self) -> str:
        """Typst source of the formula with its numbers put in, empty if there is none."""
        return self.formula.typst(substituted=True) if self.formula else ""

    @property
    def shown_source(self) -> str:
        """Typst source of the sign and the digits."""
        sign = "=" if self.relation == "=" else "approx"
        return f"{sign} {self.shown.typst}"
