"""Ways to letter a circuit: how large and how long its numbers are, from the best way to the last."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lettering:
    """How large and long numbers are: type size, most decimals; and whether branches have any."""

    size: float
    decimals: int
    branches: bool


WAYS = tuple(
    Lettering(size, decimals, branches)
    for branches in (True, False)
    for size, decimals in (
        *((size, 4) for size in (0.72, 0.66, 0.6, 0.54, 0.48, 0.42, 0.36)),
        *((size, most) for size in (0.34, 0.3, 0.27, 0.25) for most in (4, 3, 2)),
    )
)
"""Ways to letter a circuit, the best first."""

WIDE = (*(Lettering(size, 4, True) for size in (0.36, 0.3, 0.25)), Lettering(0.25, 4, False))
"""Ways to letter one that is wider than its room."""
