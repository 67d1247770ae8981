"""The truth of the backward pass: the network, what its sums are made of, what a small step does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scenes.audit.truth import terms
from scenes.audit.truth.network import net_of
from scenes.audit.truth.precision import Claim, Real, mp

if TYPE_CHECKING:
    from config import Settings

_STEP = mp.mpf(1) / 100

RUN = "run"
"""The step of one over which a slope is measured."""

_MOST_POWERS = 60
"""Powers of ten by which gradients may be drawn larger."""

variable_values = terms.variable_values


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of the network, and dL for a step of the first output by a hundredth."""
    claims = terms.truth(settings)
    output = net_of(settings).rows[-1][2][0]
    slope = claims[f"∂L/∂{output}"]

    def change(at: Mapping[str, Real]) -> Real:
        return (slope(at) if callable(slope) else slope) * _STEP

    scales = {
        f"step {one * 10**power}": mp.mpf(one * 10**power)
        for one in (1, 2, 5)
        for power in range(_MOST_POWERS)
    }
    scales |= {f"scale {power}": mp.mpf(10) ** power for power in range(1, _MOST_POWERS)}
    return {**claims, **scales, RUN: mp.mpf(1), f"d{output}": _STEP, "dL": change}
