"""The tape: gradients against differences, fan-out, depth, counts."""

import time
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.counting import naive, sigmoid_chain, sweep
from backprop_core.layered import LayeredNetwork
from backprop_core.tape import Tape, backward
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


def _seconds(depth: int) -> float:
    start = time.perf_counter()
    locals_ = sigmoid_chain(depth)
    assert len(locals_) == depth
    return time.perf_counter() - start


def test_ten_thousand_deep_works_in_linear_time() -> None:
    _seconds(1000)
    short = min(_seconds(5_000) for _ in range(3))
    long = min(_seconds(10_000) for _ in range(3))
    assert long / short < 3


@pytest.mark.parametrize("depth", [1, 2, 7, 50])
def test_naive_is_quadratic_and_the_sweep_is_linear(depth: int) -> None:
    factors = sigmoid_chain(depth)
    assert naive(factors).multiplications == depth * (depth - 1) // 2
    assert sweep(factors).multiplications == depth - 1
    assert [float(v) for v in naive(factors).gradients] == pytest.approx(
        [float(v) for v in sweep(factors).gradients], rel=1e-12
    )


@pytest.mark.parametrize("widths", [[2, 3, 2], [3, 4, 4, 1], [1, 1]])
def test_layers_agree_with_central_differences(widths: list[int]) -> None:
    network = LayeredNetwork.seeded(widths, seed=3)
    step = 1e-5
    for layer, weight in enumerate(network.weights):
        for place in np.ndindex(weight.shape):
            losses = []
            for sign in (1, -1):
                moved = [w.copy() for w in network.weights]
                moved[layer][place] += sign * step
                shifted = LayeredNetwork(network.inputs, tuple(moved), network.biases, network.targets)
                losses.append(float(shifted.values["L"]))
            measured = (losses[0] - losses[1]) / (2 * step)
            assert np.asarray(network.gradients[f"W{layer + 1}"])[place] == pytest.approx(measured, abs=1e-8)


def test_jacobians_multiply_to_the_gradient_of_the_input() -> None:
    network = LayeredNetwork.seeded([2, 3, 2], seed=1)
    errors = 2 * (np.asarray(network.values["a2"]) - network.targets)
    assert errors @ network.jacobian(2) @ network.jacobian(1) == pytest.approx(network.gradients["a0"])


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        LayeredNetwork.seeded([2, 0], seed=1)
    with pytest.raises(ValueError, match="layer 0"):
        LayeredNetwork(np.ones(3), (np.ones((2, 2)),), (np.ones(2),), np.ones(2))
