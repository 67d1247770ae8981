"""The truth of the chapter on activations: value, distance to its levels, slope; softmax by one sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.activations import CALLED, Bent
from scenes.audit.truth.precision import Claim, Real, big, derivative, mp

if TYPE_CHECKING:
    from config import Settings

_PLACES = ((0, 3), (-17, -3), (23, 4))
"""Tenths at which sums and steps stand."""


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return three places on the curve, a step, a base, an exponent; the network stands as configured."""
    rest = network.variable_values(settings)[0]
    fixed = {"u": big(7) / 5, "n": big(5) / 3}
    return [{**rest, **fixed, "z": big(z) / 10, "zᵢ": big(z) / 10, "h": big(h) / 10} for z, h in _PLACES]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims, those of every curve, and those of softmax by one sum."""
    curves = {name: claim for called, row in CALLED.items() for name, claim in _curve(called, row).items()}
    functions: dict[str, Claim] = {
        "φ(z)": lambda at: mp.npdf(at["z"]),
        "sinh(z)": lambda at: mp.sinh(at["z"]),
        "cosh(z)": lambda at: mp.cosh(at["z"]),
    }
    variables = {name: _variable(name) for name in ("z", "u", "n", "h")}
    return {**network.truth(settings), **curves, **functions, **_softmax(settings), **variables}


def _curve(called: str, row: Bent) -> dict[str, Claim]:
    return {
        f"{called}(z)": lambda at: row.of(at["z"]),
        f"1 − {called}(z)": lambda at: 1 - row.of(at["z"]),
        f"1 + {called}(z)": lambda at: 1 + row.of(at["z"]),
        f"{called}'(z)": lambda at: row.slope(at["z"]),
    }


def _softmax(settings: Settings) -> dict[str, Claim]:
    """Return what is said of an output of softmax and of another one while the first one's sum moves.

    The others are those of the network's last layer, or a single sum of zero where it has but one.
    """
    net = network.net_of(settings)
    home = network.variable_values(settings)[0]
    claims = network.truth(settings)
    _, sums, _ = net.rows[-1]
    others = [claims[name](home) for name in sums[1:]] or [mp.mpf(0)]
    rest = mp.fsum(mp.exp(one) for one in others)

    def own(z: Real) -> Real:
        return mp.exp(z) / (mp.exp(z) + rest)

    def other(z: Real) -> Real:
        return mp.exp(others[0]) / (mp.exp(z) + rest)

    named: dict[str, Callable[[Real], Real]] = {
        "zᵢ": lambda z: z,
        "aᵢ": own,
        "aⱼ": other,
        "1 − aᵢ": lambda z: 1 - own(z),
        "∂aᵢ/∂zᵢ": lambda z: derivative(own, z),
        "∂aⱼ/∂zᵢ": lambda z: derivative(other, z),
    }
    found = {called: _of_sum(of) for name, of in named.items() for called in (name, _written(name))}
    return {**found, "zj": others[0], "c": rest}


def _of_sum(of: Callable[[Real], Real]) -> Claim:
    return lambda at: of(at["zᵢ"])


def _written(name: str) -> str:
    """Return a name as formulas write it, with letters for indices."""
    return name.replace("ᵢ", "i").replace("ⱼ", "j")


def _variable(name: str) -> Callable[[Mapping[str, Real]], Real]:
    return lambda at: at[name]
