"""Axes, planes, charts, graphs, fields."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.scenes.film.frames.menagerie.registry import exhibit, m

TYPST = {"label_constructor": m.MathTypst}


@exhibit()
def number_line(s: Any) -> None:
    line = m.NumberLine((-3, 3), length=8, include_numbers=True, **TYPST)
    pointer = m.Triangle(fill_opacity=1).scale(0.2).next_to(line.n2p(-1), m.UP)
    s.add(line, pointer)
    s.play(pointer.animate.next_to(line.n2p(2), m.UP), run_time=0.3)


@exhibit()
def number_line_with_a_tip(s: Any) -> None:
    s.play(m.Create(m.NumberLine((0, 5), include_tip=True, rotation=0.4)), run_time=0.3)


@exhibit()
def axes_with_plots(s: Any) -> None:
    axes = m.Axes((-3, 3), (-1, 5), x_length=8, y_length=5)
    plot = axes.plot(lambda x: x**2 / 2, color=m.YELLOW)
    s.add(axes)
    s.play(m.Create(plot), run_time=0.3)
    s.play(m.FadeIn(axes.get_area(plot, (0, 2), color=(m.BLUE, m.GREEN))), run_time=0.2)


@exhibit()
def axes_with_numbers(s: Any) -> None:
    axes = m.Axes((0, 3), (0, 2), axis_config={"include_numbers": True, **TYPST})
    s.play(m.FadeIn(axes), run_time=0.2)


@exhibit()
def riemann_sums(s: Any) -> None:
    axes = m.Axes((0, 4), (0, 3))
    plot = axes.plot(lambda x: np.sqrt(x))
    coarse, fine = (axes.get_riemann_rectangles(plot, (0, 4), dx) for dx in (1, 0.5))
    s.add(axes, plot, coarse)
    s.play(m.Transform(coarse, fine), run_time=0.3)


@exhibit()
def secant_slides(s: Any) -> None:
    axes = m.Axes((0, 4), (0, 4))
    plot, x = axes.plot(lambda t: t**2 / 4), m.ValueTracker(1)
    secant = m.always_redraw(
        lambda: axes.get_secant_slope_group(x.get_value(), plot, dx=0.5, secant_line_length=4)
    )
    s.add(axes, plot, secant)
    s.play(x.animate.set_value(3), run_time=0.3)


@exhibit()
def line_graph(s: Any) -> None:
    axes = m.Axes((0, 4), (0, 4))
    s.play(m.Create(axes.plot_line_graph([0, 1, 2, 3], [1, 3, 2, 4])), run_time=0.3)


@exhibit()
def implicit_and_parametric(s: Any) -> None:
    heart = m.ParametricFunction(lambda t: np.array([np.sin(t), np.cos(2 * t), 0]), t_range=(0, 6.3))
    s.add(m.ImplicitFunction(lambda x, y: x * x + 2 * y * y - 3, color=m.RED, min_depth=3, max_quads=300))
    s.play(m.Create(heart), run_time=0.3)


@exhibit()
def plane_is_sheared(s: Any) -> None:
    plane = m.NumberPlane()
    s.add(plane)
    s.play(plane.animate.apply_matrix([[1, 0.5], [0, 1]]), run_time=0.4)


@exhibit()
def complex_plane(s: Any) -> None:
    plane = m.ComplexPlane().prepare_for_nonlinear_transform()
    s.play(plane.animate.apply_complex_function(np.exp), run_time=0.3)


@exhibit()
def polar_plane(s: Any) -> None:
    plane = m.PolarPlane(radius_max=2, size=4)
    s.add(plane, plane.plot_polar_graph(lambda t: 2 * np.sin(3 * t), (0, np.pi)))
    s.play(m.Rotate(plane, 0.4), run_time=0.2)


@exhibit()
def coordinate_labels(s: Any) -> None:
    plane = m.NumberPlane((-2, 2), (-2, 2), axis_config={"include_numbers": True, **TYPST})
    s.play(m.FadeIn(plane), run_time=0.2)


@exhibit()
def bars(s: Any) -> None:
    y_axis = {**TYPST, "font_size": 30}
    chart = m.BarChart([1, 3, -1], y_range=(-2, 4, 2), y_axis_config=y_axis, x_length=5, y_length=3)
    s.play(m.Create(chart), run_time=0.3)
    s.play(chart.animate.change_bar_values([3, 1, 2]), run_time=0.2)


@exhibit()
def graph(s: Any) -> None:
    network = m.Graph([1, 2, 3, 4], [(1, 2), (2, 3), (3, 4), (4, 1)], layout="circular")
    s.play(m.Create(network), run_time=0.3)
    s.play(network[1].animate.shift(m.LEFT), run_time=0.2)


@exhibit()
def graph_grows(s: Any) -> None:
    network = m.Graph([1, 2], [(1, 2)], layout="circular", labels={1: m.Text("1"), 2: m.Text("2")})
    s.add(network)
    s.play(network.animate.add_vertices(3, positions={3: 2 * m.UP}), run_time=0.2)
    s.play(network.animate.remove_vertices(2), run_time=0.2)


@exhibit()
def digraph(s: Any) -> None:
    network = m.DiGraph([1, 2, 3], [(1, 2), (2, 3), (3, 1)], layout="circular", layout_scale=2)
    s.add(network)
    s.play(network[2].animate.move_to(m.ORIGIN), run_time=0.3)


@exhibit()
def arrow_field(s: Any) -> None:
    field = m.ArrowVectorField(
        lambda p: np.array([p[1], -p[0], 0]) / 2, x_range=[-3, 3, 1], y_range=[-2, 2, 1]
    )
    s.play(m.Create(field), run_time=0.3)


@exhibit()
def field_nudges_a_dot(s: Any) -> None:
    field = m.ArrowVectorField(lambda p: m.RIGHT + p[0] * m.UP / 3, x_range=[-3, 3, 2], y_range=[-2, 2, 2])
    dot = m.Dot(2 * m.LEFT).add_updater(field.get_nudge_updater(speed=3))
    s.add(field, dot)
    s.wait(0.3)


@exhibit()
def logarithmic_axes(s: Any) -> None:
    axes = m.Axes((0, 3), (0, 3), y_axis_config={"scaling": m.LogBase()})
    s.add(axes)
    s.play(m.Create(axes.plot(lambda x: 10**x / 2 + 1, (0, 2.5))), run_time=0.3)


@exhibit()
def probability_space(s: Any) -> None:
    space = m.SampleSpace(width=3, height=3, fill_opacity=0.7)
    space.divide_horizontally(0.3)
    s.play(m.FadeIn(space), run_time=0.2)


@exhibit()
def traced_lines_to_axes(s: Any) -> None:
    axes = m.Axes((0, 4), (0, 4))
    dot = m.Dot(axes.c2p(1, 1))
    cross = m.always_redraw(lambda: axes.get_lines_to_point(dot.get_center()))
    s.add(axes, dot, cross)
    s.play(dot.animate.move_to(axes.c2p(3, 2)), run_time=0.3)
