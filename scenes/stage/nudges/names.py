"""What nudges and their ratios are called, and how a ratio of nudges becomes a derivative."""

from __future__ import annotations

from manim import Animation, VGroup

from backprop_core.quantity import Symbol
from scenes.stage.lettering.bending import bend, move


def delta(symbol: Symbol) -> Symbol:
    """Return the name of a variable's nudge."""
    return Symbol(f"Delta {symbol.typst}", f"Δ{symbol.plain}", f"delta {symbol.spoken}", symbol.role)


def moved(symbol: Symbol) -> Symbol:
    """Return the name of a variable's value after the step."""
    change = delta(symbol)
    return Symbol(
        f"{symbol.typst} + {change.typst}",
        f"{symbol.plain}+{change.plain}",
        f"{symbol.spoken} plus {change.spoken}",
        symbol.role,
    )


def ratio_symbol(of: Symbol, by: Symbol) -> Symbol:
    """Return the name of one nudge over another."""
    above, below = delta(of), delta(by)
    return Symbol(
        f"({above.typst})/({below.typst})",
        f"{above.plain}/{below.plain}",
        f"{above.spoken} over {below.spoken}",
        "gradient",
    )


def in_the_limit(old: VGroup, new: VGroup) -> list[Animation]:
    """Return the animations from a fraction of nudges to a derivative: each Δ bends into a d."""
    nudge = old[0].points.shape
    return [
        bend(before, after) if before.points.shape == nudge else move(before, after)
        for before, after in zip(old, new, strict=True)
    ]
