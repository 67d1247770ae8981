"""Circuits that others have published: their numbers come out to the last digit that they print."""

from fractions import Fraction
from pathlib import Path

import mpmath
import pytest

from backprop_core.quantity import Quantity
from config import load_settings

FOLDER = Path(__file__).parents[3] / "config" / "examples"
EXAMPLES = (
    "cs231n_gates",
    "cs231n_neuron",
    "cs231n_sigmoid_gate",
    "karpathy_neuron",
    "micrograd",
    "baydin",
)


def quantities(name: str) -> dict[str, Quantity]:
    circuit = load_settings(FOLDER / f"{name}.toml").lecture.circuit.circuit
    every = [*circuit.value.values(), *circuit.gradient.values()]
    return {quantity.name: quantity for quantity in every}


@pytest.mark.parametrize("name", EXAMPLES)
def test_published_numbers_come_out_to_the_last_digit(name: str) -> None:
    found, published = quantities(name), load_settings(FOLDER / f"{name}.toml").published
    assert published
    for plain, digits in published:
        unit = Fraction(1, 10 ** len(digits.partition(".")[2]))
        assert abs(Fraction(found[plain].value) - Fraction(digits)) <= unit / 2, plain


def test_staged_computation_has_the_gradients_that_mpmath_finds() -> None:
    def staged(x: mpmath.mpf, y: mpmath.mpf) -> mpmath.mpf:
        return (x + 1 / (1 + mpmath.exp(-y))) / (1 / (1 + mpmath.exp(-x)) + (x + y) ** 2)

    found = quantities("cs231n_staged")
    assert float(found["f"].value) == pytest.approx(float(staged(mpmath.mpf(3), mpmath.mpf(-4))), rel=1e-14)
    for name, orders in (("x", (1, 0)), ("y", (0, 1))):
        slope = float(mpmath.diff(staged, (3, -4), orders))
        assert float(found[f"∂f/∂{name}"].value) == pytest.approx(slope, rel=1e-13)
