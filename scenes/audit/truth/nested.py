"""Two functions, one inside the other: values, slopes, and what a nudge of the input really does."""

from __future__ import annotations

from collections.abc import Callable

from scenes.audit.truth.curve import gap_of
from scenes.audit.truth.precision import Claim, Real, big, derivative

RealFunction = Callable[[Real], Real]


def claims_of_nested(f: RealFunction, g: RealFunction) -> dict[str, Claim]:
    """Return what can be said of y = f(u) with u = g(x), and of a nudge Δx that goes through both."""

    def whole(x: Real) -> Real:
        return f(g(x))

    def changes(x: Real, dx: Real) -> dict[str, Real]:
        return {"x": dx, "u": g(x + dx) - g(x), "y": whole(x + dx) - whole(x)}

    def ratio(of: str, by: str) -> Claim:
        def claim(at: dict[str, Real]) -> Real:
            x, step = at["x"], at["Δx"]
            if not step:
                slopes = {"x": big(1), "u": derivative(g, x), "y": derivative(whole, x)}
                return slopes[of] / slopes[by]
            moved = changes(x, step)
            return moved[of] / moved[by]

        return claim

    def change(of: str) -> Claim:
        return lambda at: changes(at["x"], at["Δx"])[of]

    return {
        "x": lambda at: at["x"],
        "u": lambda at: at["u"],
        "y": lambda at: whole(at["x"]),
        "g(x)": lambda at: g(at["x"]),
        "f(u)": lambda at: f(at["u"]),
        "du/dx": lambda at: derivative(g, at["x"]),
        "dy/du": lambda at: derivative(f, at["u"]),
        "dy/dx": lambda at: derivative(whole, at["x"]),
        **{f"Δ{name}": change(name) for name in ("x", "u", "y")},
        **{f"Δ{of}/Δ{by}": ratio(of, by) for of, by in (("u", "x"), ("y", "u"), ("y", "x"))},
        "dy/dx·Δx": lambda at: derivative(whole, at["x"]) * at["Δx"],
        "x+Δx": lambda at: at["x"] + at["Δx"],
        "u+Δu": lambda at: g(at["x"] + at["Δx"]),
        "y+Δy": lambda at: whole(at["x"] + at["Δx"]),
        "gap": lambda at: gap_of(whole, at["x"], at["Δx"]),
    }
