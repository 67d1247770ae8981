"""What every number on screen ought to be, recomputed by mpmath at 50 digits from the config alone.

Nothing here uses `backprop_core`: a mistake there cannot hide itself. A chapter says what is true of it in a
module of its own, with

- `truth(settings)`: a claim for each name that a number, a symbol or a drawing of the chapter stands under. A
  claim is a value or a function of the variables that it moves with, `lambda at: at["x"] ** 2`; a variable
  claims itself. A name such as `f(x)` also says what f is; names that only formulas use may be claimed too.
- `variable_values(settings)`, where variables move or formulas hold for any: the values that the variables
  have when a number or a formula does not say where it was read. The first is the chapter's own place;
  formulas in symbols must hold at all of them. Without it there are no variables.

Ticks (names that end in " tick") are read by geometry and need no claim.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from scenes.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from config import Settings

__all__ = ["Claim", "Real", "Truth", "truth_of"]


@dataclass(frozen=True)
class Truth:
    """What is known of a chapter: claims by name, and the values of its variables, its own place first.

    A claim that moves with variables takes any of them as a mapping of numbers of any kind; for one that is
    left out, the chapter's own place counts.
    """

    claims: Mapping[str, Claim] = field(default_factory=dict)
    variable_values: Sequence[Mapping[str, Real]] = ({},)


def truth_of(module: str | None, number: int | None, settings: Settings) -> Truth:
    """Return what a chapter's module of truth claims, and the chapter's number in the course, from 1.

    None stands for a chapter of which nothing is known, and for one outside of a course. Raises whatever the
    module raises, `ModuleNotFoundError` where it is missing.
    """
    claims: dict[str, Claim] = {} if number is None else {"chapter": big(number)}
    if module is None:
        return Truth(claims)
    told = importlib.import_module(module)
    values: Sequence[Mapping[str, Real]] = (
        told.variable_values(settings) if hasattr(told, "variable_values") else ({},)
    )
    for name, claim in told.truth(settings).items():
        claims[name] = _anywhere(claim, values[0]) if callable(claim) else big(claim)
    return Truth(claims, values)


def _anywhere(claim: Callable[[Mapping[str, Real]], Real], home: Mapping[str, Real]) -> Claim:
    @lru_cache(maxsize=512)
    def at_values(values: tuple[tuple[str, Real], ...]) -> Real:
        return claim({**home, **dict(values)})

    def value(at: Mapping[str, Real]) -> Real:
        return at_values(tuple(sorted((name, big(number)) for name, number in at.items())))

    return value
