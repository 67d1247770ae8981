"""The truth of any network: published numbers, kinks, numbers of a file, several examples, shapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from config import load_settings
from scenes.audit.figures.digits import same
from scenes.audit.truth.activations import ACTIVATIONS, Bent
from scenes.audit.truth.descent import Descent
from scenes.audit.truth.feedforward import Drawn, Example, Layer, Net, numbers_of
from scenes.audit.truth.network import claims_of
from scenes.audit.truth.precision import Claim, Real, big, mp
from tests.scenes.audit.chapter_truths import chapter_truth

SLOPES: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda z: float(np.exp(-z) / (1 + np.exp(-z)) ** 2),
    "tanh": lambda z: float(1 / np.cosh(z) ** 2),
    "relu": lambda z: float(z > 0),
    "leaky_relu": lambda z: 1.0 if z > 0 else 0.01,
    "elu": lambda z: 1.0 if z >= 0 else float(np.exp(z)),
    "softplus": lambda z: float(1 / (1 + np.exp(-z))),
    "silu": lambda z: float((1 + np.exp(-z) * (1 + z)) / (1 + np.exp(-z)) ** 2),
    "gelu": lambda z: float(mp.ncdf(z) + z * mp.npdf(z)),
    "identity": lambda z: 1.0,
}
"""Slopes by the rules of calculus and by PyTorch's conventions, which the truth does not use."""


def numbers(*written: str) -> tuple[Fraction, ...]:
    """Return decimals as exact numbers."""
    return tuple(Fraction(one) for one in written)


def layer(activation: str, bias: Sequence[str], *rows: Sequence[str]) -> Layer:
    """Return a layer from decimals."""
    return Layer([numbers(*row) for row in rows], numbers(*bias), activation)


def one(activation: str, w: str, x: str, b: str, loss: str = "squared", y: str = "1") -> Drawn:
    """Return a network of one neuron."""
    return Drawn([Example(numbers(x), numbers(y))], [layer(activation, [b], [w])], loss, is_chain=True)


MAZUR = Drawn(
    [Example(numbers("0.05", "0.10"), numbers("0.01", "0.99"))],
    [
        layer("sigmoid", ["0.35", "0.35"], ["0.15", "0.20"], ["0.25", "0.30"]),
        layer("sigmoid", ["0.60", "0.60"], ["0.40", "0.45"], ["0.50", "0.55"]),
    ],
    "half_squared",
)
CLASSIFIER = Drawn(
    [Example(numbers("0.5", "-1"), numbers("0", "1", "0"))],
    [
        layer("tanh", ["0.1", "-0.2"], ["0.3", "-0.4"], ["0.8", "0.6"]),
        layer("softmax", ["0", "0.1", "-0.1"], ["0.5", "-0.3"], ["-0.7", "0.2"], ["0.9", "1"]),
    ],
    "cross_entropy",
)


def said(given: Drawn, name: str, at: Mapping[str, Real] | None = None) -> float:
    """Return what the truth says of a network under a name."""
    net = Net.of(given)
    return told(claims_of(net, len(given.examples))[name], {**numbers_of(net, given), **(at or {})})


def told(claim: Claim, at: Mapping[str, Real]) -> float:
    """Return what a claim says."""
    return float(claim(at) if callable(claim) else claim)


@pytest.mark.parametrize(
    ("name", "published", "digits"),
    [
        ("a₂[1]", 0.75136507, 8),
        ("a₂[2]", 0.772928465, 9),
        ("L", 0.298371109, 9),
        ("∂L/∂w₂[1,1]", 0.082167041, 9),
    ],
)
def test_mazurs_published_numbers_come_out(name: str, published: float, digits: int) -> None:
    assert round(said(MAZUR, name), digits) == published


def test_mazurs_weights_after_one_step_come_out() -> None:
    net = Net.of(MAZUR)
    weights, at = tuple(name for name in net.learned if name.startswith("w")), numbers_of(net, MAZUR)
    descent = Descent(claims_of(net), tuple(at), weights, mp.mpf("0.5"))
    after = descent.after(big(1), at)
    published = "0.149780716 0.19956143 0.24975114 0.29950229 0.35891648 0.408666186 0.51130127 0.561370121"
    for name, digits in zip(weights, published.split(), strict=True):
        assert round(float(after[name]), len(digits) - 2) == float(digits), name
    assert round(told(descent.claims()["L after a step"], at), 9) == 0.291027774
    assert descent.after(mp.mpf("0.5"), at)[weights[0]] == (at[weights[0]] + after[weights[0]]) / 2


