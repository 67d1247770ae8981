"""A curve by its values alone: slopes as limits, steps as differences."""

from __future__ import annotations

from collections.abc import Callable

from scenes.production.audit.truth.precision import Claim, Real, derivative


def claims_of_curve(f: Callable[[Real], Real], x: str = "x", name: str = "f") -> dict[str, Claim]:
    """Return what can be said of a curve f(x): value and slope, a step Δx with its secant and its gap."""
    value, slope, step, change = f"{name}({x})", f"{name}'({x})", f"Δ{x}", f"Δ{name}"

    def true_change(at: Real, by: Real) -> Real:
        return f(at + by) - f(at)

    return {
        x: lambda at: at[x],
        value: lambda at: f(at[x]),
        slope: lambda at: derivative(f, at[x]),
        f"{change}/{step}": lambda at: true_change(at[x], at[step]) / at[step],
        step: lambda at: at[step],
        f"{slope}·{step}": lambda at: derivative(f, at[x]) * at[step],
        change: lambda at: true_change(at[x], at[step]),
        "gap": lambda at: true_change(at[x], at[step]) - derivative(f, at[x]) * at[step],
    }
