"""Checks of curves on their ranges: can they be read and drawn, have they a slope where one is asked for."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

import numpy as np

from backprop_core.curve import BESIDE_POLE, Curve
from backprop_core.evaluation import Floats
from backprop_core.reader import ExpressionError
from backprop_core.shape import DomainError, Shape, Special
from backprop_core.surface import Surface
from config.model import Refusal

NARROWEST, WIDEST = Fraction(1, 100), Fraction(1000)
LARGEST_VALUE = 1e6
LEAST_VARIATION = 1e-3
LEAST_DEFINED = 0.05
"""The share of its range on which a curve must be defined."""
MOST_TURNS = 40
"""How often a curve may change between rising and falling, to be drawn and told from a band."""
_SAMPLES, _FINE = 2001, 20_001

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
    """Refuse a curve that cannot be read or drawn, is too large or does not vary on its range."""
    curve = read(lambda: Curve.from_text(text, variable), keys)
    if isinstance(curve, Refusal):
        return curve
    shape = _shape(curve, low, high, keys)
    if isinstance(shape, Refusal):
        return shape
    xs = np.linspace(float(low), float(high), _SAMPLES)
    for pole in shape.of("pole"):
        xs = xs[np.abs(xs - float(pole.x)) >= BESIDE_POLE * float(high - low)]
    values, slopes = curve.values(xs), curve.derivatives(xs)
    there = np.isfinite(values) & np.isfinite(slopes)
    if there.mean() < LEAST_DEFINED:
        return Refusal(
            keys, f"f is defined nearly nowhere for {_ends(variable, low, high)}, give another range"
        )
    return too_large(values[there], slopes[there], keys) or too_flat(values[there], keys)


def start_refusal(text: str, start: Fraction, nudge: Fraction, ends: Range, keys: Keys) -> Refusal | None:
    """Refuse a start without a slope, and a step that leaves the piece of the curve that the start is on.

    Takes a curve that `curve_refusal` has let pass; `keys` names start, nudge and the curve.
    """
    curve, after = Curve.from_text(text), start + nudge
    start_key, nudge_key, *others = keys
    refusal = slope_refusal(curve, start, ends, (start_key, *others))
    if refusal is not None:
        return refusal
    shape = curve.shape(*ends)
    for pole in shape.of("pole"):
        least = BESIDE_POLE * float(ends[1] - ends[0])
        for place, blamed in ((start, (start_key, *others)), (after, (nudge_key, start_key, *others))):
            if abs(float(place) - float(pole.x)) < least:
                return Refusal(
                    blamed,
                    f"x = {float(place):.6g} is too close to the pole at x = {short(pole.x)} to be drawn, "
                    f"give a place at least {least:.2g} away from it",
                )
    between = [s for s in shape.of("kink") if min(start, after) <= s.x <= max(start, after)]
    if between:
        return Refusal(
            (nudge_key, start_key, *others),
            f"give a step that stays on one side of the kink at x = {short(between[0].x)}; "
            "no slope predicts what lies beyond",
        )
    if not any(stretch.holds(start) and stretch.holds(after) for stretch in shape.stretches):
        return Refusal(
            (nudge_key, start_key, *others),
            f"give a step that stays on one piece of the curve; from x = {float(start):.6g} to "
            f"{float(after):.6g} it is not defined everywhere, or jumps",
        )
    bend = curve.second_derivative(start)
    if not abs(float(bend)) <= LARGEST_VALUE:
        return Refusal(
            (start_key, *others),
            f"give a place where the second derivative is finite; at x = {start} it is not",
        )
    return None


def slope_refusal(curve: Curve, place: Fraction, ends: Range, keys: Keys) -> Refusal | None:
    """Refuse a place where a curve is not defined or has no slope."""
    shape = _shape(curve, *ends, keys)
    if isinstance(shape, Refusal):
        return shape
    name = curve.variable
    special = shape.at(place)
    if special is not None:
        return Refusal(keys, f"{_at(special, name)}, where there is no slope; give a place beside it")
    if not any(stretch.holds(place) for stretch in shape.stretches):
        return Refusal(keys, f"f is not defined at {name} = {float(place):.6g}, give a place where it is")
    return None


def rough_refusal(curve: Curve, low: Fraction, high: Fraction, keys: Keys) -> Refusal | None:
    """Refuse a curve that is not finite and smooth all over its range."""
    shape = _shape(curve, low, high, keys)
    if isinstance(shape, Refusal):
        return shape
    if not shape.specials and shape.stretches:
        return None
    name = f"f({curve.variable})" if curve.variable != "x" else "f"
    what = f"{name} has no finite value near {curve.variable} = {short(low)}"
    if shape.specials:
        what = f"{name}: {_at(shape.specials[0], curve.variable)}"
    return Refusal(
        keys, f"{what}, give a function with finite values and slopes for {_ends(curve.variable, low, high)}"
    )


def short(x: Fraction | float) -> str:
    """Return a place for a sentence: rounded, and no -0."""
    return f"{round(float(x), 10) + 0.0:.4g}"


def read(make: Callable[[], Function], keys: Keys) -> Function | Refusal:
    """Return a function that is read from text, or what is wrong with the text."""
    try:
        return make()
    except ExpressionError as error:
        return Refusal(keys[:1], str(error))


def _shape(curve: Curve, low: Fraction, high: Fraction, keys: Keys) -> Shape | Refusal:
    """Return a curve's shape, or why it has none that can be drawn."""
    turns = _turns(curve, low, high)
    if turns > MOST_TURNS:
        return Refusal(
            keys,
            f"it goes up and down {turns} times or more for {_ends(curve.variable, low, high)}, "
            f"too often for a picture: give a function or a range with at most {MOST_TURNS} turns",
        )
    try:
        return curve.shape(low, high)
    except DomainError as error:
        return Refusal(
            keys, f"{error}, give a function that can be drawn for {_ends(curve.variable, low, high)}"
        )


def _turns(curve: Curve, low: Fraction, high: Fraction) -> int:
    """Count how often the slope changes its sign, as far as a fine grid shows."""
    slopes = curve.derivatives(np.linspace(float(low), float(high), _FINE))
    signs = np.sign(slopes[np.isfinite(slopes) & (slopes != 0)])
    return int((signs[1:] != signs[:-1]).sum())


_WORDS = {
    "pole": "it has a pole at",
    "hole": "it has a gap at",
    "kink": "it has a kink at",
    "jump": "it jumps at",
    "end": "its domain ends at",
}


def _at(special: Special, variable: str) -> str:
    """Return what a curve has at a special place."""
    return f"{_WORDS[special.kind]} {variable} = {short(special.x)}"


def _ends(variable: str, low: Fraction, high: Fraction) -> str:
    return f"{variable} from {float(low):.6g} to {float(high):.6g}"


def too_large(values: Floats, slopes: Floats, keys: Keys) -> Refusal | None:
    """Refuse values or slopes beyond a million."""
    for name, found in (("values", values), ("slopes", slopes)):
        largest = float(np.abs(found).max())
        if not largest <= LARGEST_VALUE:
            return Refusal(keys, f"its {name} reach {largest:.3g}, give a function that stays within 1000000")
    return None


def too_flat(values: Floats, keys: Keys) -> Refusal | None:
    """Refuse values that hardly vary."""
    if float(values.max() - values.min()) >= LEAST_VARIATION:
        return None
    return Refusal(
        keys, f"it varies by less than {LEAST_VARIATION:g} on its range, give one that can be seen to vary"
    )
