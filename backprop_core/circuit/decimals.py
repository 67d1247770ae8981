"""Decimals of a circuit: one precision, at which everything that is worked out with shown digits closes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from backprop_core.circuit.formulas import SLOPES, slope
from backprop_core.circuit.working import Wire, at_gate
from backprop_core.decimals.precision import Working, choose_precision, with_precision
from backprop_core.number import Number

if TYPE_CHECKING:
    from backprop_core.circuit.circuit import Circuit
    from backprop_core.circuit.gates import Gate

Key = Hashable
"""("value", name), ("gradient", name), ("local", wire) or ("contribution", wire)."""

_FEWEST = 2
"""Decimals of a circuit's numbers, unless it takes more for what is worked out to close."""


def decimals_for(circuit: Circuit) -> dict[Key, int]:
    """Return the decimals of everything that is shown of a circuit."""
    same = _same(circuit)
    values = dict(_values(circuit, same))
    given = [("value", name) for name in circuit.given]
    precision = choose_precision(values, _workings(circuit, same), given, fewest=_FEWEST)
    chosen = with_precision(values, precision, given)
    return chosen | {key: chosen[other] for key, other in same.items()}


def _values(circuit: Circuit, same: Mapping[Key, Key]) -> Iterator[tuple[Key, Number]]:
    """Yield every value that has digits of its own, in the order in which they depend on each other."""
    worked = circuit.worked
    yield from ((("value", name), worked.values[name]) for name in circuit.names)
    for gate in reversed(circuit.gates):
        yield ("gradient", gate.name), worked.gradients[gate.name]
        for place in range(len(gate.inputs)):
            wire = Wire(gate.name, place)
            own = {("local", wire): worked.slopes[wire], ("contribution", wire): worked.contributions[wire]}
            yield from ((key, value) for key, value in own.items() if key not in same)
    for name in circuit.names:
        if name not in circuit.gate:
            yield ("gradient", name), worked.gradients[name]


def _same(circuit: Circuit) -> dict[Key, Key]:
    """Return what shares another's digits: contributions that are a gradient, slopes that are a value."""
    found: dict[Key, Key] = {}
    for wire, source in circuit.wires.items():
        if len(circuit.leaving(source)) == 1:
            found["contribution", wire] = "gradient", source
        gate = circuit.gate[wire.gate]
        held = {"{a}": gate.name, **{f"{{{place}}}": name for place, name in enumerate(gate.inputs)}}
        if (bare := slope(gate, wire.place)) in held:
            found["local", wire] = "value", held[bare]
    return found


def _workings(circuit: Circuit, same: Mapping[Key, Key]) -> Iterator[Working]:
    """Yield what is worked out on screen: values, slopes, contributions, sums."""
    for gate in circuit.gates:
        entering = tuple(("value", name) for name in gate.inputs)
        yield Working(("value", gate.name), entering, _rational(_value_of(gate)))
        for place in range(len(gate.inputs)):
            wire = Wire(gate.name, place)
            local, brought = ("local", wire), ("contribution", wire)
            of_value = SLOPES.get(gate.operation, ("", None))[1]
            if local not in same:
                operands = (("value", gate.name),) if of_value else entering
                rule = of_value or _rational(_slope_of(gate, place))
                yield Working(local, operands, rule)
            factors = ("gradient", gate.name), same.get(local, local)
            yield Working(same.get(brought, brought), factors, lambda a, b: a * b)
    for name in circuit.names:
        terms = tuple(("contribution", wire) for wire in circuit.leaving(name))
        if len(terms) > 1:
            yield Working(("gradient", name), terms, lambda *all: sum(all, Fraction(0)))


def _value_of(gate: Gate) -> Callable[..., Number]:
    return lambda *stated: at_gate(gate, stated)[0]


def _slope_of(gate: Gate, place: int) -> Callable[..., Number]:
    return lambda *stated: at_gate(gate, stated)[1][place]


def _rational(rule: Callable[..., Number]) -> Callable[..., Fraction]:
    """Return a rule of stated numbers, 0 where they are none that it is defined for."""

    def worked(*stated: Fraction) -> Fraction:
        try:
            return Fraction(rule(*stated))
        except (ArithmeticError, ValueError, TypeError):
            return Fraction(0)

    return worked
