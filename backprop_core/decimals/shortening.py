"""A number that its room is too narrow for: which shorter forms of it are still honest."""

from __future__ import annotations

from collections.abc import Iterator

from backprop_core.quantity import Quantity


def shorter_forms(quantity: Quantity) -> Iterator[Quantity]:
    """Yield a number as it is, then with ever fewer decimals, down to none.

    What has lost a digit stands after `≈`, which `Quantity.relation` sees to; a small number ends as `≈ 0`.
    """
    for decimals in range(quantity.decimals, -1, -1):
        yield quantity.with_decimals(decimals)
