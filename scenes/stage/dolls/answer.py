"""What is left of a nudge of the first weight when it comes out at the loss, in words."""

from __future__ import annotations

from backprop_core.number import Number


def what_arrives(last: Number, change: Number) -> str:
    """Say what the last slope does, and how the loss has changed: the answer."""
    if change == 0:
        return "Behind the last wall nothing is left of it: the loss stays as it was."
    turned = "The last wall turns it over" if last < 0 else "The last wall keeps it upright"
    if last < 0 < change or change < 0 < last:
        turned = "The last wall turns it back" if last < 0 else "The last wall keeps it turned"
    way = "up: the loss rises" if change > 0 else "down: the loss falls"
    return f"{turned}, and out it comes, pointing {way}."
