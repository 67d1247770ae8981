"""Curves with gaps, kinks and ends as they are drawn: in pieces, each as far as the curve goes."""

from fractions import Fraction

import numpy as np
import pytest
from manim import Circle, DashedLine, Dot, ValueTracker

from backprop_core.curve import Curve
from backprop_core.quantity import Symbol
from config import load_settings
from scenes.chapters.tangent_slider.corner_view import CornerView
from scenes.stage.plots.curve_view import CurveView
from scenes.stage.plots.pieces import SAMPLES as OF_A_CALM_CURVE
from scenes.stage.plots.pieces import pieces, samples_for, slope_pieces

LOW, HIGH, SAMPLES = Fraction(-2), Fraction(2), 200
ENDS = float(LOW), float(HIGH)
X, F = Symbol("x", "x", "x"), Symbol("f(x)", "f(x)", "f of x")


def drawn(text: str, y_range: tuple[float, float] = (-3.0, 3.0)) -> list[np.ndarray]:
    """Return the pieces of a curve, each as columns of x and y."""
    curve = Curve.from_text(text)
    xs, ys = pieces(curve, curve.shape(LOW, HIGH), ENDS, y_range, SAMPLES)
    apart = np.flatnonzero(np.isnan(xs) | np.isnan(ys))
    parts = np.split(np.stack([xs, ys], axis=1), apart)
    return [part[~np.isnan(part).any(axis=1)] for part in parts if (~np.isnan(part).any(axis=1)).sum() > 1]


def test_a_smooth_curve_is_sampled_evenly() -> None:
    (whole,) = drawn("x^2 - 1")
    np.testing.assert_array_equal(whole[:, 0], np.linspace(*ENDS, SAMPLES))


def test_a_curve_that_turns_quickly_has_places_enough() -> None:
    assert samples_for(Curve.from_text("x^3 - x"), *ENDS) == OF_A_CALM_CURVE
    assert samples_for(Curve.from_text("sin(1/x)"), 0.05, 1.0) > 1500


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("1/x", [((-2, -0.5), (-1 / 3, -3)), ((1 / 3, 3), (2, 0.5))]),
        ("sqrt(x)", [((0, 0), (2, np.sqrt(2)))]),
        ("x + sign(x - 1/3)", [((-2, -3), (1 / 3, -2 / 3)), ((1 / 3, 4 / 3), (2, 3))]),
        ("sin(x)/x", [((-2, np.sin(2) / 2), (0, 1)), ((0, 1), (2, np.sin(2) / 2))]),
        ("ln(x)", [((np.exp(-3), -3), (2, np.log(2)))]),
    ],
)
def test_every_piece_goes_up_to_its_end(text: str, ends: list[tuple[tuple[float, ...], ...]]) -> None:
    found = drawn(text)
    assert len(found) == len(ends)
    for part, (first, last) in zip(found, ends, strict=True):
        assert tuple(part[0]) == pytest.approx(first, abs=1e-9)
        assert tuple(part[-1]) == pytest.approx(last, abs=1e-9)
        assert (np.diff(part[:, 0]) > 0).all()


def test_a_curve_passes_through_its_kink() -> None:
    (whole,) = drawn("abs(3x - 1)")
    assert np.abs(whole[:, 1]).min() == pytest.approx(0, abs=1e-15)


def test_slopes_break_where_there_is_none() -> None:
    curve = Curve.from_text("abs(x) + 1/(x - 1)")
    xs, slopes = slope_pieces(curve, curve.shape(LOW, HIGH), ENDS, 401)
    missing = xs[np.isnan(slopes)]
    assert np.abs(missing).min() == 0
    assert missing.max() == pytest.approx(1 + 1 / 3, abs=0.02)


def view(text: str, start: float) -> CurveView:
    theme = load_settings().theme
    return CurveView(theme, Curve.from_text(text), ValueTracker(start), ENDS, (6.0, 4.0), (X, F))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("x^2", []),
        ("abs(x)", []),
        ("1/x", [DashedLine]),
        ("sin(x)/x", [Circle]),
        ("sqrt(x)", [Dot]),
        ("step(x)", [Dot, Circle]),
    ],
)
def test_special_places_have_their_marks(text: str, kinds: list[type]) -> None:
    marks = view(text, 1.0).landmarks.submobjects
    assert sorted(type(mark).__name__ for mark in marks) == sorted(kind.__name__ for kind in kinds)


def test_marks_follow_the_window_and_are_not_seen_outside() -> None:
    shown = view("1/(x - 1)", 0.0)
    (line,) = shown.landmarks.submobjects
    shown.show_window(((0.0, 2.0), (-3.0, 3.0)))
    assert shown.panel.read(line.get_center())[0] == pytest.approx(1)
    shown.show_window(((-2.0, 0.5), (-3.0, 3.0)))
    assert line.get_stroke_opacity() == 0


def test_a_corner_has_a_line_from_either_side() -> None:
    shown = view("max(x^2, 2x)", -1.0)
    (kink, *_) = shown.shape.of("kink")
    corner = CornerView(shown, kink, 4.0)
    slopes = [shown.panel.read_slope(line) for line in corner.lines]
    assert slopes == pytest.approx([0, 2], abs=1e-9)
    left, right = corner.lines
    assert left.get_center()[0] < shown.panel.to_point(0, 0)[0] < right.get_center()[0]