@pytest.mark.parametrize("activation", SLOPES)
@pytest.mark.parametrize("z", [-2.25, -0.5, 0.0, 0.75, 3.5])
def test_every_activation_has_its_slope_and_at_a_kink_the_convention(activation: str, z: float) -> None:
    assert float(ACTIVATIONS[activation].slope(big(z))) == pytest.approx(SLOPES[activation](z), rel=1e-12)


@pytest.mark.parametrize(("activation", "slope"), [("relu", 0.0), ("leaky_relu", 0.01), ("elu", 1.0)])
def test_a_sum_that_cancels_lies_on_the_kink(activation: str, slope: float) -> None:
    given = one(activation, "0.1", "3", "-0.3")
    assert said(given, "z₁") == pytest.approx(0.0, abs=1e-100)
    assert said(given, "∂a₁/∂z₁") == said(given, "∂L/∂z₁") / -2 == pytest.approx(slope)
    assert said(given, "∂L/∂w₁") == pytest.approx(-2 * slope * 3)
    assert said(given, "∂L/∂w₁", {"w₁": mp.mpf("0.2")}) == pytest.approx(2 * (0.3 - 1) * 3)


def test_every_gradient_is_what_a_sweep_back_finds() -> None:
    w1, w2 = (np.array([[float(w) for w in row] for row in one.weights]) for one in CLASSIFIER.layers)
    x, y = np.array([0.5, -1.0]), np.array([0.0, 1.0, 0.0])
    a1 = np.tanh(w1 @ x + [0.1, -0.2])
    e = np.exp(w2 @ a1 + [0.0, 0.1, -0.1])
    a2 = e / e.sum()
    d2 = a2 - y
    d1 = (w2.T @ d2) * (1 - a1**2)
    for i in range(3):
        assert said(CLASSIFIER, f"δ₂[{i + 1}]") == pytest.approx(d2[i])
        assert said(CLASSIFIER, f"∂L/∂b₂[{i + 1}]") == pytest.approx(d2[i])
        for j in range(2):
            assert said(CLASSIFIER, f"∂L/∂w₂[{i + 1},{j + 1}]") == pytest.approx(d2[i] * a1[j])
        for k in range(3):
            assert said(CLASSIFIER, f"∂a₂[{i + 1}]/∂z₂[{k + 1}]") == pytest.approx(a2[i] * ((i == k) - a2[k]))
    for i in range(2):
        assert said(CLASSIFIER, f"∂L/∂z₁[{i + 1}]") == pytest.approx(d1[i])
        assert said(CLASSIFIER, f"∂L/∂w₁[{i + 1},2]") == pytest.approx(d1[i] * x[1])
    assert said(CLASSIFIER, "∂L/∂a₂[2]") == pytest.approx(-1 / a2[1])
    assert said(CLASSIFIER, "∂a₂/∂a₁[3,2]") == pytest.approx(((np.diag(a2) - np.outer(a2, a2)) @ w2)[2, 1])
    assert (said(CLASSIFIER, "rows of ∂a₂/∂a₁"), said(CLASSIFIER, "columns of ∂L/∂W₂")) == (3, 2)


@pytest.mark.parametrize("example", ["mazur", "softmax_classifier"])
def test_terms_of_sums_are_known_one_by_one(example: str) -> None:
    settings = load_settings(Path(__file__).parents[3] / "config/examples" / f"{example}.toml")
    claims = chapter_truth("forward_pass", settings).claims
    widths = settings.lecture.network.widths
    inputs, outputs = range(1, widths[0] + 1), range(1, widths[-1] + 1)

    def total(*names: str) -> float:
        return sum(told(claims[name], {}) for name in names)

    assert total("b₁[1]", *(f"w₁[1,{j}]·x[{j}]" for j in inputs)) == pytest.approx(total("z₁[1]"))
    assert total(*(f"w₂[{i},1]·δ₂[{i}]" for i in outputs)) == pytest.approx(total("∂L/∂a₁[1]"))
    assert total(*(f"∂L/∂a₂[{i}]·∂a₂[{i}]/∂z₂[1]" for i in outputs)) == pytest.approx(total("δ₂[1]"))
    assert total(*("L₁L₂L₃L₄"[2 * i - 2 : 2 * i] for i in outputs)) == pytest.approx(total("L"))


