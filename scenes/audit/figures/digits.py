"""Shown numbers read back: what their digits state, and whether a true value is written that way."""

from __future__ import annotations

import re

from scenes.audit.truth.precision import Real, mp

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_NUMBER = re.compile(r"([-−]?\d+(?:\.\d+)?)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?")
_FRACTION = re.compile(r"([-−]?\d+)/(\d+)")
_TYPST_POWER = re.compile(r"\s*times\s*10\^\((-?\d+)\)")
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

_LONG = 5
"""Decimals from which a number counts as long."""

EXACT = mp.mpf(10) ** -30
"""Relative difference up to which two values count as the same."""

_TIE = mp.mpf("1.001")
"""Half a unit, and the thousandth of it that is granted to values on the border of two roundings."""


def stated(text: str) -> Real:
    """Return the value that shown digits state. Raises `ValueError` for anything else."""
    if fraction := _FRACTION.fullmatch(text):
        return mp.mpf(fraction.group(1).translate(_PLAIN)) / int(fraction.group(2))
    mantissa, _, exponent = _parts(text)
    return mp.mpf(mantissa) * mp.mpf(10) ** exponent


def unit(text: str) -> Real:
    """Return one unit of the last digit shown; none of a fraction, which is exact."""
    if _FRACTION.fullmatch(text):
        return EXACT
    _, decimals, exponent = _parts(text)
    return mp.mpf(10) ** (exponent - decimals)


def is_long(text: str) -> bool:
    """Tell whether more digits would hardly help: five decimals or more, or a power of ten."""
    if _FRACTION.fullmatch(text):
        return False
    _, decimals, exponent = _parts(text)
    return decimals >= _LONG or exponent != 0


def rounds_to(value: Real, text: str) -> bool:
    """Tell whether a value, rounded to the digits shown, is what they state."""
    return bool(abs(stated(text) - value) <= unit(text) / 2 * _TIE)


def same(first: Real, second: Real) -> bool:
    """Tell whether two values are equal to 30 digits (and to 50 decimals near zero)."""
    return bool(abs(first - second) <= EXACT * (max(abs(first), abs(second)) + mp.mpf(10) ** -20))


def as_written(value: Real, text: str) -> str:
    """Return a value written as `text` is: as many decimals, the same power of ten; digits for a fraction."""
    if _FRACTION.fullmatch(text):
        return str(mp.nstr(value, 6)).replace("-", "−")
    _, decimals, exponent = _parts(text)
    whole = int(mp.nint(value * mp.mpf(10) ** (decimals - exponent)))
    digits = str(abs(whole)).rjust(decimals + 1, "0")
    mantissa = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"{'−' if whole < 0 else ''}{mantissa}" + text[len(text.partition("×")[0]) :]


def from_typst(source: str) -> str:
    """Return the digits that the Typst source of a number typesets, without parentheses round it."""
    bare = source.strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    bare = _TYPST_POWER.sub(lambda power: "×10" + power.group(1).translate(_RAISED), bare)
    return bare.replace("-", "−").replace("\\/", "/")


def _parts(text: str) -> tuple[str, int, int]:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a shown number")
    exponent = int(match.group(2).translate(_PLAIN)) if match.group(2) else 0
    return match.group(1).translate(_PLAIN), len(match.group(1).partition(".")[2]), exponent
