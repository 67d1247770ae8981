"""The table of functions: values, slopes, arrays and intervals agree with mpmath's definitions."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy

from backprop_core.curve import Curve
from backprop_core.domain import proved_finite
from backprop_core.functions import FUNCTIONS, READABLE
from backprop_core.notation import to_plain, to_spoken, to_typst
from backprop_core.reader import read_expression
from tests.oracles import big

X = sympy.Symbol("x", real=True)

DEFINITIONS: dict[str, Callable[[Any], Any]] = {
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "exp": mpmath.exp,
    "log": mpmath.log,
    "log2": lambda z: mpmath.log(z) / mpmath.log(2),
    "log10": lambda z: mpmath.log(z) / mpmath.log(10),
    "sqrt": mpmath.sqrt,
    "asin": mpmath.asin,
    "acos": mpmath.acos,
    "atan": mpmath.atan,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "tanh": mpmath.tanh,
    "asinh": mpmath.asinh,
    "acosh": mpmath.acosh,
    "atanh": mpmath.atanh,
    "erf": mpmath.erf,
    "abs": abs,
    "sign": lambda z: 1 if z > 0 else -1 if z < 0 else 0,
    "step": lambda z: 1 if z > 0 else 0,
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "relu": lambda z: z if z > 0 else mpmath.mpf(0),
    "leaky_relu": lambda z: z if z > 0 else z / 100,
    "elu": lambda z: z if z > 0 else mpmath.exp(z) - 1,
    "softplus": lambda z: mpmath.log(1 + mpmath.exp(z)),
    "silu": lambda z: z / (1 + mpmath.exp(-z)),
    "gelu": lambda z: z * (1 + mpmath.erf(z / mpmath.sqrt(2))) / 2,
}
PLACES = [Fraction(text) for text in ("-30", "-1.7", "-0.3", "0.3", "0.9", "1.7", "30")]
TWO_ARGUMENTS = {"max": max, "min": min}


def in_domain(name: str, x: Fraction) -> bool:
    limits = {"log": x > 0, "log2": x > 0, "log10": x > 0, "sqrt": x >= 0, "acosh": x >= 1}
    return limits.get(name, abs(x) < 1 if name in ("asin", "acos", "atanh") else True)


def test_every_function_that_can_be_typed_is_tried() -> None:
    assert set(READABLE) == set(DEFINITIONS) | set(TWO_ARGUMENTS)


@pytest.mark.parametrize("name", sorted(DEFINITIONS))
def test_value_and_slopes_are_those_of_the_definition(name: str) -> None:
    curve, definition = Curve.from_text(f"{name}(x)"), DEFINITIONS[name]
    for x in PLACES:
        if not in_domain(name, x):
            assert np.isnan(float(curve.value(x)))
            continue
        with mpmath.workdps(60):
            true = [float(mpmath.re(mpmath.diff(definition, big(x), order))) for order in (0, 1, 2)]
        ours = [float(found(x)) for found in (curve.value, curve.derivative, curve.second_derivative)]
        assert ours == pytest.approx(true, rel=1e-14, abs=1e-55)


@pytest.mark.parametrize("name", sorted(DEFINITIONS))
def test_arrays_agree_with_single_values(name: str) -> None:
    curve = Curve.from_text(f"{name}(x)")
    places = [x for x in PLACES if in_domain(name, x)]
    xs = np.array([float(x) for x in places])
    single = [float(curve.value(x)) for x in places]
    np.testing.assert_allclose(curve.values(xs), single, rtol=1e-12, atol=1e-16)
    slopes = [float(curve.derivative(x)) for x in places]
    np.testing.assert_allclose(curve.derivatives(xs), slopes, rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"sqrt", *TWO_ARGUMENTS}))
def test_an_interval_holds_every_value_between_its_ends(name: str) -> None:
    row = FUNCTIONS[name]
    lows = np.linspace(-3.0, 3.0, 61)
    highs = lows + 0.7
    with np.errstate(all="ignore"):
        least, most = row.interval((lows, highs))
    curve = Curve(row.make(X))
    for low, high, a, b in zip(lows, highs, least, most, strict=True):
        values = curve.values(np.linspace(low, high, 29))
        if np.isfinite(a):
            assert np.isfinite(values).all()
            assert a - 1e-12 <= values.min() and values.max() <= b + 1e-12
        elif name not in ("tan",):
            assert not np.isfinite(values).all()


@pytest.mark.parametrize(("name", "at_zero"), [("relu", 0), ("leaky_relu", Fraction(1, 100)), ("abs", 0)])
def test_the_slope_at_a_kink_is_the_agreed_one(name: str, at_zero: Fraction) -> None:
    assert Curve.from_text(f"{name}(x)").derivative(Fraction(0)) == at_zero


def test_two_equal_values_share_a_slope() -> None:
    for name in TWO_ARGUMENTS:
        expression = read_expression(f"{name}(x, y)", ["x", "y"])
        for variable in sympy.symbols("x y", real=True):
            slope = sympy.diff(expression, variable)
            assert slope.subs({X: 3, sympy.Symbol("y", real=True): 3}) == sympy.Rational(1, 2)
    curve = Curve.from_text("max(x^2, 3x)")
    assert (curve.value(Fraction(2)), curve.derivative(Fraction(2))) == (6, 3)
    assert (curve.value(Fraction(4)), curve.derivative(Fraction(4))) == (16, 8)


def test_far_out_nothing_is_lost() -> None:
    """Where 1 - σ would be 0 in float64, and where e^x would be infinite."""
    slope = Curve.from_text("sigmoid(x)").derivative(Fraction(60))
    assert float(slope) == pytest.approx(float(mpmath.exp(-60)), rel=1e-14)
    assert float(Curve.from_text("softplus(x)").value(Fraction(2000))) == 2000
    assert float(Curve.from_text("softplus(x)").value(Fraction(-60))) == pytest.approx(
        float(mpmath.exp(-60)), rel=1e-14
    )


def test_logarithms_of_powers_are_exact() -> None:
    assert Curve.from_text("log10(x)").value(Fraction(1, 1000)) == -3
    assert Curve.from_text("log2(8x)").value(Fraction(1, 4)) == 1


def test_every_function_is_written_and_said() -> None:
    for name, row in FUNCTIONS.items():
        written = row.make(*sympy.symbols("x y", real=True)[: row.arity])
        assert to_plain(written) and to_typst(written)
        if name not in ("sqrt", "exp"):
            assert to_spoken(written).startswith(row.spoken)


def test_an_interval_of_two_arguments_is_proved() -> None:
    cells = {X: (np.array([-1.0]), np.array([1.0]))}
    assert proved_finite(read_expression("max(x, 1/2) + min(x, 2)", ["x"]), cells).all()
    assert not proved_finite(read_expression("1/max(x, 0)", ["x"]), cells).any()
