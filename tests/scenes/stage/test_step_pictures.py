"""Pictures of the forward pass: sums, activations and losses, read from what is drawn."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from manim.animation.animation import prepare_animation

from backprop_core.network import Network
from config import Theme, load_settings
from scenes.stage.machines.interiors import Squeeze, WeighedSum
from scenes.stage.machines.losses import LossCurve, SquaredGap
from scenes.stage.machines.step_picture import StepPicture
from tests.networks import HIDDEN, chain

SIZE = 2.9, 2.5

CASES = {
    "lecture": ("1.5", "0.6", "-0.2", "1.4", "-0.5", "1"),
    "negative": ("-0.7", "-1.3", "0.4", "-2.1", "0.3", "0"),
    "saturated": ("2", "3.1", "2.5", "-4", "-3", "0"),
    "zero": ("0", "0", "0", "0", "0", "0.5"),
}

VALUES: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: max(0.01 * z, z),
    "elu": lambda z: z if z > 0 else math.expm1(z),
    "softplus": lambda z: math.log1p(math.exp(z)),
    "silu": lambda z: z / (1 + math.exp(-z)),
    "gelu": lambda z: z * math.erfc(-z / math.sqrt(2)) / 2,
    "identity": lambda z: z,
}


def read(picture: StepPicture) -> dict[str, float]:
    """Play a picture, moved aside, to its end and return what is read from it, by name."""
    picture.shift((4.0, -1.0, 0.0))
    for animations in picture.moves():
        for animation in map(prepare_animation, animations):
            animation.begin()
            animation.finish()
    return {one.name: one.found for one in picture.measurements()}


@pytest.fixture(scope="module")
def theme() -> Theme:
    """Return the lecture's theme."""
    return load_settings().theme


def loss_picture(theme: Theme, net: Network) -> StepPicture:
    """Return the picture of a chain's loss, as the chapter chooses it."""
    q, rule = net.quantity, net.graph.loss
    if rule.from_sums is not None:
        return LossCurve(theme, (q["L"], q["a2"], q["y"], q["z2"]), rule, SIZE)
    return SquaredGap(theme, q["L"], (q["a2"], q["y"]), SIZE, halves=rule.name == "half_squared")


@pytest.mark.parametrize("case", CASES)
def test_a_weighted_sum_ends_where_the_sum_is(case: str, theme: Theme) -> None:
    x, w, b, *_ = map(float, CASES[case])
    q = chain(CASES[case]).quantity
    found = read(WeighedSum(theme, q["z1"], (q["w1"], q["x"]), q["b1"], SIZE))
    assert found == pytest.approx({"z₁": w * x + b}, abs=1e-6)


@pytest.mark.parametrize("activation", HIDDEN)
@pytest.mark.parametrize("case", CASES)
def test_a_point_on_an_activations_curve_stands_at_sum_and_value(
    case: str, activation: str, theme: Theme
) -> None:
    net = chain(CASES[case], activation, activation)
    x, w, b, *_ = map(float, CASES[case])
    picture = Squeeze(theme, net.quantity["z1"], net.quantity["a1"], net.graph.activation(1), SIZE)
    z = w * x + b
    assert read(picture) == pytest.approx({"z₁": z, "a₁": VALUES[activation](z)}, abs=1e-5)


@pytest.mark.parametrize("loss", ["squared", "half_squared", "mean_squared", "cross_entropy"])
@pytest.mark.parametrize("case", CASES)
def test_the_picture_of_a_loss_is_to_scale(case: str, loss: str, theme: Theme) -> None:
    net, y = chain(CASES[case], loss=loss), float(CASES[case][-1])
    a = float(net.values["a2"])
    losses = {
        "squared": (a - y) ** 2,
        "half_squared": (a - y) ** 2 / 2,
        "mean_squared": (a - y) ** 2,
        "cross_entropy": -(y * math.log(a) + (1 - y) * math.log(1 - a)),
    }
    assert read(loss_picture(theme, net))["L"] == pytest.approx(losses[loss], abs=1e-5)
