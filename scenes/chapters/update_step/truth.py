"""The truth of the update step: the loss after any number of steps, and a rate too large for the curve."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.curve import claims_of_curve
from scenes.audit.truth.network import GIVEN, deep, forward
from scenes.audit.truth.precision import Claim, Real, big, derivative

if TYPE_CHECKING:
    from config import Settings

_PARAMETERS, _WEIGHTS, _INPUT = ("w₁", "b₁", "w₂", "b₂"), ("w₁", "w₂"), "network x"
_SHARES, _DIGITS, _POWERS = range(1, 10), range(10, 100), range(-3, 2)


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the network before any step, and the point from which the curve's descent starts."""
    given = settings.lecture.tangent
    rest = network.variable_values(settings)[0]
    return [{**rest, _INPUT: rest["x"], "x": big(given.start), "step": big(0)}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of the network, of its descent, and of the curve."""
    rate = big(settings.lecture.network.learning_rate)
    f = function_of(settings.lecture.tangent.expression, "x")
    claims = {name: _own_input(claim) for name, claim in network.claims_of_network().items()}
    after = {name: _parameter(name, rate, _PARAMETERS, 1) for name in _PARAMETERS}
    return {
        **claims,
        **claims_of_curve(f),
        "η": rate,
        "step": lambda at: at["step"],
        "L": lambda at: _loss(at, rate, _WEIGHTS, int(at["step"])),
        "L after a step": lambda at: _loss(at, rate, _PARAMETERS, 1),
        "−η·∂L/∂w₁": lambda at: after["w₁"](at) - at["w₁"],
        **{f"{name} after a step": claim for name, claim in after.items()},
        **{f"{name} on the map": _on_map(name, rate) for name in _WEIGHTS},
        "η too large": lambda at: _too_large(settings),
        "η that suits": lambda at: _suitable(settings),
        "−η too large·f'(x)": lambda at: -_too_large(settings) * derivative(f, at["x"]),
        "−η that suits·f'(x)": lambda at: -_suitable(settings) * derivative(f, at["x"]),
    }


def _own_input(claim: Claim) -> Claim:
    """Return a claim of the network that does not take the curve's x for its input."""
    return lambda at: claim({**at, "x": at[_INPUT]})


@lru_cache(maxsize=4096)
def _descended(given: tuple[Real, ...], rate: Real, keys: tuple[str, ...], steps: int) -> tuple[Real, ...]:
    """Return the network's numbers after steps against numerical slopes."""
    if not steps:
        return given
    before = _descended(given, rate, keys, steps - 1)
    at = dict(zip(GIVEN, before, strict=True))
    slopes = {key: derivative(_loss_by(key, at), at[key]) for key in keys}
    return tuple(at[name] - rate * slopes[name] if name in slopes else at[name] for name in GIVEN)


def _loss_by(key: str, at: Mapping[str, Real]) -> Claim:
    return lambda value: forward({**at, key: value})["L"]


def _at_step(at: Mapping[str, Real], rate: Real, keys: tuple[str, ...], steps: int) -> dict[str, Real]:
    given = tuple(at[_INPUT] if name == "x" else at[name] for name in GIVEN)
    return dict(zip(GIVEN, _descended(given, rate, keys, steps), strict=True))


def _loss(at: Mapping[str, Real], rate: Real, keys: tuple[str, ...], steps: int) -> Real:
    return deep(_at_step(at, rate, keys, steps))["L"]


def _parameter(name: str, rate: Real, keys: tuple[str, ...], steps: int) -> Claim:
    return lambda at: _at_step(at, rate, keys, steps)[name]


def _on_map(name: str, rate: Real) -> Claim:
    return lambda at: _at_step(at, rate, _WEIGHTS, int(at["step"]))[name]


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
