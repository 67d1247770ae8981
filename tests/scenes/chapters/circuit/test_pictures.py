"""What gates look like from close by: lengths, areas, tangents and bands say what the gradients are."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from manim import Line, Mobject
from manim.animation.animation import prepare_animation

from backprop_core.circuit import Circuit, Gate, Wire
from backprop_core.circuit.gates import statements_of
from config import load_settings
from scenes.chapters.circuit.circuit_diagram import CircuitDiagram
from scenes.chapters.circuit.close_up import CloseUp, picture_of
from scenes.chapters.circuit.gate_picture import GatePicture
from scenes.chapters.circuit.growing_area import GrowingArea
from scenes.chapters.circuit.length_rows import LengthRows
from scenes.chapters.circuit.meeting_bands import MeetingBands
from scenes.chapters.circuit.ribbon import Ribbon, through
from scenes.chapters.circuit.wire_curves import WireCurves
from scenes.stage.layout import Region
from scenes.stage.measure import measurements_of

THEME = load_settings().theme
ROOM, SIZE = Region(-6.4, 6.4, -2.0, 2.8), (6.0, 3.6)


def one_gate(text: str, **values: object) -> tuple[Circuit, Gate]:
    given = {name: Fraction(str(value)) for name, value in values.items()}
    circuit = Circuit.from_statements(statements_of(text), given)
    return circuit, circuit.gates[-1]


def picture(text: str, **values: object) -> GatePicture:
    circuit, gate = one_gate(text, **values)
    return picture_of(THEME, circuit, gate, SIZE, list(range(len(gate.inputs))))


def length(line: Mobject) -> float:
    return float(line.points[-1][0] - line.points[0][0])


@pytest.mark.parametrize(
    ("text", "values", "slopes"),
    [
        ("x + y", {"x": 1.5, "y": -2.5}, (1, 1)),
        ("x - y", {"x": 1.5, "y": 2.5}, (1, -1)),
        ("x + 2", {"x": -3}, (1,)),
        ("2 + x", {"x": -3}, (1,)),
        ("max(x, y)", {"x": 4, "y": -1}, (1, 0)),
        ("min(x, y)", {"x": 4, "y": -1}, (0, 1)),
    ],
)
def test_rows_lengthen_by_the_slope(text: str, values: dict[str, object], slopes: tuple[int, ...]) -> None:
    rows = picture(text, **values)
    assert isinstance(rows, LengthRows)
    out = len(rows.parts)
    for place, slope in enumerate(slopes):
        tip = rows._drawn({place})[out][1]
        assert length(tip) / rows.unit == pytest.approx(slope * rows.delta, abs=1e-3)


@pytest.mark.parametrize("text", ["x + y", "x - y", "max(x, y)", "2 - x + y*0"])
def test_rows_are_as_long_as_the_values(text: str) -> None:
    circuit, gate = one_gate(text, x="1.5", y="-2.5")
    rows = picture_of(THEME, circuit, gate, SIZE, [0, 1])
    for one in measurements_of(rows):
        name = next(name for name, value in circuit.value.items() if value.name == one.name)
        assert one.found == pytest.approx(float(circuit.worked.values[name]), abs=one.tolerance)


@pytest.mark.parametrize(("x", "y"), [(4, "2.5"), (-3, 2), (2, -2), (1, 1), (0, 1)])
def test_the_strip_is_as_long_as_the_other_side(x: object, y: object) -> None:
    area = picture("x * y", x=x, y=y)
    assert isinstance(area, GrowingArea)
    edges = [area._edge(place) for place in (0, 1)]
    assert float(np.linalg.norm(edges[0].get_vector())) == pytest.approx(abs(area.up), abs=1e-6)
    assert float(np.linalg.norm(edges[1].get_vector())) == pytest.approx(abs(area.across), abs=1e-6)


def test_an_area_with_a_side_that_would_not_be_seen_has_two_scales() -> None:
    area = picture("x * y", x=1000, y="0.01")
    assert isinstance(area, GrowingArea)
    assert min(area.across, area.up) > 1.0


@pytest.mark.parametrize(
    "text", ["sigmoid(x)", "exp(x)", "1/x", "x^2", "ln(x)", "tanh(x)", "-x", "relu(x)", "x*2", "sqrt(x)"]
)
def test_tangents_have_the_local_slope(text: str) -> None:
    circuit, gate = one_gate(text, x="1.3")
    curves = picture_of(THEME, circuit, gate, SIZE, [0])
    assert isinstance(curves, WireCurves)
    for _ in curves.nudge(0):
        pass
    slope = float(circuit.worked.slopes[Wire(gate.name, 0)])
    (found,) = curves.curves[0].measurements()
    assert found.found == pytest.approx(slope, abs=found.tolerance)
    assert curves.width <= SIZE[0] + 1e-6
    tangent, dot = curves.curves[0].tangent, curves.curves[0].dot
    assert isinstance(tangent, Line)
    assert tangent.get_center() == pytest.approx(dot.get_center(), abs=1e-6)


def test_a_band_turns_over_where_its_sign_does_and_ends_where_nothing_comes() -> None:
    ends = (3.0, 0.0), (-3.0, 1.0)
    assert [band.thick for band in through(THEME, *ends, (2.0, 4.0), 0.1)] == [pytest.approx((0.2, 0.4))]
    turned = [*through(THEME, *ends, (2.0, -4.0), 0.1)]
    assert [band.thick for band in turned] == [pytest.approx((0.2, 0.0)), pytest.approx((0.0, 0.4))]
    assert not [*through(THEME, *ends, (2.0, 0.0), 0.1)]


def test_a_band_runs_in_from_its_start() -> None:
    band = Ribbon(THEME, (3.0, 0.0), (-3.0, 1.0), (0.2, 0.4))
    band.lay(0.5)
    assert float(band.get_left()[0]) == pytest.approx(0.0)
    band.lay(1.0)
    assert float(band.get_left()[0]) == pytest.approx(-3.0)


@pytest.mark.parametrize("values", [("1.5", "2.5", "-1"), ("-3", "0.5", "2")])
def test_bands_are_as_thick_as_gradients(values: tuple[str, str, str]) -> None:
    circuit, gate = one_gate("(x + y) * max(y, z)", **dict(zip("xyz", values, strict=True)))
    view = CloseUp(THEME, CircuitDiagram(THEME, circuit, ROOM), gate, ROOM)
    for wire, bands in view.going.items():
        for band in bands:
            (found,) = measurements_of(band)
            assert found.found == pytest.approx(float(circuit.worked.contributions[wire]), abs=1e-3)


@pytest.mark.parametrize("text", ["x*y + x", "x*y - x", "x*x*y + x - y*x"])
def test_what_comes_back_is_laid_together_to_the_sum(text: str) -> None:
    circuit, _ = one_gate(text, x="1.5", y="2.5")
    view = MeetingBands(THEME, CircuitDiagram(THEME, circuit, ROOM), "x", ROOM)
    ends = [
        (foot, foot + float(circuit.worked.contributions[wire]) * view.unit)
        for wire, foot in view.feet.items()
    ]
    assert all(one[1] == pytest.approx(other[0]) for one, other in pairwise(ends))
    total = (ends[-1][1] - ends[0][0]) / view.unit
    assert total == pytest.approx(float(circuit.worked.gradients["x"]))


@pytest.mark.parametrize("text", ["x + y", "x * y", "max(x, y)"])
def test_a_nudge_is_drawn_where_the_picture_stands(text: str) -> None:
    for place in (0, 1):
        here, there = picture(text, x="1.5", y="2.5"), picture(text, x="1.5", y="2.5").shift((1.0, -2.0, 0.0))
        for one in (here, there):
            for step in one.nudge(place):
                for move in map(prepare_animation, step):
                    move.begin()
                    move.finish()
        assert there.get_center() - here.get_center() == pytest.approx((1.0, -2.0, 0.0), abs=1e-6)
