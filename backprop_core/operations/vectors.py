"""Operations on whole vectors: a layer's weighted sums, and softmax."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

import numpy as np

from backprop_core.arithmetic import functions_of, real
from backprop_core.operations.rule import TapeOperation, Value, scaled
from backprop_core.operations.scalars import Share, plus, times


def dot(matrix: Value, vector: Value) -> Value:
    """Return a matrix (or a row) times a vector, exact zeros kept as `times` keeps them."""
    if matrix.dtype != object and vector.dtype != object:
        return matrix @ vector
    rows = np.atleast_2d(matrix)
    sums = np.empty(len(rows), dtype=object)
    for index, row in enumerate(rows):
        sums[index] = reduce(plus, (times(m, v) for m, v in zip(row, vector, strict=True)))
    return sums if matrix.ndim == 2 else sums[0]


def _affine_local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
    matrix, vector, _ = inputs
    unit = np.array([[Fraction(int(i == j)) for j in range(len(result))] for i in range(len(result))])
    return (np.kron(unit, vector), matrix, unit)[index]


def _affine_product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
    """Return the outer product for the weights, the transposed weights' product for what they weigh."""
    matrix, vector, _ = inputs
    if index == 0:
        return scaled(np.asarray(upstream)[:, None], np.asarray(vector)[None, :])
    return dot(matrix.T, upstream) if index == 1 else upstream


def softmax(z: Value) -> Value:
    """Return e^z over its sum, for a vector; each output is a share that knows its distance to 1."""
    if all(isinstance(one, Fraction) and one == z[0] for one in z):
        return np.array([Fraction(1, len(z))] * len(z), dtype=object)
    highest = reduce(np.maximum if any(isinstance(one, np.ndarray) for one in z) else max, z)
    powers = [functions_of(real(one - highest)).exp(real(one - highest)) for one in z]
    shares = np.empty(len(z), dtype=object)
    for index, power in enumerate(powers):
        rest = sum((one for other, one in enumerate(powers) if other != index), 0 * power)
        share = power / (power + rest)
        shares[index] = Share(share, rest / (power + rest)) if isinstance(share, float) else share
    return shares


def _softmax_local(index: int, inputs: tuple[Value, ...], a: Value) -> Value:
    """Return the Jacobian: a_i (1 - a_i) on the diagonal, -a_i a_j beside it."""
    matrix = np.empty((len(a), len(a)), dtype=object)
    for i, j in np.ndindex(matrix.shape):
        matrix[i, j] = a[i] * (1 - a[i]) if i == j else -(a[i] * a[j])
    return matrix


def _softmax_product(index: int, upstream: Value, inputs: tuple[Value, ...], a: Value) -> Value:
    return dot(_softmax_local(index, inputs, a).T, np.asarray(upstream, dtype=object))


def _affine(matrix: Value, vector: Value, bias: Value) -> Value:
    """Return the weighted sums, an entry a neuron: a number, or an array."""
    sums = dot(matrix, vector)
    if sums.dtype != object and bias.dtype != object:
        return sums + bias
    found = np.empty(len(sums), dtype=object)
    for index, (one, shift) in enumerate(zip(sums, bias, strict=True)):
        found[index] = plus(one, shift)
    return found


AFFINE = TapeOperation("affine", 3, _affine, _affine_local, _affine_product)
SOFTMAX = TapeOperation("softmax", 1, softmax, _softmax_local, _softmax_product)
