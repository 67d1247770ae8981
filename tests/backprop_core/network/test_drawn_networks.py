"""Values and gradients of two thousand drawn networks, against PyTorch's or derivatives by complex steps."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from scipy import special

from backprop_core.network import Network
from tests.networks import drawn

TINY = 1e-200
"""The complex step: its square is below the smallest float, so that nothing of the slope is lost."""

COUNT = 2000

ROUNDING = 1e-14
"""What the oracle's own rounding leaves of slopes that cancel, or of 1 - a close to 1."""

ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z.real > 0, z, 0),
    "leaky_relu": lambda z: np.where(z.real > 0, z, z / 100),
    "elu": lambda z: np.where(z.real > 0, z, np.expm1(z)),
    "softplus": lambda z: np.log1p(np.exp(z)),
    "silu": lambda z: z / (1 + np.exp(-z)),
    "gelu": lambda z: z * special.erfc(-z / np.sqrt(2)) / 2,
    "identity": lambda z: z,
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(axis=0),
}


def loss(network: Network, given: dict[str, Any]) -> Any:
    """Return the loss by the definitions; each given number may be an array of complex numbers."""
    graph = network.graph
    values = np.stack([given[key] for key in graph.inputs])
    for layer in range(1, graph.depth + 1):
        rows = []
        for neuron in graph.neurons(layer):
            weights = np.stack([given[key] for key in neuron.weights])
            rows.append((weights * values).sum(axis=0) + given[neuron.bias])
        sums = np.stack(rows)
        values = ACTIVATIONS[graph.activation(layer).name](sums)
    targets = np.stack([given[key] for key in graph.targets])
    squares = ((values - targets) ** 2).sum(axis=0)
    if graph.loss_name == "cross_entropy":
        if graph.activation_names[-1] == "softmax":
            logs = sums - sums.real.max(axis=0)
            return -(targets * (logs - np.log(np.exp(logs).sum(axis=0)))).sum(axis=0)
        return (targets * np.log1p(np.exp(-sums)) + (1 - targets) * np.log1p(np.exp(sums))).sum(axis=0)
    return squares * {"squared": 1, "half_squared": 0.5, "mean_squared": 1 / len(targets)}[graph.loss_name]


def complex_steps(network: Network) -> tuple[float, dict[str, float]]:
    """Return the loss and its slope by every parameter, each by a step along the imaginary axis."""
    keys = network.graph.parameters
    given = {
        key: np.full(len(keys), float(value), dtype=np.complex128) for key, value in network.given.items()
    }
    for place, key in enumerate(keys):
        given[key][place] += 1j * TINY
    found = loss(network, given)
    return float(found[0].real), dict(zip(keys, (found.imag / TINY).tolist(), strict=True))


def pytorch(network: Network) -> tuple[float, dict[str, float]]:
    """Return the loss and its gradients by PyTorch's autograd, in float64."""
    torch: Any = import_module("torch")

    names = {"relu": torch.relu, "leaky_relu": torch.nn.functional.leaky_relu, "elu": torch.nn.functional.elu}
    names |= {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "softplus": torch.nn.functional.softplus}
    names |= {"silu": torch.nn.functional.silu, "gelu": torch.nn.functional.gelu, "identity": lambda z: z}
    graph = network.graph
    leaves = {
        key: torch.tensor(float(value), dtype=torch.float64, requires_grad=True)
        for key, value in network.given.items()
    }
    values = torch.stack([leaves[key] for key in graph.inputs])
    for layer in range(1, graph.depth + 1):
        weights = torch.stack(
            [torch.stack([leaves[key] for key in one.weights]) for one in graph.neurons(layer)]
        )
        sums = weights @ values + torch.stack([leaves[one.bias] for one in graph.neurons(layer)])
        name = graph.activation(layer).name
        values = torch.softmax(sums, 0) if name == "softmax" else names[name](sums)
    targets = torch.stack([leaves[key] for key in graph.targets])
    if graph.loss_name == "cross_entropy":
        logs = torch.log_softmax(sums, 0)
        soft = -(targets * logs).sum()
        binary = torch.nn.functional.binary_cross_entropy_with_logits(sums, targets, reduction="sum")
        total = soft if graph.activation_names[-1] == "softmax" else binary
    else:
        scale = {"squared": 1.0, "half_squared": 0.5, "mean_squared": 1 / len(targets)}[graph.loss_name]
        total = scale * ((values - targets) ** 2).sum()
    total.backward()
    return float(total), {key: float(leaves[key].grad) for key in graph.parameters}


ORACLE = pytorch if find_spec("torch") else complex_steps


def at_a_kink(network: Network) -> bool:
    """Tell whether a sum is exactly at its activation's kink, where only the convention gives a slope."""
    graph = network.graph
    kinked = ("relu", "leaky_relu", "elu")
    return any(
        network.values[key] == 0
        for layer in range(1, graph.depth + 1)
        if graph.activation(layer).name in kinked
        for key in graph.sum_keys(layer)
    )


@pytest.mark.parametrize("start", range(0, COUNT, 500))
def test_losses_and_gradients_are_the_oracles(start: int) -> None:
    checked = 0
    for seed in range(start, start + 500):
        network = drawn(seed)
        if at_a_kink(network) or max(abs(float(value)) for value in network.values.values()) > 30:
            continue
        checked += 1
        value, slopes = ORACLE(network)
        scale = max(1.0, *(abs(slope) for slope in slopes.values()))
        assert float(network.loss) == pytest.approx(value, rel=1e-12, abs=1e-14), seed
        for key, slope in slopes.items():
            found = float(network.gradient_values[key])
            assert found == pytest.approx(slope, rel=1e-12, abs=ROUNDING * scale), (seed, key)
    assert checked > 400


def test_rational_networks_stay_exact() -> None:
    network = next(
        n for n in map(drawn, range(1000)) if set(n.graph.activation_names) <= {"relu", "identity"}
    )
    assert all(isinstance(value, Fraction) for value in network.values.values())
    assert all(isinstance(value, Fraction) for value in network.gradient_values.values())
