"""The network of two weights by definition: values forward, derivatives by nudges 150 digits deep.

Every value is a function of the six numbers that the network is given, so that a drawing in which one of
them moves can be checked as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from scenes.audit.truth.arithmetic import sigmoid
from scenes.audit.truth.precision import WORKING_DIGITS, Claim, Real, big, derivative, mp

if TYPE_CHECKING:
    from config import Settings

GIVEN = ("x", "w₁", "b₁", "w₂", "b₂", "y")
"""What the network is given, as it is named on screen."""

GivenValues = tuple[Real, ...]


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the configured numbers of the network."""
    given = settings.lecture.network
    example, (first, second) = given.examples[0], given.layers
    numbers = (
        *example.input,
        *(number for layer in (first, second) for number in (*layer.weights[0], *layer.bias)),
        *example.target,
    )
    return [{name: big(number) for name, number in zip(GIVEN, numbers, strict=True)}]


def forward(at: Mapping[str, Real]) -> dict[str, Real]:
    """Return all values of the forward pass."""
    z1 = at["w₁"] * at["x"] + at["b₁"]
    a1 = sigmoid(z1)
    z2 = at["w₂"] * a1 + at["b₂"]
    a2 = sigmoid(z2)
    return {"z₁": z1, "a₁": a1, "z₂": z2, "a₂": a2, "L": (a2 - at["y"]) ** 2}


_AFTER: dict[str, Callable[[Real, Mapping[str, Real]], Real]] = {
    "a₂": lambda a2, at: (a2 - at["y"]) ** 2,
    "z₂": lambda z2, at: _AFTER["a₂"](sigmoid(z2), at),
    "a₁": lambda a1, at: _AFTER["z₂"](at["w₂"] * a1 + at["b₂"], at),
    "z₁": lambda z1, at: _AFTER["a₁"](sigmoid(z1), at),
}
"""The loss as a function of a value on the way."""

_BY: dict[tuple[str, str], Callable[[Real, Mapping[str, Real]], Real]] = {
    ("a₂", "z₂"): lambda z2, at: sigmoid(z2),
    ("z₂", "a₁"): lambda a1, at: at["w₂"] * a1 + at["b₂"],
    ("a₁", "z₁"): lambda z1, at: sigmoid(z1),
    ("z₁", "w₁"): lambda w1, at: w1 * at["x"] + at["b₁"],
    ("z₁", "b₁"): lambda b1, at: at["w₁"] * at["x"] + b1,
    ("z₁", "x"): lambda x, at: at["w₁"] * x + at["b₁"],
    ("z₂", "w₂"): lambda w2, at: w2 * forward(at)["a₁"] + at["b₂"],
    ("z₂", "b₂"): lambda b2, at: at["w₂"] * forward(at)["a₁"] + b2,
}
"""Each step of the network as a function of one thing that enters it."""


def claims_of_network() -> dict[str, Claim]:
    """Return all values and derivatives of the network, as functions of the six numbers that it is given."""
    claims: dict[str, Claim] = {name: _given(name) for name in GIVEN}
    claims |= {name: _value(name) for name in ("z₁", "a₁", "z₂", "a₂", "L")}
    claims |= {
        "1 − a₁": lambda at: 1 - deep(at)["a₁"],
        "1 − a₂": lambda at: 1 - deep(at)["a₂"],
        "a₂ − y": lambda at: deep(at)["a₂"] - at["y"],
    }
    claims |= {f"∂L/∂{name}": _gradient(name) for name in (*_AFTER, *GIVEN)}
    return claims | {f"∂{of}/∂{by}": _local(of, by) for of, by in _BY}


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of the network, and the check of ∂L/∂w₁ by a central difference."""
    step = big(settings.lecture.check.step)
    ahead, behind = _nudged(step), _nudged(-step)
    return {
        **claims_of_network(),
        "h": step,
        "L(w₁+h)": ahead,
        "L(w₁−h)": behind,
        "(L(w₁+h) − L(w₁−h))/2h": lambda at: (ahead(at) - behind(at)) / (2 * step),
    }


def _given(name: str) -> Claim:
    return lambda at: at[name]


def _value(name: str) -> Claim:
    return lambda at: deep(at)[name]


def _key(at: Mapping[str, Real]) -> GivenValues:
    return tuple(at[name] for name in GIVEN)


def _gradient(name: str) -> Claim:
    @lru_cache(maxsize=256)
    def at_values(values: GivenValues) -> Real:
        at = dict(zip(GIVEN, values, strict=True))
        if name in GIVEN:
            return derivative(lambda value: forward({**at, name: value})["L"], at[name])
        return derivative(lambda value: _AFTER[name](value, at), deep(at)[name])

    return lambda at: at_values(_key(at))


def _local(of: str, by: str) -> Claim:
    @lru_cache(maxsize=256)
    def at_values(values: GivenValues) -> Real:
        at = dict(zip(GIVEN, values, strict=True))
        return derivative(lambda value: _BY[of, by](value, at), {**at, **deep(at)}[by])

    return lambda at: at_values(_key(at))


def deep(at: Mapping[str, Real]) -> dict[str, Real]:
    """Return the forward pass with the digits that a derivative is taken in.

    Near its target an output has all its leading digits in common with it, and the loss has what is left.
    """
    with mp.workdps(WORKING_DIGITS):
        return forward(at)


def _nudged(step: Real) -> Callable[[Mapping[str, Real]], Real]:
    """Return the loss at a moved weight, with digits enough to subtract two of them."""
    return lambda at: deep({**at, "w₁": at["w₁"] + step})["L"]
