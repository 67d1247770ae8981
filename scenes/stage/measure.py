"""What a drawing offers to be checked by: lengths, slopes and places read back from its points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

from manim import Mobject

MobjectT = TypeVar("MobjectT", bound=Mobject)

MeasurementKind = Literal[
    "area",
    "bar",
    "contour",
    "count",
    "cross-section",
    "curve",
    "heatmap pixel",
    "height",
    "length",
    "loss curve",
    "nudge",
    "place",
    "point on cross-section",
    "point on curve",
    "scale",
    "secant",
    "share",
    "slope",
    "tangent",
    "thickness",
]
"""What a drawing can be measured for. The audit's rule on it is called `geometry: ` and the kind."""


@dataclass(frozen=True)
class Measurement:
    """A value read back from drawn points, in the units of the quantity that it stands for.

    `name` is the quantity's name as shown numbers carry it, `at` the values of the variables that it
    depends on at this moment, `tolerance` the largest error that drawing may bring in, in the same units.
    """

    kind: MeasurementKind
    name: str
    found: float
    tolerance: float
    at: Mapping[str, float] = field(default_factory=dict)


class Measurable(Protocol):
    """A mobject that can be measured while it is on stage and complete."""

    def measurements(self) -> Iterable[Measurement]:
        """Return what its points say now; never the values that it was drawn from."""
        ...


def measured(mobject: MobjectT, reader: Callable[[MobjectT], Iterable[Measurement]]) -> MobjectT:
    """Let a mobject be measured wherever it stands on stage by itself; return the mobject.

    A copy is measured as it stands, too. A plain function is kept, because copying a bound method would
    copy the object that it belongs to.
    """
    mobject.reader = lambda drawn: reader(drawn)  # type: ignore[attr-defined]
    return mobject


def unmeasured(mobject: MobjectT) -> MobjectT:
    """Let a copy that is drawn to another scale be measured no more; return it."""
    mobject.__dict__.pop("reader", None)
    return mobject


def is_measurable(mobject: Mobject) -> bool:
    """Tell whether a mobject offers measurements, by its class or by `measured`."""
    return hasattr(type(mobject), "measurements") or "reader" in mobject.__dict__


def measurements_of(mobject: Mobject) -> Iterable[Measurement]:
    """Return what a measurable mobject offers. Raises `AttributeError` for any other."""
    if hasattr(type(mobject), "measurements"):
        found: Iterable[Measurement] = mobject.measurements()
        return found
    read: Iterable[Measurement] = mobject.reader(mobject)
    return read


def allow(mobject: MobjectT, rule: str, reason: str) -> MobjectT:
    """Declare that a mobject and all in it may break a rule of the audit, and why; return the mobject."""
    allowed: dict[str, str] = getattr(mobject, "allowed", {})
    mobject.allowed = {**allowed, rule: reason}  # type: ignore[attr-defined]
    return mobject
