"""What every number on screen ought to be, recomputed by mpmath at 50 digits from the config alone.

Nothing here uses `backprop_core`: a mistake there cannot hide itself. One module a chapter, of the chapter's
name, with

- `truth(settings)`: a claim for each name that a number, a symbol or a drawing of the chapter stands under. A
  claim is a value or a function of the variables that it moves with, `lambda at: at["x"] ** 2`; a variable
  claims itself. A name such as `f(x)` also says what f is; names that only formulas use may be claimed too.
- `places(settings)`, where variables move or formulas hold for any: the values that the variables have when
  a number or a formula does not say where it was read. The first is the chapter's own place; formulas in
  symbols must hold at all of them. Without it there are no variables.

Ticks (names that end in " tick") are read by geometry and need no claim.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from scenes.audit.truth.precision import Claim, Real, big
from scenes.course import COURSE

if TYPE_CHECKING:
    from types import ModuleType

    from config import Settings

__all__ = ["Claim", "Real", "places_of", "truth_of"]


def truth_of(chapter_id: str, settings: Settings) -> dict[str, Claim]:
    """Return all that a chapter may claim, by name; only its place in the course if nothing is known of it.

    A claim that moves with variables takes any of them as a mapping of numbers of any kind; for one that is
    left out, the chapter's own place counts.
    """
    claims: dict[str, Claim] = {}
    order = [scene.id for scene in COURSE.scenes]
    if chapter_id in order:
        claims["chapter"] = big(order.index(chapter_id) + 1)
    module = _module(chapter_id)
    if module is None:
        return claims
    home = places_of(chapter_id, settings)[0]
    for name, claim in module.truth(settings).items():
        claims[name] = _anywhere(claim, home) if callable(claim) else big(claim)
    return claims


def places_of(chapter_id: str, settings: Settings) -> list[dict[str, Real]]:
    """Return where a chapter's variables stand unless something says otherwise, the first its own place."""
    module = _module(chapter_id)
    if module is None or not hasattr(module, "places"):
        return [{}]
    found: list[dict[str, Real]] = module.places(settings)
    return found


def _module(chapter_id: str) -> ModuleType | None:
    name = f"scenes.chapters.{chapter_id}.truth"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def _anywhere(claim: Callable[[Mapping[str, Real]], Real], home: Mapping[str, Real]) -> Claim:
    @lru_cache(maxsize=512)
    def at_values(values: tuple[tuple[str, Real], ...]) -> Real:
        return claim({**home, **dict(values)})

    def value(at: Mapping[str, Real]) -> Real:
        return at_values(tuple(sorted((name, big(number)) for name, number in at.items())))

    return value
