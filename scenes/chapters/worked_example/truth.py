"""The truth of the worked example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.curve import gap_of
from scenes.audit.truth.nested import claims_of_nested
from scenes.audit.truth.precision import Claim, Real, big, derivative

if TYPE_CHECKING:
    from config import Settings

_STEPS = 4
"""How often the step is taken, halved every time."""


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the configured input with what the inner function makes of it, and the configured step."""
    given = settings.lecture.worked_example
    x = big(given.at)
    return [{"x": x, "u": function_of(given.inner, "x")(x), "Δx": big(given.step)}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of both functions, of the step through them, and of the steps that are halved."""
    given = settings.lecture.worked_example
    f, g = function_of(given.outer, "u"), function_of(given.inner, "x")

    def whole(x: Real) -> Real:
        return f(g(x))

    def step(index: int) -> Claim:
        return lambda at: at["Δx"] / 2**index

    def ratio(index: int) -> Claim:
        def claim(at: dict[str, Real]) -> Real:
            small = at["Δx"] / 2**index
            return (whole(at["x"] + small) - whole(at["x"])) / small

        return claim

    def off(index: int) -> Claim:
        def claim(at: dict[str, Real]) -> Real:
            small = at["Δx"] / 2**index
            return gap_of(whole, at["x"], small) / small

        return claim

    halved: dict[str, Claim] = {}
    for index in range(_STEPS):
        named = {"step": step(index), "ratio": ratio(index), "off": off(index)}
        halved |= {f"{name} {index}": claim for name, claim in named.items()}
    claims = claims_of_nested(f, g)
    return {**claims, "du/dx·Δx": lambda at: derivative(g, at["x"]) * at["Δx"], **halved}
