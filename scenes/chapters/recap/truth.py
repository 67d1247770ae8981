"""The truth of the recap: the network of two weights after steps of gradient descent, and within them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from config import Settings

_LEARNED = ("w₁", "b₁", "w₂", "b₂")


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the network as configured, before the first step."""
    return [{**network.variable_values(settings)[0], "step": big(0)}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return every claim of the network as a function of the step."""
    claims = network.truth(settings)
    rate, states = big(settings.lecture.network.learning_rate), network.variable_values(settings)

    def moved(now: dict[str, Real], share: Real) -> dict[str, Real]:
        """Return the network a share of a step farther on."""
        steps = {name: share * rate * _value(claims[f"∂L/∂{name}"], now) for name in _LEARNED}
        return {**now, **{name: now[name] - step for name, step in steps.items()}}

    def after(steps: Real) -> dict[str, Real]:
        whole = int(steps)
        while len(states) <= whole:
            states.append(moved(states[-1], big(1)))
        return moved(states[whole], steps - whole) if steps != whole else states[whole]

    def trained(claim: Claim) -> Claim:
        return lambda at: _value(claim, after(at["step"]))

    return {
        **{name: trained(claim) for name, claim in claims.items()},
        "step": lambda at: at["step"],
        "η": rate,
        "w₁ after a step": lambda at: after(big(1))["w₁"],
    }


def _value(claim: Claim, at: Mapping[str, Real]) -> Real:
    return claim(at) if callable(claim) else claim
