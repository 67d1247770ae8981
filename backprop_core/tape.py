"""The tape: a forward pass and a backward pass as plain immutable records.

The backward pass is one reversed loop over the forward records; it never recurses, so a chain may be
of any length. A gradient that reaches a node along several paths is the sum of what they bring.
Source: reverse accumulation, Griewank and Walther, Evaluating Derivatives, 2nd ed., chapter 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from backprop_core.operations import OPERATIONS, TapeOperation, Value, number


@dataclass(frozen=True)
class TapeNode:
    """One value of the forward pass: a leaf (`rule` is None) or an operation on earlier nodes."""

    index: int
    name: str
    rule: TapeOperation | None
    inputs: tuple[int, ...]
    value: Value

    @property
    def operation(self) -> str:
        """Name of the operation, empty for a leaf."""
        return self.rule.name if self.rule else ""


@dataclass(frozen=True)
class BackwardStep:
    """One edge of the backward pass, from `node` back to `target`.

    `upstream` is the gradient at the node, `contribution` what this edge adds to the target's gradient.
    `reuse` counts the edges of the node that used this same upstream gradient before this one.
    """

    node: int
    target: int
    upstream: Value
    local: Value
    contribution: Value
    reuse: int


@dataclass(frozen=True)
class BackwardTrace:
    """A backward pass: its steps in order, gradients by node index, the multiplications done.

    Every node that the output depends on has a gradient, of the shape of its value.
    """

    steps: tuple[BackwardStep, ...]
    gradients: Mapping[int, Value]
    multiplications: int


class Tape:
    """A forward pass that is being recorded. Inputs come first, then operations on them."""

    def __init__(self) -> None:
        self._nodes: list[TapeNode] = []

    @property
    def nodes(self) -> tuple[TapeNode, ...]:
        """The records so far."""
        return tuple(self._nodes)

    def leaf(self, value: Value, name: str = "") -> int:
        """Record an input, a weight or a constant (an int is exact) and return its index."""
        return self._record(name, None, (), number(value))

    def apply(self, operation: str | TapeOperation, *inputs: int, name: str = "") -> int:
        """Record an operation, one of the table or another, on earlier nodes and return its index.

        Raises `KeyError` for an unknown operation, `ValueError` for a wrong number of inputs.
        """
        rule = OPERATIONS[operation] if isinstance(operation, str) else operation
        if len(inputs) != rule.arity:
            raise ValueError(f"{rule.name} takes {rule.arity} inputs, not {len(inputs)}")
        value = rule.value(*(self._nodes[index].value for index in inputs))
        return self._record(name, rule, inputs, value)

    def value(self, index: int) -> Value:
        """Return a node's value."""
        return self._nodes[index].value

    def _record(self, name: str, rule: TapeOperation | None, inputs: tuple[int, ...], value: Value) -> int:
        if isinstance(value, np.ndarray):
            value = value.copy()
            value.setflags(write=False)
        self._nodes.append(TapeNode(len(self._nodes), name, rule, inputs, value))
        return len(self._nodes) - 1


def named_inputs(nodes: tuple[TapeNode, ...], index: int) -> tuple[str, ...]:
    """Return the names of the nodes that a node is computed from, past those without a name, in order."""
    found: list[str] = []
    for entering in nodes[index].inputs:
        name = nodes[entering].name
        found += [name] if name else named_inputs(nodes, entering)
    return tuple(found)


def backward(nodes: tuple[TapeNode, ...], output: int, *, jacobians: bool = True) -> BackwardTrace:
    """Walk back from a scalar output and return the gradient of every node that it depends on.

    With `jacobians` false the steps leave out whole Jacobians of arrays (their `local` is None) and only
    vector-Jacobian products are computed. Multiplications are those of upstream with local derivative,
    counted for scalars and, entry by entry, for products with arrays. Raises `ValueError` for an output
    that is not among the nodes.
    """
    if not 0 <= output < len(nodes):
        raise ValueError(f"output {output} is not among the {len(nodes)} nodes")
    gradients: dict[int, Value] = {output: Fraction(1)}
    steps: list[BackwardStep] = []
    multiplications = 0
    for node in reversed(nodes[: output + 1]):
        rule = node.rule
        if node.index not in gradients or rule is None:
            continue
        upstream = gradients[node.index]
        inputs = tuple(nodes[index].value for index in node.inputs)
        for reuse, target in enumerate(node.inputs):
            scalar = not any(isinstance(value, np.ndarray) for value in (*inputs, node.value))
            local = rule.local(reuse, inputs, node.value) if scalar or jacobians else None
            contribution = rule.jacobian_product(reuse, upstream, inputs, node.value)
            multiplications += np.size(inputs[0] if rule.name == "affine" and not reuse else contribution)
            gradients[target] = gradients[target] + contribution if target in gradients else contribution
            steps.append(BackwardStep(node.index, target, upstream, local, contribution, reuse))
    return BackwardTrace(tuple(steps), gradients, multiplications)
