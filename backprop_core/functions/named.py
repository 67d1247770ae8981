"""What a function of the table is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy

from backprop_core.functions.intervals import ArrayFunction, IntervalRule
from backprop_core.functions.precise import RealFunction

Corners = Callable[..., tuple[sympy.Expr, ...]]


@dataclass(frozen=True)
class NamedFunction:
    """A function: its name, how it is read, written, said, worked out and bounded.

    `make` builds it in SymPy, where it is a `kind`. `typst`, `plain` and `spoken` stand before its argument.
    `array` is its value on float64 arrays, None where SymPy's printer for NumPy knows it; `precise` its value
    to any number of digits; `interval` its bounds on a cell. `corners` are expressions that vanish where it
    may have a pole, a jump or a kink, or where its domain ends. Slopes, which nobody types, are not
    `readable`.
    """

    name: str
    make: Callable[..., sympy.Expr]
    kind: type[sympy.Basic]
    typst: str
    plain: str
    spoken: str
    precise: RealFunction
    interval: IntervalRule
    array: Callable[..., object] | None
    corners: Corners
    arity: int
    readable: bool


def corners_at(*places: int) -> Corners:
    """Return the corners of a function that has them at these values of its argument."""
    return lambda z: tuple(z - place for place in places)


def function(
    name: str,
    kind: type[sympy.Basic],
    spoken: str,
    precise: RealFunction,
    interval: IntervalRule,
    *,
    typst: str = "",
    plain: str = "",
    array: ArrayFunction | Callable[..., object] | None = None,
    corners: Corners = corners_at(),  # noqa: B008
    arity: int = 1,
    readable: bool = True,
) -> NamedFunction:
    """Return a function that is written by its name if nothing else is said."""
    return NamedFunction(
        name,
        kind,
        kind,
        typst or f'op("{name}")',
        plain or name,
        spoken,
        precise,
        interval,
        array,
        corners,
        arity,
        readable,
    )
