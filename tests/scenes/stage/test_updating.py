"""The update step and its runs, read back from balls, tangents, lines and bars."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import mpmath
import pytest
from manim import ValueTracker
from manim.animation.animation import prepare_animation

from backprop_core.curve import Curve
from backprop_core.descent import overshoot
from backprop_core.network.batch import Batch
from backprop_core.network.training import training_run
from config import Theme, load_settings
from scenes.chapters.update_step.descent_steps import Bowls
from scenes.chapters.update_step.example_slopes import ExampleSlopes
from scenes.chapters.update_step.loss_slice import LossSlice
from scenes.chapters.update_step.loss_view import LossView
from scenes.chapters.update_step.rate_dial import RateDial
from scenes.chapters.update_step.step_line import StepLine
from scenes.chapters.update_step.surface_run import SurfaceRun
from scenes.chapters.update_step.training_plot import TrainingCurve
from scenes.stage.formulas.update_rule import LossFall, Update
from tests import oracles
from tests.networks import chain

NUMBERS = {"x": "1.5", "w1": "0.6", "b1": "-0.2", "w2": "1.4", "b2": "-0.5", "y": "1"}
GIVEN = {key: Fraction(value) for key, value in NUMBERS.items()}
NETWORK, RATE = chain(list(GIVEN.values())), Fraction(1, 2)
BATCH = Batch((NETWORK,))


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


def loss(numbers: Mapping[str, mpmath.mpf]) -> mpmath.mpf:
    """Return the loss of the network, by its definition."""
    n = {key: oracles.big(value) for key, value in numbers.items()}
    hidden = oracles.sigmoid(n["w1"] * n["x"] + n["b1"])
    return (oracles.sigmoid(n["w2"] * hidden + n["b2"]) - n["y"]) ** 2


def slope(numbers: Mapping[str, mpmath.mpf], key: str) -> mpmath.mpf:
    """Return the loss's numerical slope by one of the numbers."""
    return mpmath.diff(lambda value: loss({**numbers, key: value}), oracles.big(numbers[key]))


def stepped(keys: tuple[str, ...], steps: int) -> dict[str, mpmath.mpf]:
    """Take steps of gradient descent with numerical slopes."""
    values = {key: oracles.big(value) for key, value in GIVEN.items()}
    for _ in range(steps):
        moves = {key: oracles.big(RATE) * slope(values, key) for key in keys}
        values |= {key: values[key] - move for key, move in moves.items()}
    return values


@pytest.mark.parametrize("weight", [0.6, -1.0, 2.35])
def test_ball_and_tangent_lie_on_the_loss(theme: Theme, weight: float) -> None:
    view = LossView(theme, BATCH, "w1", ValueTracker(weight), (-3.4, 4.6), (7.0, 4.0))
    view.update()
    height, tilt = view.measurements()
    at = {**GIVEN, "w1": oracles.big(weight)}
    assert height.at["w₁"] == pytest.approx(weight)
    assert height.found == pytest.approx(float(loss(at)), abs=height.tolerance)
    assert tilt.found == pytest.approx(float(slope(at, "w1")), abs=tilt.tolerance)


def test_the_drawn_step_is_rate_times_slope(theme: Theme) -> None:
    update = Update(BATCH, RATE)
    view = LossView(theme, BATCH, "w1", ValueTracker(0.6), (0.4, 0.8), (7.0, 4.0))
    step = StepLine(view, 0.6, float(update.after.given["w1"]))
    (measured,) = step.measurements()
    truth = -oracles.big(RATE) * slope(GIVEN, "w1")
    assert measured.found == pytest.approx(float(truth), abs=measured.tolerance)


def test_new_parameters_and_the_bars_of_the_loss(theme: Theme) -> None:
    update, truth = Update(BATCH, RATE), stepped(("w1", "b1", "w2", "b2"), 1)
    for key in NETWORK.graph.parameters:
        quantity = update.new(key)
        assert oracles.shows(quantity.text, quantity.relation, truth[key]), key
    bars = LossFall(theme, NETWORK.quantity["L"], update.loss, 3.0).shift((1.0, 1.0, 0.0))
    before, after = bars.measurements()
    assert before.found == pytest.approx(float(loss(GIVEN)), abs=before.tolerance)
    assert after.found == pytest.approx(float(loss(truth)), abs=after.tolerance)


def test_the_curve_of_a_run_and_its_path_on_the_map(theme: Theme) -> None:
    step = ValueTracker(0)
    both = ("w1", "w2")
    curve = TrainingCurve(theme, training_run((NETWORK,), RATE, 6, both), step, (5.0, 4.0))
    view = LossSlice(theme, BATCH, "w1", ValueTracker(0.6), 4.0, 2.9)
    run = SurfaceRun(theme, BATCH, both, RATE, 6, view)
    run.turned.set_value(1.0)
    step.set_value(4)
    run.step.set_value(4)
    curve.update()
    run.trail.update()
    truth = stepped(both, 4)
    (height,) = curve.measurements()
    assert height.at == {"step": 4.0}
    assert height.found == pytest.approx(float(loss(truth)), abs=height.tolerance)
    for measured, key in zip(run.trail.measurements(), both, strict=True):
        assert measured.found == pytest.approx(float(truth[key]), abs=1e-6)


