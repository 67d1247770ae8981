"""Typst mathematics read as a viewer reads it: statements of sides joined by `=` and `≈`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from backprop_core.quantity import Piece
from scenes.audit.figures.expressions import (
    BinaryOperation,
    Call,
    Change,
    Constant,
    Expression,
    Name,
    Negative,
    ShownDigits,
)
from scenes.audit.figures.scope import FUNCTIONS, OF_VECTORS
from scenes.audit.figures.typst_tokens import GREEK, Token, UnreadableError, tokens_of
from scenes.audit.truth.precision import lowered

_WRAPPERS = (
    *("upright", "italic", "bold", "display", "inline", "script"),
    *("lr", "cancel", "underbrace", "overbrace"),
)
_CHANGES = {"partial": "∂", "dif": "d"}
_ENDS = ("relation", "break", "end")


@dataclass(frozen=True)
class Statement:
    """Sides and the relations between them. The first side is None where a line begins with a relation."""

    sides: tuple[Expression | None, ...]
    relations: tuple[str, ...]

    @property
    def continues(self) -> bool:
        """Whether it goes on from what stands before it."""
        return self.sides[0] is None


def statements_of(pieces: Iterable[Piece], functions: Collection[str] = ()) -> list[Statement]:
    """Read a line. What follows the last relation may be missing; then the relation is left out.

    Commas, wide spaces and arrows part statements. Parentheses after a name multiply, unless it is one of
    `FUNCTIONS` or of `functions`. Raises `UnreadableError` for what formulas on screen do not hold otherwise.
    """
    return _Reader(list(tokens_of(pieces)), functions).read()


def formula_of(source: str, functions: Collection[str] = ()) -> Expression:
    """Read one formula without relations. Raises `UnreadableError`."""
    found = statements_of([Piece(source, "literal")], functions)
    if len(found) != 1 or found[0].relations or found[0].sides[0] is None:
        raise UnreadableError(f"{source!r} is not one formula")
    return found[0].sides[0]


class _Reader:
    """A recursive-descent reader."""

    def __init__(self, tokens: Sequence[Token], functions: Collection[str]) -> None:
        self.tokens, self.next = tokens, 0
        self.functions = {*FUNCTIONS, *OF_VECTORS, *functions}

    def read(self) -> list[Statement]:
        """Read all statements."""
        found: list[Statement] = []
        while self._now.kind != "end":
            if self._now.kind == "break" or self._is(","):
                self.next += 1
                continue
            statement = self._statement()
            if statement is not None:
                found.append(statement)
        return found

    @property
    def _now(self) -> Token:
        return self.tokens[self.next]

    def _is(self, *signs: str) -> bool:
        return self._now.kind == "sign" and self._now.text in signs

    def _take(self, *signs: str) -> str:
        if self._is(*signs):
            self.next += 1
            return self.tokens[self.next - 1].text
        return ""

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise UnreadableError(f"{sign!r} is missing before {self._now.text!r}")

    def _statement(self) -> Statement | None:
        sides: list[Expression | None] = [None if self._now.kind == "relation" else self._sum()]
        relations: list[str] = []
        while self._now.kind == "relation":
            relation = self._now.text
            self.next += 1
            if self._now.kind in _ENDS or self._is(","):
                break
            relations.append(relation)
            sides.append(self._sum())
        if self._now.kind not in _ENDS and not self._is(","):
            raise UnreadableError(f"{self._now.text!r} is not expected")
        return Statement(tuple(sides), tuple(relations)) if sides != [None] else None

    def _sum(self) -> Expression:
        left = self._product()
        while sign := self._take("+", "-"):
            left = BinaryOperation(sign, left, self._product())
        return left

    def _product(self) -> Expression:
        if self._take("-"):
            return Negative(self._product())
        if self._take("+"):
            return self._product()
        left = self._fraction()
        while (sign := self._take("*", "⊙")) or self._begins():
            right = Negative(self._fraction()) if self._take("-") else self._fraction()
            left = BinaryOperation(sign or "*", left, right)
        return left

    def _begins(self) -> bool:
        return self._now.kind in ("number", "name", "text", "symbol", "shown") or self._is("(", "|")

    def _fraction(self) -> Expression:
        """Read a quotient: `/` holds tighter than products side by side."""
        left = self._power()
        while self._take("/"):
            left = BinaryOperation("/", left, self._power())
        return left

    def _power(self) -> Expression:
        base = self._atom()
        while self._take("^"):
            base = BinaryOperation("^", base, self._exponent())
        return base

    def _exponent(self) -> Expression:
        return Negative(self._atom()) if self._take("-") else self._atom()

    def _atom(self) -> Expression:
        token = self._now
        self.next += 1
        match token.kind:
            case "shown":
                assert token.piece is not None and token.piece.quantity is not None
                quantity = token.piece.quantity
                return ShownDigits(quantity.name, quantity.text, quantity.relation == "=")
            case "symbol":
                return self._called(token.text)
            case "number":
                return Constant(token.text)
            case "text":
                return Name(token.text)
            case "name":
                return self._named(token.text)
        if token.kind == "sign" and token.text == "(":
            inside = self._sum()
            self._need(")")
            return inside
        if token.kind == "sign" and token.text == "|":
            inside = self._sum()
            self._need("|")
            return Call("abs", (inside,))
        raise UnreadableError(f"{token.text!r} is not expected")

    def _named(self, word: str) -> Expression:
        if word in _CHANGES:
            bare = not self._begins() or self._is("|")
            return Change(_CHANGES[word], None if bare else self._atom())
        if word == "Delta" and self._begins():
            return Name(f"Δ{self._atom().plain()}")
        if word == "frac":
            above, below = self._arguments(2)
            return BinaryOperation("/", above, below)
        if word in _WRAPPERS:
            return self._wrapped()
        if word == "overline":
            return Name(f"mean {self._wrapped().plain()}")
        if word == "op":
            self._need("(")
            word = self._now.text
            self.next += 1
            self._need(")")
        name = GREEK.get(word, word)
        if len(word) > 1 and word not in GREEK and word not in self.functions:
            raise UnreadableError(f"{word!r} is not read")
        if self._take("_"):
            name += self._subscript()
        while self._take("'"):
            name += "'"
        if name in FUNCTIONS and self._take("^"):
            exponent = self._exponent()
            return BinaryOperation("^", Call(name, self._arguments()), exponent)
        return self._called(name)

    def _subscript(self) -> str:
        token = self._now
        self.next += 1
        if token.kind == "sign" and token.text == "(":
            first, *rest = (index.plain() for index in self._listed())
            return lowered(first) + (f"[{','.join(rest)}]" if rest else "")
        if token.kind not in ("number", "name", "text"):
            raise UnreadableError(f"{token.text!r} is no index")
        return lowered(token.text)

    def _wrapped(self) -> Expression:
        """Read what is only dressed up: the first argument counts."""
        return self._arguments()[0]

    def _called(self, name: str) -> Expression:
        """Read a name, with its arguments where it is a function's."""
        if self._is("(") and name.rstrip("'") in self.functions:
            return Call(name, self._arguments())
        return Name(name)

    def _arguments(self, count: int = 0) -> tuple[Expression, ...]:
        self._need("(")
        found = self._listed()
        if count and len(found) != count:
            raise UnreadableError(f"{len(found)} arguments for {count}")
        return found

    def _listed(self) -> tuple[Expression, ...]:
        """Read what stands between commas, and the bracket that closes it."""
        found = [self._sum()]
        while self._take(","):
            found.append(self._sum())
        self._need(")")
        return tuple(found)
