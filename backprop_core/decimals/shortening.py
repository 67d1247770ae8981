"""A number that its room is too narrow for: which shorter forms of it are still honest."""

from __future__ import annotations

from collections.abc import Iterator

from backprop_core.quantity import Quantity


def shorter_forms(quantity: Quantity) -> Iterator[Quantity]:
    """Yield a number as it is, then with ever fewer decimals, as long as that says no untruth.

    What has lost a digit stands after `≈`, which `Quantity.relation` sees to; a number that is not zero never
    reads as zero.
    """
    for decimals in range(quantity.decimals, -1, -1):
        shorter = quantity.with_decimals(decimals)
        if shorter.shown.stated == 0 and quantity.value != 0 and decimals < quantity.decimals:
            return
        yield shorter
