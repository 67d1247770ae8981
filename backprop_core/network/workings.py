"""Formulas of a network's values and slopes, and the decimals with which all that is worked out agrees."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod

from backprop_core.decimals.precision import Working
from backprop_core.network.graph import LOSS, Graph, Node, filled
from backprop_core.network.losses import Parts
from backprop_core.number import Number, show
from backprop_core.quantity import Formula, Quantity, Symbol

CLOSE = Fraction(1, 1000)
"""Below this a difference is written with a power of ten, which the decimals of its operands do not reach."""

_HOLE = re.compile(r"\{([\w.]+)\}")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Workings:
    """What is worked out with a network's numbers on screen. `values` are those of its nodes by key."""

    graph: Graph
    values: Mapping[str, Number]

    def formula(self, key: str, operands: Mapping[str, Quantity]) -> Formula:
        """Return the formula of a node's value."""
        node = self.graph.nodes[key]
        if key != LOSS:
            return Formula(node.template, _used(node.template, operands))
        return self.with_differences(node.template, operands)

    def sum_slope_formula(self, output: str, operands: Mapping[str, Quantity]) -> Formula:
        """Return the formula of the loss's derivative by the sum under an output, where one step gives it."""
        template = filled(self.graph.loss.sum_slope_formula, a=output, y=self._target(output))
        return self.with_differences(template, operands)

    def loss_part_formula(self, output: str, operands: Mapping[str, Quantity]) -> Formula:
        """Return the formula of one output's part of the loss."""
        loss, y = self.graph.loss, self._target(output)
        factor, term = loss.factor(self.graph.widths[-1]), filled(loss.written, a=output, y=y)
        whole = f"-({term})" if factor == "-" and " + " in term else f"{factor} {term}".replace("- {", "-{")
        return self.with_differences(whole.strip(), operands)

    def slope_formula(self, of: str, by: str, operands: Mapping[str, Quantity]) -> Formula:
        """Return the formula of a local derivative."""
        return self.with_differences(self._slope_template(of, by), operands)

    def _slope_template(self, of: str, by: str) -> str:
        node, other = self.graph.nodes[of], self.graph.nodes[by]
        if node.kind == "pre_activation":
            if other.kind == "bias":
                return "1"
            neuron = self.graph.neuron(node.layer, node.place)
            return (
                f"{{{dict(zip(neuron.weights, neuron.sources, strict=True))[by]}}}"
                if (other.kind == "weight")
                else f"{{{neuron.weights[other.place]}}}"
            )
        if node.kind == "loss":
            target = self.graph.targets[other.place]
            template = self.graph.loss.slope_formula(self.graph.widths[-1])
            return filled(template, a=by, y=target)
        own = self.graph.neuron(node.layer, node.place).sum
        if by != own:
            return f"-{{{of}}} * {{{self.graph.neuron(node.layer, other.place).output}}}"
        activation = self.graph.activation(node.layer)
        if activation.close and any((sign, of) in self.close for sign in "-+"):
            return filled(activation.close, a=of, z=by)
        return filled(activation.slope, a=of, z=by)

    @cached_property
    def close(self) -> dict[tuple[str, str], Number]:
        """Differences of operands so close that their digits do not tell them, by sign and key.

        ("-", a) is 1 - a, ("+", a) is 1 + a, ("y", a) is a minus its target.
        """
        found: dict[tuple[str, str], Number] = {}
        for key, node in self.graph.nodes.items():
            if node.kind == "activation" and self.graph.activation(node.layer).saturates:
                found["-", key], found["+", key] = 1 - self.values[key], 1 + self.values[key]
        for a, y in zip(self.graph.outputs, self.graph.targets, strict=True):
            if self.values[y] != 0:
                found["y", a] = self.values[a] - self.values[y]
        return {name: value for name, value in found.items() if value != 0 and -CLOSE < value < CLOSE}

    def difference(self, sign: str, key: str) -> Quantity:
        """Return a close difference as one number."""
        one = self.graph.nodes[key].symbol
        if sign == "y":
            y = self.graph.nodes[self._target(key)].symbol
            names = f"({one.typst} - {y.typst})", f"{one.plain} − {y.plain}", f"{one.spoken} minus {y.spoken}"
        else:
            plain = {"-": "−"}.get(sign, sign)
            said = "minus" if sign == "-" else "plus"
            names = f"(1 {sign} {one.typst})", f"1 {plain} {one.plain}", f"one {said} {one.spoken}"
        return Quantity(Symbol(*names, "activation"), self.close[sign, key])

    def with_differences(self, template: str, operands: Mapping[str, Quantity]) -> Formula:
        """Return a formula whose close differences are put in as one number each."""
        put_in, extra = template, dict[str, Quantity]()
        for sign, key in self.close:
            subtracted = f"{{{key}}} - {{{self._target(key)}}}" if sign == "y" else f"1 {sign} {{{key}}}"
            hole = f"difference{len(extra)}"
            if subtracted not in put_in:
                continue
            put_in = put_in.replace(f"({subtracted})", f"{{{hole}}}").replace(subtracted, f"{{{hole}}}")
            put_in = re.sub(r"(\d) \{" + hole, r"\1 * {" + hole, put_in).replace(
                f"ln{{{hole}}}", f"ln({{{hole}}})"
            )
            extra[hole] = self.difference(sign, key)
        used = _used(template, operands)
        return Formula(template, {**used, **extra}, put_in) if extra else Formula(template, used)

    def _target(self, output: str) -> str:
        return self.graph.targets[self.graph.nodes[output].place]

    @cached_property
    def same(self) -> dict[Hashable, Hashable]:
        """Derivatives that are equal to another value, whose digits they share, by (of, by).

        A sum's slope by a weight is what that weighs, and the other way round; its slope by the bias is 1.
        """
        found: dict[Hashable, Hashable] = {}
        for node in self.graph.nodes.values():
            if node.kind == "pre_activation":
                neuron = self.graph.neuron(node.layer, node.place)
                for weight, source in zip(neuron.weights, neuron.sources, strict=True):
                    found[neuron.sum, weight], found[neuron.sum, source] = source, weight
                found[LOSS, neuron.bias] = (LOSS, neuron.sum)
        return found

    def slope_pairs(self) -> Iterator[Pair]:
        """Yield (of, by) of every local derivative of the backward pass, in its order.

        The slopes by the inputs, which no training changes, are left out in a chain.
        """
        for node in reversed(list(self.graph.nodes.values())):
            for by in node.entering:
                kind = self.graph.nodes[by].kind
                if kind != "target" and not (kind == "input" and self.graph.is_chain):
                    yield node.key, by

    def steps(self, of: Iterable[Node]) -> list[Working]:
        """Return what is worked out of some nodes on screen: values, slopes, and the products of slopes."""
        found: list[Working] = []
        for node in of:
            if node.kind == "pre_activation":
                found.append(Working(node.key, node.entering, _weighted_sum))
            elif node.kind == "activation" and self.graph.activation(node.layer).name != "softmax":
                activation = self.graph.activation(node.layer)
                found.append(Working(node.key, node.entering, _as_fraction(activation.at)))
                found.append(self._slope_working(node))
            elif node.kind == "loss":
                found += self._loss_workings(node)
        return found

    def _slope_working(self, node: Node) -> Working:
        activation, of_value = self.graph.activation(node.layer), None
        z = node.entering[0]
        if activation.slope_of_value:
            of_value = activation.slope_of_value
        less, more = (self._stated(sign, node.key) for sign in "-+")

        def worked(stated: Fraction) -> Fraction:
            if of_value is None:
                return Fraction(activation.slope_at(stated))
            if activation.close and (less is not None or more is not None):
                return (1 - stated if less is None else less) * (1 + stated if more is None else more)
            return stated * less if less is not None and not activation.close else of_value(stated)

        return Working((node.key, z), (node.key if of_value else z,), worked)

    def _loss_workings(self, node: Node) -> list[Working]:
        loss, count = self.graph.loss, self.graph.widths[-1]
        outputs = self.graph.outputs

        def parts(key: str, a: Fraction, y: Fraction) -> Parts:
            less, gap = self._stated("-", key), self._stated("y", key)
            return Parts(a, y, 1 - a if less is None else less, a - y if gap is None else gap)

        def value(*stated: Fraction) -> Fraction:
            pairs = zip(outputs, stated[::2], stated[1::2], strict=True)
            return Fraction(loss.total([parts(*pair) for pair in pairs]))

        def slope_by(key: str) -> Callable[[Fraction, Fraction], Fraction]:
            return lambda a, y: Fraction(loss.slope_at(parts(key, a, y), count))

        slopes = [
            Working((LOSS, a), (a, y), slope_by(a)) for a, y in zip(outputs, self.graph.targets, strict=True)
        ]
        return [Working(LOSS, node.entering, value), *slopes]

    def products(self) -> list[Working]:
        """Return a chain's products: gradient times slope at each step, and all slopes at once."""
        pairs = self.graph.chain
        found = []
        for key in self.graph.backward_order:
            (source,) = self.graph.leaving[key]
            if source != LOSS and self.graph.nodes[key].kind != "bias":
                found.append(self._product((LOSS, key), (LOSS, source), (source, key)))
        return [*found, self._product((LOSS, pairs[0][1]), *pairs)]

    def _product(self, result: Hashable, *factors: Hashable) -> Working:
        """Return a product that stands on screen, equal values under one name."""
        names = tuple(self.same.get(factor, factor) for factor in factors)
        return Working(result, names, lambda *stated: prod(stated, start=Fraction(1)))

    def _stated(self, sign: str, key: str) -> Fraction | None:
        value = self.close.get((sign, key))
        return None if value is None else show(value).stated


def _weighted_sum(*stated: Fraction) -> Fraction:
    *terms, bias = stated
    return sum((w * a for w, a in zip(terms[::2], terms[1::2], strict=True)), bias)


def _as_fraction(value: Callable[[Number], Number]) -> Callable[[Fraction], Fraction]:
    return lambda stated: Fraction(value(stated))


def _used(template: str, operands: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Return the operands that a template has holes for."""
    return {key: operands[key] for key in dict.fromkeys(_HOLE.findall(template))}
