"""The truth of the chapter on the chain rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.nested import claims_of_nested
from scenes.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from config import Settings


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the configured input with what the inner function makes of it, and the configured nudge."""
    given = settings.lecture.chain_rule
    x = big(given.at)
    return [{"x": x, "u": function_of(given.inner, "x")(x), "Δx": big(given.nudge)}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of both functions, of the nudge through them, and how close the picture
    looks, and of copies that are counted."""
    given = settings.lecture.chain_rule
    claims = claims_of_nested(function_of(given.outer, "u"), function_of(given.inner, "x"))
    copies = {f"copy {count}": big(count) for count in range(1, 13)}
    return {**claims, **copies, "scale 1": big(10), "scale 2": big(100)}
