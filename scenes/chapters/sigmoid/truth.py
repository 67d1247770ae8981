"""The truth of the chapter on activations: value, what that lacks to one, slope; and the network's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.activations import CALLED, Bent
from scenes.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from config import Settings


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return three places on the curve, a base and an exponent; the network stands as configured."""
    rest = network.variable_values(settings)[0]
    return [{**rest, "z": big(z) / 10, "u": big(7) / 5, "n": big(5) / 3} for z in (0, -17, 23)]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims and those of every curve."""
    curves = {name: claim for called, row in CALLED.items() for name, claim in _curve(called, row).items()}
    return {**network.truth(settings), **curves, **{name: _variable(name) for name in ("z", "u", "n")}}


def _curve(called: str, row: Bent) -> dict[str, Claim]:
    return {
        f"{called}(z)": lambda at: row.of(at["z"]),
        f"1 − {called}(z)": lambda at: 1 - row.of(at["z"]),
        f"{called}'(z)": lambda at: row.slope(at["z"]),
    }


def _variable(name: str) -> Claim:
    return lambda at: at[name]
