"""Rules on drawings: what their points say is what the mathematics says, and what the digits say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import mpmath
from typing_extensions import override

from scenes.audit.figures.digits import unit
from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.sampling import Sample
from scenes.audit.truth import Claim
from scenes.film.timeline import ShownNumber
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.measure import Measurement, is_measurable, measurements_of
from scenes.stage.plots.panel import PlotPanel

_HALF_PIXEL = 0.5 * 8.0 / 1080
"""Half a pixel of a frame 1080 pixels high, in Manim units."""


class Geometry(AuditRule):
    """Lengths, slopes, places and colours, measured in the drawn points, against recomputed values.

    Where a number of the same name stands on screen for the same variables, the drawing must agree with
    its digits too.
    """

    name = "geometry"

    def __init__(self, truth: Mapping[str, Claim]) -> None:
        self.truth = truth
        self._seen: Counter[str] = Counter()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Measure everything measurable that no animation is changing."""
        measurable = [mobject for mobject, _ in sample.everything if is_measurable(mobject)]
        standing = [mobject for mobject in measurable if not sample.is_moving(mobject)]
        if not standing:
            return
        shown = [number for mobject in sample.mobjects for number in numbers_in(mobject)]
        for mobject in standing:
            for measurement in measurements_of(mobject):
                wrong = self._wrong(measurement, shown)
                self._seen[measurement.kind] += 1
                if wrong:
                    found = f"{measurement.name} drawn as {measurement.found:.6g}{_where(measurement)}"
                    yield Problem(f"geometry: {measurement.kind}", found, wrong, mobject)

    @override
    def counts(self) -> dict[str, int]:
        return {"measurements": sum(self._seen.values())}

    def _wrong(self, measurement: Measurement, shown: list[ShownNumber]) -> str:
        """Return what would have been right, empty where the drawing is."""
        if not math.isfinite(measurement.found):
            return "a finite value"
        claim = self.truth.get(measurement.name)
        if claim is None:
            return "a quantity that can be recomputed"
        at = {name: mpmath.mpf(value) for name, value in measurement.at.items()}
        true = claim(at) if callable(claim) else claim
        if abs(measurement.found - true) > measurement.tolerance:
            return f"{mpmath.nstr(true, 6)} ± {measurement.tolerance:.2g}"
        for number in shown:
            if number.name == measurement.name and _same_place(number, measurement):
                slack = measurement.tolerance + float(unit(number.text)) / 2
                if abs(number.value - measurement.found) > slack:
                    return f"the {number.text} on screen"
        return ""


class Ticks(AuditRule):
    """The marks of an axis stand where their labels say, evenly for even values, each label at its mark."""

    name = "geometry: ticks"

    def __init__(self) -> None:
        self._axes = 0

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare every tick with the straight scale through the first and the last one of its axis."""
        for mobject, _ in sample.everything:
            if isinstance(mobject, PlotPanel) and not sample.is_moving(mobject):
                for axis in (0, 1):
                    yield from self._check_axis(mobject, axis)

    @override
    def counts(self) -> dict[str, int]:
        return {"axes": self._axes}

    def _check_axis(self, panel: PlotPanel, axis: int) -> Iterable[Problem]:
        ticks = panel.ticks[axis]
        if len(ticks) < 2:
            return
        self._axes += 1
        places = [float(tick.mark.get_start()[axis]) for tick in ticks]
        unit = (places[-1] - places[0]) / (ticks[-1].value - ticks[0].value)
        for tick, place in zip(ticks, places, strict=True):
            expected = places[0] + (tick.value - ticks[0].value) * unit
            off = max(abs(place - expected), abs(float(tick.label.get_center()[axis]) - place))
            if abs(place - expected) > _HALF_PIXEL or off > 0.5 * tick.label.height:
                yield Problem(self.name, f"{tick.value:g} stands {off:.3f} off", "at its value", tick.label)


def _where(measurement: Measurement) -> str:
    if not measurement.at:
        return ""
    return " at " + ", ".join(f"{name} = {value:.6g}" for name, value in measurement.at.items())


def _same_place(number: ShownNumber, measurement: Measurement) -> bool:
    at = dict(number.at)
    return set(at) == set(measurement.at) and all(
        abs(at[name] - value) <= 1e-6 * max(1.0, abs(value)) for name, value in measurement.at.items()
    )
