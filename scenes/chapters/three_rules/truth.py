"""The truth of the rules: any constant, some inside u(x), and the network's target, weight and loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config import Settings

_HERE, _STEEPNESS = big(3) / 7, big(13) / 5
"""Where the rules' own variable stands, and how steep an inside u is that is the square's side there."""


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the network as configured, nudges, and a variable and a constant for the rules."""
    nudges = dict.fromkeys(("Δw₁", "Δa₁", "Δb₂", "Δu"), big(1) / 9)
    return [{**network.values_apart(settings, "x"), **nudges, "x": _HERE, "c": big(5) / 3}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims, its nudges, and the side of the squared loss."""
    found = network.apart(network.truth(settings), "x")

    def side(at: Mapping[str, Real]) -> Real:
        output = found["a₂"]
        assert callable(output)
        return output(at) - at["y"]

    return {
        **found,
        "x": lambda at: at["x"],
        "c": lambda at: at["c"],
        "Δw₁": lambda at: at["Δw₁"],
        "Δy": big(0),
        "∂y/∂w₁": big(0),
        "Δa₁": lambda at: at["Δa₁"],
        "Δb₂": lambda at: at["Δb₂"],
        "Δz₂": lambda at: at["w₂"] * at["Δa₁"] + at["Δb₂"],
        "u": lambda at: side(at) + _STEEPNESS * (at["x"] - _HERE),
        "u'": _STEEPNESS,
        "f": lambda at: at["x"] ** 2 + 1,
        "f'": lambda at: 2 * at["x"],
        "g": lambda at: 3 * at["x"] - at["x"] ** 3,
        "g'": lambda at: 3 - 3 * at["x"] ** 2,
        "∂z₂/∂b₂": big(1),
        "Δu": lambda at: at["Δu"],
        "2u·Δu": lambda at: 2 * side(at) * at["Δu"],
        "(Δu)²": lambda at: at["Δu"] ** 2,
        "|Δu|": lambda at: abs(at["Δu"]),
        "2|u||Δu|": lambda at: 2 * abs(side(at) * at["Δu"]),
        "|Δu|²": lambda at: at["Δu"] ** 2,
    }
