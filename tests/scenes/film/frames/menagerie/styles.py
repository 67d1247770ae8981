"""Colours, strokes, and outlines read from elsewhere."""

from __future__ import annotations

from typing import Any

from tests.scenes.film.frames.menagerie.registry import exhibit, m


@exhibit()
def sheen_and_gradients(s: Any) -> None:
    row = m.VGroup(
        m.Circle(fill_opacity=1).set_sheen(0.8, m.UR),
        m.Square(fill_opacity=1).set_color(color=[m.RED, m.YELLOW, m.GREEN]),
    )
    s.add(row.arrange(m.RIGHT))
    s.play(row[1].animate.set_sheen_direction(m.UP), row[0].animate.rotate(1), run_time=0.3)


@exhibit()
def gradient_over_a_whole_family(s: Any) -> None:
    parent = m.Square(fill_opacity=1).set_color(color=[m.RED, m.BLUE])
    child = m.Dot(3 * m.LEFT)
    parent.add(child)
    s.add(parent)
    s.play(child.animate.shift(5 * m.RIGHT), run_time=0.3)


@exhibit()
def strokes_behind(s: Any) -> None:
    star = m.Star(fill_opacity=1).set_stroke(m.RED, 15, background=True)
    s.add(m.NumberPlane(), star)
    s.play(star.animate.set_stroke(m.GREEN, 4, background=True), run_time=0.3)


@exhibit()
def very_wide_and_very_thin(s: Any) -> None:
    s.add(m.Circle(stroke_width=150), m.Square(stroke_width=0.3), m.Line(stroke_width=0, fill_opacity=1))
    s.play(s.mobjects[1].animate.scale(2), run_time=0.2)


@exhibit()
def screen_rectangles(s: Any) -> None:
    s.add(
        m.ScreenRectangle(height=2),
        m.FullScreenRectangle(color=m.RED),
        m.FullScreenRectangle(fill_opacity=0.5, color=m.BLACK),
    )
    s.play(m.FadeIn(m.Dot()), run_time=0.2)


@exhibit()
def svg(s: Any) -> None:
    folder = m.config.get_dir("media_dir")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "drawn.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
        '<path d="M2 2 C 10 18 20 -8 30 15 Z" fill="#E8B030" stroke="white"/>'
        '<circle cx="33" cy="8" r="5" fill="red" fill-opacity="0.5"/>'
        '<rect x="1" y="12" width="9" height="6"/></svg>'
    )
    s.play(m.DrawBorderThenFill(m.SVGMobject(path)), run_time=0.4)


@exhibit()
def arc_polygons(s: Any) -> None:
    s.add(
        m.ArcPolygon(m.LEFT, m.UP, m.RIGHT, fill_opacity=0.4),
        m.ConvexHull(m.LEFT, 2 * m.UP, m.RIGHT, m.ORIGIN).shift(m.DOWN),
    )
    s.play(s.mobjects[0].animate.shift(m.RIGHT), run_time=0.2)


@exhibit()
def labelled_lines(s: Any) -> None:
    line = m.LabeledLine(label=m.Text("0.5"), start=2 * m.LEFT, end=2 * m.RIGHT)
    s.add(line, m.LabeledArrow(label=m.Text("a"), start=2 * m.DL, end=2 * m.DR))
    s.play(line.animate.shift(m.UP), run_time=0.2)


@exhibit()
def a_gradient_told_where_to_go(s: Any) -> None:
    dot, square = m.Dot(3 * m.LEFT), m.Square(4, fill_opacity=1).set_color(color=[m.RED, m.BLUE])
    square.get_gradient_start_and_end_points = lambda: (dot.get_center(), dot.get_center() + m.RIGHT)
    s.add(square, dot)
    s.play(dot.animate.shift(5 * m.RIGHT), square.animate.set_stroke(width=9), run_time=0.3)


@exhibit()
def joints_and_caps_change(s: Any) -> None:
    star, line = m.Star(5, stroke_width=16), m.Line(3 * m.LEFT, 2 * m.LEFT, stroke_width=30)

    def change(mobject: Any, dt: float) -> None:
        if dt > 0:
            star.joint_type = m.LineJointType.ROUND if mobject.get_x() > 1 else m.LineJointType.BEVEL
            line.cap_style = m.CapStyleType.ROUND if mobject.get_x() < 1 else m.CapStyleType.SQUARE

    driver = m.Dot().add_updater(lambda d, dt: d.shift(6 * dt * m.RIGHT)).add_updater(change)
    s.add(driver, star, line)
    s.wait(0.4)


@exhibit()
def a_spike_reaches_far_beyond_its_corner(s: Any) -> None:
    spike = m.Polygon([-2, 2, 0], [0.8, 2.1, 0], [-2, 2.2, 0], stroke_width=30)
    spike.joint_type = m.LineJointType.MITER
    s.play(spike.animate.shift(0.1 * m.LEFT), run_time=0.2)