@pytest.mark.parametrize(
    ("loss", "y", "expected"),
    [
        ("squared", "0.5", 2 * 0.25**2),
        ("half_squared", "0.5", 0.25**2),
        ("mean_squared", "0.5", 0.25**2),
        ("cross_entropy", "1", -np.log(0.75) - np.log(0.25)),
        ("cross_entropy", "0.3", -0.6 * np.log(0.25 * 0.75) / 2 - 0.7 * np.log(0.25 * 0.75)),
    ],
)
def test_losses_by_definition(loss: str, y: str, expected: float) -> None:
    z = repr(float(np.log(3)))
    given = Drawn(
        [Example(numbers("1"), numbers(y, y))], [layer("sigmoid", ["0", "0"], [z], [f"-{z}"])], loss
    )
    assert said(given, "L") == pytest.approx(expected)


def test_a_float_of_a_file_counts_by_its_bits_and_a_decimal_as_written() -> None:
    net = Net.of(one("identity", "0.1", "1", "0"))
    exact = numbers_of(
        net, Drawn([Example((Fraction(1),), (0.1,))], [Layer([(0.1,)], (0,), "identity")], "squared", True)
    )
    assert exact["w₁"] == mp.mpf(0.1) != mp.mpf("0.1")
    assert same(numbers_of(net, one("identity", "0.1", "1", "0"))["w₁"], mp.mpf("0.1"))


def test_several_examples_have_names_of_their_own_and_a_mean() -> None:
    layers = [layer("identity", ["0"], ["2"])]
    given = Drawn([Example(numbers(x), numbers("1")) for x in ("1", "2", "4")], layers, "squared", True)
    assert [said(given, f"a₁ of example {place}") for place in (1, 2, 3)] == [2, 4, 8]
    assert (said(given, "a₁"), said(given, "L of example 3")) == (2, 49)
    assert said(given, "mean L") == pytest.approx((1 + 9 + 49) / 3)
    slopes = [2 * (2 * x - 1) * x for x in (1, 2, 4)]
    assert [said(given, f"∂L/∂w₁ of example {place}") for place in (1, 2, 3)] == slopes
    assert said(given, "mean ∂L/∂w₁") == pytest.approx(sum(slopes) / 3)
    net = Net.of(given)
    at, claims = numbers_of(net, given), claims_of(net, 3)
    after = Descent(claims, tuple(at), net.learned, mp.mpf("0.01")).after(big(1), at)
    assert float(after["w₁"]) == pytest.approx(2 - 0.01 * sum(slopes) / 3)


def test_the_work_is_done_only_for_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A network of 6 layers of 8 neurons: thousands of claims, each a pass or two when asked for."""
    squeezed: list[Real] = []

    def counted(z: Real) -> Real:
        squeezed.append(z)
        return mp.tanh(z)

    monkeypatch.setitem(ACTIVATIONS, "tanh", Bent(counted))
    layers = [layer("tanh", ["0"] * 8, *[["0.1"] * 8] * 8) for _ in range(6)]
    given = Drawn([Example(numbers(*["0.5"] * 8), numbers(*["0"] * 8))], layers, "mean_squared")
    net = Net.of(given)
    claims, at = claims_of(net), numbers_of(net, given)
    assert len(claims) > 2000 and not squeezed
    for name, neurons in (("L", 48), ("a₃[2]", 0), ("∂L/∂w₆[1,1]", 2 * 8), ("∂L/∂w₁[1,1]", 2 * 48)):
        squeezed.clear()
        told(claims[name], at)
        told(claims[name], at)
        assert len(squeezed) == neurons, name
