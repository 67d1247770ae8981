"""The truth of the chapter on partial derivatives: the surface, then the loss with all but w₁ frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.precision import Claim, Real, big
from scenes.audit.truth.surface import claims_of_surface

if TYPE_CHECKING:
    from config import Settings


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the configured point, and two more across the map; the network stands as configured."""
    given = settings.lecture.surface
    low, high = (big(given.x_low), big(given.y_low)), (big(given.x_high), big(given.y_high))
    points = [(big(given.point_x), big(given.point_y))]
    for shares in ((29, 71), (83, 17)):
        x, y = (a + (b - a) * big(share) / 100 for a, b, share in zip(low, high, shares, strict=True))
        points.append((x, y))
    return [{"x": x, "y": y, **network.values_apart(settings, "x", "y")} for x, y in points]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the surface's claims and, under names that the surface does not use, the network's."""
    found = claims_of_surface(function_of(settings.lecture.surface.expression, "x", "y"))
    return {**network.apart(network.truth(settings), "x", "y"), **found, "across": lambda at: at["across"]}
