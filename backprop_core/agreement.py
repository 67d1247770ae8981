"""Choose decimals so that products multiplied as shown give the product as shown."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product as combinations
from math import prod

from backprop_core.number import Number, show

PLACES, MOST_PLACES = 4, 6
_PASSES = 3


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
    """Return for every value its decimals, the same wherever it stands, so that shown products agree.

    `products` stand in the order in which they are computed: a result comes before the products that
    use it. Each value has 4 decimals unless a product asks for another number: then its result or its
    last factor gives up decimals, down to two digits that count, or the last factor gets more. A product
    that no such choice makes agree keeps what it has: the sign `≈` then tells the truth.
    """
    places = dict.fromkeys(values, PLACES)
    for _ in range(_PASSES):
        for item in products:
            places.update(_mended(item, values, places))
    return places


def _mended(
    item: Product, values: Mapping[Hashable, Number], places: Mapping[Hashable, int]
) -> dict[Hashable, int]:
    """Return the mildest change of decimals with which a product agrees; none if nothing helps."""
    last, result = item.factors[-1], item.result
    choices = combinations(_changes(values[last], places[last]), _changes(values[result], places[result]))
    for last_places, result_places in sorted(
        choices, key=lambda c: (max(c) > PLACES, abs(c[0] - places[last]) + abs(c[1] - places[result]))
    ):
        trial = {**places, last: last_places, result: result_places}
        factors = [(values[key], trial[key]) for key in item.factors]
        if agrees(factors, (values[result], result_places)):
            return {last: last_places, result: result_places}
    return {}


def _changes(value: Number, places: int) -> list[int]:
    """Return the decimals that a value may be given: as they are, fewer, or a few more."""
    size = abs(float(value))
    least = max(2, 2 - math.floor(math.log10(size)) - 1) if size > 0 else places
    return [places, *range(least, places), *range(places + 1, min(MOST_PLACES, places + 2) + 1)]
