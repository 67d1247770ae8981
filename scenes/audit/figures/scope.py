"""What the names in formulas mean: values by the truth, functions by their definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scenes.audit.truth import Claim
from scenes.audit.truth.arithmetic import FUNCTIONS as NAMED
from scenes.audit.truth.arithmetic import sigmoid
from scenes.audit.truth.precision import Real, derivative, mp

FUNCTIONS: dict[str, Callable[[Real], Real]] = {**NAMED, "σ": sigmoid, "abs": mp.fabs, "ln": mp.log}
"""Functions by the names that formulas call them."""


@dataclass(frozen=True)
class Scope:
    """What names mean: the truth, where its variables stand, and whether digits count as they are shown.

    Where `as_shown` is false, shown digits stand for the true value of what they name. `off` moves the digits
    of a number by what their rounding may have taken, by name.
    """

    truth: Mapping[str, Claim]
    at: Mapping[str, Real]
    as_shown: bool = True
    off: Mapping[str, Real] = field(default_factory=dict)

    def get(self, name: str) -> Real | None:
        """Return what a name means here, None if nothing is known of it or of where it stands."""
        return self.at[name] if name in self.at else known(self.truth, name, self.at)

    def function(self, name: str) -> Callable[[Real], Real] | None:
        """Return the function of one variable that a name stands for: σ, f, f′ or what the truth knows."""
        if name in FUNCTIONS:
            return FUNCTIONS[name]
        for whole, claim in self.truth.items():
            head, opened, rest = whole.partition("(")
            if head == name and opened and callable(claim) and rest[:-1] in self.truth:
                return lambda value: claim({**self.at, rest[:-1]: value})
        inside = self.function(name[:-1]) if name.endswith("'") else None
        return None if inside is None else (lambda value: derivative(inside, value))


def known(truth: Mapping[str, Claim], name: str, at: Mapping[str, Real]) -> Real | None:
    """Return what is true of a name where variables stand, None if nothing is known."""
    claim = truth.get(name)
    try:
        return claim(at) if callable(claim) else claim
    except KeyError:
        return None


def functions_of(truth: Mapping[str, Claim]) -> frozenset[str]:
    """Return the names that the truth knows as functions of something, such as f where it knows f(x)."""
    return frozenset(name.partition("(")[0].rstrip("'") for name in truth if name.endswith(")"))
