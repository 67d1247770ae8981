"""Decimals of one calculation: the operands as shown, worked out again, give the result as shown.

Every function tries ways to show the numbers, the preferred one first, and takes the first that agrees. Where
none does it is the preferred one, and the sign before the digits says that they are rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import chain
from math import prod
from typing import TypeVar

from backprop_core.decimals.contrast import decimals_apart
from backprop_core.number import USUAL_DECIMALS, Number, show
from backprop_core.quantity import Quantity

FACTORS_MORE, BRANCH_MORE, JACOBIAN_MORE, DIFFERENCES_MORE = 3, 3, 2, 3
"""Decimals beyond the usual ones that may be added: to the factors of a product, to all numbers of a branch,
to a Jacobian's entries, and to numbers that are subtracted."""

MANY_NUMBERS = (3, 2)
"""Decimals where many numbers stand side by side, the more the better."""

Way = TypeVar("Way")


def first_agreeing(ways: Iterable[Way], agrees: Callable[[Way], bool]) -> Way:
    """Return the first of the ways that agrees, the first of all if none does. Raises on no ways at all."""
    tried = iter(ways)
    preferred = next(tried)
    return next((way for way in chain([preferred], tried) if agrees(way)), preferred)


def with_more(decimals: int, more: int) -> range:
    """Return `decimals` and up to `more` beyond, the fewest first."""
    return range(decimals, decimals + more + 1)


def round_alike(first: Number, second: Number, decimals: int) -> bool:
    """Tell whether two values are the same number once they are shown."""
    return show(first, decimals).stated == show(second, decimals).stated


def product_decimals(
    factors: Sequence[Number], product: Number, decimals: int = USUAL_DECIMALS
) -> tuple[int, int]:
    """Return decimals for the factors and for their product.

    More decimals for the factors are tried first, then fewer for the product.
    """

    def agrees(way: tuple[int, int]) -> bool:
        shown = (show(factor, way[0]).stated for factor in factors)
        return round_alike(prod(shown, start=Fraction(1)), product, way[1])

    of_factors = with_more(decimals, FACTORS_MORE)
    return first_agreeing(((more, less) for less in range(decimals, 0, -1) for more in of_factors), agrees)


def lasting_product_decimals(
    products: Iterable[tuple[Sequence[Number], Number]], decimals: int
) -> tuple[int, int]:
    """Return decimals for factors and product that move, from the (factors, product) of some moments.

    They are the most that a moment's factors need, and the fewest that are left to a moment's product.
    """
    found = [product_decimals(factors, product, decimals) for factors, product in products]
    if not found:
        return decimals, decimals
    return max(more for more, _ in found), min(less for _, less in found)


def product_agrees(factors: Iterable[Quantity], product: Quantity) -> bool:
    """Tell whether a product is what its factors, as shown, multiply to."""
    return round_alike(_multiplied(factors), product.value, product.decimals)


def vouched_decimals(factors: Iterable[Quantity], product: Quantity) -> int:
    """Return how many of a product's decimals its factors, as shown, vouch for."""
    return decimals_vouched_for(_multiplied(factors), product.value, product.decimals)


def decimals_vouched_for(worked: Number, result: Number, decimals: int) -> int:
    """Return how many of a result's decimals are those of what the shown operands give."""
    fewer = range(decimals, 0, -1)
    return first_agreeing(fewer, lambda shown: round_alike(worked, result, shown))


def row_times_matrix_agrees(
    row: Sequence[Quantity], matrix: Sequence[Sequence[Quantity]], result: Sequence[Quantity]
) -> bool:
    """Tell whether a row, as shown, times a matrix, as shown, is the result as shown."""
    products = (
        sum((a.shown.stated * b.shown.stated for a, b in zip(row, column, strict=True)), start=Fraction())
        for column in zip(*matrix, strict=True)
    )
    return all(
        show(product, one.decimals).stated == one.shown.stated
        for product, one in zip(products, result, strict=True)
    )


def difference_decimals(ends: tuple[Number, Number], predicted: Number, true: Number, gap: Number) -> int:
    """Return decimals that tell a predicted change from the true one.

    As shown, true is the second end minus the first, and gap is true minus predicted.
    """

    def agrees(decimals: int) -> bool:
        before, after, measured, foretold, left = (
            show(value, decimals, fixed=True).stated for value in (*ends, true, predicted, gap)
        )
        return after - before == measured and measured - foretold == left

    return first_agreeing(with_more(decimals_apart(predicted, true), DIFFERENCES_MORE), agrees)


def _multiplied(factors: Iterable[Quantity]) -> Fraction:
    return prod((factor.shown.stated for factor in factors), start=Fraction(1))
