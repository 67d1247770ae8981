"""Numbers as they are kept (exact where possible) and as they are shown (rounded, and said so)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Number = Fraction | float
"""An exact rational, or a float64 where an operation has no rational result."""

MINUS, TIMES = "−", "×"
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
"""Puts the digits of an exponent back on the line."""
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SMALL, _TINY, _HUGE = Fraction(1, 100), Fraction(1, 1000), Fraction(10**6)
_SCIENTIFIC_PLACES = 3
_LONG_UNIT = Fraction(1, 10**5)


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


def show(value: Number, places: int = 4, *, fixed: bool = False) -> Shown:
    """Round a number to be shown.

    An exact value whose decimals end within `places` stands with just those decimals and `=`; any other
    is rounded half to even and stands with `≈`. Small values get more places so that three digits
    count; very small and very large ones are written with a power of ten, after which `places` decimals
    are kept, three at most. `fixed` keeps `places` decimals
    always, for labels that move. A float is never called exact. Raises `ValueError` on NaN and infinity.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} cannot be shown")
    known = isinstance(value, Fraction)
    true = Fraction(value)
    size = abs(true)
    if fixed and (size < _HUGE and (size == 0 or size >= Fraction(1, 2 * 10**places) or places <= 3)):
        return _plain(true, places, known)
    ended = decimals_of(true) if known else None
    if size < _HUGE and ended is not None and ended <= places:
        return _plain(true, ended, known)
    if size == 0:
        return _plain(true, places, known)
    if size < _TINY or size >= _HUGE:
        return _scientific(true, known, min(places, _SCIENTIFIC_PLACES))
    return _plain(true, places + 1 if size < _SMALL else places, known)


def agreeing_places(factors: Sequence[Number], product: Number, places: int = 4) -> tuple[int, int]:
    """Choose decimals for factors and product so that multiplying what is shown gives what is shown.

    More decimals for the factors are tried first, up to three more; then fewer for the product. Where
    nothing agrees, `(places, places)` is returned: the reader must say `≈`.
    """
    for product_places in range(places, 0, -1):
        for factor_places in range(places, places + 4):
            shown = math.prod((show(factor, factor_places).stated for factor in factors), start=Fraction(1))
            if show(shown, product_places).stated == show(product, product_places).stated:
                return factor_places, product_places
    return places, places


def _plain(true: Fraction, places: int, known: bool) -> Shown:
    scaled = round(true * 10**places)
    stated = Fraction(scaled, 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    digits = f"{whole}.{rest:0{places}d}" if places else str(whole)
    text = f"{MINUS if scaled < 0 else ''}{digits}"
    relation = "=" if known and stated == true else "≈"
    return Shown(text, relation, text.replace(MINUS, "-"), stated, Fraction(1, 10**places))


def _scientific(true: Fraction, known: bool, places: int) -> Shown:
    size = abs(true)
    power = math.floor(math.log10(size.numerator) - math.log10(size.denominator))
    power += (size >= Fraction(10) ** (power + 1)) - (size < Fraction(10) ** power)
    digits = round(size / Fraction(10) ** power * 10**places)
    if digits == 10 ** (places + 1):
        digits, power = digits // 10, power + 1
    sign = -1 if true < 0 else 1
    unit = Fraction(10) ** (power - places)
    stated = sign * digits * unit
    whole, rest = divmod(digits, 10**places)
    decimals = f".{rest:0{places}d}" if places else ""
    mantissa = f"{MINUS if sign < 0 else ''}{whole}{decimals}"
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
