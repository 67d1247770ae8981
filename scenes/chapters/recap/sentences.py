"""What the recap says: chosen by the network's activations and by what its numbers do."""

from __future__ import annotations

from collections.abc import Sequence

from backprop_core.network import Graph
from backprop_core.network.batch import Batch
from backprop_core.network.training import Epoch, ran_away
from backprop_core.quantity import Quantity

_ONE_BY_ONE = 2
"""Layers up to which a sentence names what each of them does."""


def forward_sentence(graph: Graph, examples: int) -> str:
    """Say how values run forward."""
    if graph.depth > _ONE_BY_ONE:
        return "Values run forward, layer after layer, and the loss compares."
    steps = [
        step for one in graph.activations for step in ("weigh", _verb(one.name, saturates=one.saturates))
    ]
    shown = ", on the first example" if examples > 1 else ""
    return f"Values run forward{shown}: {', '.join(step for step in steps if step)}, compare."


def backward_sentence(examples: int) -> str:
    """Say how gradients run back."""
    if examples > 1:
        return "Slopes run back on every example, and each weight gets their mean."
    return "Slopes run back, each borrowing the work of the one in front of it."


def step_sentence(batch: Batch) -> str:
    """Say what a step does; hole `{slope}`."""
    if batch.is_flat:
        return "Every slope is {slope}, so no weight and no bias moves."
    return "Then every weight and bias takes one step against its own slope."


def loss_sentence(before: Quantity, after: Quantity) -> str:
    """Say what a step did to the loss, as far as its digits tell."""
    if before.value == after.value:
        return "Run it again: the loss is still {before}."
    if before.text == after.text:
        return "Run it again: with slopes this small, the loss stays near {before}."
    verb = "falls" if after.value < before.value else "rises"
    return f"Run it again: the loss {verb} to {{after}}."


def learning_sentence(epochs: Sequence[Epoch], first: Quantity, last: Quantity) -> str:
    """Say what many steps did to the loss, as far as its digits tell."""
    if ran_away(epochs):
        return "Round and round, and the loss leaps out of sight: the rate is too large."
    if first.value == 0 == last.value:
        return "Round and round, and nothing moves: there is no loss to lower."
    if last.value < first.value and last.text != first.text:
        return "Round and round it goes, and step by step the network learns."
    return "Round and round, though this network hardly learns."


def _verb(name: str, *, saturates: bool) -> str:
    if name == "identity":
        return ""
    return "squeeze" if saturates else "bend"
