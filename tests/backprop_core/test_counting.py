"""Multiplication counts, found by doing the work."""

import pytest

from backprop_core.counting import naive, one_pass, sigmoid_chain


@pytest.mark.parametrize("depth", [1, 2, 7, 50])
def test_naive_is_quadratic_and_the_sweep_is_linear(depth: int) -> None:
    factors = sigmoid_chain(depth)
    assert naive(factors).multiplications == depth * (depth - 1) // 2
    assert one_pass(factors).multiplications == depth - 1
    assert [float(v) for v in naive(factors).gradients] == pytest.approx(
        [float(v) for v in one_pass(factors).gradients], rel=1e-12
    )
