"""The shape of a curve on a range: where it is defined, and its poles, holes, kinks, jumps and ends."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import sympy

from backprop_core.domain import doubtful_point
from backprop_core.evaluation import deep, differentiated, evaluate
from backprop_core.functions.precise import mp
from backprop_core.limits import NO_VALUES, Limit, close, one_sided
from backprop_core.number import Number
from backprop_core.places import Place, corners, zeros

MOST_PLACES = 24
"""Poles, holes, kinks, jumps and ends that a range may have."""
_BESIDE, _BESIDE_POLE = 0.002, 0.02
"""Shares of a piece beside a special place and a pole where only limits tell; the rest is proved finite."""
_ENDLESS = 1e9
"""What a slope or value grows beyond at the float64 nearest to a place where it is infinite."""
_PROBES = (0.5, 0.07, 0.93, 0.29, 0.71)

SpecialKind = Literal["pole", "hole", "kink", "jump", "end"]


class DomainError(ValueError):
    """A function that cannot be drawn on its range."""


@dataclass(frozen=True)
class Special:
    """A place where a curve is not smooth.

    `value` is f there, None where it has none; `left` and `right` are the limits of f from either side,
    `left_slope` and `right_slope` those of f'. `slope` is what f' counts as at the place itself, by the
    convention of the functions with a kink, None where f' has no value there.
    """

    place: Place
    kind: SpecialKind
    value: Number | None
    left: Limit
    right: Limit
    left_slope: Limit
    right_slope: Limit
    slope: Number | None

    @property
    def x(self) -> Number:
        """The place as a number."""
        return self.place.number


@dataclass(frozen=True)
class Stretch:
    """A part of the range on which a curve is defined and continuous, with or without its ends."""

    low: Number
    high: Number
    with_low: bool = True
    with_high: bool = True

    def holds(self, x: Number) -> bool:
        """Tell whether a place is on it."""
        inside = self.low < x < self.high
        return inside or (self.with_low and x == self.low) or (self.with_high and x == self.high)


@dataclass(frozen=True)
class Shape:
    """The stretches that a curve is drawn in and the places where it is not smooth, left to right."""

    stretches: tuple[Stretch, ...]
    specials: tuple[Special, ...]

    def of(self, *kinds: SpecialKind) -> tuple[Special, ...]:
        """Return the special places of some kinds."""
        return tuple(special for special in self.specials if special.kind in kinds)

    def around(self, x: Number, margin: float, *, smooth: bool = False) -> tuple[float, float]:
        """Return the ends of the stretch that holds a place, kept so far away from poles.

        A `smooth` one ends beside kinks, too, and beside ends and gaps.
        """
        stretch = next(stretch for stretch in self.stretches if stretch.holds(x))
        kinks = [kink.x for kink in self.of("kink") if smooth]
        low = max([stretch.low, *(kink for kink in kinks if kink < x)])
        high = min([stretch.high, *(kink for kink in kinks if kink > x)])
        poles = [pole.x for pole in self.of("pole")]
        others = [special.x for special in self.specials if smooth]
        kept = {**dict.fromkeys(others, margin * _BESIDE), **dict.fromkeys(poles, margin)}
        return float(low) + kept.get(low, 0.0), float(high) - kept.get(high, 0.0)

    def at(self, x: Number) -> Special | None:
        """Return what is special at a place, None where the curve is smooth."""
        return next((special for special in self.specials if close(special.x, x)), None)


@lru_cache(maxsize=256)
def shape_of(
    expression: sympy.Expr,
    parts: tuple[sympy.Expr, ...],
    symbol: sympy.Symbol,
    low: Number,
    high: Number,
) -> Shape:
    """Return the shape of a function on a range; it is defined where all of its `parts` are, too.

    Raises `DomainError` where it swings for ever, has more special places than can be shown, or is not proved
    finite, with its slope, between them.
    """
    return _Finder(expression, parts, symbol, low, high).shape()


class _Finder:
    """Finds the shape of one function."""

    def __init__(
        self,
        expression: sympy.Expr,
        parts: tuple[sympy.Expr, ...],
        symbol: sympy.Symbol,
        low: Number,
        high: Number,
    ) -> None:
        self.f, self.parts, self.symbol, self.low, self.high = expression, parts, symbol, low, high
        self.slope = differentiated(expression, symbol)

    def shape(self) -> Shape:
        """Return it."""
        places = self._candidates()
        ends = sorted({self.low, self.high, *(place.number for place in places)})
        defined = [self._defined(left, right) for left, right in pairwise(ends)]
        specials = tuple(found for place in places if (found := self._classified(place, ends)))
        margins = {place.number: _BESIDE for place in places}
        margins |= {special.x: _BESIDE_POLE for special in specials if special.kind == "pole"}
        for (left, right), there in zip(pairwise(ends), defined, strict=True):
            if there:
                self._prove(left, right, margins)
        return Shape(tuple(self._stretches(ends, defined, specials)), specials)

    def _candidates(self) -> list[Place]:
        found: dict[float, Place] = {}
        for corner in sorted(set().union(*map(corners, (self.f, self.slope, *self.parts))), key=str):
            for place in zeros(corner, self.symbol, self.low, self.high):
                found.setdefault(round(float(place.number), 11), place)
        if len(found) > MOST_PLACES:
            raise DomainError(
                f"it has {len(found)} places with a gap, a kink or a jump, more than {MOST_PLACES}"
            )
        return [found[key] for key in sorted(found)]

    def _defined(self, left: Number, right: Number) -> bool:
        """Tell whether f is defined between two neighbouring places."""
        width = float(right) - float(left)
        missing = [
            any(mp.isnan(deep(e, {self.symbol: float(left) + width * share})) for e in (self.f, *self.parts))
            for share in _PROBES
        ]
        if any(missing) and not all(missing):
            raise DomainError(f"it has gaps between {self.symbol} = {_short(left)} and {_short(right)}")
        return not any(missing)

    def _prove(self, left: Number, right: Number, margins: Mapping[Number, float]) -> None:
        width = float(right) - float(left)
        ends = float(left) + width * margins.get(left, 0), float(right) - width * margins.get(right, 0)
        for name, expression in (("f", self.f), ("f'", self.slope)):
            doubt = doubtful_point(expression, {self.symbol: ends})
            if doubt is not None:
                raise DomainError(
                    f"{name} has no finite value near {self.symbol} = {_short(doubt[self.symbol])}"
                )

    def _classified(self, place: Place, ends: list[Number]) -> Special | None:
        x = place.number
        index = ends.index(x)
        gaps = [float(ends[i + 1]) - float(ends[i]) for i in (index - 1, index) if 0 <= i < len(ends) - 1]
        reach = min(gaps) / 2
        f = {side: self._limit(self.f, place, side, reach) for side in (-1, 1)}
        slopes = {side: self._limit(self.slope, place, side, reach) for side in (-1, 1)}
        if any(limit.kind == "unsettled" for limit in (*f.values(), *slopes.values())):
            raise DomainError(
                f"it swings up and down without end near {self.symbol} = {_short(x)}, "
                "so no picture can show it there"
            )
        there = all(self._value_at(part, place) is not None for part in self.parts)
        value = self._value_at(self.f, place) if there else None
        slope = self._value_at(self.slope, place) if there else None
        kind = _kind(f[-1], f[1], value, slopes[-1], slopes[1], inside=self.low < x < self.high)
        if kind is None:
            return None
        return Special(place, kind, value, f[-1], f[1], slopes[-1], slopes[1], slope)

    def _limit(self, expression: sympy.Expr, place: Place, side: int, reach: float) -> Limit:
        for part in self.parts:
            if one_sided(part, self.symbol, place, side, reach) == NO_VALUES:
                return NO_VALUES
        return one_sided(expression, self.symbol, place, side, reach)

    def _value_at(self, expression: sympy.Expr, place: Place) -> Number | None:
        """Return the value at a place itself, None where there is none."""
        if place.exact.is_Rational or place.exact.is_Float:
            here = evaluate(expression, {self.symbol: place.number})
            return here if math.isfinite(here) and abs(float(here)) < _ENDLESS else None
        exact = expression.subs(self.symbol, place.exact)
        if exact.has(sympy.zoo, sympy.nan, sympy.oo) or not exact.is_number:
            return None
        known = complex(exact.evalf())
        return known.real if known.imag == 0 and math.isfinite(known.real) else None

    def _stretches(
        self, ends: list[Number], defined: list[bool], specials: tuple[Special, ...]
    ) -> list[Stretch]:
        """Return the pieces, joined where the curve goes on without a gap."""
        at = {special.x: special for special in specials}
        found: list[Stretch] = []
        for (left, right), there in zip(pairwise(ends), defined, strict=True):
            if not there:
                continue
            piece = Stretch(left, right, _reaches(at.get(left), 1), _reaches(at.get(right), -1))
            joined = left not in at or at[left].kind == "kink"
            if found and found[-1].high == left and joined:
                piece = Stretch(found[-1].low, right, found.pop().with_low, piece.with_high)
            found.append(piece)
        return found


def _kind(
    left: Limit, right: Limit, value: Number | None, left_slope: Limit, right_slope: Limit, *, inside: bool
) -> SpecialKind | None:
    """Return what is special at a place, None where the curve passes smoothly or begins with the range."""
    if "infinite" in (left.kind, right.kind):
        return "pole"
    if left == right == NO_VALUES:
        return None
    if NO_VALUES in (left, right):
        return "end"
    if not left.same(right):
        return "jump" if inside else None
    if value is None or not close(value, left.value):
        return "hole"
    return None if left_slope.same(right_slope) or not inside else "kink"


def _reaches(special: Special | None, side: int) -> bool:
    """Tell whether the piece on one side of a place holds the place itself."""
    if special is None:
        return True
    limit = special.right if side > 0 else special.left
    return special.value is not None and limit.kind == "finite" and close(special.value, limit.value)


def _short(x: Number) -> str:
    return f"{round(float(x), 10) + 0.0:.4g}"
