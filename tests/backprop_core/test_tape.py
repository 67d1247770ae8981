"""The tape: gradients against numerical ones, fan-out, exactness, saturation, depth."""

from copy import deepcopy
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.counting import sigmoid_chain
from backprop_core.operations import sigmoid as sigmoid_of_the_core
from backprop_core.tape import Tape, backward
from tests.effort import calls_in
from tests.oracles import sigmoid

UNARY = {
    "square": lambda z: z * z,
    "sigmoid": sigmoid,
    "tanh": mpmath.tanh,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "negate": lambda z: -z,
}


@given(st.lists(st.sampled_from(sorted(UNARY)), min_size=1, max_size=6), st.floats(-1.5, 1.5))
@settings(max_examples=80, deadline=None)
def test_chains_have_the_derivative_that_mpmath_finds(names: list[str], start: float) -> None:
    tape = Tape()
    last = first = tape.leaf(start)
    for name in names:
        last = tape.apply(name, last)

    def oracle(z: mpmath.mpf) -> mpmath.mpf:
        for name in names:
            z = UNARY[name](z)
        return z

    gradient = backward(tape.nodes, last).gradients[first]
    expected = float(mpmath.diff(oracle, mpmath.mpf(start)))
    assert float(gradient) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_a_value_used_twice_gets_both_contributions() -> None:
    tape = Tape()
    x = tape.leaf(Fraction(3))
    y = tape.apply("add", tape.apply("multiply", x, x), x)
    result = backward(tape.nodes, y)
    assert result.gradients[x] == 7
    assert [step.contribution for step in result.steps if step.target == x] == [1, 3, 3]


def test_ten_thousand_deep_is_twice_the_work_of_five_thousand() -> None:
    sigmoid_chain(10)
    assert len(sigmoid_chain(10_000)) == 10_000
    short, long = (calls_in(lambda depth=depth: sigmoid_chain(depth)) for depth in (5_000, 10_000))  # type: ignore[misc]
    assert long == pytest.approx(2 * short, rel=0.01)


def test_a_square_written_as_a_product_gets_both_halves() -> None:
    tape = Tape()
    x = tape.leaf(Fraction(-7, 2))
    square = tape.apply("multiply", x, x)
    result = backward(tape.nodes, square)
    assert result.gradients[x] == -7
    assert [step.reuse for step in result.steps] == [0, 1]


def test_powers_stay_exact_and_have_both_derivatives() -> None:
    tape = Tape()
    base, exponent = tape.leaf(Fraction(2, 3)), tape.leaf(3)
    cube = tape.apply("power", base, exponent)
    gradients = backward(tape.nodes, cube).gradients
    assert tape.value(cube) == Fraction(8, 27)
    assert gradients[base] == Fraction(4, 3)
    assert gradients[exponent] == pytest.approx(8 / 27 * float(mpmath.log(mpmath.mpf(2) / 3)))


def test_rational_work_stays_rational_and_an_exact_zero_stays_exact() -> None:
    tape = Tape()
    zero = tape.leaf(0)
    half = tape.apply("sigmoid", zero)
    rough = tape.apply("exp", tape.leaf(Fraction(1)))
    product = tape.apply("multiply", tape.apply("multiply", rough, zero), half)
    gradients = backward(tape.nodes, product).gradients
    assert tape.value(half) == Fraction(1, 2)
    for value in (tape.value(product), gradients[rough]):
        assert isinstance(value, Fraction)
        assert value == 0


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
@pytest.mark.parametrize("z", [-45.0, -20.0, 20.0, 33.5, 45.0])
def test_saturated_slopes_keep_their_digits(name: str, z: float) -> None:
    tape = Tape()
    start = tape.leaf(z)
    result = tape.apply(name, start)
    slope = backward(tape.nodes, result).gradients[start]
    with mpmath.workdps(120):
        true = mpmath.diff(UNARY[name], mpmath.mpf(z))
    assert slope == pytest.approx(float(true), rel=1e-12)


def test_the_distance_to_one_keeps_its_digits_even_in_a_copy() -> None:
    value = deepcopy(sigmoid_of_the_core(40.0))
    assert value - Fraction(1) == pytest.approx(-float(mpmath.exp(-40)), rel=1e-12)
    assert 1 - value == pytest.approx(float(mpmath.exp(-40)), rel=1e-12)
    assert value - Fraction(1, 4) == 0.75


def test_wrong_operations_are_refused() -> None:
    tape = Tape()
    x = tape.leaf(1)
    with pytest.raises(ValueError, match="takes 2 inputs"):
        tape.apply("add", x)
    with pytest.raises(ValueError, match="not among"):
        backward(tape.nodes, x + 1)
    with pytest.raises(KeyError):
        tape.apply("frobnicate", x)
