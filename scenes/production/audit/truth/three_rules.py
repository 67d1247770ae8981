"""The truth of the three rules: any constant, some inside u(x), and the network's target, weight and loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.production.audit.truth import network
from scenes.production.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config import Settings

_INPUT = "network x"


def places(settings: Settings) -> list[dict[str, Real]]:
    """Return the network as configured, nudges, and a variable and a constant for the rules."""
    rest = network.places(settings)[0]
    nudges = dict.fromkeys(("Δw₁", "Δa₁", "Δu"), big(1) / 9)
    return [{**rest, **nudges, _INPUT: rest["x"], "x": big(3) / 7, "c": big(5) / 3}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims, its nudges, and the side of the squared loss."""
    found = {name: _own_input(claim) for name, claim in network.claims_of_network().items()}

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
        "Δz₂": lambda at: at["w₂"] * at["Δa₁"],
        "u": side,
        "u(x)": lambda at: at["x"] ** 3 + 2 * at["x"],
        "Δu": lambda at: at["Δu"],
        "2u·Δu": lambda at: 2 * side(at) * at["Δu"],
        "(Δu)²": lambda at: at["Δu"] ** 2,
    }


def _own_input(claim: Claim) -> Claim:
    """Return a claim of the network that does not take the rules' x for its input."""
    if not callable(claim):
        return claim
    return lambda at: claim({**at, "x": at[_INPUT]})
