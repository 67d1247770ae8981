"""Independent ways to compute what the lecture shows: mpmath at 50 digits, nothing from the core."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

import mpmath

DIGITS = 50
mpmath.mp.dps = DIGITS
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def big(value: Fraction | float | int) -> mpmath.mpf:
    """Return a number at 50 digits."""
    if isinstance(value, Fraction):
        return mpmath.mpf(value.numerator) / value.denominator
    return mpmath.mpf(value)


def sigmoid(z: mpmath.mpf) -> mpmath.mpf:
    """Return the logistic function, by its definition."""
    return 1 / (1 + mpmath.exp(-z))


def forward(given: Mapping[str, Fraction]) -> dict[str, mpmath.mpf]:
    """Return every value of the two-weight network from its six numbers (x, w1, b1, w2, b2, y)."""
    n = {key: big(value) for key, value in given.items()}
    n["z₁"] = n["w1"] * n["x"] + n["b1"]
    n["a₁"] = sigmoid(n["z₁"])
    n["z₂"] = n["w2"] * n["a₁"] + n["b2"]
    n["a₂"] = sigmoid(n["z₂"])
    n["L"] = (n["a₂"] - n["y"]) ** 2
    return n


def network(given: Mapping[str, Fraction]) -> dict[str, mpmath.mpf]:
    """Return all values and derivatives by the name they stand under on screen.

    Derivatives are numerical ones at 50 digits of the functions themselves: no rule of calculus is used.
    """
    n = forward(given)
    named = {"x": n["x"], "y": n["y"], "w₁": n["w1"], "b₁": n["b1"], "w₂": n["w2"], "b₂": n["b2"]}
    named |= {key: n[key] for key in ("z₁", "a₁", "z₂", "a₂", "L")}
    a2: Callable[[mpmath.mpf], mpmath.mpf] = lambda z2: (sigmoid(z2) - n["y"]) ** 2  # noqa: E731
    named["∂L/∂a₂"] = mpmath.diff(lambda a: (a - n["y"]) ** 2, n["a₂"])
    named["∂L/∂z₂"] = mpmath.diff(a2, n["z₂"])
    named["∂L/∂a₁"] = mpmath.diff(lambda a: a2(n["w2"] * a + n["b2"]), n["a₁"])
    named["∂L/∂z₁"] = mpmath.diff(lambda z: a2(n["w2"] * sigmoid(z) + n["b2"]), n["z₁"])
    for key, name in (("w1", "w₁"), ("b1", "b₁"), ("w2", "w₂"), ("b2", "b₂")):
        named[f"∂L/∂{name}"] = mpmath.diff(
            lambda value, key=key: forward({**given, key: value})["L"], n[key]
        )
    named["∂a₂/∂z₂"] = mpmath.diff(sigmoid, n["z₂"])
    named["∂a₁/∂z₁"] = mpmath.diff(sigmoid, n["z₁"])
    named |= {"∂z₂/∂a₁": n["w2"], "∂z₁/∂w₁": n["x"], "∂z₂/∂w₂": n["a₁"]}
    named |= {"∂z₂/∂b₂": mpmath.mpf(1), "∂z₁/∂b₁": mpmath.mpf(1)}
    return named


def parse_shown(text: str) -> mpmath.mpf:
    """Return the value that shown digits state. Raises `ValueError` on anything else."""
    match = re.fullmatch(r"(−?\d+(?:\.\d+)?)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text)
    if match is None:
        raise ValueError(f"{text!r} is not a shown number")
    power = int(match.group(2).translate(_SUPERSCRIPT)) if match.group(2) else 0
    return mpmath.mpf(match.group(1).replace("−", "-")) * mpmath.mpf(10) ** power


def half_unit(text: str) -> mpmath.mpf:
    """Return half a unit of the last digit shown: the most that rounding may have moved the value."""
    mantissa, _, power = text.partition("×10")
    decimals = len(mantissa.partition(".")[2])
    exponent = int(power.translate(_SUPERSCRIPT)) if power else 0
    return mpmath.mpf(10) ** (exponent - decimals) / 2


def shows(text: str, relation: str, true: mpmath.mpf) -> bool:
    """Tell whether digits and sign are right for a true value: rounded correctly, `=` only if exact.

    Numerical derivatives carry about 1e-20 of error, which a tie or an exact value may differ by.
    """
    slack = mpmath.mpf(10) ** -18 * (1 + abs(true))
    difference = abs(parse_shown(text) - true)
    return bool(difference <= slack) if relation == "=" else bool(difference <= half_unit(text) + slack)
