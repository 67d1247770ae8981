"""The truth of a circuit: published values and slopes, names of gates and wires, conventions at kinks."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from backprop_core.circuit import Circuit
from scenes.audit.truth.circuit import claims_of_circuit
from scenes.audit.truth.precision import Claim, big


def said(written: str | list[tuple[str, str]], given: Mapping[str, str]) -> dict[str, float]:
    """Return everything that is claimed, as floats."""
    statements = [("", written)] if isinstance(written, str) else written
    claims = claims_of_circuit(statements, list(given))
    plain = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    at = {name.translate(plain): big(value) for name, value in given.items()}

    def told(claim: Claim) -> float:
        return float(claim(at) if callable(claim) else claim)

    return {name: told(claim) for name, claim in claims.items()}


def test_gates_are_named_as_they_are_worked_out() -> None:
    found = said("(x + y)*z", {"x": "-2", "y": "5", "z": "-4"})
    assert (found["q₁"], found["f"]) == (3, -12)
    assert [found[f"∂f/∂{name}"] for name in ("x", "y", "z", "q₁", "f")] == [-4, -4, 3, -4, 1]
    assert (found["∂q₁/∂x"], found["∂f/∂q₁·∂q₁/∂x"], found["∂f/∂f·∂f/∂z"]) == (1, -4, 3)


def test_wires_of_one_value_into_one_gate_are_told_apart() -> None:
    found = said("x*x", {"x": "3"})
    assert (found["∂f/∂x[1]"], found["∂f/∂x[2]"], found["∂f/∂x"]) == (3, 3, 6)
    found = said("x*y + x", {"x": "3", "y": "5"})
    assert (found["∂f/∂x"], found["∂f/∂x[2]"], found["∂f/∂q₁"], found["∂q₁/∂x"]) == (6, 1, 1, 5)
    assert (found["∂f/∂q₁·∂q₁/∂x"], found["∂f/∂f·∂f/∂x[2]"]) == (5, 1)


def test_numbers_belong_to_the_gate_that_they_enter() -> None:
    found = said("(2*3 + x)^2 - -y", {"x": "1", "y": "4"})
    assert [found[name] for name in ("q₁", "q₂", "q₃", "f")] == [7, 49, -4, 53]
    assert found["∂q₂/∂q₁"] == pytest.approx(14)


@pytest.mark.parametrize(
    ("text", "given", "unit", "expected"),
    [
        (
            "1/(1 + exp(-(w0*x0 + w1*x1 + w2)))",
            {"w0": "2", "x0": "-1", "w1": "-3", "x1": "-2", "w2": "-3"},
            0.01,
            {"f": 0.73, "∂f/∂w₀": -0.20, "∂f/∂w₁": -0.39, "∂f/∂w₂": 0.20, "∂f/∂x₀": 0.39, "∂f/∂x₁": -0.59},
        ),
        (
            "tanh(x1*w1 + x2*w2 + b)",
            {"x1": "2", "x2": "0", "w1": "-3", "w2": "1", "b": "6.8813735870195432"},
            0.0001,
            {"f": 0.7071, "∂f/∂x₁": -1.5, "∂f/∂w₁": 1.0, "∂f/∂x₂": 0.5, "∂f/∂w₂": 0.0},
        ),
        (
            "log(x1) + x1*x2 - sin(x2)",
            {"x1": "2", "x2": "5"},
            0.001,
            {"f": 11.652, "∂f/∂x₁": 5.5, "∂f/∂x₂": 1.716},
        ),
    ],
)
def test_published_expressions_come_out(
    text: str, given: Mapping[str, str], unit: float, expected: Mapping[str, float]
) -> None:
    found = said(text, given)
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, abs=unit / 2), name


def test_statements_are_gates_with_names_of_their_own() -> None:
    found = said([("c", "a + b"), ("d", "a*b + b^3"), ("g", "c*d + c^2")], {"a": "-4", "b": "2"})
    assert [found[name] for name in ("c", "d", "g")] == [-2, 0, 4]
    assert [found[f"∂g/∂{name}"] for name in "abcd"] == pytest.approx([-8, -20, -4, -2])
    assert (found["∂d/∂b"], found["∂g/∂d·∂d/∂b"]) == pytest.approx((8, -16))


def test_a_value_that_leads_nowhere_has_no_slope() -> None:
    assert said([("c", "a + b"), ("g", "a*2")], {"a": "1", "b": "2"})["∂g/∂c"] == 0


@pytest.mark.parametrize("text", ["x.real", "__import__('os')", "x if y else 1", "q + x"])
def test_nothing_but_arithmetic_is_a_circuit(text: str) -> None:
    with pytest.raises(ValueError, match=r"allowed|expression"):
        claims_of_circuit([("", text)], ["x", "y"])


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("x*y + x", {"x": "3", "y": "5"}),
        ("x*x + max(x, y)", {"x": "2", "y": "2"}),
        ("max(x, y)*relu(z) + |x| - 2x^2 + step(z)", {"x": "0", "y": "0", "z": "0"}),
        ("(x + sigmoid(y))/(sigmoid(x) + (x + y)²)", {"x": "3", "y": "-4"}),
        ("leaky_relu(x) - sign(y)*ln(3y + 1)", {"x": "0", "y": "0"}),
        ("relu(0.1*x - 0.3) + min(x, y)", {"x": "3", "y": "3"}),
    ],
)
def test_the_lectures_circuit_has_the_same_values_and_slopes(text: str, given: Mapping[str, str]) -> None:
    found = said(text, given)
    circuit = Circuit.from_statements([("", text)], {name: Fraction(value) for name, value in given.items()})
    tables = (circuit.value, circuit.gradient, circuit.local, circuit.contribution)
    for quantity in (quantity for table in tables for quantity in table.values()):
        assert float(quantity.value) == pytest.approx(found[quantity.name], rel=1e-11), quantity.name
