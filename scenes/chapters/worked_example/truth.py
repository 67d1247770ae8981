"""The truth of the worked example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.curve import gap_of
from scenes.audit.truth.nested import claims_of_nested
from scenes.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from config import Settings


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the configured input with what the inner function makes of it, and the configured step."""
    given = settings.lecture.worked_example
    x = big(given.at)
    return [{"x": x, "u": function_of(given.inner, "x")(x), "Δx": big(given.step)}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of both functions, of the step through them, and of what half of it leaves."""
    given = settings.lecture.worked_example
    f, g = function_of(given.outer, "u"), function_of(given.inner, "x")

    def whole(x: Real) -> Real:
        return f(g(x))

    def share(at: dict[str, Real]) -> Real:
        return gap_of(whole, at["x"], at["Δx"] / 2) / gap_of(whole, at["x"], at["Δx"])

    return {**claims_of_nested(f, g), "gap share": share}
