"""The truth of the recap: the network of two weights after any number of steps of gradient descent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scenes.production.audit.truth import network
from scenes.production.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from config import Settings

_LEARNED = ("w₁", "b₁", "w₂", "b₂")


def places(settings: Settings) -> list[dict[str, Real]]:
    """Return the network as configured, before the first step."""
    return [{**network.places(settings)[0], "step": big(0)}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return every claim of the network as a function of the step."""
    claims = network.truth(settings)
    rate, states = big(settings.lecture.network.learning_rate), network.places(settings)

    def after(steps: int) -> dict[str, Real]:
        while len(states) <= steps:
            now = states[-1]
            moved = {name: now[name] - rate * _value(claims[f"∂L/∂{name}"], now) for name in _LEARNED}
            states.append({**now, **moved})
        return states[steps]

    def trained(claim: Claim) -> Claim:
        return lambda at: _value(claim, after(int(at["step"])))

    return {**{name: trained(claim) for name, claim in claims.items()}, "step": lambda at: at["step"]}


def _value(claim: Claim, at: Mapping[str, Real]) -> Real:
    return claim(at) if callable(claim) else claim
