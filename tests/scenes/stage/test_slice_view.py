"""A slice lies on its surface, and seen from the side it is the plot of the curve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from manim import ValueTracker

from backprop_core.surface import Surface
from config import load_settings
from scenes.chapters.two_ds.scene import TwoDs
from scenes.chapters.two_ds.slice_set import CURLY, PRIME, STRAIGHT, G
from scenes.chapters.two_ds.slice_view import Slice
from scenes.stage.measure import measurements_of
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.partials import F, X, Y
from scenes.stage.plots.surface_view import Pose, SurfaceView

RANGES = (-1.0, 2.0), (-2.0, 1.0)
POSE, ROW, PLACE = Pose(-0.6, 0.44, (1.0, -0.5), 3.7), 0.3, 0.5
SIDE = Pose(0.0, 0.0, (-2.0, 0.4), 5.0)
SURFACES: dict[str, Callable[[float, float], float]] = {
    "x**2 + 2*y**2": lambda x, y: 2 * x,
    "x*y": lambda x, y: y,
    "sin(x)*cos(y)": lambda x, y: float(np.cos(x) * np.cos(y)),
    "8*x - y": lambda x, y: 8.0,
}


def sliced(text: str, pose: Pose) -> tuple[Slice, ValueTracker]:
    theme, x = load_settings().theme, ValueTracker(PLACE)
    view = SurfaceView(theme, Surface.from_text(text), *RANGES, ROW, (X, Y, F), rise=0.57)
    view.look(pose, 1.0)
    return Slice(view, Surface.from_text(text), x, ROW, pose, CURLY), x


@pytest.mark.parametrize("text", SURFACES)
@pytest.mark.parametrize("place", [PLACE, -0.9, 2.0])
def test_the_tangent_measured_on_the_surface_is_the_partial_derivative(text: str, place: float) -> None:
    drawn, x = sliced(text, POSE)
    x.set_value(place)
    drawn.update()
    (found,) = measurements_of(drawn)
    assert found.name == "∂f/∂x"
    assert found.found == pytest.approx(SURFACES[text](place, ROW), abs=1e-6)
    tilted = replace(POSE, turn=0.2)
    drawn.look(tilted)
    (wrong,) = measurements_of(drawn)
    assert wrong.found != pytest.approx(found.found, abs=1e-3)


@pytest.mark.parametrize("text", SURFACES)
def test_seen_from_the_side_the_slice_is_the_curve_in_its_panel(text: str) -> None:
    drawn, _ = sliced(text, SIDE)
    view, theme = drawn.view, load_settings().theme
    panel = PlotPanel(theme, RANGES[0], (view.low, view.high), 5.0, 0.57 * 5.0, X, G)
    corner = np.array([SIDE.centre[0] - 2.5, SIDE.centre[1] - 0.31 * 5.0, 0.0])
    panel.shift(corner - panel.to_point(RANGES[0][0], view.low))
    xs = np.linspace(*RANGES[0], len(view.across))
    expected = panel.to_points(xs, view.surface.grid(xs, np.array([ROW]))[0])
    assert np.allclose(drawn.path.get_anchors()[::2][: len(xs) - 1], expected[:-1], atol=1e-9)


@pytest.mark.parametrize("top", [3.0, 7.5])
def test_a_slice_that_stands_in_a_panel_is_its_curve_and_its_slope(top: float) -> None:
    drawn, x = sliced("x**2 + 2*y**2", POSE)
    panel = PlotPanel(load_settings().theme, RANGES[0], (drawn.view.low, top), 4.0, 3.0, X, G)
    panel.shift((1.0, -0.5, 0.0))
    drawn.look(drawn.stand_in(panel))
    xs = np.linspace(*RANGES[0], len(drawn.view.across))
    expected = panel.to_points(xs, xs**2 + 2 * ROW**2)
    assert np.allclose(drawn.path.get_anchors()[::2][: len(xs) - 1], expected[:-1], atol=1e-9)
    for place in (-0.7, 0.5, 1.2):
        x.set_value(place)
        drawn.update()
        assert panel.read_slope(drawn.tangent) == pytest.approx(2 * place, abs=1e-6)
        (found,) = measurements_of(drawn)
        assert found.found == pytest.approx(2 * place, abs=1e-6)


def test_what_is_cut_away_goes_from_the_front_and_the_rest_stays() -> None:
    drawn, _ = sliced("x**2 + 2*y**2", POSE)
    view = drawn.view
    for cut, gone in ((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)):
        view.look(POSE, 1.0, cut)
        seen = [bool(ribbon.get_fill_opacity() > 0) for ribbon in view.ribbons]
        front = round((view.start + 0.5) * view.rows)
        assert seen == sorted(seen, reverse=True)
        assert all(seen[: view.rows - front])
        assert seen[view.rows - front :].count(False) == pytest.approx(gone * front, abs=3)


def test_both_letters_stand_for_one_slope() -> None:
    shown = {(number.name, number.value) for number in TwoDs.dry_run().beats[-1].shown}
    assert PRIME.plain == "g'(x)"
    assert {STRAIGHT.plain, CURLY.plain} == {"dg/dx", "∂f/∂x"}
    assert ("dg/dx", 1.0) in shown
    assert ("∂f/∂x", 1.0) in shown
