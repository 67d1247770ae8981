"""What is said of the slopes of a network: what they do to a change, and what is left of it at the loss."""

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


def what_arrives(last: Number, change: Number) -> str:
    """Say what the last slope does, and how the loss has changed: the answer."""
    if change == 0:
        return "Behind the last wall nothing is left of it: the loss stays as it was."
    turned = "The last wall turns it over" if last < 0 else "The last wall keeps it upright"
    if last < 0 < change or change < 0 < last:
        turned = "The last wall turns it back" if last < 0 else "The last wall leaves it upside down"
    way = "up: the loss rises" if change > 0 else "down: the loss falls"
    return f"{turned}, and out it comes, pointing {way}."
