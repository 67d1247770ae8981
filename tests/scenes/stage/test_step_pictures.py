"""Pictures of the forward pass: sums, sigmoid values and squared distances, read from what is drawn."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest
from manim.animation.animation import prepare_animation

from backprop_core.network import Network
from config import Theme, load_settings
from scenes.chapters.forward_pass.step_pictures import SquaredGap, Squeeze, StepPicture, WeighedSum
from tests import oracles
from tests.networks import chain

CASES = {
    "lecture": ("1.5", "0.6", "-0.2", "1.4", "-0.5", "1"),
    "negative": ("-0.7", "-1.3", "0.4", "-2.1", "0.3", "0"),
    "saturated": ("2", "3.1", "2.5", "-4", "-3", "0"),
}
SIZE = 2.9, 2.5


def net(case: str) -> Network:
    """Return a network by name."""
    return chain(CASES[case])


def truth(case: str) -> dict[str, mpmath.mpf]:
    """Return the values of the forward pass, worked out here."""
    x, w1, b1, w2, b2, y = map(mpmath.mpf, CASES[case])
    z1 = w1 * x + b1
    z2 = w2 * oracles.sigmoid(z1) + b2
    a2 = oracles.sigmoid(z2)
    return {"z₁": z1, "a₁": oracles.sigmoid(z1), "z₂": z2, "a₂": a2, "L": (a2 - y) ** 2}


def weighed(theme: Theme, known: Network) -> StepPicture:
    """Return the picture of the second sum."""
    q = known.quantity
    return WeighedSum(theme, q["z2"], (q["w2"], q["a1"]), q["b2"], SIZE)


def squeezed(theme: Theme, known: Network) -> StepPicture:
    """Return the picture of the first sigmoid."""
    return Squeeze(theme, known.quantity["z1"], known.quantity["a1"], SIZE)


def squared(theme: Theme, known: Network) -> StepPicture:
    """Return the picture of the loss."""
    q = known.quantity
    return SquaredGap(theme, q["L"], (q["a2"], q["y"]), SIZE)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("draw", [weighed, squeezed, squared])
def test_a_picture_shows_its_step_to_scale(case: str, draw: Callable[[Theme, Network], StepPicture]) -> None:
    picture = draw(load_settings().theme, net(case))
    picture.shift((4.0, -1.0, 0.0))
    for animations in picture.moves():
        for animation in map(prepare_animation, animations):
            animation.begin()
            animation.finish()
    found = list(picture.measurements())
    assert found
    for measured in found:
        assert measured.found == pytest.approx(float(truth(case)[measured.name]), abs=measured.tolerance)
