"""The truth of the chain's product: the network, and on how many digits the check agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.network import variable_values
from scenes.audit.truth.precision import Claim, Real, mp

if TYPE_CHECKING:
    from config import Settings

__all__ = ["truth", "variable_values"]

_FEWEST, _MOST = 4, 12
"""Decimals with which the two slopes may be written to be compared."""


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims and, as `n`, the leading digits shared by measured and computed slope."""
    claims = network.truth(settings)
    home, moved = variable_values(settings)[0], network.net_of(settings).learned[0]
    measured, computed = claims[f"(L({moved}+h) − L({moved}−h))/2h"](home), claims[f"∂L/∂{moved}"](home)
    return {**claims, "n": mp.mpf(_agreeing(measured, computed))}


def _agreeing(first: Real, second: Real) -> int:
    """Count the significant digits shared by two numbers, written with the decimals that share the most.

    Where several do, the fewest decimals count; those with which both are written alike do not.
    """
    best = ""
    for decimals in range(_FEWEST, _MOST + 1):
        a, b = _written(first, decimals), _written(second, decimals)
        length = next((i for i, (p, q) in enumerate(zip(a, b, strict=False)) if p != q), min(len(a), len(b)))
        if a != b and length > len(best):
            best = a[:length]
    return len("".join(filter(str.isdigit, best.partition("e")[0])).lstrip("0"))


def _written(value: Real, decimals: int) -> str:
    """Write a number as it is shown: three decimals and a power of ten where it is below a thousandth."""
    size, power = abs(value), 0
    if 0 < size < mp.mpf("0.001"):
        power, decimals = int(mp.floor(mp.log10(size))), 3
    elif size < mp.mpf("0.01"):
        decimals += 1
    whole = int(mp.nint(value * mp.mpf(10) ** (decimals - power)))
    digits = str(abs(whole)).rjust(decimals + 1, "0")
    return f"{'-' if whole < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}e{power}"
