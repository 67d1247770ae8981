"""The graph of gates and its quantities. How they are called stands in `gates`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from backprop_core.circuit.decimals import Key, decimals_for
from backprop_core.circuit.formulas import slope, written
from backprop_core.circuit.gates import Gate, gates_of
from backprop_core.circuit.working import Wire, Worked, work_out
from backprop_core.number import Number
from backprop_core.operations import OPERATIONS
from backprop_core.quantity import Formula, Quantity, Role, Symbol, derivative_symbol
from backprop_core.spoken import spoken_number

_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Circuit:
    """Gates in the order in which they are worked out, and the values that go in, by name.

    Raises `CircuitError` where a value or a slope is not finite.
    """

    gates: tuple[Gate, ...]
    given: Mapping[str, Number]

    def __post_init__(self) -> None:
        assert self.worked.values

    @classmethod
    def from_statements(cls, statements: Sequence[tuple[str, str]], given: Mapping[str, Number]) -> Circuit:
        """Build the circuit of one expression, named "", or of several statements.

        Raises `ExpressionError` for a text that is none, `CircuitError` for what makes no circuit.
        """
        return cls(gates_of(statements, tuple(given)), dict(given))

    @property
    def output(self) -> str:
        """The name of the last gate."""
        return self.gates[-1].name

    @cached_property
    def worked(self) -> Worked:
        """The numbers behind the quantities."""
        return work_out(self.gates, self.given)

    @cached_property
    def gate(self) -> Mapping[str, Gate]:
        """The gates by name."""
        return {gate.name: gate for gate in self.gates}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all values: those that are given and used, then the gates'."""
        used = dict.fromkeys(name for gate in self.gates for name in gate.inputs)
        return (*(name for name in used if name in self.given), *self.gate)

    @cached_property
    def wires(self) -> Mapping[Wire, str]:
        """The value on each wire, by name, in the order of the gates."""
        return {Wire(gate.name, place): name for gate in self.gates for place, name in enumerate(gate.inputs)}

    def leaving(self, name: str) -> tuple[Wire, ...]:
        """Return the wires that a value leaves by: several where it fans out."""
        return tuple(wire for wire, source in self.wires.items() if source == name)

    def ways_from(self, name: str) -> list[list[Wire | str]]:
        """Return where a change of a value goes: it and the wires that it leaves by, then gates, and so on.

        A gate comes after everything that reaches it.
        """
        reached = {name: 0}
        for gate in self.gates:
            before = [reached[source] for source in gate.inputs if source in reached]
            if before:
                reached[gate.name] = 1 + max(before)
        waves: list[list[Wire | str]] = [[] for _ in range(1 + max(reached.values()))]
        for source, level in reached.items():
            waves[level] += [source, *self.leaving(source)]
        return waves

    def is_at_kink(self, gate: Gate) -> bool:
        """Tell whether a gate has no slope where it stands, and goes by a convention."""
        values = [self.worked.values[name] for name in gate.inputs]
        if gate.operation in ("max", "min") and len(values) == 2:
            return values[0] == values[1]
        operation = OPERATIONS.get(gate.operation)
        return operation is not None and operation.kink is not None and values[0] == operation.kink

    @cached_property
    def decimals(self) -> Mapping[Key, int]:
        """Decimals by key, so that what is shown, worked out again, gives what is shown."""
        return decimals_for(self)

    @cached_property
    def value(self) -> Mapping[str, Quantity]:
        """Every value as a quantity with its formula."""
        found: dict[str, Quantity] = {}
        for name in self.names:
            gate = self.gate.get(name)
            symbol = symbol_of(name, "input" if gate is None else "ink")
            formula = None if gate is None else Formula(written(gate), _operands(gate, found))
            found[name] = Quantity(symbol, self.worked.values[name], formula, self.decimals["value", name])
        return found

    @cached_property
    def gradient(self) -> Mapping[str, Quantity]:
        """Every gradient as a quantity; where several wires meet it is the sum of what they bring."""
        return {
            name: Quantity(
                derivative_symbol(self._symbol(self.output), self._symbol(name)),
                value,
                None,
                self.decimals["gradient", name],
            )
            for name, value in self.worked.gradients.items()
        }

    @cached_property
    def local(self) -> Mapping[Wire, Quantity]:
        """Every local derivative as a quantity, with its formula where it is no mere number."""
        found: dict[Wire, Quantity] = {}
        for wire, value in self.worked.slopes.items():
            gate = self.gate[wire.gate]
            template = slope(gate, wire.place)
            operands = {**_operands(gate, self.value), "a": self.value[gate.name]}
            symbol = derivative_symbol(self._symbol(gate.name), self._entering(wire))
            formula = Formula(template, operands) if template else None
            found[wire] = Quantity(symbol, value, formula, self.decimals["local", wire])
        return found

    @cached_property
    def contribution(self) -> Mapping[Wire, Quantity]:
        """What goes back along each wire as a quantity, named by the product that it is."""
        found: dict[Wire, Quantity] = {}
        for wire, value in self.worked.contributions.items():
            upstream, local = self.gradient[wire.gate].symbol, self.local[wire].symbol
            symbol = Symbol(
                f"{upstream.typst} dot.op {local.typst}",
                f"{upstream.plain}·{local.plain}",
                f"{upstream.spoken} times {local.spoken}",
                "gradient",
            )
            found[wire] = Quantity(symbol, value, None, self.decimals["contribution", wire])
        return found

    def _symbol(self, name: str) -> Symbol:
        return self.value[name].symbol

    def _entering(self, wire: Wire) -> Symbol:
        """Return the symbol of the value on a wire, told apart from the same value on another of the gate.

        So it is on one of several wires of which this one enters the last gate: along it alone, the output
        does not change as it does with the value.
        """
        name = self.wires[wire]
        symbol = self._symbol(name)
        alone = len(self.leaving(name)) == 1
        if alone or (wire.gate != self.output and self.gate[wire.gate].inputs.count(name) == 1):
            return symbol
        number = wire.place + 1
        return Symbol(
            f"{symbol.typst}^((#h(0pt){number}))",
            f"{symbol.plain}[{number}]",
            f"{symbol.spoken} by wire {spoken_number(str(number))}",
            symbol.role,
        )


def symbol_of(name: str, role: Role = "input") -> Symbol:
    """Return the symbol of a name of one letter and perhaps digits."""
    letter, digits = name[0], name[1:]
    index = f"_({digits})" if len(digits) > 1 else f"_{digits}" if digits else ""
    said = " ".join([letter, *([spoken_number(digits)] if digits else [])])
    return Symbol(letter + index, letter + digits.translate(_LOWERED), said, role)


def _operands(gate: Gate, found: Mapping[str, Quantity]) -> dict[str, Quantity]:
    return {str(place): found[source] for place, source in enumerate(gate.inputs)}
