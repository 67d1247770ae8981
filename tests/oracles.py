"""Independent ways to compute what the lecture shows: mpmath at 50 digits, nothing from the core.

The network and the reading of shown numbers are the audit's own; their values come in the context of `mpmath`
itself here, so that tests can go on with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import mpmath

from scenes.audit.figures import digits as shown
from scenes.audit.truth import feedforward
from scenes.audit.truth.network import claims_of
from scenes.audit.truth.precision import DIGITS
from scenes.audit.truth.precision import big as deep

mpmath.mp.dps = DIGITS

parse_shown, rounded_as_shown = shown.stated, shown.as_written

_KEYS = ("x", "w1", "b1", "w2", "b2", "y")
_NET = feedforward.Net((1, 1, 1), ("sigmoid", "sigmoid"), "squared", indexed=False)


def big(value: Fraction | float | int) -> mpmath.mpf:
    """Return a number at the precision in force, 50 digits unless told otherwise."""
    if isinstance(value, Fraction):
        return mpmath.mpf(value.numerator) / value.denominator
    return mpmath.mpf(value)


def sigmoid(z: mpmath.mpf) -> mpmath.mpf:
    """Return the logistic function, by its definition."""
    return 1 / (1 + mpmath.exp(-z))


def forward(given: Mapping[str, Fraction]) -> dict[str, mpmath.mpf]:
    """Return every value of the two-weight network from its six numbers (x, w1, b1, w2, b2, y)."""
    values = {key: big(given[key]) for key in _KEYS}
    held = feedforward.forward(_NET, _named(given))
    return values | {name: mpmath.mpf(held[name]) for name in _NET.computed}


def network(given: Mapping[str, Fraction]) -> dict[str, mpmath.mpf]:
    """Return all values and derivatives by the name they stand under on screen."""
    at = _named(given)
    claims = claims_of(_NET).items()
    found = {name: mpmath.mpf(claim(at) if callable(claim) else claim) for name, claim in claims}
    return {**found, "|a₂ − y|": abs(found["a₂"] - found["y"])}


def half_unit(text: str) -> mpmath.mpf:
    """Return half a unit of the last digit shown: the most that rounding may have moved the value."""
    return mpmath.mpf(shown.unit(text)) / 2


def shows(text: str, relation: str, true: mpmath.mpf) -> bool:
    """Tell whether digits and sign are right for a true value: rounded correctly, `=` only if exact."""
    return shown.same(shown.stated(text), true) if relation == "=" else shown.rounds_to(true, text)


def _named(given: Mapping[str, Fraction]) -> dict[str, mpmath.mpf]:
    return {name: deep(given[key]) for name, key in zip(_NET.given, _KEYS, strict=True)}
