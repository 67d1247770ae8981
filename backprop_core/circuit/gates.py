"""An expression as gates: which operation, or which whole statement, is one gate, and what goes into it.

Names, which the audit shares: a variable is called as it is written (w0 is w₀). The gates of one expression
are called q₁, q₂, … in the order in which they are worked out (left to right, the innermost first), the last
one f. Of a list of statements each is one gate with the name that it is given; the last one is the output.
With f for the output: ∂f/∂q₁ is a gradient (∂f/∂f is 1), ∂q₂/∂q₁ a local derivative, and what goes back along
a wire, a contribution, is ∂f/∂q₂·∂q₂/∂q₁. Where one value enters a gate by several wires, as in x·x, they are
told apart by numbers in brackets: ∂q₁/∂x[1], ∂f/∂q₁·∂q₁/∂x[1]. So is a wire into the last gate from a value
that enters elsewhere, too, because ∂f/∂x is its whole gradient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from backprop_core.syntax import Call, Name, Node, parse

OUTPUT_NAMES = ("f", "g", "h", "F")
"""What the output of one expression is called: the first that is no variable."""

VARIABLE = re.compile(r"[A-Za-z]\d{0,2}", re.ASCII)
RESERVED = re.compile(r"e|q\d+", re.ASCII)
"""How a value may be called, and which of these names mean something else."""

STATEMENT = re.compile(r"\s*(\w+)\s*=(.*)", re.ASCII | re.DOTALL)


class CircuitError(ValueError):
    """A circuit that cannot be built: what is wrong. `at_values` tells that values are to blame."""

    def __init__(self, reason: str, *, at_values: bool = False) -> None:
        super().__init__(reason)
        self.at_values = at_values


@dataclass(frozen=True)
class Gate:
    """A gate: its name, what it works out, and the names of the values on its wires, in order.

    The names in `tree` are the places of the wires, "0", "1", …
    """

    name: str
    tree: Node
    inputs: tuple[str, ...]

    @property
    def operation(self) -> str:
        """The operation of a gate of one operation on what its wires bring; "" for a longer formula."""
        plain = isinstance(self.tree, Call) and not any(
            isinstance(inside, Call) and not is_constant(inside) for inside in self.tree.arguments
        )
        return self.tree.operation if isinstance(self.tree, Call) and plain else ""

    @property
    def holds_constant(self) -> bool:
        """Whether a number is written into the gate beside what its wires bring."""
        return isinstance(self.tree, Call) and any(is_constant(inside) for inside in self.tree.arguments)


def statements_of(written: str | Sequence[str]) -> list[tuple[str, str]]:
    """Return the names and the texts of statements, the name "" for an expression that stands alone.

    Raises `CircuitError` for a list that holds something else than `name = expression`.
    """
    if isinstance(written, str):
        return [("", written)]
    found = [STATEMENT.fullmatch(one) for one in written]
    if not found or not all(found):
        raise CircuitError('give statements such as "c = a + b"')
    return [(match.group(1), match.group(2).strip()) for match in found if match]


def as_one_gate(name: str, text: str, known: Sequence[str]) -> Gate:
    """Return a whole expression as one gate. Raises `ExpressionError` for a text that is none."""
    tree = parse(text, known)
    return _gate(name, tree, {one: index for index, one in enumerate(names_in(tree))})


def names_in(node: Node) -> tuple[str, ...]:
    """Return the names in a tree in the order in which they are first met."""
    return tuple(dict.fromkeys(_names(node)))


def is_constant(node: Node) -> bool:
    """Tell whether no name stands in a tree."""
    return not names_in(node)


def gates_of(statements: Sequence[tuple[str, str]], variables: Sequence[str]) -> tuple[Gate, ...]:
    """Return the gates of one expression, or one gate for each of several statements.

    Numbers are written into the gate that they enter: a gate has wires only for what changes. Raises
    `CircuitError` and `ExpressionError`.
    """
    if [name for name, _ in statements] == [""]:
        return _of_expression(parse(statements[0][1], variables), variables)
    known, gates = list(variables), list[Gate]()
    for name, text in statements:
        if not VARIABLE.fullmatch(name) or RESERVED.fullmatch(name):
            raise CircuitError(f"{name} is no name for a statement, give one letter, with digits or without")
        if name in known:
            raise CircuitError(f"{name} is given twice, give each statement a new name")
        gates.append(as_one_gate(name, text, known))
        if not gates[-1].inputs:
            raise CircuitError(f"{name} holds no variable, write its number where it is needed")
        known.append(name)
    for gate in gates[:-1]:
        if not any(gate.name in later.inputs for later in gates):
            raise CircuitError(f"nothing needs {gate.name}, give statements that lead to the last one")
    return tuple(gates)


def _of_expression(tree: Node, variables: Sequence[str]) -> tuple[Gate, ...]:
    gates: list[Gate] = []

    def wire(node: Node) -> str:
        """Return the name of what a part of the tree comes to, its gates made first."""
        if isinstance(node, Name):
            return node.name
        assert isinstance(node, Call)
        entering = {index: wire(part) for index, part in enumerate(node.arguments) if not is_constant(part)}
        places = {index: str(place) for place, index in enumerate(entering)}
        inside = tuple(
            Name(places[index], part.position, part.end) if index in places else part
            for index, part in enumerate(node.arguments)
        )
        gates.append(Gate(f"q{len(gates) + 1}", replace(node, arguments=inside), tuple(entering.values())))
        return gates[-1].name

    if not is_constant(tree):
        wire(tree)
    if not gates:
        raise CircuitError("give an expression with an operation on a variable")
    output = next(name for name in OUTPUT_NAMES if name not in variables)
    gates[-1] = replace(gates[-1], name=output)
    return tuple(gates)


def _gate(name: str, tree: Node, places: Mapping[str, int]) -> Gate:
    return Gate(name, _renamed(tree, places), tuple(places))


def _renamed(node: Node, places: Mapping[str, int]) -> Node:
    if isinstance(node, Name):
        return replace(node, name=str(places[node.name]))
    if isinstance(node, Call):
        return replace(node, arguments=tuple(_renamed(part, places) for part in node.arguments))
    return node


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, Call):
        for part in node.arguments:
            yield from _names(part)
