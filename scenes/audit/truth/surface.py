"""A surface by its values alone: each partial derivative as a limit along one variable."""

from __future__ import annotations

from collections.abc import Callable

from scenes.audit.truth.precision import Claim, Real, derivative


def claims_of_surface(f: Callable[[Real, Real], Real]) -> dict[str, Claim]:
    """Return what can be said of a surface f(x, y): value and both partial derivatives."""
    return {
        "x": lambda at: at["x"],
        "y": lambda at: at["y"],
        "f": lambda at: f(at["x"], at["y"]),
        "f(x, y)": lambda at: f(at["x"], at["y"]),
        "∂f/∂x": lambda at: derivative(lambda x: f(x, at["y"]), at["x"]),
        "∂f/∂y": lambda at: derivative(lambda y: f(at["x"], y), at["y"]),
    }
