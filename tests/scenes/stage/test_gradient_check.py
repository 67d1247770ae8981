"""The product of slopes and its check by a nudge, measured in the drawings."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest

from backprop_core.decimals.contrast import common_prefix
from backprop_core.network import Network
from backprop_core.quantity import Quantity, Symbol
from config import Theme, load_settings
from scenes.chapters.chain_product.difference_view import DifferenceView
from scenes.chapters.chain_product.running_product import RunningProduct
from scenes.stage.formulas.comparison import Comparison
from scenes.stage.graph.boxes import FactorBox
from tests import oracles

STEP = Quantity(Symbol("h", "h", "h"), load_settings().lecture.check.step, decimals=8)


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


def network(w2: str) -> Network:
    """Return the lecture's network with another second weight."""
    return Network.from_values(load_settings().lecture.network).changed({"w2": Fraction(w2)})


def loss(net: Network, w1: mpmath.mpf) -> mpmath.mpf:
    """Return the loss at a first weight, worked out here."""
    big = {key: mpmath.mpf(str(float(net.given[key]))) for key in ("x", "b1", "w2", "b2", "y")}
    hidden = oracles.sigmoid(w1 * big["x"] + big["b1"])
    return (oracles.sigmoid(big["w2"] * hidden + big["b2"]) - big["y"]) ** 2


@pytest.mark.parametrize("w2", ["1.4", "-2.1"])
def test_bars_are_as_long_as_the_products_and_show_their_sign(theme: Theme, w2: str) -> None:
    net = network(w2)
    boxes = [FactorBox(theme, f.symbol, 1.8, 1.9).shift((2.2 * i, 2.0, 0.0)) for i, f in enumerate(net.chain)]
    product = RunningProduct(theme, boxes, net.running[::-1], 1.7)
    product.shift((0.3, -0.2, 0.0))
    factors = [float(factor.value) for factor in net.chain]
    for index, measured in enumerate(product.measurements()):
        true = float(mpmath.fprod(factors[index:]))
        assert measured.found == pytest.approx(true, abs=measured.tolerance)


@pytest.mark.parametrize("w2", ["1.4", "-2.1"])
def test_close_up_the_secant_has_the_measured_slope_and_the_tangent_the_true_one(
    theme: Theme, w2: str
) -> None:
    net = network(w2)
    view = DifferenceView(theme, net, STEP.value, (5.0, 4.3))
    zoom = view.zoom()
    zoom.begin()
    zoom.finish()
    view.shift((-2.0, 0.4, 0.0))
    view.lay_close_up()
    at, h = mpmath.mpf(str(float(net.given["w1"]))), mpmath.mpf(str(float(STEP.value)))
    true = {
        view.secant: (loss(net, at + h) - loss(net, at - h)) / (2 * h),
        view.tangent: mpmath.diff(lambda w: loss(net, w), at),
    }
    for line, slope in true.items():
        (measured,) = line.reader(line)
        assert measured.found == pytest.approx(float(slope), abs=measured.tolerance)
    across, up = (view.places[1].get_center() - view.places[0].get_center())[:2]
    assert max(across / 5.0, abs(up) / 4.3) == pytest.approx(0.5, abs=0.01)
    for measured, w in zip(view.measurements(), (at - h, at + h), strict=True):
        assert measured.found == pytest.approx(float(loss(net, w)), abs=measured.tolerance)


def test_a_tick_stands_between_each_two_digits_that_agree(theme: Theme) -> None:
    check = Comparison(theme, network("1.4"), STEP, [], 6.2)
    upper, lower = (list(line.part(3)) for line in (check.measured, check.computed))
    first = check.rivals[0].text
    shared = first[: common_prefix(*(rival.text for rival in check.rivals))]
    digits = shared.replace("−", "").replace(".", "").lstrip("0")
    assert len(check.ticks) == len(digits) > 4
    start = next(place for place, sign in enumerate(first) if sign in "123456789")
    counted = [place for place in range(start, len(shared)) if first[place].isdigit()]
    for tick, place in zip(check.ticks, counted, strict=True):
        above, below = upper[place], lower[place]
        assert tick.get_x() == pytest.approx(above.get_x(), abs=1e-6)
        assert above.get_x() == pytest.approx(below.get_x(), abs=1e-6)
        assert below.get_top()[1] < tick.get_bottom()[1] < tick.get_top()[1] < above.get_bottom()[1]
