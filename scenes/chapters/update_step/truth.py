"""The truth of the update step: the loss after any number of steps, and a rate too large for the curve."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.curve import claims_of_curve
from scenes.audit.truth.descent import Descent
from scenes.audit.truth.precision import Claim, Real, big, derivative

if TYPE_CHECKING:
    from config import Settings

_ALIKE = 1 + big("1e-9")
"""Slopes that differ by less count as equally steep."""
DIAL = "η on the dial"
_SHARES, _DIGITS, _POWERS = range(1, 10), range(10, 100), range(-3, 2)


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the network before any step, and the point from which the curve's descent starts."""
    start = big(settings.lecture.tangent.start)
    return [{**network.variable_values(settings)[0], "w": start, "step": big(0), DIAL: big(0)}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of the network, of its descent, and of the curve."""
    f = function_of(settings.lecture.tangent.expression, "x")
    descent = Descent.of(settings)
    moving = _steepest(settings, descent)
    resting = replace(descent, learned=moving)
    on_map = {f"{name} on the map": resting.trained(name) for name in moving}
    losses = {name: resting.trained(name) for name in ("L", "mean L")}
    claims = {**descent.truth, **descent.claims(), **on_map, **losses}
    return {
        **claims,
        **claims_of_curve(f, "w", "L"),
        "step": lambda at: at["step"],
        DIAL: lambda at: at[DIAL],
        "η too large": lambda at: _too_large(settings),
        "η that suits": lambda at: _suitable(settings),
        "−η too large·L'(w)": lambda at: -_too_large(settings) * derivative(f, at["w"]),
        "−η that suits·L'(w)": lambda at: -_suitable(settings) * derivative(f, at["w"]),
    }


def _steepest(settings: Settings, descent: Descent) -> tuple[str, str]:
    """Return the steepest weight of the first layer and that of the last; what else moves rests on the map.

    Of one layer they are its two steepest weights, or its weight and its bias.
    """
    net, given = network.net_of(settings), network.variable_values(settings)[0]

    def of(layer: int, without: str = "") -> str:
        weights = [name for row in net.weights[layer] for name in row if name != without]
        best, most = net.row("b", layer + 1)[0], big(-1)
        for name in weights:
            claim = descent.truth[f"mean ∂L/∂{name}"]
            slope = abs(claim(given) if callable(claim) else claim)
            if slope > _ALIKE * most:
                best, most = name, slope
        return best

    first = of(0)
    return first, of(net.depth - 1, first)


@lru_cache(maxsize=8)
def _too_large(settings: Settings) -> Real:
    """Return the first rate of two digits whose step ends higher on the range, by trying them in turn."""
    given = settings.lecture.tangent
    f, low, high = function_of(given.expression, "x"), big(given.low), big(given.high)
    for x in (big(given.start), *(low + (high - low) * share / 10 for share in _SHARES)):
        slope = derivative(f, x)
        for rate in (big(digits) * big(10) ** power for power in _POWERS for digits in _DIGITS):
            after = x - rate * slope
            if abs(slope) < big(10) ** -30 or not low <= after <= high:
                break
            if f(after) > f(x):
                return rate
    raise ValueError("no rate climbs, and none should be shown")


def _suitable(settings: Settings) -> Real:
    """Return the largest of 1, 2, 5 times a power of ten that is at most a quarter of the rate too large."""
    rates = [digit * big(10) ** power for power in range(-4, 2) for digit in (1, 2, 5)]
    return max(rate for rate in rates if 4 * rate <= _too_large(settings))
