"""What a drawing offers to be checked by: lengths, slopes and places read back from its points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, runtime_checkable

from manim import Mobject

Drawn = TypeVar("Drawn", bound=Mobject)


@dataclass(frozen=True)
class Measurement:
    """A value read back from drawn points, in the units of the quantity that it stands for.

    `name` is the quantity's name as shown numbers carry it, `at` the values of the variables that it
    depends on at this moment, `tolerance` the largest error that drawing may bring in, in the same units.
    """

    rule: str
    name: str
    found: float
    tolerance: float
    at: Mapping[str, float] = field(default_factory=dict)


@runtime_checkable
class Measurable(Protocol):
    """A mobject that can be measured while it is on stage and complete."""

    def measurements(self) -> Iterable[Measurement]:
        """Return what its points say now; never the values that it was drawn from."""
        ...


def allow(mobject: Drawn, rule: str, reason: str) -> Drawn:
    """Declare that a mobject and all in it may break a rule of the audit, and why; return the mobject."""
    allowed: dict[str, str] = getattr(mobject, "allowed", {})
    mobject.allowed = {**allowed, rule: reason}  # type: ignore[attr-defined]
    return mobject
