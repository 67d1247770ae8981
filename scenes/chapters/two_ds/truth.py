"""The truth of the chapter on d and ∂: the surface, and the curve g that is left where y is held still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.precision import Claim, Real, big
from scenes.audit.truth.surface import claims_of_surface

if TYPE_CHECKING:
    from config import Settings


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the configured point."""
    given = settings.lecture.surface
    return [{"x": big(given.point_x), "y": big(given.point_y)}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the surface's claims; g is the surface along x, with y where it is locked."""
    found = claims_of_surface(function_of(settings.lecture.surface.expression, "x", "y"))
    return {**found, "g": found["f"], "g(x)": found["f"], "g'(x)": found["∂f/∂x"], "dg/dx": found["∂f/∂x"]}
