"""The truth of the recap: the network after steps of gradient descent, and within them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.descent import Descent
from scenes.audit.truth.feedforward import forward
from scenes.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from config import Settings

NUDGE = big(1) / 100
"""How far the trained network's first weight is moved."""


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the network as configured, before the first step."""
    return [{**network.variable_values(settings)[0], "step": big(0)}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return every claim of the network as a function of the step."""
    descent = Descent.of(settings)
    trained = {name: descent.trained(name) for name in descent.truth}
    claims = {**trained, **descent.claims(), "step": lambda at: at["step"]}
    net = network.net_of(settings)
    moved = net.learned[0]

    def change(name: str) -> Claim:
        def claim(at: Mapping[str, Real]) -> Real:
            now = descent.after(at["step"], at)
            return forward(net, {**now, moved: now[moved] + NUDGE})[name] - forward(net, now)[name]

        return claim

    drawn = {f"closeness {times}": big(times) for times in (2, 5, 10, 20, 50, 100, 200)}
    return {**claims, **{f"Δ{name}": change(name) for name in net.computed}, **drawn}
