"""The picture of a circuit: everything in its room, nothing over anything else, wires where they belong."""

from fractions import Fraction
from functools import lru_cache
from itertools import combinations

import numpy as np
import pytest
from manim import Mobject, VMobject

from backprop_core.circuit import Circuit
from backprop_core.circuit.gates import statements_of
from config import load_settings
from scenes.chapters.circuit.circuit_diagram import CircuitDiagram
from scenes.chapters.circuit.layered_layout import columns_of
from scenes.chapters.circuit.placing import columns_for
from scenes.chapters.circuit.way_back import SumStep, beats_back
from scenes.stage.layout import Region

ROOM = Region(-6.4, 6.4, -2.0, 2.8)
SLACK = 0.001
CASES = {
    "(x + y) * max(y, z)": "xyz",
    "(x + sigmoid(y)) / (sigmoid(x) + (x + y)^2)": "xy",
    "a*b + c*d + f*g + h*i": "abcdfghi",
    "(a*b)*(c*d) + (f*g)*(h*i)": "abcdfghi",
    "x*x + x": "x",
    "sin(x)": "x",
}


def circuit_of(text: str, names: str) -> Circuit:
    values = {name: Fraction(index + 2, 3) for index, name in enumerate(names)}
    return Circuit.from_statements(statements_of(text), values)


@lru_cache
def diagram_of(text: str, names: str) -> CircuitDiagram:
    return CircuitDiagram(load_settings().theme, circuit_of(text, names), ROOM)


def box(mobject: Mobject) -> tuple[float, float, float, float]:
    left, right = float(mobject.get_left()[0]), float(mobject.get_right()[0])
    return left, float(mobject.get_bottom()[1]), right, float(mobject.get_top()[1])


def places_on(line: VMobject) -> tuple[np.ndarray, np.ndarray]:
    """Return places along the cubic pieces of a line, without their ends."""
    t = np.linspace(0.02, 0.98, 40)[:, None]
    weights = np.hstack([(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3])
    places = np.concatenate([weights @ piece for piece in line.points.reshape(-1, 4, 3)])
    return places[:, 0], places[:, 1]


def apart(one: Mobject, other: Mobject) -> bool:
    a, b = box(one), box(other)
    return a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


@pytest.mark.parametrize(("text", "names"), CASES.items())
def test_numbers_names_and_gates_stand_apart_in_the_room(text: str, names: str) -> None:
    diagram = diagram_of(text, names)
    numbers = [*diagram.values.values(), *diagram.gradients.values(), *diagram.brought.values()]
    things: list[Mobject] = [*numbers, *diagram.names.values(), *diagram.boxes.values()]
    assert all(apart(one, other) for one, other in combinations(things, 2))
    for thing in things:
        left, bottom, right, top = box(thing)
        assert ROOM.left - 0.01 <= left and right <= ROOM.right + 0.01
        assert ROOM.bottom - 0.01 <= bottom and top <= ROOM.top + 0.01


@pytest.mark.parametrize(("text", "names"), CASES.items())
def test_no_wire_runs_through_a_number_or_a_gate(text: str, names: str) -> None:
    diagram = diagram_of(text, names)
    numbers = [*diagram.values.values(), *diagram.gradients.values(), *diagram.brought.values()]
    for line in (*diagram.wires.values(), *diagram.stubs.values()):
        x, y = places_on(line)
        for thing in (*numbers, *diagram.names.values(), *diagram.boxes.values()):
            left, bottom, right, top = box(thing)
            assert not ((left + SLACK < x) & (x < right - SLACK) & (bottom < y) & (y < top)).any()


@pytest.mark.parametrize(("text", "names"), CASES.items())
def test_wires_lead_from_their_source_into_their_gate(text: str, names: str) -> None:
    diagram = diagram_of(text, names)
    circuit = diagram.circuit
    for wire, source in circuit.wires.items():
        start, end = diagram.wires[wire].get_start(), diagram.wires[wire].get_end()
        assert start == pytest.approx(diagram.stubs[source].get_end())
        left, bottom, _, top = box(diagram.boxes[wire.gate])
        assert end[0] == pytest.approx(left, abs=0.05)
        assert bottom < end[1] < top


def test_the_order_in_the_columns_avoids_a_crossing() -> None:
    edges = [("a", "p"), ("b", "q"), ("c", "p"), ("d", "q"), ("p", "f"), ("q", "f")]
    first, second, _ = columns_of(edges, ["a", "b", "c", "d", "p", "q", "f"]).columns
    sides = {"a": "p", "c": "p", "b": "q", "d": "q"}
    assert [sides[str(name)] for name in first] == [str(second[0])] * 2 + [str(second[1])] * 2


def test_every_gate_goes_back_once_and_every_fan_is_added_up_after_its_gates() -> None:
    circuit = circuit_of("(x + sigmoid(y)) / (sigmoid(x) + (x + y)^2)", "xy")
    steps = [step for beat in beats_back(circuit) for step in beat.steps]
    gates = [step.gate.name for step in steps if not isinstance(step, SumStep)]
    assert gates == [gate.name for gate in reversed(circuit.gates)]
    for place, step in enumerate(steps):
        if isinstance(step, SumStep):
            gone = {one.gate.name for one in steps[:place] if not isinstance(one, SumStep)}
            assert {wire.gate for wire in circuit.leaving(step.name)} <= gone
    assert {step.name for step in steps if isinstance(step, SumStep)} == {"x", "y"}


def test_equal_graphs_are_laid_out_alike_wherever_they_lie_in_memory() -> None:
    circuit = circuit_of("(x + sigmoid(y)) / (sigmoid(x) + (x + y)^2)", "xy")
    between: list[object] = []
    found = set()
    for count in range(30):
        between.append([bytearray(48) for _ in range(7 * count)])
        found.add(columns_for(circuit).columns)
    assert len(found) == 1
