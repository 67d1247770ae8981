"""Independent ways to compute what the lecture shows: mpmath at 50 digits, nothing from the core."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

import mpmath

DIGITS, WORKING_DIGITS = 50, 150
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_NUMBER = re.compile(r"(−?\d+(?:\.\d+)?)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?")

mpmath.mp.dps = DIGITS


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
    n = {key: big(value) for key, value in given.items()}
    n["z₁"] = n["w1"] * n["x"] + n["b1"]
    n["a₁"] = sigmoid(n["z₁"])
    n["z₂"] = n["w2"] * n["a₁"] + n["b2"]
    n["a₂"] = sigmoid(n["z₂"])
    n["L"] = (n["a₂"] - n["y"]) ** 2
    return n


def network(given: Mapping[str, Fraction]) -> dict[str, mpmath.mpf]:
    """Return all values and derivatives by the name they stand under on screen.

    Derivatives are numerical ones of the functions themselves: no rule of calculus is used. They are
    taken at 150 digits, so that about 50 are left where a unit is saturated.
    """
    with mpmath.workdps(WORKING_DIGITS):
        return _network(given)


def _network(given: Mapping[str, Fraction]) -> dict[str, mpmath.mpf]:
    n = forward(given)
    named = {"x": n["x"], "y": n["y"], "w₁": n["w1"], "b₁": n["b1"], "w₂": n["w2"], "b₂": n["b2"]}
    named |= {key: n[key] for key in ("z₁", "a₁", "z₂", "a₂", "L")}
    by_a2: Callable[[mpmath.mpf], mpmath.mpf] = lambda a2: (a2 - n["y"]) ** 2  # noqa: E731
    by_z2: Callable[[mpmath.mpf], mpmath.mpf] = lambda z2: by_a2(sigmoid(z2))  # noqa: E731
    by_a1: Callable[[mpmath.mpf], mpmath.mpf] = lambda a1: by_z2(n["w2"] * a1 + n["b2"])  # noqa: E731
    for function, name in ((by_a2, "a₂"), (by_z2, "z₂"), (by_a1, "a₁")):
        named[f"∂L/∂{name}"] = mpmath.diff(function, n[name])
    named["∂L/∂z₁"] = mpmath.diff(lambda z1: by_a1(sigmoid(z1)), n["z₁"])
    for key, name in (("w1", "w₁"), ("b1", "b₁"), ("w2", "w₂"), ("b2", "b₂")):
        named[f"∂L/∂{name}"] = mpmath.diff(lambda value, key=key: forward({**given, key: value})["L"], n[key])
    named["∂a₂/∂z₂"] = mpmath.diff(sigmoid, n["z₂"])
    named["∂a₁/∂z₁"] = mpmath.diff(sigmoid, n["z₁"])
    named |= {"∂z₂/∂a₁": n["w2"], "∂z₁/∂w₁": n["x"], "∂z₂/∂w₂": n["a₁"]}
    named |= {"∂z₂/∂b₂": mpmath.mpf(1), "∂z₁/∂b₁": mpmath.mpf(1)}
    return named


def _parts(text: str) -> tuple[str, int, int]:
    """Return the digits before the power of ten, how many of them are decimals, and the exponent."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a shown number")
    exponent = int(match.group(2).translate(_SUPERSCRIPT)) if match.group(2) else 0
    return match.group(1).replace("−", "-"), len(match.group(1).partition(".")[2]), exponent


def parse_shown(text: str) -> mpmath.mpf:
    """Return the value that shown digits state. Raises `ValueError` on anything else."""
    mantissa, _, exponent = _parts(text)
    return mpmath.mpf(mantissa) * mpmath.mpf(10) ** exponent


def rounded_as_shown(value: mpmath.mpf, text: str) -> str:
    """Return a value written as `text` is: as many decimals, the same power of ten, half to even."""
    _, decimals, exponent = _parts(text)
    whole = int(mpmath.nint(value * mpmath.mpf(10) ** (decimals - exponent)))
    digits = str(abs(whole)).rjust(decimals + 1, "0")
    mantissa = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"{'−' if whole < 0 else ''}{mantissa}" + text[len(text.partition("×")[0]) :]


def half_unit(text: str) -> mpmath.mpf:
    """Return half a unit of the last digit shown: the most that rounding may have moved the value."""
    _, decimals, exponent = _parts(text)
    return mpmath.mpf(10) ** (exponent - decimals) / 2


def shows(text: str, relation: str, true: mpmath.mpf) -> bool:
    """Tell whether digits and sign are right for a true value: rounded correctly, `=` only if exact.

    A thousandth of half a unit is granted to values that lie on the border between two roundings, and
    1e-30 of the value to the error of a numerical derivative.
    """
    difference = abs(parse_shown(text) - true)
    if relation == "=":
        return bool(difference <= mpmath.mpf(10) ** -30 * (abs(true) + mpmath.mpf(10) ** -20))
    return bool(difference <= half_unit(text) * mpmath.mpf("1.001"))
