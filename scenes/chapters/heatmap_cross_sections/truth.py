"""The truth of the chapter on partial derivatives: the surface, then the loss with all but w₁ frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.precision import Claim, Real, big
from scenes.audit.truth.surface import claims_of_surface

if TYPE_CHECKING:
    from config import Settings

_INPUT, _TARGET = "network x", "network y"


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the configured point, and two more across the map; the network stands as configured."""
    given = settings.lecture.surface
    low, high = (big(given.x_low), big(given.y_low)), (big(given.x_high), big(given.y_high))
    points = [(big(given.point_x), big(given.point_y))]
    for shares in ((29, 71), (83, 17)):
        x, y = (a + (b - a) * big(share) / 100 for a, b, share in zip(low, high, shares, strict=True))
        points.append((x, y))
    rest = network.variable_values(settings)[0]
    rest = {_INPUT: rest.pop("x"), _TARGET: rest.pop("y"), **rest}
    return [{"x": x, "y": y, **rest} for x, y in points]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the surface's claims and, under names that the surface does not use, the network's."""
    found = claims_of_surface(function_of(settings.lecture.surface.expression, "x", "y"))
    for name, claim in network.truth(settings).items():
        if name not in found:
            found[name] = _with_own_input(claim)
    return found


def _with_own_input(claim: Claim) -> Claim:
    """Return a claim of the network that does not take the surface's x and y for its input and target."""
    if not callable(claim):
        return claim
    return lambda at: claim({**at, "x": at[_INPUT], "y": at[_TARGET]})
