"""The truth of the chapter on the tangent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.curve import claims_of_curve
from scenes.audit.truth.precision import Claim, Real, big, derivative, mp

if TYPE_CHECKING:
    from config import Settings


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the start with the configured step, and three more places across the range."""
    given = settings.lecture.tangent
    low, high, step = big(given.low), big(given.high), big(given.nudge)
    f = function_of(given.expression, "x")
    starts = [big(given.start), *(low + (high - low) * big(share) / 100 for share in (13, 41, 83))]
    return [{"x": x, "Δx": step} for x in starts if not mp.im(f(x))]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return value and slope of the curve, and the step with its secant and its gap, and its half."""
    f = function_of(settings.lecture.tangent.expression, "x")
    climb: Claim = lambda at: derivative(f, at["x"]) * at["across"]  # noqa: E731
    return {**claims_of_curve(f), "across": lambda at: at["across"], "climb": climb}
