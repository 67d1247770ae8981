"""The scale of the lines: one for all of them, on which a small step and what the slopes make of it fit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from backprop_core.composition import Composition
from backprop_core.number import Number

SPREAD = 70.0
"""How many times as wide as the narrowest the widest may be on one scale."""

_LEADS = 0.55, 0.9
"""How far a line runs on before and behind what stands on it, in stage units."""

_NOTHING = 1e-9
"""A change so small beside the step is not drawn."""


@dataclass(frozen=True)
class LineScale:
    """For each line the change that the slopes `promise` for a step, and the `true` one.

    `units` are the stage units that one unit takes, `home` is where the values stand before the step. Where
    the changes are too unlike, a line is drawn smaller by so many `powers` of ten.
    """

    promised: tuple[Number, ...]
    true: tuple[Number, ...]
    units: tuple[float, ...]
    powers: tuple[int, ...]
    home: float

    @classmethod
    def of(cls, chain: Composition, step: Number, start: float, end: float) -> LineScale:
        """Return the scale on which a step fills lines that run from a start to an end."""
        inner, outer = chain.local_derivatives
        promised, true = (step, inner * step, outer * (inner * step)), chain.nudges(step)
        pairs = [(float(a), float(b)) for a, b in zip(promised, true, strict=True)]
        sizes = [max(map(abs, pair)) for pair in pairs]
        sizes = [size if size > _NOTHING * sizes[0] else sizes[0] for size in sizes]
        powers = tuple(round(math.log10(size / sizes[0])) for size in sizes)
        if max(sizes) <= SPREAD * min(sizes):
            powers = (0,) * len(sizes)
        ends = [change / 10**power for pair, power in zip(pairs, powers, strict=True) for change in pair]
        low, high = min(0.0, *ends), max(0.0, *ends)
        before, after = _LEADS if high >= -low else _LEADS[::-1]
        unit = (end - start - before - after) / (high - low)
        units = tuple(unit / 10**power for power in powers)
        return cls(promised, true, units, powers, start + before - low * unit)

    def told(self, names: tuple[str, ...]) -> str:
        """Return what is to be said of lines that have another scale, nothing where none has."""
        said = [
            f"{name} {10 ** abs(power)} times {'smaller' if power > 0 else 'larger'}"
            for name, power in zip(names, self.powers, strict=True)
            if power
        ]
        return f"drawn {' and '.join(said)}" if said else ""
