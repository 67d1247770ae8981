"""What a formula on screen says, as a tree that can be worked out and written as a plain name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from scenes.audit.figures.digits import stated
from scenes.audit.figures.scope import Values
from scenes.audit.figures.typst_tokens import UnreadableError
from scenes.audit.truth.precision import Real, derivative, mp


class Node(Protocol):
    """A part of a formula."""

    def value(self, values: Values) -> Real:
        """Work it out. Raises `UnreadableError` where a name means nothing."""
        ...

    def plain(self) -> str:
        """Write it as quantities are named in plain text."""
        ...

    def parts(self) -> tuple[Node, ...]:
        """Return what it is made of."""
        ...


@dataclass(frozen=True)
class Number:
    """Digits that are typed into the formula."""

    text: str

    def value(self, values: Values) -> Real:
        """Return what the digits state."""
        return mp.mpf(self.text)

    def plain(self) -> str:
        """Return the digits."""
        return self.text

    def parts(self) -> tuple[Node, ...]:
        """Return nothing."""
        return ()


@dataclass(frozen=True)
class ShownDigits:
    """A quantity's digits."""

    name: str
    text: str
    exact: bool

    def value(self, values: Values) -> Real:
        """Return what the digits state, or what the quantity truly is."""
        if values.as_shown:
            return stated(self.text) + values.off.get(self.name, 0)
        found = values.get(self.name)
        if found is None:
            raise UnreadableError(f"nothing is known of {self.name}")
        return found

    def plain(self) -> str:
        """Return the digits."""
        return self.text

    def parts(self) -> tuple[Node, ...]:
        """Return nothing."""
        return ()


@dataclass(frozen=True)
class Name:
    """A name of a value."""

    text: str

    def value(self, values: Values) -> Real:
        """Return what it means."""
        found = values.get(self.text)
        if found is None and self.text in ("e", "π"):
            return +(mp.e if self.text == "e" else mp.pi)
        if found is None:
            raise UnreadableError(f"nothing is known of {self.text}")
        return found

    def plain(self) -> str:
        """Return the name."""
        return self.text

    def parts(self) -> tuple[Node, ...]:
        """Return nothing."""
        return ()


@dataclass(frozen=True)
class Change:
    """∂ or d before a name, a part of a derivative; or alone, the sign that asks for one."""

    sign: str
    of: Node | None

    def value(self, values: Values) -> Real:
        """Raise `UnreadableError`: it has no value of its own."""
        raise UnreadableError(f"{self.plain()} has no value of its own")

    def plain(self) -> str:
        """Return it as derivatives are named."""
        return self.sign + (self.of.plain() if self.of is not None else "")

    def parts(self) -> tuple[Node, ...]:
        """Return what changes."""
        return () if self.of is None else (self.of,)


@dataclass(frozen=True)
class Call:
    """A function of something. Arguments are several only where the truth knows the whole by its name."""

    function: str
    arguments: tuple[Node, ...]

    def value(self, values: Values) -> Real:
        """Return what is known under the whole name, or else the function of its argument."""
        found = values.get(self.plain())
        if found is not None:
            return found
        apply = values.function(self.function)
        if apply is None or len(self.arguments) != 1:
            raise UnreadableError(f"nothing is known of {self.plain()}")
        return apply(self.arguments[0].value(values))

    def plain(self) -> str:
        """Write the call."""
        return f"{self.function}({', '.join(argument.plain() for argument in self.arguments)})"

    def parts(self) -> tuple[Node, ...]:
        """Return the arguments."""
        return self.arguments


@dataclass(frozen=True)
class Operation:
    """Two parts joined by a sign: + - * / ^."""

    sign: str
    left: Node
    right: Node

    def value(self, values: Values) -> Real:
        """Work it out; a quotient or product that has a name of its own means what it names."""
        named = values.get(self.plain()) if self.sign in "/*" else None
        if named is not None:
            return named
        if self.sign == "*" and (asked := _asked(self.left)):
            return _differentiated(self.right, asked, values)
        left, right = self.left.value(values), self.right.value(values)
        if self.sign == "/" and right == 0:
            raise UnreadableError(f"{self.plain()} divides by zero")
        match self.sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right
        return left**right

    def plain(self) -> str:
        """Write both parts with the sign between them, in parentheses where they hold weaker signs."""
        sign = {"-": "−", "*": "·"}.get(self.sign, self.sign)
        bonds = _BONDS[self.sign]
        left, right = (_held(side, bond) for side, bond in zip(self.parts(), bonds, strict=True))
        return f"{left}{sign}{right}"

    def parts(self) -> tuple[Node, ...]:
        """Return both parts."""
        return (self.left, self.right)


@dataclass(frozen=True)
class Negative:
    """Minus something."""

    of: Node

    def value(self, values: Values) -> Real:
        """Return the negative."""
        return -self.of.value(values)

    def plain(self) -> str:
        """Write it with a minus."""
        return f"−{self.of.plain()}"

    def parts(self) -> tuple[Node, ...]:
        """Return what is negative."""
        return (self.of,)


def leaves(node: Node) -> tuple[Node, ...]:
    """Return the parts of a formula that have no parts."""
    return tuple(leaf for part in node.parts() for leaf in leaves(part)) if node.parts() else (node,)


def states_digits(node: Node) -> bool:
    """Tell whether a quantity's digits stand in a formula."""
    return any(isinstance(leaf, ShownDigits) for leaf in leaves(node))


def is_name(node: Node) -> bool:
    """Tell whether a formula only names something: its digits, if any, belong to names."""
    if isinstance(node, Operation):
        return node.sign == "/" and all(_is_change(side) for side in node.parts())
    if isinstance(node, Call):
        return all(is_name(argument) for argument in node.arguments)
    return isinstance(node, Name) or (isinstance(node, Change) and (node.of is None or is_name(node.of)))


_BONDS = {"+": (0, 0), "-": (0, 1), "*": (1, 1), "/": (1, 2), "^": (2, 2)}
"""How strong a sign a part must hold on either side of each sign to stand without parentheses."""


def _held(node: Node, bond: int) -> str:
    strength = 3
    if isinstance(node, Operation):
        strength = {"+": 0, "-": 0, "*": 1, "/": 1, "^": 2}[node.sign]
    elif isinstance(node, Negative):
        strength = 0
    return node.plain() if strength >= bond else f"({node.plain()})"


def _is_change(node: Node) -> bool:
    return isinstance(node, Change) or (isinstance(node, Name) and node.text[0] == "Δ")


def _asked(node: Node) -> str:
    """Return by what d/dz asks to differentiate, empty for anything else."""
    if not (isinstance(node, Operation) and node.sign == "/"):
        return ""
    above, below = node.parts()
    if isinstance(above, Change) and above.of is None and isinstance(below, Change) and below.of is not None:
        return below.of.plain()
    return ""


def _differentiated(inside: Node, by: str, values: Values) -> Real:
    place = values.get(by)
    if place is None:
        raise UnreadableError(f"nothing is known of {by}")

    def of(value: Real) -> Real:
        return inside.value(Values(values.truth, {**values.at, by: value}, values.as_shown))

    return derivative(of, place)
