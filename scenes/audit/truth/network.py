"""What can be said of a network: its numbers, derivatives, shapes and the check of a gradient, by plain name.

Of several examples the first is the one that is walked through, and the plain names are its; `L of example 2`
is another one's, `mean L` and `mean ∂L/∂w₁` are those over all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from operator import itemgetter
from typing import TYPE_CHECKING

from scenes.audit.truth.activations import ACTIVATIONS
from scenes.audit.truth.feedforward import Net, forward, numbers_of, seen_by, slope
from scenes.audit.truth.precision import WORKING_DIGITS, Claim, Real, big, mp

if TYPE_CHECKING:
    from config import Settings

Claimed = Callable[[Mapping[str, Real]], Real]
"""A claim that moves with the numbers that the network is given."""

MOST_SHOWN = 8
"""Examples that are drawn, each with names of its own; of more only averages are shown."""

_ENTRY = re.compile(r"([^\[\]]*)\[([\d,]+)\]")
"""The name of an entry of a vector or of a matrix."""


def net_of(settings: Settings) -> Net:
    """Return the configured network."""
    return Net.of(settings.lecture.network)


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the configured numbers of the network."""
    return [numbers_of(net_of(settings), settings.lecture.network)]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of the network, and the check of each weight's slope by a central difference."""
    net, examples = net_of(settings), len(settings.lecture.network.examples)
    return {**claims_of(net, examples), **_checks(net, big(settings.lecture.check.step))}


def claims_of(net: Net, examples: int = 1) -> dict[str, Claim]:
    """Return all values and derivatives of a network, as functions of the numbers that it is given."""
    claims: dict[str, Claimed] = {name: _held(net, itemgetter(name)) for name in (*net.given, *net.computed)}
    claims |= {name: _slope(net, *pair) for name, pair in _derivatives(net)}
    claims |= {name: _held(net, worked) for name, worked in _differences(net)}
    seen = {
        f"{name} of example {place}": _seen(net, claim, place)
        for place in range(1, min(examples, MOST_SHOWN) + 1)
        for name, claim in claims.items()
        if examples > 1
    }
    slopes = {f"mean ∂L/∂{name}": _mean(net, claims[f"∂L/∂{name}"], examples) for name in net.learned}
    means = {"mean L": _mean(net, claims["L"], examples), **slopes}
    means |= {f"∂mean L/∂{name}": slopes[f"mean ∂L/∂{name}"] for name in net.learned}
    return {**claims, **seen, **means, **dict(_shapes(claims))}


def apart(claims: Mapping[str, Claim], *names: str) -> dict[str, Claim]:
    """Return claims for a chapter in which some names are another thing's: `network x` is read for x."""

    def read(claim: Claimed) -> Claim:
        return lambda at: claim({**at, **{name: at[key] for name, key in moved if key in at}})

    moved = [(name, f"network {name}") for name in names]
    return {name: read(claim) if callable(claim) else claim for name, claim in claims.items()}


def values_apart(settings: Settings, *names: str) -> dict[str, Real]:
    """Return the configured numbers under the names that claims set apart look for."""
    home = variable_values(settings)[0]
    return {f"network {name}" if name in names else name: value for name, value in home.items()}


def _held(net: Net, worked: Callable[[Mapping[str, Real]], Real]) -> Claimed:
    """Return what is worked out with the numbers of a pass."""
    return lambda at: worked(forward(net, at))


def _slope(net: Net, of: str, by: str) -> Claimed:
    return lambda at: slope(net, of, by, at)


def _seen(net: Net, claim: Claimed, place: int) -> Claimed:
    return lambda at: claim(seen_by(net, at, place))


def _mean(net: Net, claim: Claimed, examples: int) -> Claimed:
    def value(at: Mapping[str, Real]) -> Real:
        with mp.workdps(WORKING_DIGITS):
            return mp.fsum(claim(seen_by(net, at, place + 1)) for place in range(examples)) / examples

    return value


def _derivatives(net: Net) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield derivatives by name: of the loss by everything, of each row by what it is computed from."""
    for name in (*net.given, *net.computed):
        yield f"∂L/∂{name}", ("L", name)
    for k, (biases, sums, outputs) in enumerate(net.rows[1:], 1):
        for i, z in enumerate(sums):
            yield z.replace("z", "δ", 1), ("L", z)
            yield from ((f"∂{z}/∂{name}", (z, name)) for name in (*net.weights[k - 1][i], biases[i]))
            yield from ((f"∂{outputs[i]}/∂{name}", (outputs[i], name)) for name in net.weights[k - 1][i])
            activation = ACTIVATIONS.get(net.activations[k - 1])
            for called in activation.names if activation else ():
                yield f"{called}'({z})", (outputs[i], z)
        before = net.rows[k - 1][2]
        for of, by in ((sums, before), (outputs, sums), (outputs, before)):
            matrix = f"∂{_stem(of)}/∂{_stem(by)}"
            for i, j in product(range(len(of)), range(len(by))):
                yield f"∂{of[i]}/∂{by[j]}", (of[i], by[j])
                yield f"{matrix}[{i + 1},{j + 1}]", (of[i], by[j])


def _differences(net: Net) -> Iterator[tuple[str, Claimed]]:
    """Yield sums and differences that may lie close to zero."""
    for _, _, outputs in net.rows[1:]:
        for a in outputs:
            yield from ((f"1 − {a}", _difference("", a)), (f"1 + {a}", _difference("", a, -1)))
    for a, y in zip(net.rows[-1][2], net.row("y"), strict=True):
        yield f"{a} − {y}", _difference(a, y)


def _difference(first: str, second: str, sign: int = 1) -> Claimed:
    return lambda held: (held[first] if first else 1) - sign * held[second]


def _shapes(names: Iterable[str]) -> Iterator[tuple[str, Claim]]:
    """Yield rows and columns of what has entries: vectors are columns, but derivatives by one are rows."""
    sizes: dict[str, tuple[int, ...]] = {}
    for name in names:
        if entry := _ENTRY.fullmatch(name):
            stem, places = entry[1].replace("w", "W"), tuple(map(int, entry[2].split(",")))
            size = places if len(places) == 2 else (1, *places) if "/" in stem else (*places, 1)
            sizes[stem] = max(sizes.get(stem, size), size)
    for name, (rows, columns) in sizes.items():
        yield from ((f"rows of {name}", big(rows)), (f"columns of {name}", big(columns)))


def _stem(row: tuple[str, ...]) -> str:
    """Return the name of a vector, that of its entries without the places."""
    return row[0].partition("[")[0]


def _checks(net: Net, step: Real) -> dict[str, Claim]:
    """Return the loss to both sides of every weight, and what a central difference makes of the two."""
    found: dict[str, Claim] = {"h": step}
    for name in (name for name in net.learned if name.startswith("w")):
        sides = {f"L({name}+h)": _nudged(net, name, step), f"L({name}−h)": _nudged(net, name, -step)}
        found |= sides | {f"({' − '.join(sides)})/2h": _halved(sides, step)}
    return found


def _nudged(net: Net, name: str, step: Real) -> Claimed:
    """Return the loss where a number is moved, with digits enough to subtract two of them."""
    return lambda at: forward(net, {**at, name: at[name] + step})["L"]


def _halved(sides: Mapping[str, Claimed], step: Real) -> Claim:
    ahead, behind = sides.values()
    return lambda at: (ahead(at) - behind(at)) / (2 * step)