def test_the_slice_is_the_side_of_the_surface(theme: Theme) -> None:
    view = LossSlice(theme, BATCH, "w1", ValueTracker(0.6), 4.0, 2.9)
    run = SurfaceRun(theme, BATCH, ("w1", "w2"), RATE, 6, view)
    run.surface.look(run.side, 0.0)
    for place in run.surface.curve.get_anchors()[::16]:
        weight, height = view.panel.read(place)
        assert height == pytest.approx(float(loss({**GIVEN, "w1": oracles.big(weight)})), abs=1e-6)


def test_every_examples_slope_is_an_arrow_to_scale(theme: Theme) -> None:
    numbers = [[*list(GIVEN.values())[:-1], target] for target in ("1", "0", "0.3")]
    batch = Batch(
        tuple(chain([x, *rest]) for x, (_, *rest) in zip(("1.5", "0.4", "0"), numbers, strict=True))
    )
    drawn = ExampleSlopes(theme, batch, "w1", (4.6, 5.0)).shift((1.0, 0.5, 0.0))
    found = {one.name: one for one in drawn.measurements()}
    truths = []
    for place, network in enumerate(batch.networks, start=1):
        truths.append(slope({**GIVEN, "x": network.given["x"], "y": network.given["y"]}, "w1"))
        if network.given["x"]:
            arrow = found[f"∂L/∂w₁ of example {place}"]
            assert arrow.found == pytest.approx(float(truths[-1]), abs=1e-6)
    assert found["mean ∂L/∂w₁"].found == pytest.approx(float(sum(truths) / 3), abs=1e-6)
    assert "∂L/∂w₁ of example 3" not in found, "an arrow of no length"


def test_losses_of_nothing_are_bars_of_nothing(theme: Theme) -> None:
    flat = Batch((chain(("0", "0", "0", "0", "0", "0.5")),))
    bars = LossFall(theme, flat.loss, Update(flat, RATE).loss, 3.0)
    assert list(bars.measurements()) == []
    assert len(list(bars.shrink())) == 1


def bowls(theme: Theme, taken: int) -> Bowls:
    """Return both bowls of a parabola, `taken` steps down."""
    curve = Curve.from_text("x^2")
    found = overshoot(curve, Fraction(1), Fraction(-2), Fraction(2), 3)
    assert found is not None
    drawn = Bowls(theme, curve, found, (Fraction(-2), Fraction(2)), 3)
    for bowl in (drawn.suits, drawn.large):
        assert bowl is not None
        for index in range(taken):
            for animations in bowl.take(index):
                for built in map(prepare_animation, animations):
                    built.begin()
                    built.finish()
        bowl.update()
    return drawn


@pytest.mark.parametrize("taken", [0, 1, 3])
def test_steps_of_a_descent_are_to_scale_and_end_on_the_curve(theme: Theme, taken: int) -> None:
    drawn = bowls(theme, taken)
    assert drawn.suits is not None
    assert drawn.large.climbs
    assert not drawn.suits.climbs
    for bowl, rate in ((drawn.suits, 0.2), (drawn.large, 1.1)):
        found = list(bowl.measurements())
        heights = [one for one in found if one.kind == "curve"]
        assert len(bowl.prints) == taken + 1
        assert all(one.found == pytest.approx(one.at["w"] ** 2, abs=1e-5) for one in heights)
        steps = [one for one in found if one.kind == "length"]
        assert len(steps) == taken
        assert all(one.found == pytest.approx(-rate * 2 * one.at["w"], abs=one.tolerance) for one in steps)
        (tilt,) = (one for one in found if one.kind == "slope")
        assert tilt.at["w"] == pytest.approx(float(bowl.xs[taken]), abs=1e-6)
        assert tilt.found == pytest.approx(2 * tilt.at["w"], abs=1e-4)


def test_the_tangent_waits_for_the_landing(theme: Theme) -> None:
    bowl = bowls(theme, 0).large
    parts = bowl.take(0)
    for _ in range(3):
        next(parts)
        (tilt,) = (one for one in bowl.measurements() if one.kind == "slope")
        assert tilt.at["w"] == pytest.approx(1.0, abs=1e-6)
    next(parts)
    assert bowl.step == 1


def test_the_dial_turns_with_the_rate(theme: Theme) -> None:
    rate = ValueTracker(0.0)
    dial = RateDial(theme, rate, 2.0)

    def tip() -> float:
        dial.update()
        return float(dial.hand.get_end()[0] - dial.face.get_x())

    assert tip() < 0
    rate.set_value(1.0)
    middle = tip()
    rate.set_value(2.0)
    assert tip() > middle > -0.3
