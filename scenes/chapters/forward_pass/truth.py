"""The truth of the forward pass: the network, what its sums are made of, the side of the loss's square."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import terms
from scenes.audit.truth.network import net_of
from scenes.audit.truth.precision import Claim, mp

if TYPE_CHECKING:
    from config import Settings

variable_values = terms.variable_values


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of the network and of its terms, and the distance of each output to its target."""
    claims, net = terms.truth(settings), net_of(settings)
    pairs = zip(net.rows[-1][2], net.row("y"), strict=True)
    return {**claims, **{f"|{a} − {y}|": _apart(claims[f"{a} − {y}"]) for a, y in pairs}}


def _apart(gap: Claim) -> Claim:
    return (lambda at: mp.fabs(gap(at))) if callable(gap) else mp.fabs(gap)
