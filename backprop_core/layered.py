"""A network of layers of any widths: vectors forward, vector-Jacobian products back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from backprop_core.evaluation import Floats
from backprop_core.tape import BackwardTrace, Tape, TapeNode, backward


@dataclass(frozen=True, eq=False)
class LayeredNetwork:
    """Sigmoid layers and a loss that sums squared errors.

    `weights[k]` has shape (widths[k + 1], widths[k]), `biases[k]` shape (widths[k + 1],); `inputs` has
    shape (widths[0],), `targets` (widths[-1],). Raises `ValueError` where shapes don't fit.
    """

    inputs: Floats
    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    targets: Floats

    def __post_init__(self) -> None:
        """Check the shapes."""
        width = self.inputs.shape
        for index, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            if weight.ndim != 2 or weight.shape[1:] != width or weight.shape[:1] != bias.shape:
                raise ValueError(f"layer {index}: weights {weight.shape}, bias {bias.shape}, input {width}")
            width = bias.shape
        if self.targets.shape != width:
            raise ValueError(f"targets {self.targets.shape}, but the last layer has {width}")

    @classmethod
    def seeded(cls, widths: Sequence[int], seed: int) -> LayeredNetwork:
        """Return a network whose numbers are multiples of 0.1 between -1.5 and 1.5, drawn from a seed.

        Raises `ValueError` for fewer than two widths or one below 1.
        """
        if len(widths) < 2 or min(widths) < 1:
            raise ValueError(f"widths {list(widths)}: at least two, each at least one")
        draw = random.Random(seed)

        def drawn(*shape: int) -> Floats:
            count = int(np.prod(shape))
            return np.array([draw.randint(-15, 15) / 10 for _ in range(count)]).reshape(shape)

        sizes = list(pairwise(widths))
        return cls(
            drawn(widths[0]),
            tuple(drawn(after, before) for before, after in sizes),
            tuple(drawn(after) for _, after in sizes),
            np.array([float(draw.randint(0, 1)) for _ in range(widths[-1])]),
        )

    @cached_property
    def _recorded(self) -> tuple[tuple[TapeNode, ...], dict[str, int]]:
        tape = Tape()
        at = {"a0": tape.leaf(self.inputs, "a0")}
        for k, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True), start=1):
            at[f"W{k}"], at[f"b{k}"] = tape.leaf(weight, f"W{k}"), tape.leaf(bias, f"b{k}")
            weighted = tape.apply("matrix_vector", at[f"W{k}"], at[f"a{k - 1}"])
            at[f"z{k}"] = tape.apply("add", weighted, at[f"b{k}"], name=f"z{k}")
            at[f"a{k}"] = tape.apply("sigmoid", at[f"z{k}"], name=f"a{k}")
        errors = tape.apply("subtract", at[f"a{len(self.weights)}"], tape.leaf(self.targets, "y"))
        at["L"] = tape.apply("sum_of_squares", errors, name="L")
        return tape.nodes, at

    @cached_property
    def values(self) -> dict[str, Floats | float]:
        """Values by name: a0 (the input), then z1, a1, z2, …, and the loss L."""
        nodes, at = self._recorded
        return {name: nodes[index].value for name, index in at.items()}

    @cached_property
    def backward_pass(self) -> BackwardTrace:
        """The backward pass, with every local Jacobian."""
        nodes, at = self._recorded
        return backward(nodes, at["L"])

    @cached_property
    def gradients(self) -> dict[str, Floats | float]:
        """Gradient of the loss by every named value, of that value's shape."""
        return {name: self.backward_pass.gradients[index] for name, index in self._recorded[1].items()}

    def jacobian(self, layer: int) -> Floats:
        """Return ∂a(layer)/∂a(layer - 1), shape (widths[layer], widths[layer - 1]); layers count from 1."""
        a = np.asarray(self.values[f"a{layer}"])
        product: Floats = (a * (1 - a))[:, None] * self.weights[layer - 1]
        return product
