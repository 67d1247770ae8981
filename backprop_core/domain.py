"""Proof by interval arithmetic that a function is finite and real everywhere on its ranges.

A grid of samples steps over a narrow pole; intervals do not. Each cell of the ranges is evaluated as a whole
(Moore, "Interval Analysis", 1966); a cell for which that proves nothing is halved. Rounding of the interval
ends to float64 is not widened, so the proof holds up to the last digit of the ends.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import sympy
from numpy.typing import NDArray

from backprop_core.functions import BY_KIND
from backprop_core.functions.intervals import Interval

_CELLS = 1024
_MOST_OPEN = 8192
_HALVINGS = 24


class _UnknownFunctionError(Exception):
    """The expression holds a function that has no interval rule."""


def doubtful_point(
    expression: sympy.Expr, ranges: Mapping[sympy.Symbol, tuple[float, float]]
) -> dict[sympy.Symbol, float] | None:
    """Return a point at or beside which the expression has no finite real value, None if there is none.

    `ranges` gives each variable its low and high end. A removable gap such as sin(x)/x at 0 counts as a gap.
    """
    symbols = list(ranges)
    per_axis = round(_CELLS ** (1 / len(symbols)))
    edges = [np.linspace(low, high, per_axis + 1) for low, high in ranges.values()]
    lows = [axis.ravel() for axis in np.meshgrid(*(edge[:-1] for edge in edges))]
    highs = [axis.ravel() for axis in np.meshgrid(*(edge[1:] for edge in edges))]
    for halving in range(_HALVINGS * len(symbols)):
        cells = {symbol: (low, high) for symbol, low, high in zip(symbols, lows, highs, strict=True)}
        proved = proved_finite(expression, cells)
        if proved.all():
            return None
        lows, highs = [low[~proved] for low in lows], [high[~proved] for high in highs]
        if len(lows[0]) > _MOST_OPEN:
            break
        axis = halving % len(symbols)
        middle = (lows[axis] + highs[axis]) / 2
        lows = [np.concatenate([low, middle if i == axis else low]) for i, low in enumerate(lows)]
        highs = [np.concatenate([middle if i == axis else high, high]) for i, high in enumerate(highs)]
    return {s: float((low[0] + high[0]) / 2) for s, low, high in zip(symbols, lows, highs, strict=True)}


def proved_finite(expression: sympy.Expr, cells: Mapping[sympy.Symbol, Interval]) -> NDArray[np.bool_]:
    """Tell for each cell whether interval arithmetic proves the expression finite and real all over it."""
    shape = next(iter(cells.values()))[0].shape
    known: dict[sympy.Basic, Interval] = {
        symbol: (low.astype(np.float64), high.astype(np.float64)) for symbol, (low, high) in cells.items()
    }
    with np.errstate(all="ignore"):
        try:
            for node in sympy.postorder_traversal(expression):
                if node not in known:
                    known[node] = _checked(_interval(node, known, shape))
        except _UnknownFunctionError:
            return np.zeros(shape, dtype=np.bool_)
    return np.isfinite(known[expression][0])


def _checked(interval: Interval) -> Interval:
    """Turn an interval with an end that is not finite into NaN, which every later operation keeps."""
    low, high = interval
    bad = ~(np.isfinite(low) & np.isfinite(high))
    return np.where(bad, np.nan, low), np.where(bad, np.nan, high)


def _interval(node: sympy.Basic, known: Mapping[sympy.Basic, Interval], shape: tuple[int, ...]) -> Interval:
    if node.is_number:
        try:
            value = np.full(shape, float(node))
        except (TypeError, OverflowError):
            value = np.full(shape, np.nan)
        return value, value
    inside = [known[part] for part in node.args]
    if node.is_Add:
        return sum((low for low, _ in inside), np.zeros(shape)), sum(
            (high for _, high in inside), np.zeros(shape)
        )
    if node.is_Mul:
        product = inside[0]
        for factor in inside[1:]:
            product = _times(product, factor)
        return product
    if node.is_Pow:
        return _power(inside[0], node.args[1], inside[1])
    function = BY_KIND.get(node.func)
    if function is None:
        raise _UnknownFunctionError
    return function.interval(*inside)


def _times(first: Interval, second: Interval) -> Interval:
    ends = np.stack([a * b for a in first for b in second])
    return ends.min(axis=0), ends.max(axis=0)


def _power(base: Interval, exponent: sympy.Expr, raised: Interval) -> Interval:
    low, high = base
    if exponent.is_Integer:
        touches = (low <= 0) & (high >= 0)
        ends = np.stack([low ** int(exponent), high ** int(exponent)])
        least, most = ends.min(axis=0), ends.max(axis=0)
        if exponent < 0:
            return np.where(touches, np.nan, least), most
        return (np.where(touches, 0.0, least) if int(exponent) % 2 == 0 else least), most
    if exponent.is_number and float(exponent) > 0:
        return np.where(low >= 0, low ** float(exponent), np.nan), high ** float(exponent)
    low = np.where(low > 0, low, np.nan)
    logs = _times(raised, (np.log(low), np.log(high)))
    return np.exp(logs[0]), np.exp(logs[1])
