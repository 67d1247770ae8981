"""An expression as a circuit: what every gate comes to, and derivatives by nudging a value or a single wire.

A gate is an operation, or one statement of several. The gates of an expression are called q₁, q₂, … left to
right and the innermost first, the last one f; statements are called what they say. Numbers belong to the gate
that they enter. Several wires from one value into one gate are told apart by numbers in brackets, and so is a
wire into the last gate from a value that enters elsewhere too: along it, f changes by a part of ∂f/∂x.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from scenes.audit.truth.activations import ACTIVATIONS, CALLED, NEXT_TO
from scenes.audit.truth.arithmetic import leaf, operation_of, parts_of, tree_of
from scenes.audit.truth.precision import WORKING_DIGITS, Claim, Real, derivative, lowered, mp

Nodes = tuple[ast.expr, ...]
Given = tuple[tuple[str, Real], ...]
_OUTPUTS = ("f", "g", "h", "F")
"""What the value of one expression is called: the first of them that is no variable."""


@dataclass(frozen=True, eq=False)
class _Gate:
    """A gate: its name, where its value arises, and its wires: whose value, and where it enters."""

    name: str
    root: ast.expr
    wires: tuple[tuple[str, Nodes], ...]


@dataclass(frozen=True, eq=False)
class _Circuit:
    """Statements as trees with the texts that they are written in, and their gates."""

    statements: tuple[tuple[str, ast.expr, str], ...]
    gates: tuple[_Gate, ...]

    def places(self, name: str) -> Nodes:
        """Return everywhere that a value enters."""
        return tuple(
            node for gate in self.gates for source, nodes in gate.wires if source == name for node in nodes
        )

    def run(
        self, given: Given, moved: Mapping[ast.expr, Real], bent: Mapping[ast.expr, Callable[..., Real]]
    ) -> dict[ast.expr, Real]:
        """Return the value of every node; some are moved, and some go on along a line."""
        seen: dict[ast.expr, Real] = {}
        at = dict(given)

        def worked(node: ast.expr, text: str) -> Real:
            parts = [worked(part, text) for part in parts_of(node)]
            if node in moved:
                seen[node] = moved[node]
            else:
                seen[node] = bent.get(node, operation_of(node))(*parts) if parts else leaf(node, text, at)
            return seen[node]

        for name, tree, text in self.statements:
            at[name] = worked(tree, text)
        return seen


@lru_cache(maxsize=512)
def _settled(
    circuit: _Circuit, given: Given
) -> tuple[dict[ast.expr, Real], dict[ast.expr, Callable[..., Real]]]:
    """Return the value of every node, and the lines along which those that lie on a kink go on."""
    with mp.workdps(WORKING_DIGITS):
        seen = circuit.run(given, {}, {})
    lines = ((node, _line(node, [seen[part] for part in parts_of(node)])) for node in seen)
    return seen, {node: line for node, line in lines if line is not None}


@lru_cache(maxsize=4096)
def _slope(circuit: _Circuit, of: ast.expr, by: Nodes, given: Given) -> Real:
    """Return the derivative of a node where some others, which hold one value, are nudged."""
    if not by:
        return mp.mpf(0)
    seen, bent = _settled(circuit, given)
    return derivative(lambda value: circuit.run(given, dict.fromkeys(by, value), bent)[of], seen[by[0]])


def _line(node: ast.expr, values: Sequence[Real]) -> Callable[..., Real] | None:
    """Return what an operation on a kink counts as: of two equals the middle, else the line by convention."""
    name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    if name in ("max", "min") and len(values) == 2 and abs(values[0] - values[1]) < NEXT_TO:
        return lambda a, b: (a + b) / 2
    row = {**CALLED, **ACTIVATIONS}.get(name)
    return row.straight if row is not None and row.on_kink(values[0]) else None


def claims_of_circuit(statements: Sequence[tuple[str, str]], variables: Sequence[str]) -> dict[str, Claim]:
    """Return values, gradients, local derivatives and contributions, as functions of the variables.

    Statements are names and texts; a single expression has the name "". Raises `ValueError` for a text that
    is no expression.
    """
    circuit = _built(statements, variables)
    output = circuit.gates[-1]

    def given(at: Mapping[str, Real]) -> Given:
        return tuple((name, at[_plain(name)]) for name in variables)

    def value(node: ast.expr) -> Claim:
        return lambda at: _settled(circuit, given(at))[0][node]

    def slope(of: ast.expr, by: Nodes) -> Claim:
        return lambda at: _slope(circuit, of, by, given(at))

    f = _plain(output.name)
    claims: dict[str, Claim] = {_plain(name): _itself(_plain(name)) for name in variables}
    claims |= {f"∂{f}/∂{_plain(name)}": slope(output.root, circuit.places(name)) for name in variables}
    for gate in circuit.gates:
        name = _plain(gate.name)
        claims[name] = value(gate.root)
        claims[f"∂{f}/∂{name}"] = (
            slope(output.root, circuit.places(gate.name)) if gate is not output else mp.mpf(1)
        )
        sources = [source for source, _ in gate.wires]
        for place, (source, nodes) in enumerate(gate.wires, 1):
            alone = sources.count(source) == 1 and (
                gate is not output or len(circuit.places(source)) == len(nodes)
            )
            local = f"∂{name}/∂{_plain(source)}" + ("" if alone else f"[{place}]")
            claims[f"∂{f}/∂{name}·{local}"] = slope(output.root, nodes)
            claims[local] = slope(gate.root, nodes)
    return claims


def _itself(name: str) -> Claim:
    return lambda at: at[name]


def _plain(name: str) -> str:
    """Return a name as it stands on screen."""
    return name[0] + lowered(name[1:])


def _built(statements: Sequence[tuple[str, str]], variables: Sequence[str]) -> _Circuit:
    if [name for name, _ in statements] == [""]:
        tree, text = tree_of(statements[0][1], variables)
        output = next(name for name in _OUTPUTS if name not in variables)
        return _Circuit(((output, tree, text),), tuple(_operations(tree, variables, output)))
    known, read, gates = list(variables), list[tuple[str, ast.expr, str]](), list[_Gate]()
    for name, written in statements:
        tree, text = tree_of(written, known)
        places: dict[str, Nodes] = {}
        for node in _inside_out(tree):
            if isinstance(node, ast.Name) and node.id in known:
                places[node.id] = (*places.get(node.id, ()), node)
        read.append((name, tree, text))
        gates.append(_Gate(name, tree, tuple(places.items())))
        known.append(name)
    return _Circuit(tuple(read), tuple(gates))


def _operations(tree: ast.expr, variables: Sequence[str], output: str) -> Iterator[_Gate]:
    """Yield a gate for each operation on what is not a mere number."""
    names: dict[ast.expr, str] = {}
    numbers = count(1)
    for node in _inside_out(tree):
        entering = [part for part in parts_of(node) if part in names]
        if isinstance(node, ast.Name) and node.id in variables:
            names[node] = node.id
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd) and entering:
            names[node] = names[entering[0]]
        elif entering:
            names[node] = output if node is tree else f"q{next(numbers)}"
            yield _Gate(names[node], node, tuple((names[part], (part,)) for part in entering))


def _inside_out(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the nodes of a tree in the order in which they are worked out."""
    for part in parts_of(node):
        yield from _inside_out(part)
    yield node
