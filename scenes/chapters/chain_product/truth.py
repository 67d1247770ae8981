"""The truth of the chain's product: the network, and on how many digits the check agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.feedforward import forward
from scenes.audit.truth.network import variable_values
from scenes.audit.truth.precision import Claim, Real, big, mp

if TYPE_CHECKING:
    from config import Settings

__all__ = ["truth", "variable_values"]

_MOST_POWERS = 60
"""Powers of ten up to which a picture may be magnified."""

_FEWEST, _MOST = 4, 12
"""Decimals with which the two slopes may be written to be compared."""


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims and, as `n`, the leading digits shared by measured and computed slope."""
    claims = network.truth(settings)
    home, moved = variable_values(settings)[0], network.net_of(settings).learned[0]
    measured, computed = claims[f"(L({moved}+h) − L({moved}−h))/2h"](home), claims[f"∂L/∂{moved}"](home)
    ways = {
        f"({key}({moved}+h) − {key}({moved}−h))/2h": _way(settings, key)
        for key in network.net_of(settings).computed
    }
    step = 2 * big(settings.lecture.check.step)
    apart = {f"L({moved}+h) − L({moved}−h)": measured * step}
    return {**_scales(settings), **ways, **apart, **claims, "n": mp.mpf(_agreeing(measured, computed))}


def _scales(settings: Settings) -> dict[str, Claim]:
    """Return what a picture is magnified by: powers of ten, and those over the width of the whole step."""
    width = 2 * big(settings.lecture.check.step)
    powers = {power: mp.mpf(10) ** power for power in range(-_MOST_POWERS, _MOST_POWERS + 1)}
    plain = {f"scale {power}": times for power, times in powers.items()}
    return {**plain, **{f"scale {power} of a step": times / width for power, times in powers.items()}}


def _way(settings: Settings, key: str) -> Claim:
    """Return how far a value moves between both sides of the first weight, over the width of the step."""
    net, step = network.net_of(settings), big(settings.lecture.check.step)
    weight, home = net.learned[0], network.variable_values(settings)[0]
    ahead, behind = (forward(net, {**home, weight: home[weight] + sign * step})[key] for sign in (1, -1))
    return (ahead - behind) / (2 * step)


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
