"""The heatmap says what f says: its pixels, contour lines, colour bar, projections and recipes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from manim import DL, UR, Animation, ValueTracker, tempconfig
from manim.animation.animation import prepare_animation

from backprop_core.quantity import Quantity
from backprop_core.surface import Surface
from config import Theme, load_settings
from scenes.chapters.heatmap_cross_sections.scene import HeatmapCrossSections
from scenes.stage.formulas.expressions import formula_at
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.plots.cross_section import CrossSection, partial_at
from scenes.stage.plots.heatmap import RESOLUTION, ColorBar, Heatmap, colorize, decode, pixel_centres
from scenes.stage.plots.landscape import Landscape
from scenes.stage.plots.partials import F, PartialsSet, X, Y

X_RANGE, Y_RANGE = (-1.0, 2.0), (-2.0, 1.0)


def bowl(x: Any, y: Any) -> Any:
    """x² + 2y², without the core."""
    return x * x + 2 * y * y


FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "x**2 + 2*y**2": bowl,
    "x*y": lambda x, y: x * y,
    "sin(x)*cos(y)": lambda x, y: np.sin(x) * np.cos(y),
    "-3 - x**2 + y/10": lambda x, y: -3 - x * x + y / 10,
}


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


def heatmap(theme: Theme, text: str) -> Heatmap:
    """A heatmap of an expression over ranges that are not centred."""
    colors = (theme.input, theme.activation)
    return Heatmap(theme, Surface.from_text(text), X_RANGE, Y_RANGE, 4.5, (X, Y, F), colors)


@pytest.mark.parametrize("text", FUNCTIONS)
def test_every_pixel_decodes_back_to_the_value_at_its_centre(theme: Theme, text: str) -> None:
    """Read the image back to f, with rows from the lowest y upwards."""
    drawn = heatmap(theme, text)
    xs, ys = pixel_centres(*X_RANGE, RESOLUTION), pixel_centres(*Y_RANGE, RESOLUTION)
    expected = FUNCTIONS[text](xs[None, :], ys[:, None])
    step = (drawn.high - drawn.low) / 255
    assert np.abs(drawn.pixels_to_values() - expected).max() < 2 * step


def test_swapped_axes_do_not_decode_to_f(theme: Theme) -> None:
    """A known-bad picture is caught."""
    drawn = heatmap(theme, "x**2 + 2*y**2")
    xs, ys = pixel_centres(*X_RANGE, RESOLUTION), pixel_centres(*Y_RANGE, RESOLUTION)
    assert np.abs(drawn.pixels_to_values().T - bowl(xs[None, :], ys[:, None])).max() > 1


@pytest.mark.parametrize("text", FUNCTIONS)
def test_contour_lines_run_where_the_function_has_their_height(theme: Theme, text: str) -> None:
    """Every point of every contour line lies at its level."""
    drawn = heatmap(theme, text)
    (x_unit, y_unit), origin = drawn.panel.unit, drawn.to_point(0.0, 0.0)
    assert any(len(line.points) for line in drawn.contours)
    for line, level in zip(drawn.contours, drawn.levels(), strict=True):
        if len(line.points):
            ends = (line.get_anchors() - origin) / np.array([x_unit, y_unit, 1.0])
            values = FUNCTIONS[text](ends[:, 0], ends[:, 1])
            assert np.abs(values - level).max() < 0.004 * (drawn.high - drawn.low)


def test_colour_bar_ticks_stand_beside_their_colours(theme: Theme) -> None:
    """The colour at a tick's height decodes to the tick's number."""
    bar = ColorBar(theme, -1.25, 2.5, 4.5, F)
    column = bar.strip.pixel_array[:, 1, :3]
    for tick, label in zip(bar.ticks, bar.labels, strict=True):
        share = (tick.get_center()[1] - bar.strip.get_bottom()[1]) / bar.strip.height
        row = min(RESOLUTION - 1, int((1 - share) * RESOLUTION))
        shown = next(iter(numbers_in(label))).value
        assert decode(column[row], bar.low, bar.high, theme) == pytest.approx(shown, abs=0.03)


def test_warmer_is_higher(theme: Theme) -> None:
    """Luminance rises with the value."""
    colors = colorize(np.linspace(0.0, 1.0, 50), 0.0, 1.0, theme).astype(float)
    assert (np.diff(colors @ np.array([0.2126, 0.7152, 0.0722])) > 0).all()


@pytest.mark.parametrize("along", [0, 1])
def test_tangent_and_readout_follow_the_trackers(theme: Theme, along: int) -> None:
    """The drawn line's slope is the partial derivative by central differences; so is the readout."""
    surface = Surface.from_text("sin(x)*cos(y)")
    trackers = ValueTracker(0.5), ValueTracker(-0.25)
    section = CrossSection(
        theme, surface, trackers, (X_RANGE, Y_RANGE), (X, Y, F), along, (4.7, 1.5), theme.input
    )
    trackers[0].set_value(1.2)
    section.update()
    h, (x, y) = 1e-6, (1.2, -0.25)
    step = (h, 0.0) if along == 0 else (0.0, h)
    f = FUNCTIONS["sin(x)*cos(y)"]
    slope = (f(x + step[0], y + step[1]) - f(x - step[0], y - step[1])) / (2 * h)
    run, rise = (section.tangent.get_end() - section.tangent.get_start())[:2] / np.array(section.panel.unit)
    assert rise / run == pytest.approx(slope, abs=1e-6)
    assert float(partial_at(surface, trackers, along)) == pytest.approx(slope, abs=1e-6)


