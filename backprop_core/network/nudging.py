"""What a nudge of a parameter really does to every value of a network."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from backprop_core.arithmetic import precise
from backprop_core.decimals.agreement import vouched_decimals
from backprop_core.network.activations import Activation
from backprop_core.network.network import Network
from backprop_core.number import Number, show
from backprop_core.quantity import Formula, Quantity, Symbol

NUDGE = Fraction(1, 100)
"""How far the weight is moved: small enough that slopes predict the result, large enough to be drawn."""

_DECIMALS, _FEWEST_SHOWN, _FINER = 5, 1e-4, 1


def change_symbol(symbol: Symbol) -> Symbol:
    """Return the name of the change of a value."""
    return Symbol(f"Delta {symbol.typst}", f"Δ{symbol.plain}", f"delta {symbol.spoken}", symbol.role)


def nudged(network: Network, step: Number = NUDGE) -> Mapping[str, Quantity]:
    """Return the true changes of a chain's first weight, sums, activations and loss when that weight moves.

    Nothing here is a derivative: each change is the difference of two values of the function itself, taken
    exactly where both are exact, else with 100 digits.
    """
    key = network.first_weight
    moved = {key: network.given[key] + step}
    after = network.changed(moved).values
    deep = (
        network.precise_values(),
        network.precise_values({key: precise(network.given[key]) + precise(step)}),
    )
    found: dict[str, Quantity] = {}
    for name in (key, *network.graph.row[1:]):
        ends = network.values[name], after[name]
        change: Number = step if name == key else float(deep[1][name] - deep[0][name])
        if all(isinstance(end, Fraction) for end in ends):
            change = ends[1] - ends[0]
        found[name] = _shown(network.graph.nodes[name].symbol, change)
    return found


def differential(slope: Quantity, symbol: Symbol, step: Fraction = NUDGE) -> tuple[Quantity, Quantity]:
    """Return a small step of what a symbol names, and the loss's change by a slope: dL = ∂L/∂a · da.

    The change has the slope's decimals unless nothing is left of it then, and never more than its factors, as
    shown, vouch for.
    """
    taken = Quantity(_differential_of(symbol), step)
    loss = _differential_of(Symbol("L", "L", "L", "loss"))
    formula = Formula("{slope} dot.op {step}", {"slope": slope, "step": taken})
    change = Quantity(loss, slope.value * step, formula, slope.decimals, fixed=True)
    worked = slope.shown.stated * step
    if change.shown.stated != 0 and show(worked, change.decimals, fixed=True).stated == change.shown.stated:
        return taken, change
    change = change.with_decimals(slope.decimals + _FINER, fixed=False)
    return taken, change.with_decimals(vouched_decimals((slope, taken), change))


def _differential_of(symbol: Symbol) -> Symbol:
    return Symbol(f"dif {symbol.typst}", f"d{symbol.plain}", f"d {symbol.spoken}", symbol.role)


def kink_crossed(network: Network, key: str, step: Number) -> Activation | None:
    """Return an activation whose kink lies within a step to both sides of a parameter, None if none does."""
    ends = [network.changed({key: network.given[key] + way * step}).values for way in (-1, 1)]
    for node in network.graph.nodes.values():
        if node.kind == "pre_activation":
            activation = network.graph.activation(node.layer)
            low, high = sorted(end[node.key] for end in ends)
            if activation.kink is not None and low <= activation.kink <= high and low < high:
                return activation
    return None


def _shown(symbol: Symbol, value: Number) -> Quantity:
    """Keep a rounded change out of powers of ten as long as it has digits to show without."""
    plain = isinstance(value, float) and abs(value) >= _FEWEST_SHOWN
    return Quantity(change_symbol(symbol), value, decimals=_DECIMALS, fixed=plain)
