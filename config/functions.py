"""Checks of surfaces and of functions inside functions: are they finite and smooth, do they vary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
import sympy

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.domain import doubtful_point
from backprop_core.reader import read_function
from backprop_core.surface import Surface
from config.curves import Keys, Range, read, rough_refusal, short, slope_refusal, too_flat, too_large
from config.model import Refusal

LARGEST_SPREAD = 100
"""How many times as wide as the narrowest nudge the widest may be; unlike ones get scales of their own."""
_SAMPLES, _GRID_SAMPLES = 2001, 201


def surface_refusal(text: str, x_range: Range, y_range: Range, keys: Keys) -> Refusal | None:
    """Refuse a surface that cannot be read, is not finite, is too large or does not vary on its ranges."""
    surface = read(lambda: Surface.from_text(text), keys)
    if isinstance(surface, Refusal):
        return surface
    parts = [
        ("f", surface.expression),
        *(("a part of f", part) for part in read_function(text, surface.variables)[1]),
        ("∂f/∂x", surface.partial_x_expression),
        ("∂f/∂y", surface.partial_y_expression),
    ]
    doubt = _doubt(parts, dict(zip(surface.symbols, (x_range, y_range), strict=True)), keys)
    if doubt is not None:
        return doubt
    xs, ys = (np.linspace(float(low), float(high), _GRID_SAMPLES) for low, high in (x_range, y_range))
    values, across, down = surface.grid(xs, ys), xs[None, :], ys[:, None]
    slopes = np.stack([surface.partials_x(across, down), surface.partials_y(across, down)])
    return too_large(values, slopes, keys) or too_flat(values, keys)


def corner_refusal(text: str, point: Range, x_range: Range, y_range: Range, keys: Keys) -> Refusal | None:
    """Refuse a point at which a surface has a kink or a jump along either variable."""
    surface, (x, y) = Surface.from_text(text), point
    for curve, place, ends in (
        (surface.cross_section_x(y), x, x_range),
        (surface.cross_section_y(x), y, y_range),
    ):
        refusal = slope_refusal(curve, place, ends, keys)
        if refusal is not None:
            return refusal
    return None


def composition_refusal(outer: str, inner: str, at: Fraction, reach: Fraction, keys: Keys) -> Refusal | None:
    """Refuse outer(inner(x)) if it cannot be read, is not smooth or too large within `reach` of a place.

    `keys` names, in this order, the outer and the inner function, the place and the step.
    """
    inner_key, *others = keys[1:]
    low, high = at - reach, at + reach
    for text, variable, blamed in ((inner, "x", (inner_key, *others)), (outer, "u", keys)):
        curve = read(lambda text=text, variable=variable: Curve.from_text(text, variable), blamed)  # type: ignore[misc]
        if isinstance(curve, Refusal):
            return curve
        refusal = rough_refusal(curve, low, high, blamed)
        if refusal is not None:
            return refusal
        places = np.linspace(float(low), float(high), _SAMPLES)
        values = curve.values(places)
        refusal = too_large(values, curve.derivatives(places), blamed)
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
                f"give functions whose {what} can be drawn together, the widest at most {LARGEST_SPREAD} "
                f"times the narrowest; those of x, u and y are as {one} to {u} to {y}",
            )
    return None


def _doubt(
    parts: Sequence[tuple[str, sympy.Expr]], ranges: Mapping[sympy.Symbol, Range], keys: Keys
) -> Refusal | None:
    """Refuse if one of the expressions is not finite and real all over the ranges."""
    for name, expression in parts:
        place = doubtful_point(
            expression, {s: (float(low), float(high)) for s, (low, high) in ranges.items()}
        )
        if place is not None:
            where = ", ".join(f"{symbol} = {short(value)}" for symbol, value in place.items())
            ends = " and ".join(
                f"{s} from {float(low):.6g} to {float(high):.6g}" for s, (low, high) in ranges.items()
            )
            return Refusal(
                keys,
                f"{name} has no finite value near {where}, "
                f"give a function with finite values and slopes for {ends}",
            )
    return None
