"""What a formula on screen says, as a tree that can be worked out and written as a plain name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from typing_extensions import override

from scenes.audit.figures.digits import stated
from scenes.audit.figures.matrices import by_entry, is_matrix
from scenes.audit.figures.scope import OF_VECTORS, Scope
from scenes.audit.figures.typst_tokens import UnreadableError
from scenes.audit.truth.precision import Real, derivative, mp


class Expression(ABC):
    """A part of a formula; what it is made of are expressions too."""

    @abstractmethod
    def value(self, scope: Scope) -> Real:
        """Work it out. Raises `UnreadableError` where a name means nothing."""

    @abstractmethod
    def plain(self) -> str:
        """Write it as quantities are named in plain text."""

    def parts(self) -> tuple[Expression, ...]:
        """Return what it is made of."""
        return ()


@dataclass(frozen=True)
class Constant(Expression):
    """Digits that are typed into the formula."""

    text: str

    @override
    def value(self, scope: Scope) -> Real:
        return mp.mpf(self.text)

    @override
    def plain(self) -> str:
        return self.text


@dataclass(frozen=True)
class ShownDigits(Expression):
    """A quantity's digits."""

    name: str
    text: str
    exact: bool

    @override
    def value(self, scope: Scope) -> Real:
        """Return what the digits state, or what the quantity truly is."""
        if scope.as_shown:
            return stated(self.text) + scope.off.get(self.name, 0)
        found = scope.get(self.name)
        if found is None:
            raise UnreadableError(f"nothing is known of {self.name}")
        return found

    @override
    def plain(self) -> str:
        return self.text


@dataclass(frozen=True)
class Name(Expression):
    """A name of a value."""

    text: str

    @override
    def value(self, scope: Scope) -> Real:
        found = scope.get(self.text)
        if found is None and self.text in ("e", "π"):
            return +(mp.e if self.text == "e" else mp.pi)
        if found is None:
            raise UnreadableError(f"nothing is known of {self.text}")
        return found

    @override
    def plain(self) -> str:
        return self.text


@dataclass(frozen=True)
class Change(Expression):
    """∂ or d before a name, a part of a derivative; or alone, the sign that asks for one."""

    sign: str
    of: Expression | None

    @override
    def value(self, scope: Scope) -> Real:
        """Raise `UnreadableError`: it has no value of its own."""
        raise UnreadableError(f"{self.plain()} has no value of its own")

    @override
    def plain(self) -> str:
        return self.sign + (self.of.plain() if self.of is not None else "")

    @override
    def parts(self) -> tuple[Expression, ...]:
        return () if self.of is None else (self.of,)


@dataclass(frozen=True)
class Call(Expression):
    """A function of something; of a vector, it is taken of every entry unless it is one of vectors."""

    function: str
    arguments: tuple[Expression, ...]

    @override
    def value(self, scope: Scope) -> Real:
        """Return what is known under the whole name, or else the function of its arguments."""
        found = scope.get(self.plain())
        if found is not None:
            return found
        values = [argument.value(scope) for argument in self.arguments]
        if self.function in OF_VECTORS:
            return OF_VECTORS[self.function](*values)
        apply = scope.function(self.function)
        if apply is None:
            raise UnreadableError(f"nothing is known of {self.plain()}")
        return values[0].apply(apply) if is_matrix(values[0]) else apply(*values)

    @override
    def plain(self) -> str:
        return f"{self.function}({', '.join(argument.plain() for argument in self.arguments)})"

    @override
    def parts(self) -> tuple[Expression, ...]:
        return self.arguments


@dataclass(frozen=True)
class BinaryOperation(Expression):
    """Two parts joined by a sign: + - * / ^, or ⊙, which multiplies entry by entry."""

    sign: str
    left: Expression
    right: Expression

    @override
    def value(self, scope: Scope) -> Real:
        """Work it out; a quotient or product that has a name of its own means what it names."""
        named = scope.get(self.plain()) if self.sign in "/*" else None
        if named is not None:
            return named
        if self.sign == "*" and (asked := _asked(self.left)):
            return _differentiated(self.right, asked, scope)
        left = self.left.value(scope)
        if self.sign == "^" and self.right == _TRANSPOSED and is_matrix(left):
            return left.T
        right = self.right.value(scope)
        if self.sign == "/" and right == 0:
            raise UnreadableError(f"{self.plain()} divides by zero")
        match self.sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "⊙":
                return by_entry(left, right)
            case "/":
                return left / right
        return left**right

    @override
    def plain(self) -> str:
        """Write both parts with the sign between them, in parentheses where they hold weaker signs."""
        sign = {"-": "−", "*": "·"}.get(self.sign, self.sign)
        bonds = _BONDS[self.sign]
        left, right = (_held(side, bond) for side, bond in zip(self.parts(), bonds, strict=True))
        return f"{left}{sign}{right}"

    @override
    def parts(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Negative(Expression):
    """Minus something."""

    of: Expression

    @override
    def value(self, scope: Scope) -> Real:
        return -self.of.value(scope)

    @override
    def plain(self) -> str:
        return f"−{_held(self.of, 1)}"

    @override
    def parts(self) -> tuple[Expression, ...]:
        return (self.of,)


_TRANSPOSED = Name("T")

_BONDS = {"+": (0, 0), "-": (0, 1), "*": (1, 1), "⊙": (1, 1), "/": (1, 2), "^": (2, 2)}
"""How strong a sign a part must hold on either side of each sign to stand without parentheses."""


def _held(node: Expression, bond: int) -> str:
    strength = 3
    if isinstance(node, BinaryOperation):
        strength = {"+": 0, "-": 0, "*": 1, "⊙": 1, "/": 1, "^": 2}[node.sign]
    elif isinstance(node, Negative):
        strength = 0
    return node.plain() if strength >= bond else f"({node.plain()})"


def _asked(node: Expression) -> str:
    """Return by what d/dz asks to differentiate, empty for anything else."""
    if not (isinstance(node, BinaryOperation) and node.sign == "/"):
        return ""
    above, below = node.parts()
    if isinstance(above, Change) and above.of is None and isinstance(below, Change) and below.of is not None:
        return below.of.plain()
    return ""


def _differentiated(inside: Expression, by: str, scope: Scope) -> Real:
    place = scope.get(by)
    if place is None:
        raise UnreadableError(f"nothing is known of {by}")

    def of(value: Real) -> Real:
        return inside.value(Scope(scope.truth, {**scope.at, by: value}, scope.as_shown))

    return derivative(of, place)
