"""What is said of the slopes of a network: what they do to a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from backprop_core.number import Number

_DOES: tuple[tuple[str, Callable[[Number], bool]], ...] = (
    ("stretches", lambda slope: abs(float(slope)) > 1),
    ("shrinks", lambda slope: 0 < abs(float(slope)) < 1),
    ("keeps", lambda slope: slope == 1),
    ("flips", lambda slope: slope < 0),
    ("stops", lambda slope: slope == 0),
)


def what_slopes_do(slopes: Sequence[Number]) -> str:
    """Say what some slopes do to a change, such as "stretches, shrinks or flips"."""
    verbs = [verb for verb, does in _DOES if any(does(slope) for slope in slopes)]
    *others, last = verbs
    return f"{', '.join(others)} or {last}" if others else last
