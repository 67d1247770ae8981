"""What is said of a measured and a computed slope."""

from __future__ import annotations

from backprop_core.network import Network
from backprop_core.network.nudging import kink_crossed
from backprop_core.quantity import Quantity, Symbol
from scenes.stage.formulas.comparison import agreement
from scenes.stage.words import Words, words


def verdict(network: Network, step: Quantity, rivals: tuple[Quantity, Quantity]) -> Words:
    """Say in how many digits the two slopes agree, or why they do not."""
    count, bent = agreement(*rivals), kink_crossed(network, network.first_weight, step.value)
    if count is None:
        return words("Measured and computed, they are the same to the last digit shown.")
    if bent is not None:
        return words(f"The step runs across the kink of {bent.spoken}: measured, both sides are mixed.")
    if count == 0:
        return words("Measured and computed are close, but not yet in a digit: the step is too long.")
    digits = Quantity(Symbol("n", "n", "n"), count)
    leading = "digit" if count == 1 else "digits"
    return words(
        f"Measured and computed agree in {{count}} leading {leading}. The chain is right.", count=digits
    )
