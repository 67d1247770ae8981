"""Circuits against mpmath: values, gradients, what wires bring, and numbers that agree with each other."""

import math
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.circuit import Circuit, CircuitError, Wire
from backprop_core.circuit.gates import statements_of
from backprop_core.syntax import ExpressionError
from tests.oracles import sigmoid

MISSED = 1.5
"""Units of the last digit by which a product of rounded numbers may miss."""

Values = dict[str, Fraction]


def circuit_of(written: str | list[str], **values: float) -> Circuit:
    given_values = {name: Fraction(str(value)) for name, value in values.items()}
    return Circuit.from_statements(statements_of(written), given_values)


def test_a_variable_that_fans_out_gets_the_sum_of_what_its_wires_bring() -> None:
    circuit = circuit_of("(x + y) * max(y, z)", x=1.5, y=2.5, z=-1)
    brought = [circuit.worked.contributions[wire] for wire in circuit.leaving("y")]
    assert brought == [Fraction("2.5"), Fraction(4)]
    assert circuit.worked.gradients == {
        "f": 1,
        "q1": Fraction("2.5"),
        "q2": 4,
        "x": Fraction("2.5"),
        "y": Fraction("6.5"),
        "z": 0,
    }


def test_rational_circuits_stay_exact() -> None:
    circuit = circuit_of("x^3 / (y - x) - 2*x", x=0.3, y=0.7)
    x, y = Fraction("0.3"), Fraction("0.7")
    assert circuit.worked.values["f"] == x**3 / (y - x) - 2 * x
    assert circuit.worked.gradients["x"] == 3 * x**2 / (y - x) + x**3 / (y - x) ** 2 - 2
    assert all(isinstance(value, Fraction) for value in circuit.worked.gradients.values())


def test_gates_are_named_in_the_order_in_which_they_are_worked_out() -> None:
    circuit = circuit_of("(x + sigmoid(y)) / (sigmoid(x) + (x + y)^2)", x=3, y=-4)
    assert [(gate.name, gate.operation, gate.inputs) for gate in circuit.gates] == [
        ("q1", "sigmoid", ("y",)),
        ("q2", "add", ("x", "q1")),
        ("q3", "sigmoid", ("x",)),
        ("q4", "add", ("x", "y")),
        ("q5", "power", ("q4",)),
        ("q6", "add", ("q3", "q5")),
        ("f", "divide", ("q2", "q6")),
    ]


def test_numbers_are_written_into_the_gate_that_they_enter() -> None:
    circuit = circuit_of("1 / (2*x + 3) - pi", x=1)
    assert [circuit.value[gate.name].formula_source for gate in circuit.gates] == [
        "2 thin x",
        "q_1 + 3",
        "frac(1, q_2 )",
        "q_3 - pi",
    ]


def test_an_output_has_a_name_that_no_variable_has() -> None:
    assert circuit_of("f * f", f=2).output == "g"


def test_wires_of_one_value_into_one_gate_are_told_apart() -> None:
    circuit = circuit_of("x*x + x", x=3)
    assert [quantity.name for quantity in circuit.local.values()] == [
        "∂q₁/∂x[1]",
        "∂q₁/∂x[2]",
        "∂f/∂q₁",
        "∂f/∂x[2]",
    ]
    assert circuit.gradient["x"].name == "∂f/∂x"
    assert circuit.worked.gradients["x"] == 7


def test_statements_are_gates_with_names_of_their_own() -> None:
    circuit = circuit_of(["c = a + b", "d = a*b + b^3", "g = c*d"], a=-4, b=2)
    assert [gate.name for gate in circuit.gates] == ["c", "d", "g"]
    assert [gate.operation for gate in circuit.gates] == ["add", "", "multiply"]
    local = circuit.local[Wire("d", 1)]
    assert (local.name, local.formula_source, local.text) == ("∂d/∂b", "a + 3 thin b ^(2)", "8")


@pytest.mark.parametrize(
    ("written", "values", "said"),
    [
        ("x / y", {"x": 1, "y": 0}, "no finite value and slope at x = 1, y = 0"),
        ("ln(x)", {"x": -1}, "no finite value"),
        ("x^0.5", {"x": -1}, "no finite value"),
        ("exp(x)", {"x": 1000}, "no finite value"),
        ("2 + 3", {}, "an operation on a variable"),
        ("x", {"x": 1}, "an operation on a variable"),
        (["c = a + b", "d = a*b"], {"a": 1, "b": 2}, "nothing needs c"),
        (["c = a + b", "c = c*b"], {"a": 1, "b": 2}, "c is given twice"),
        (["c + 1"], {"c": 1}, "give statements such as"),
        (["q1 = a + 1"], {"a": 1}, "is no name for a statement"),
    ],
)
def test_what_makes_no_circuit_is_refused_in_words(
    written: str | list[str], values: dict[str, float], said: str
) -> None:
    with pytest.raises(CircuitError, match=said):
        circuit_of(written, **values)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ExpressionError, match="'t' is not a known name"):
        circuit_of("x * t", x=1)


