"""A number that its room is too narrow for: which shorter forms of it are still honest."""

from __future__ import annotations

from collections.abc import Iterator

from backprop_core.number import PLAIN_DECIMALS, TIMES
from backprop_core.quantity import Quantity


def shorter_forms(quantity: Quantity) -> Iterator[Quantity]:
    """Yield a number as it is, then with ever fewer decimals, down to none.

    A small one that is written with a power of ten is at last rounded to its first decimals, and may end as
    `≈ 0.000`. What has lost a digit stands after `≈`, which `Quantity.relation` sees to.
    """
    for decimals in range(quantity.decimals, -1, -1):
        yield quantity.with_decimals(decimals)
    if TIMES in quantity.text and abs(float(quantity.value)) < 1:
        for decimals in range(PLAIN_DECIMALS, 0, -1):
            yield quantity.with_decimals(decimals, fixed=True)
