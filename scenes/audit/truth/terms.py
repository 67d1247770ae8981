"""What sums are made of, term by term: weighted values, parts of the loss, what comes back along lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.feedforward import Net
from scenes.audit.truth.losses import loss_of
from scenes.audit.truth.precision import WORKING_DIGITS, Claim, Real, lowered, mp

if TYPE_CHECKING:
    from config import Settings

variable_values = network.variable_values


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of the network and of the terms of its sums."""
    claims, net = network.truth(settings), network.net_of(settings)
    parts = {f"L{lowered(str(place + 1))}": _part(claims, net, place) for place in range(net.widths[-1])}
    return {
        **claims,
        **parts,
        **{f"{one}·{other}": _product(claims, one, other) for one, other in _pairs(net)},
    }


def _pairs(net: Net) -> Iterator[tuple[str, str]]:
    """Yield the factors of every term."""
    for k, rows in enumerate(net.weights, 1):
        for z, row in zip(net.rows[k][1], rows, strict=True):
            for w, a in zip(row, net.rows[k - 1][2], strict=True):
                yield w, a
                yield w, z.replace("z", "δ", 1)
    for a in net.rows[-1][2]:
        yield from ((f"∂L/∂{a}", f"∂{a}/∂{z}") for z in net.rows[-1][1])


def _product(claims: Mapping[str, Claim], one: str, other: str) -> Claim:
    return lambda at: claims[one](at) * claims[other](at)


def _part(claims: Mapping[str, Claim], net: Net, place: int) -> Claim:
    """Return one output's part of the loss; a mean shares it out among all."""
    loss, a, y = loss_of(net.loss, net.activations[-1]), net.rows[-1][2][place], net.row("y")[place]
    count = net.widths[-1] if net.loss == "mean_squared" else 1

    def value(at: Mapping[str, Real]) -> Real:
        with mp.workdps(WORKING_DIGITS):
            return loss([claims[a](at)], [claims[y](at)]) / count

    return value
