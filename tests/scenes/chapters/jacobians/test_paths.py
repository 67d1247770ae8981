"""The paths of one value: the layer has several neurons, and terms, as shown, add up to the gradient."""

from __future__ import annotations

import pytest

from backprop_core.network import Network
from backprop_core.network.matrices import WideQuantities
from scenes.chapters.jacobians.paths import Paths


def paths_of(*widths: int, seed: int = 24) -> Paths | None:
    """Return the paths that the chapter shows of a network."""
    return Paths.of(WideQuantities(Network.seeded(widths, seed), 3))


@pytest.mark.parametrize(
    ("widths", "layer"), [((2, 3, 2), 2), ((2, 3, 2, 1), 2), ((2, 3, 1), 1), ((3, 2), 1), ((2, 4, 3, 2), 3)]
)
def test_the_layer_is_the_last_of_several_neurons_after_hidden_ones(
    widths: tuple[int, ...], layer: int
) -> None:
    paths = paths_of(*widths)
    assert paths is not None
    assert paths.layer == layer


def test_a_network_in_which_nothing_meets_has_none() -> None:
    assert paths_of(3, 1, 1) is None


@pytest.mark.parametrize("widths", [(2, 3, 2), (2, 3, 1), (3, 4, 3)])
def test_terms_are_slope_times_gradient_and_make_the_values_own(widths: tuple[int, ...]) -> None:
    paths = paths_of(*widths)
    assert paths is not None
    sums = paths.sums()
    for term, slope, end in zip(sums.terms, paths.slopes, paths.ends, strict=True):
        assert term.value == pytest.approx(float(slope.value) * float(end.value))
    assert sum(float(term.value) for term in sums.terms) == pytest.approx(float(sums.total.value))
    assert sums.total.name == f"∂L/∂{'a₁' if paths.layer == 2 else 'x'}[{paths.place + 1}]"


def test_the_terms_that_the_lecture_shows_add_up_as_shown() -> None:
    paths = paths_of(2, 3, 2)
    assert paths is not None
    assert paths.sums().comes_out
