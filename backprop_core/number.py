"""Numbers as they are kept (exact where possible) and as they are shown (rounded, and said so)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Number = Fraction | float
"""An exact rational, or a float64 where an operation has no rational result."""

USUAL_DECIMALS = 4
"""Decimals of a number that nothing else is asked of."""

MINUS, TIMES, SLASH = "−", "×", "/"
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
"""Puts the digits of an exponent back on the line."""
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SMALL, _TINY, _HUGE = Fraction(1, 100), Fraction(1, 1000), Fraction(10**6)
_SCIENTIFIC_DECIMALS = 3
PLAIN_DECIMALS = 3
"""Decimals up to which a number that keeps all of them is never written with a power of ten."""
_LONG_UNIT = Fraction(1, 10**5)


class Ratio(Fraction):
    """A fraction that was written and is shown as one; what is computed from it is a plain `Fraction`."""


@dataclass(frozen=True)
class Shown:
    """A number as it stands on screen: digits, `=` or `≈`, Typst source, the value the digits name.

    `unit` is one of its last digit.
    """

    text: str
    relation: str
    typst: str
    stated: Fraction
    unit: Fraction

    @property
    def long(self) -> bool:
        """Whether it has so many digits that a reader puts a difference in the last down to rounding."""
        return TIMES in self.text or self.unit <= _LONG_UNIT


def exact(value: int | str | Decimal | Fraction | float) -> Number:
    """Return a rational for whatever names one exactly ("0.6" is 3/5); a float stays a float.

    Raises `ValueError` for text that is no finite number.
    """
    if isinstance(value, float):
        return value
    return Fraction(value)


def as_float(value: Number) -> float:
    """Return the nearest float64."""
    return float(value)


def show(value: Number, decimals: int = USUAL_DECIMALS, *, fixed: bool = False) -> Shown:
    """Round a number to be shown.

    An exact value that ends within so many `decimals` stands with just those that it has and `=`; any other
    is rounded half to even and stands with `≈`. Small values get one more so that three digits count; very
    small and very large ones are written with a power of ten, before which `decimals` are kept, three at
    most. `fixed` always keeps all of them, for labels that move. A float is never called exact, and a `Ratio`
    stands as it was given unless it is `fixed`. Raises `ValueError` on NaN and infinity.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} cannot be shown")
    if isinstance(value, Ratio) and value.denominator > 1 and not fixed:
        return _ratio(value)
    known = isinstance(value, Fraction)
    true = Fraction(value)
    size = abs(true)
    visible = size == 0 or size >= Fraction(1, 2 * 10**decimals) or decimals <= PLAIN_DECIMALS
    if fixed and size < _HUGE and visible:
        return _plain(true, decimals, known)
    ended = decimals_of(true) if known else None
    if size < _HUGE and ended is not None and ended <= decimals:
        return _plain(true, ended, known)
    if size == 0:
        return _plain(true, decimals, known)
    if size < _TINY or size >= _HUGE:
        return _scientific(true, known, min(decimals, _SCIENTIFIC_DECIMALS))
    return _plain(true, decimals + 1 if size < _SMALL else decimals, known)


def _ratio(value: Ratio) -> Shown:
    text = f"{MINUS if value < 0 else ''}{abs(value.numerator)}{SLASH}{value.denominator}"
    typst = text.replace(MINUS, "-").replace(SLASH, f"\\{SLASH}")
    return Shown(text, "=", typst, Fraction(value), Fraction(1, value.denominator))


def _plain(true: Fraction, decimals: int, known: bool) -> Shown:
    scaled = round(true * 10**decimals)
    stated = Fraction(scaled, 10**decimals)
    whole, rest = divmod(abs(scaled), 10**decimals)
    digits = f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)
    text = f"{MINUS if scaled < 0 else ''}{digits}"
    relation = "=" if known and stated == true else "≈"
    return Shown(text, relation, text.replace(MINUS, "-"), stated, Fraction(1, 10**decimals))


def _scientific(true: Fraction, known: bool, decimals: int) -> Shown:
    size = abs(true)
    power = math.floor(math.log10(size.numerator) - math.log10(size.denominator))
    power += (size >= Fraction(10) ** (power + 1)) - (size < Fraction(10) ** power)
    digits = round(size / Fraction(10) ** power * 10**decimals)
    if digits == 10 ** (decimals + 1):
        digits, power = digits // 10, power + 1
    sign = -1 if true < 0 else 1
    unit = Fraction(10) ** (power - decimals)
    stated = sign * digits * unit
    whole, rest = divmod(digits, 10**decimals)
    ending = f".{rest:0{decimals}d}" if decimals else ""
    mantissa = f"{MINUS if sign < 0 else ''}{whole}{ending}"
    text = f"{mantissa}{TIMES}10{str(power).translate(_RAISED)}"
    typst = f"{mantissa.replace(MINUS, '-')} times 10^({power})"
    return Shown(text, "=" if known and stated == true else "≈", typst, stated, unit)


def decimals_of(value: Fraction) -> int | None:
    """Count the decimals after which a fraction ends; None if it never does."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
