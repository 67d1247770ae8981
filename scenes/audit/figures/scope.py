"""What the names in formulas mean: values by the truth, functions by their definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scenes.audit.truth import Claim
from scenes.audit.truth.activations import CALLED, softmax
from scenes.audit.truth.arithmetic import FUNCTIONS as NAMED
from scenes.audit.truth.precision import Real, derivative, lowered, mp

FUNCTIONS: dict[str, Callable[..., Real]] = {
    **NAMED,
    **{name: row.of for name, row in CALLED.items()},
    "ln": mp.log,
    "log₂": NAMED["log2"],
    "log₁₀": NAMED["log10"],
    "arcsin": mp.asin,
    "arccos": mp.acos,
    "arctan": mp.atan,
}
"""Functions by the names that formulas call them."""

OF_VECTORS: dict[str, Callable[[Real], Real]] = {"softmax": lambda z: mp.matrix(softmax(z))}
"""Functions of a whole vector; the others are taken of every entry."""

_INDEXED = re.compile(r"([xy])([₀-₉]+)")
"""An input or a target by its index, which plain names write in brackets."""


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
        if name in self.at:
            return self.at[name]
        if name not in self.truth:
            name = _INDEXED.sub(lambda found: f"{found[1]}[{lowered(found[2])}]", name)
        value = known(self.truth, name, self.at)
        return gathered(self.truth, name, self.at) if value is None else value

    def function(self, name: str) -> Callable[..., Real] | None:
        """Return the function that a name stands for: σ, max, or f, f′ as the truth knows them."""
        if name in FUNCTIONS:
            return FUNCTIONS[name]
        if name.endswith("'") and name[:-1] in CALLED:
            return CALLED[name[:-1]].slope
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


def gathered(truth: Mapping[str, Claim], name: str, at: Mapping[str, Real]) -> Real | None:
    """Return the vector or matrix whose entries the truth knows, None if there is none.

    Vectors are columns, but derivatives by one are rows: they multiply what they are derived by. W holds the
    weights w.
    """
    stem = name.replace("W", "w")
    lengths = [
        _length(truth, f"{stem}[1,{{}}]"),
        _length(truth, f"{stem}[{{}},1]"),
        _length(truth, f"{stem}[{{}}]"),
    ]
    columns, rows, length = lengths
    if not (columns or length):
        return None
    places = (
        [[f"{i + 1},{j + 1}" for j in range(columns)] for i in range(rows)]
        if columns
        else [[str(i + 1) for i in range(length)]]
    )
    found = mp.matrix([[known(truth, f"{stem}[{place}]", at) for place in row] for row in places])
    return found if columns or "/" in stem else found.T


def _length(truth: Mapping[str, Claim], pattern: str) -> int:
    return next(count for count in range(len(truth) + 1) if pattern.format(count + 1) not in truth)


def functions_of(truth: Mapping[str, Claim]) -> frozenset[str]:
    """Return the names that the truth knows as functions of something, such as f where it knows f(x)."""
    return frozenset(name.partition("(")[0].rstrip("'") for name in truth if name.endswith(")"))
