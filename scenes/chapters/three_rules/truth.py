"""The truth of the rules: any constant, some inside u(x), and the network's target, weight and loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from config import Settings

_STEEPNESS = big(13) / 5
"""How steep an inside u is that is the square's side where the rules' own variable stands."""


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the network as configured, nudges, and a variable and a constant for the rules.

    That variable stands where the network's input does: beside a rule a sum over that input can be seen.
    """
    (_, bias, _, over), moved = _last_sum(settings), network.net_of(settings).learned[0]
    nudges = {f"Δ{name}": big(1) / 9 for name in (moved, over, bias, "u")}
    known = network.values_apart(settings, "x")
    return [{**known, **nudges, "x": known["network x"], "c": big(5) / 3}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims, its nudges, and the side of the squared loss."""
    net, (steepness, bias, total, over) = network.net_of(settings), _last_sum(settings)
    moved, output, target = net.learned[0], net.rows[-1][2][0], net.row("y")[0]
    found = network.apart(network.truth(settings), "x")
    side = found[f"{output} − {target}"]
    assert callable(side)
    return {
        **found,
        "x": lambda at: at["x"],
        "c": lambda at: at["c"],
        f"Δ{moved}": lambda at: at[f"Δ{moved}"],
        f"Δ{target}": big(0),
        f"∂{target}/∂{moved}": big(0),
        f"Δ{over}": lambda at: at[f"Δ{over}"],
        f"Δ{bias}": lambda at: at[f"Δ{bias}"],
        f"Δ{total}": lambda at: at[steepness] * at[f"Δ{over}"] + at[f"Δ{bias}"],
        "still slope": big(0),
        "own slope": big(1),
        "u": lambda at: side(at) + _STEEPNESS * (at["x"] - at["network x"]),
        "u'": _STEEPNESS,
        "f": lambda at: at["x"] ** 2 + 1,
        "f'": lambda at: 2 * at["x"],
        "g": lambda at: 3 * at["x"] - at["x"] ** 3,
        "g'": lambda at: 3 - 3 * at["x"] ** 2,
        "u²": lambda at: side(at) ** 2,
        "Δu": lambda at: at["Δu"],
        "2u·Δu": lambda at: 2 * side(at) * at["Δu"],
        "(Δu)²": lambda at: at["Δu"] ** 2,
    }


def _last_sum(settings: Settings) -> tuple[str, str, str, str]:
    """Return the names of the last sum's slope, of its bias, of itself, and of what it is a line over.

    That is what it weighs, or, where that is the input, its weight.
    """
    net = network.net_of(settings)
    biases, sums, _ = net.rows[-1]
    ends = net.weights[-1][0][0], net.rows[-2][2][0]
    slope, over = ends if net.depth > 1 else (f"network {ends[1]}", ends[0])
    return slope, biases[0], sums[0], over
