"""Vectors and matrices of what is worked out: entries, products entry by entry, and when two are the same."""

from __future__ import annotations

from scenes.audit.figures.digits import same
from scenes.audit.truth.precision import Real, mp


def is_matrix(value: Real) -> bool:
    """Tell whether a value is a vector or a matrix."""
    return isinstance(value, mp.matrix)


def by_entry(left: Real, right: Real) -> Real:
    """Return the product entry by entry. Raises `ValueError` where shapes differ."""
    if not (is_matrix(left) and is_matrix(right)):
        return left * right
    if (left.rows, left.cols) != (right.rows, right.cols):
        raise ValueError(f"{left.rows}×{left.cols} does not fit {right.rows}×{right.cols}")
    return mp.matrix([[left[i, j] * right[i, j] for j in range(left.cols)] for i in range(left.rows)])


def agree(left: Real, right: Real) -> bool:
    """Tell whether two values are the same, entry by entry; a column is the same as a row."""
    if not (is_matrix(left) or is_matrix(right)):
        return same(left, right)
    shapes = [sorted((one.rows, one.cols)) if is_matrix(one) else [1, 1] for one in (left, right)]
    if shapes[0] != shapes[1]:
        return False
    if is_matrix(left) and is_matrix(right) and left.rows != right.rows:
        left = left.T
    return all(same(a, b) for a, b in zip(_entries(left), _entries(right), strict=True))


def _entries(value: Real) -> list[Real]:
    return list(value) if is_matrix(value) else [value]
