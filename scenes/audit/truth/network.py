"""What can be said of a network: its numbers, derivatives, shapes and the check of a gradient, by plain name.

Of several examples the first is the one that is walked through, and the plain names are its; `L of example 2`
is another one's, `mean L` and `mean ∂L/∂w₁` are those over all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING

from scenes.audit.truth.activations import ACTIVATIONS
from scenes.audit.truth.feedforward import Net, forward, numbers_of, seen_by, slope
from scenes.audit.truth.precision import WORKING_DIGITS, Claim, Real, big, mp

if TYPE_CHECKING:
    from config import Settings

Claimed = Callable[[Mapping[str, Real]], Real]
"""A claim that moves with the numbers that the network is given."""


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
    claims: dict[str, Claimed] = {name: _value(net, name) for name in (*net.given, *net.computed)}
    claims |= {name: _slope(net, *pair) for name, pair in _derivatives(net)}
    claims |= dict(_differences(net))
    seen: dict[str, Claim] = {
        f"{name} of example {place}": _seen(net, claim, place)
        for place in range(1, examples + 1)
        for name, claim in claims.items()
        if examples > 1
    }
    means = {f"mean {name}": _mean(claims[name], net, examples) for name in ("L", *_gradients(net))}
    return {**claims, **seen, **means, **dict(_shapes(net))}


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


def mean_loss(net: Net, examples: int, at: Mapping[str, Real]) -> Real:
    """Return the average loss over all examples."""
    return _mean(_value(net, "L"), net, examples)(at)


def mean_slope(net: Net, examples: int, by: str, at: Mapping[str, Real]) -> Real:
    """Return the derivative of the average loss over all examples."""
    return _mean(_slope(net, "L", by), net, examples)(at)


def _mean(claim: Claimed, net: Net, examples: int) -> Claimed:
    def value(at: Mapping[str, Real]) -> Real:
        with mp.workdps(WORKING_DIGITS):
            return mp.fsum(claim(seen_by(net, at, place + 1)) for place in range(examples)) / examples

    return value


def _gradients(net: Net) -> list[str]:
    return [f"∂L/∂{name}" for name in net.learned]


def _value(net: Net, name: str) -> Claimed:
    if name in net.given:
        return lambda at: at[name]
    return lambda at: forward(net, at)[name]


def _slope(net: Net, of: str, by: str) -> Claimed:
    return lambda at: slope(net, of, by, at)


def _seen(net: Net, claim: Claimed, place: int) -> Claim:
    return lambda at: claim(seen_by(net, at, place))


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
    """Yield differences of numbers that may lie close to each other."""
    for _, _, outputs in net.rows[1:]:
        yield from ((f"1 − {a}", _less(net, None, a)) for a in outputs)
    for a, y in zip(net.rows[-1][2], net.row("y"), strict=True):
        yield f"{a} − {y}", _less(net, a, y)
        yield f"1 − {y}", _less(net, None, y)


def _less(net: Net, first: str | None, second: str) -> Claimed:
    def value(at: Mapping[str, Real]) -> Real:
        held = forward(net, at)
        return (held[first] if first else 1) - held[second]

    return value


def _shapes(net: Net) -> Iterator[tuple[str, Claim]]:
    """Yield rows and columns of every matrix: gradients of vectors are rows, vectors are columns."""
    sizes: dict[str, tuple[int, int]] = {"y": (net.widths[-1], 1), "x": (net.widths[0], 1)}
    for k, rows in enumerate(net.rows):
        before = _stem(net.rows[k - 1][2]) if k else ""
        for name in map(_stem, rows[2 - 2 * bool(k) :]):
            sizes |= {name: (net.widths[k], 1), f"∂L/∂{name}": (1, net.widths[k])}
        if k:
            b, z, a = map(_stem, rows)
            for name in (f"∂{a}/∂{before}", f"∂{z}/∂{before}", b.replace("b", "W"), b.replace("b", "∂L/∂W")):
                sizes[name] = (net.widths[k], net.widths[k - 1])
            sizes |= {f"∂{a}/∂{z}": (net.widths[k],) * 2, z.replace("z", "δ"): (net.widths[k], 1)}
    for name, size in sizes.items():
        yield from zip((f"rows of {name}", f"columns of {name}"), size, strict=True)


def _stem(row: tuple[str, ...]) -> str:
    """Return the name of a vector, that of its entries without the places."""
    return row[0].partition("[")[0]


def _checks(net: Net, step: Real) -> dict[str, Claim]:
    """Return the loss to both sides of every weight, and what a central difference makes of the two."""
    found: dict[str, Claim] = {"h": step}
    for name in (name for layer in net.weights for row in layer for name in row):
        ahead, behind = _nudged(net, name, step), _nudged(net, name, -step)
        found |= {f"L({name}+h)": ahead, f"L({name}−h)": behind}
        found[f"(L({name}+h) − L({name}−h))/2h"] = _halved(ahead, behind, step)
    return found


def _nudged(net: Net, name: str, step: Real) -> Claimed:
    """Return the loss where a number is moved, with digits enough to subtract two of them."""
    return lambda at: forward(net, {**at, name: at[name] + step})["L"]


def _halved(ahead: Claimed, behind: Claimed, step: Real) -> Claim:
    return lambda at: (ahead(at) - behind(at)) / (2 * step)
