"""A curve by its values alone: slopes as limits, steps as differences."""

from __future__ import annotations

from collections.abc import Callable

from scenes.audit.truth.precision import WORKING_DIGITS, Claim, Real, big, derivative, mp

_NOTHING = big("1e-45")
"""What the rounding of fifty digits may leave of a difference that is zero, as a share of the values."""


def gap_of(f: Callable[[Real], Real], x: Real, step: Real) -> Real:
    """Return what the slope's promise for a step lacks of the true change."""
    left, scale = f(x + step) - f(x) - derivative(f, x) * step, max(1, abs(f(x)))
    return left if abs(left) > scale * _NOTHING else big(0)


def one_sided(f: Callable[[Real], Real], x: Real, side: int) -> Real:
    """Return the slope to one side of a place, as the limit of differences that only look there."""
    with mp.workdps(WORKING_DIGITS):
        place = big(x)
        if abs(place - mp.nint(place * 10**9) / 10**9) > mp.mpf(10) ** -12:
            place += side * mp.mpf(10) ** -14
        found = mp.diff(f, place, direction=side)
    return +mp.re(found)


def claims_of_curve(f: Callable[[Real], Real], x: str = "x", name: str = "f") -> dict[str, Claim]:
    """Return what can be said of a curve f(x): value and slope, the slopes from either side, a step
    Δx with its secant and its gap.
    """
    value, slope, step, change = f"{name}({x})", f"{name}'({x})", f"Δ{x}", f"Δ{name}"

    def true_change(at: Real, by: Real) -> Real:
        return f(at + by) - f(at)

    return {
        f"{slope[:-1]}⁻)": lambda at: one_sided(f, at[x], -1),
        f"{slope[:-1]}⁺)": lambda at: one_sided(f, at[x], 1),
        x: lambda at: at[x],
        value: lambda at: f(at[x]),
        slope: lambda at: derivative(f, at[x]),
        f"{change}/{step}": lambda at: true_change(at[x], at[step]) / at[step],
        step: lambda at: at[step],
        f"{slope}·{step}": lambda at: derivative(f, at[x]) * at[step],
        change: lambda at: true_change(at[x], at[step]),
        "gap": lambda at: gap_of(f, at[x], at[step]),
    }
