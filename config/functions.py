"""Checks of functions on their ranges: can they be read, are they finite, do they vary."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

import numpy as np
import sympy

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.domain import doubtful_point
from backprop_core.evaluation import Floats
from backprop_core.reader import ExpressionError
from backprop_core.surface import Surface
from config.model import Refusal

NARROWEST, WIDEST = Fraction(1, 100), Fraction(1000)
LARGEST_VALUE = 1e6
LEAST_VARIATION = 1e-3
LARGEST_SPREAD = 15
_SAMPLES, _GRID_SAMPLES = 2001, 201

Range = tuple[Fraction, Fraction]
Keys = tuple[str, ...]
Function = TypeVar("Function", Curve, Surface)


def range_refusal(low_key: str, low: Fraction, high_key: str, high: Fraction) -> Refusal | None:
    """Refuse a range that is upside down, too narrow or too wide."""
    if low >= high:
        return Refusal((low_key, high_key), f"{low_key} must be below {high_key}")
    if not NARROWEST <= high - low <= WIDEST:
        return Refusal(
            (low_key, high_key), f"{high_key} - {low_key} is {float(high - low):g}, give from 0.01 to 1000"
        )
    return None


def outside(key: str, place: Fraction, low: Fraction, high: Fraction, ends: Keys) -> Refusal | None:
    """Refuse a place that is not on its range."""
    if low <= place <= high:
        return None
    return Refusal(
        (key, *ends), f"give a place from {ends[0]} = {float(low):g} to {ends[1]} = {float(high):g}"
    )


def curve_refusal(text: str, variable: str, low: Fraction, high: Fraction, keys: Keys) -> Refusal | None:
    """Refuse a curve that cannot be read, is not finite, is too large or does not vary on its range."""
    curve = _read(lambda: Curve.from_text(text, variable), keys)
    if isinstance(curve, Refusal):
        return curve
    doubt = _curve_doubt(curve, low, high, keys)
    if doubt is not None:
        return doubt
    xs = np.linspace(float(low), float(high), _SAMPLES)
    values, slopes = curve.values(xs), curve.derivatives(xs)
    return _too_large(values, slopes, keys) or _too_flat(values, keys)


def bend_refusal(text: str, variable: str, place: Fraction, keys: Keys) -> Refusal | None:
    """Refuse a place where the second derivative, which explains the gap of a step, is not finite."""
    try:
        bend = float(Curve.from_text(text, variable).second_derivative(place))
    except (ArithmeticError, NameError, TypeError, ValueError):
        bend = math.nan
    if abs(bend) <= LARGEST_VALUE:
        return None
    return Refusal(
        keys, f"give a place where the second derivative is finite; at {variable} = {place} it is not"
    )


def surface_refusal(text: str, x_range: Range, y_range: Range, keys: Keys) -> Refusal | None:
    """Refuse a surface that cannot be read, is not finite, is too large or does not vary on its ranges."""
    surface = _read(lambda: Surface.from_text(text), keys)
    if isinstance(surface, Refusal):
        return surface
    parts = {
        "f": surface.expression,
        "∂f/∂x": surface.partial_x_expression,
        "∂f/∂y": surface.partial_y_expression,
    }
    doubt = _doubt(parts, dict(zip(surface.symbols, (x_range, y_range), strict=True)), keys)
    if doubt is not None:
        return doubt
    xs, ys = (np.linspace(float(low), float(high), _GRID_SAMPLES) for low, high in (x_range, y_range))
    values, across, down = surface.grid(xs, ys), xs[None, :], ys[:, None]
    slopes = np.stack([surface.partials_x(across, down), surface.partials_y(across, down)])
    return _too_large(values, slopes, keys) or _too_flat(values, keys)


def composition_refusal(outer: str, inner: str, at: Fraction, reach: Fraction, keys: Keys) -> Refusal | None:
    """Refuse outer(inner(x)) if it cannot be read, is not finite or too large within `reach` of a place.

    `keys` names, in this order, the outer and the inner function, the place and the step.
    """
    inner_key, *others = keys[1:]
    low, high = at - reach, at + reach
    for text, variable, blamed in ((inner, "x", (inner_key, *others)), (outer, "u", keys)):
        curve = _read(lambda text=text, variable=variable: Curve.from_text(text, variable), blamed)  # type: ignore[misc]
        if isinstance(curve, Refusal):
            return curve
        doubt = _curve_doubt(curve, low, high, blamed)
        if doubt is not None:
            return doubt
        places = np.linspace(float(low), float(high), _SAMPLES)
        values = curve.values(places)
        refusal = _too_large(values, curve.derivatives(places), blamed)
        if refusal is not None:
            return refusal
        low, high = Fraction(float(values.min())), Fraction(float(values.max()))
    return None


def nudges_refusal(outer: str, inner: str, at: Fraction, nudge: Fraction, keys: Keys) -> Refusal | None:
    """Refuse a nudge that one of the functions swallows or blows up, or a slope that would.

    Takes functions that `composition_refusal` has let pass, and the same keys.
    """
    chain = Composition((Curve.from_text(inner, "x"), Curve.from_text(outer, "u")), at)
    for what, widths in (("nudges", chain.nudges(nudge)), ("slopes", chain.prefix_products)):
        sizes = [abs(float(width)) for width in widths]
        if not max(sizes) <= LARGEST_SPREAD * min(sizes):
            one, u, y = (f"{size / sizes[0]:.3g}" for size in sizes)
            return Refusal(
                keys,
                f"give functions whose {what} can be drawn on one scale, the widest at most {LARGEST_SPREAD} "
                f"times the narrowest; those of x, u and y are as {one} to {u} to {y}",
            )
    return None


def _read(make: Callable[[], Function], keys: Keys) -> Function | Refusal:
    try:
        return make()
    except ExpressionError as error:
        return Refusal(keys[:1], str(error))


def _curve_doubt(curve: Curve, low: Fraction, high: Fraction, keys: Keys) -> Refusal | None:
    name = f"f({curve.variable})" if curve.variable != "x" else "f"
    parts = {name: curve.expression, f"the slope of {name}": curve.derivative_expression}
    return _doubt(parts, {curve.symbol: (low, high)}, keys)


def _doubt(
    parts: Mapping[str, sympy.Expr], ranges: Mapping[sympy.Symbol, Range], keys: Keys
) -> Refusal | None:
    """Refuse if one of the expressions is not finite and real all over the ranges."""
    for name, expression in parts.items():
        place = doubtful_point(
            expression, {s: (float(low), float(high)) for s, (low, high) in ranges.items()}
        )
        if place is not None:
            where = ", ".join(f"{symbol} = {value:.4g}" for symbol, value in place.items())
            ends = " and ".join(
                f"{s} from {float(low):.6g} to {float(high):.6g}" for s, (low, high) in ranges.items()
            )
            return Refusal(
                keys,
                f"{name} has no finite value near {where}, "
                f"give a function with finite values and slopes for {ends}",
            )
    return None


def _too_large(values: Floats, slopes: Floats, keys: Keys) -> Refusal | None:
    for name, found in (("values", values), ("slopes", slopes)):
        largest = float(np.abs(found).max())
        if not largest <= LARGEST_VALUE:
            return Refusal(keys, f"its {name} reach {largest:.3g}, give a function that stays within 1000000")
    return None


def _too_flat(values: Floats, keys: Keys) -> Refusal | None:
    if float(values.max() - values.min()) >= LEAST_VARIATION:
        return None
    return Refusal(
        keys, f"it varies by less than {LEAST_VARIATION:g} on its range, give one that can be seen to vary"
    )
