"""Decimals of a circuit: as few as let everything that is worked out with shown digits come out as shown."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from backprop_core.gate_formulas import SLOPES, slope
from backprop_core.decimals.agreement import round_alike
from backprop_core.decimals.assignment import Constraint, choose_decimals
from backprop_core.number import Number, show

if TYPE_CHECKING:
    from backprop_core.circuit import Circuit

Key = Hashable
_ALIKE = (2, 3, 4)
"""Numbers of decimals that are tried for all values alike, the fewest first."""
_PRODUCT, _SUBSTITUTED = 10_000, 1000


def decimals_for(circuit: Circuit) -> dict[Key, int]:
    """Return the decimals of ("value", name), ("gradient", name), ("local", wire), ("contribution", wire)."""
    same = _same(circuit)
    values = dict(_values(circuit, same))
    constraints = list(_constraints(circuit, same))
    for decimals in _ALIKE:
        if all(_agrees(one, values, decimals) for one in constraints):
            return dict.fromkeys((*values, *same), decimals)
    given = [("value", name) for name in circuit.given]
    chosen = choose_decimals(values, constraints, {}, given)
    return chosen | {key: chosen[other] for key, other in same.items()}


def _values(circuit: Circuit, same: Mapping[Key, Key]) -> Iterator[tuple[Key, Number]]:
    """Yield every value that is shown, in the order in which they depend on each other."""
    yield from ((("value", name), circuit.values[name]) for name in circuit.names)
    for gate in reversed(circuit.gates):
        if gate.name not in circuit.gradients:
            continue
        yield ("gradient", gate.name), circuit.gradients[gate.name]
        for wire, source in circuit.wires.items():
            if wire.gate == gate.name:
                if ("local", wire) not in same:
                    yield ("local", wire), circuit.slopes[wire]
                if len(circuit.leaving(source)) > 1:
                    yield ("contribution", wire), circuit.contributions[wire]
    for name in circuit.names:
        if name in circuit.gradients and name not in circuit.gate:
            yield ("gradient", name), circuit.gradients[name]


def _same(circuit: Circuit) -> dict[Key, Key]:
    """Return the contributions that are the whole gradient, and the slopes that are a value: they share digits."""
    found: dict[Key, Key] = {}
    for wire, source in circuit.wires.items():
        if len(circuit.leaving(source)) == 1:
            found["contribution", wire] = "gradient", source
        gate = circuit.gate[wire.gate]
        bare = slope(gate, wire.place)
        if bare == "{a}":
            found["local", wire] = "value", gate.name
        elif bare.strip("{}").isdigit() and bare.startswith("{"):
            found["local", wire] = "value", gate.inputs[int(bare[1:-1])]
    return found


def _constraints(circuit: Circuit, same: Mapping[Key, Key]) -> Iterator[Constraint]:
    from backprop_core.circuit import Wire, worked_out

    for gate in circuit.gates:
        entering = tuple(("value", name) for name in gate.inputs)

        def value(*stated: Fraction, gate: object = gate) -> Fraction:
            return _worked(lambda: worked_out(gate, stated)[0])  # type: ignore[arg-type]

        yield Constraint(("value", gate.name), entering, value, _SUBSTITUTED)
        for place in range(len(gate.inputs)):
            wire = Wire(gate.name, place)

            def local_slope(*stated: Fraction, gate: object = gate, place: int = place) -> Fraction:
                return _worked(lambda: worked_out(gate, stated)[1][place])  # type: ignore[arg-type]

            local: Key = ("local", wire)
            of_value = SLOPES.get(gate.operation, ("", None))[1]
            if local not in same and of_value is not None:
                yield Constraint(local, (("value", gate.name),), of_value, _SUBSTITUTED)
            elif local not in same:
                yield Constraint(local, entering, local_slope, _SUBSTITUTED)
            brought: Key = ("contribution", wire)
            factors = ("gradient", gate.name), same.get(local, local)
            yield Constraint(same.get(brought, brought), factors, lambda a, b: a * b, _PRODUCT)
    for name in circuit.gradients:
        terms = tuple(("contribution", wire) for wire in circuit.leaving(name))
        if len(terms) > 1:
            yield Constraint(("gradient", name), terms, lambda *all: sum(all, Fraction(0)), _PRODUCT)


def _worked(value: object) -> Fraction:
    try:
        return Fraction(value())  # type: ignore[operator]
    except (ArithmeticError, ValueError, TypeError):
        return Fraction(0)


def _agrees(one: Constraint, values: Mapping[Key, Number], decimals: int) -> bool:
    stated = (show(values[key], decimals).stated for key in one.operands)
    return round_alike(one.value(*stated), values[one.result], decimals)