@pytest.mark.parametrize(("value", "kink"), [(0, True), (0.5, False)])
def test_a_gate_on_its_kink_says_so(value: float, kink: bool) -> None:
    circuit = circuit_of("relu(x) + max(x, y)", x=value, y=0)
    assert [circuit.is_at_kink(gate) for gate in circuit.gates] == [kink, kink, False]


ORACLES = {
    "sin": mpmath.sin,
    "tanh": mpmath.tanh,
    "sigmoid": sigmoid,
    "exp": mpmath.exp,
    "sqrt": lambda z: mpmath.sqrt(z),
}


@st.composite
def expressions(draw: st.DrawFn) -> str:
    """Draw an expression in x and y that is defined everywhere."""
    parts = ["x", "y"]
    for _ in range(draw(st.integers(1, 6))):
        a, b = (draw(st.sampled_from(parts)) for _ in range(2))
        made = [
            f"({a} + {b})",
            f"({a} - {b})",
            f"({a}) * ({b})",
            f"({a}) / (2 + ({b})^2)",
            f"sin({a})",
            f"tanh({b})",
            f"sigmoid({a})",
            f"sqrt(1 + ({b})^2)",
            f"(-({a}))",
        ]
        parts.append(draw(st.sampled_from(made)))
    return parts[-1]


@given(expressions(), st.fractions(-2, 2, max_denominator=8), st.fractions(-2, 2, max_denominator=8))
@settings(max_examples=80, deadline=None)
def test_gradients_are_those_that_mpmath_finds(text: str, x: Fraction, y: Fraction) -> None:
    names = [name for name in ("x", "y") if name in text]
    at = {"x": x, "y": y}
    circuit = Circuit.from_statements([("", text)], {name: at[name] for name in names})

    def function(*values: mpmath.mpf) -> mpmath.mpf:
        scope = {**ORACLES, **dict(zip(names, values, strict=True))}
        return mpmath.mpf(1) * eval(text.replace("^", "**"), {"__builtins__": {}}, scope)

    point = tuple(mpmath.mpf(at[name].numerator) / at[name].denominator for name in names)
    assert float(circuit.worked.values[circuit.output]) == pytest.approx(float(function(*point)), abs=1e-12)
    for place, name in enumerate(names):
        orders = tuple(int(index == place) for index in range(len(names)))
        slope = float(
            mpmath.diff(function, point, orders) if len(names) > 1 else mpmath.diff(function, point[0])
        )
        assert float(circuit.worked.gradients[name]) == pytest.approx(slope, abs=1e-10)


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("(x + y) * max(y, z)", {"x": 1.5, "y": 2.5, "z": -1}),
        ("sigmoid(w0*x0 + w1*x1 + w2)", {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3}),
        ("(x + sigmoid(y)) / (sigmoid(x) + (x + y)^2)", {"x": 3, "y": -4}),
    ],
)
def test_shown_factors_and_terms_give_the_shown_results(written: str, values: dict[str, float]) -> None:
    circuit = circuit_of(written, **values)
    for wire, contribution in circuit.contribution.items():
        product = circuit.gradient[wire.gate].shown.stated * circuit.local[wire].shown.stated
        assert abs(product - contribution.shown.stated) <= MISSED * contribution.shown.unit
    for name in circuit.names:
        terms = [circuit.contribution[wire] for wire in circuit.leaving(name)]
        if len(terms) > 1:
            total = sum((term.shown.stated for term in terms), Fraction(0))
            assert (
                abs(total - circuit.gradient[name].shown.stated) <= MISSED * circuit.gradient[name].shown.unit
            )


def test_constants_are_known() -> None:
    assert circuit_of("e^x + pi*x", x=0).worked.gradients["x"] == pytest.approx(1 + math.pi)


def test_a_change_goes_on_through_every_gate_after_all_that_reaches_it() -> None:
    circuit = circuit_of("(x + y) * max(y, z)", x=1.5, y=2.5, z=-1)
    plus, most, product = (gate.name for gate in circuit.gates)
    assert circuit.ways_from("y") == [
        ["y", Wire(plus, 1), Wire(most, 0)],
        [plus, Wire(product, 0), most, Wire(product, 1)],
        [product],
    ]
    assert circuit.ways_from("x") == [["x", Wire(plus, 0)], [plus, Wire(product, 0)], [product]]
    uneven = circuit_of("x * (x + 1)^2", x=2)
    assert [wave[0] for wave in uneven.ways_from("x")] == ["x", *(gate.name for gate in uneven.gates)]