def test_seen_from_above_the_landscape_is_the_map() -> None:
    """From straight above, the path and the rows lie on the map point for point."""
    given, theme = load_settings().lecture.surface, load_settings().theme
    stage = PartialsSet(theme, given)
    place = float(stage.point[0]), float(stage.point[1])
    land = Landscape.cut_open(theme, stage.surface, stage.ranges, place, (X, Y, F))
    land.melt.set_value(0.0)
    land.viewer.go(stage.above)
    land.update()
    (x_low, x_high), y = stage.ranges[0], place[1]
    path, image = land.section.path, stage.heatmap.image
    assert np.allclose(path.get_start(), stage.heatmap.to_point(x_low, y), atol=1e-9)
    assert np.allclose(path.get_end(), stage.heatmap.to_point(x_high, y), atol=1e-9)
    assert np.allclose(land.front.get_corner(DL), image.get_corner(DL), atol=1e-9)
    assert np.allclose(land.back.get_corner(UR), image.get_corner(UR), atol=1e-9)


def finished(move: Animation) -> None:
    """Play an animation to its end."""
    made = prepare_animation(move)
    made.begin()
    made.finish()


@pytest.mark.parametrize("text", ["x**2 + 2*y**2", "x*y", "sin(x)*cos(y)"])
def test_walls_stand_on_the_maps_own_axes(theme: Theme, text: str) -> None:
    """Over a place of the map stands the point of the curve along x, beside it that of the curve along y."""
    given = load_settings().lecture.surface.model_copy(update={"expression": text})
    stage = PartialsSet(theme, given)
    for moves in (stage.aside(), stage.narrow()):
        for move in moves:
            finished(move)
    f, h = FUNCTIONS[text], 1e-6
    for x, y in ((0.5, 0.3), (-0.8, 0.6)):
        for tracker, value in zip(stage.trackers, (x, y), strict=True):
            tracker.set_value(value)
        stage.sections[0].update()
        stage.sections[1].update()
        spot = stage.heatmap.to_point(x, y)
        assert stage.sections[0].dot.get_center()[0] == pytest.approx(spot[0], abs=1e-6)
        assert stage.sections[1].dot.get_center()[1] == pytest.approx(spot[1], abs=1e-6)
        slopes = (
            (f(x + h, y) - f(x - h, y)) / (2 * h),
            (f(x, y + h) - f(x, y - h)) / (2 * h),
        )
        for along, (section, slope) in enumerate(zip(stage.sections, slopes, strict=True)):
            run = (section.tangent.get_end() - section.tangent.get_start())[:2] / np.array(section.panel.unit)
            assert run[1 - along] == pytest.approx(slope * run[along], abs=1e-6)
            height = section.panel.read(section.dot.get_center())[1 - along]
            assert height == pytest.approx(f(x, y), abs=1e-6)


def test_heights_have_one_scale_on_both_walls(theme: Theme) -> None:
    """Both walls stand on one map: where the ranges allow it, their heights have one unit."""
    stage = PartialsSet(theme, load_settings().lecture.surface)
    for move in (*stage.aside(), *stage.narrow()):
        finished(move)
    (across, up), (aside, along) = (section.panel.unit for section in stage.sections)
    assert up == pytest.approx(aside)
    assert (across, along) == pytest.approx(stage.heatmap.panel.unit)


def test_a_slope_is_the_rise_on_a_step_of_one(theme: Theme) -> None:
    """The legs are drawn between both walls: one along the variable, the slope along the heights."""
    stage = PartialsSet(theme, load_settings().lecture.surface)
    for move in (*stage.aside(), *stage.narrow()):
        finished(move)
    slopes = stage.surface.partial_x(*stage.point), stage.surface.partial_y(*stage.point)
    for along, (step, slope) in enumerate(zip(stage.triangles, slopes, strict=True)):
        units = np.array(stage.sections[along].panel.unit)
        assert step.there
        run = (step.run.get_end() - step.run.get_start())[:2] / units
        rise = (step.rise.get_end() - step.rise.get_start())[:2] / units
        assert abs(run[along]) == pytest.approx(1.0)
        assert rise[1 - along] / run[along] == pytest.approx(float(slope))


def test_numbers_put_in_are_multiplied_with_a_dot() -> None:
    """No two numbers ever stand side by side, and a negative base keeps its parentheses."""
    operands = (Quantity(X, Fraction(-1, 2)), Quantity(Y, Fraction(3, 10)))
    expression = Surface.from_text("2*x**2*y").expression
    source = formula_at(expression, operands).typst(substituted=True).replace(" ", "")
    assert source.count("dot.op") == 2
    assert "0.5)^" in source


def test_chapter_is_right_at_the_point() -> None:
    """The last slopes that stand on stage are the configured surface's partial derivatives."""
    with tempconfig({"verbosity": "WARNING"}):
        timeline = HeatmapCrossSections.dry_run()
    given = load_settings().lecture.surface
    surface = Surface.from_text(given.expression)
    shown = {(n.name, n.value) for beat in timeline.beats if beat.id == "check" for n in beat.shown}
    assert ("∂f/∂x", float(surface.partial_x(given.point_x, given.point_y))) in shown
    assert ("∂f/∂y", float(surface.partial_y(given.point_x, given.point_y))) in shown
    assert 45 < timeline.duration < 75
