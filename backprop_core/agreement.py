"""Choose decimals so that products multiplied as shown give the product as shown."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product as combinations
from math import prod

from backprop_core.number import Number, show

PLACES, MOST_PLACES = 4, 8
_ROUNDS = 24


@dataclass(frozen=True)
class Product:
    """A product that stands on screen: the keys of its factors and of its result."""

    factors: tuple[Hashable, ...]
    result: Hashable


def agrees(factors: Sequence[tuple[Number, int]], result: tuple[Number, int]) -> bool:
    """Tell whether the shown factors, multiplied and rounded as the result is, give the shown result.

    Each value comes with the decimals that it is shown with.
    """
    stated = prod((show(value, places).stated for value, places in factors), start=Fraction(1))
    value, places = result
    return show(stated, places).stated == show(value, places).stated


def choose_places(values: Mapping[Hashable, Number], products: Sequence[Product]) -> dict[Hashable, int]:
    """Return for every value its decimals, the same wherever it stands, so that all products agree.

    Decimals are only ever added, the first factor's first, from 4 up to 8. Where that does not make
    every product agree, 4 are returned for all: the sign `≈` then tells the truth.
    """
    places = dict.fromkeys(values, PLACES)
    for _ in range(_ROUNDS):
        wrong = [item for item in products if not _holds(item, values, places)]
        if not wrong:
            return places
        for item in wrong:
            places.update(_mended(item, values, places))
    return dict.fromkeys(values, PLACES)


def _holds(item: Product, values: Mapping[Hashable, Number], places: Mapping[Hashable, int]) -> bool:
    factors = [(values[key], places[key]) for key in item.factors]
    return agrees(factors, (values[item.result], places[item.result]))


def _mended(
    item: Product, values: Mapping[Hashable, Number], places: Mapping[Hashable, int]
) -> dict[Hashable, int]:
    """Return the fewest added decimals with which one product agrees; none if none helps."""
    raises = sorted(combinations(range(3), repeat=len(item.factors)), key=lambda raise_: (sum(raise_), raise_[::-1]))
    for added in raises:
        trial = dict(places)
        for key, more in zip(item.factors, added, strict=True):
            trial[key] = min(MOST_PLACES, trial[key] + more)
        if _holds(item, values, trial):
            return {key: trial[key] for key in item.factors}
    return {}
