"""Geometry: arcs, lines, arrows, polygons, what is cut out of each other, braces, labels."""

from __future__ import annotations

from typing import Any

from tests.scenes.film.frames.menagerie.registry import exhibit, m


@exhibit()
def circles(s: Any) -> None:
    row = m.VGroup(
        m.Circle(0.5), m.Dot(radius=0.3), m.Ellipse(2, 1), m.AnnularSector(0.3, 0.8), m.Sector(0.8)
    )
    s.play(m.Create(row.arrange(m.RIGHT)), run_time=0.3)


@exhibit()
def annuli(s: Any) -> None:
    ring = m.Annulus(0.5, 1.2, fill_opacity=0.6, color=m.YELLOW)
    s.add(ring, m.AnnotationDot().shift(2 * m.RIGHT), m.LabeledDot(m.Text("a")).shift(2 * m.LEFT))
    s.play(ring.animate.scale(1.5), run_time=0.2)


@exhibit()
def arcs(s: Any) -> None:
    s.add(
        m.Arc(1.5, angle=2),
        m.ArcBetweenPoints(m.LEFT, m.RIGHT, color=m.RED),
        m.TangentialArc(m.Line(m.LEFT, m.UP), m.Line(m.UP, m.RIGHT), 0.3),
    )
    s.play(m.Rotate(s.mobjects[0], 1), run_time=0.2)


@exhibit()
def curved_arrows(s: Any) -> None:
    pair = m.VGroup(m.CurvedArrow(2 * m.LEFT, m.UP), m.CurvedDoubleArrow(m.DOWN, 2 * m.RIGHT))
    s.play(m.Create(pair), run_time=0.3)


@exhibit()
def bezier(s: Any) -> None:
    curve = m.CubicBezier(3 * m.LEFT, m.UP * 3, m.DOWN * 3, 3 * m.RIGHT, stroke_width=12)
    s.play(m.Create(curve), run_time=0.2)
    s.play(curve.animate.set_stroke(m.RED, 3), run_time=0.2)


@exhibit()
def lines(s: Any) -> None:
    row = m.VGroup(
        m.Line(m.LEFT, m.UP),
        m.DashedLine(m.LEFT, m.RIGHT),
        m.Elbow(1),
        m.TangentLine(m.Circle(), 0.2, length=3),
    )
    s.play(m.Create(row.arrange(m.RIGHT)), run_time=0.3)


@exhibit()
def dashed_outline(s: Any) -> None:
    dashed = m.DashedVMobject(m.Star(), num_dashes=21)
    s.play(m.Rotate(dashed, 0.5), run_time=0.2)


@exhibit()
def arrows_with_every_tip(s: Any) -> None:
    tips = [
        m.ArrowTriangleTip,
        m.ArrowSquareFilledTip,
        m.ArrowCircleTip,
        m.StealthTip,
        m.ArrowCircleFilledTip,
    ]
    row = m.VGroup(*(m.Arrow(m.DOWN, m.UP, tip_shape=tip) for tip in tips)).arrange(m.RIGHT)
    s.play(m.LaggedStartMap(m.GrowArrow, row, run_time=0.4))


@exhibit()
def arrow_is_put_elsewhere(s: Any) -> None:
    arrow, double = m.Arrow(m.LEFT, m.RIGHT, buff=0), m.DoubleArrow(m.DL, m.DR)
    s.add(arrow, double, m.Vector([1, 2]))
    s.play(arrow.animate.put_start_and_end_on(m.UP, 2 * m.DOWN), double.animate.scale(0.5), run_time=0.3)


@exhibit()
def polygons(s: Any) -> None:
    row = m.VGroup(
        m.Triangle(),
        m.RegularPolygon(5),
        m.Polygon(m.LEFT, m.UP, m.RIGHT),
        m.RoundedRectangle(width=1.5, height=1),
    )
    s.play(m.FadeIn(row.arrange(m.RIGHT)), run_time=0.2)
    s.play(row[2].animate.round_corners(0.2), run_time=0.2)


@exhibit()
def polygrams_and_stars(s: Any) -> None:
    row = m.VGroup(
        m.Star(5),
        m.RegularPolygram(7, density=3),
        m.Star(6, fill_opacity=0.5, joint_type=m.LineJointType.BEVEL),
    )
    s.play(m.Rotate(row.arrange(m.RIGHT), 0.5), run_time=0.2)


@exhibit()
def joints_and_caps(s: Any) -> None:
    joints = [m.LineJointType.AUTO, m.LineJointType.ROUND, m.LineJointType.BEVEL, m.LineJointType.MITER]
    row = (
        m.VGroup(*(m.Star(5, joint_type=joint, stroke_width=14) for joint in joints))
        .arrange(m.RIGHT)
        .scale(0.6)
    )
    caps = [m.CapStyleType.ROUND, m.CapStyleType.BUTT, m.CapStyleType.SQUARE]
    ends = m.VGroup(*(m.Line(m.DOWN, m.UP, stroke_width=30).set_cap_style(cap) for cap in caps)).arrange(
        m.RIGHT
    )
    s.add(row, ends.to_edge(m.DOWN))
    s.play(row.animate.shift(m.UP), run_time=0.2)


@exhibit()
def spikes_at_sharp_corners(s: Any) -> None:
    spike = m.Polygon(3 * m.LEFT, 3 * m.RIGHT, 3 * m.LEFT + 0.8 * m.UP, stroke_width=30)
    spike.joint_type = m.LineJointType.MITER
    s.play(m.Rotate(spike, 0.3), run_time=0.3)


@exhibit()
def cut_out(s: Any) -> None:
    plate = m.Cutout(
        m.Square(4), m.Circle(0.6).shift(m.UL), m.Triangle().shift(m.DR), fill_opacity=1, color=m.BLUE
    )
    s.play(m.Write(plate), run_time=0.3)


@exhibit()
def boolean_operations(s: Any) -> None:
    square, circle = m.Square(), m.Circle().shift(m.RIGHT)
    made = [
        m.Union(square, circle),
        m.Intersection(square, circle),
        m.Difference(square, circle),
        m.Exclusion(square, circle),
    ]
    row = m.VGroup(*made).arrange(m.RIGHT).scale(0.7).set_fill(m.GREEN, 0.6)
    s.play(m.FadeIn(row, lag_ratio=0.3), run_time=0.3)


@exhibit()
def braces(s: Any) -> None:
    line = m.Line(2 * m.LEFT, 2 * m.RIGHT)
    brace = m.Brace(line, m.DOWN)
    s.add(line, brace, m.BraceBetweenPoints(m.UP, 2 * m.UP + m.RIGHT), m.ArcBrace(m.Arc(1, angle=1)))
    s.play(m.GrowFromCenter(brace), run_time=0.2)


@exhibit()
def brace_with_a_label(s: Any) -> None:
    label = m.BraceText(m.Square(), "two", label_constructor=m.Text)
    s.play(m.FadeIn(label), run_time=0.2)


@exhibit()
def angles(s: Any) -> None:
    one, other = m.Line(m.LEFT, m.RIGHT), m.Line(m.LEFT, m.UP)
    s.add(
        one,
        other,
        m.Angle(one, other, radius=0.8),
        m.RightAngle(m.Line(m.ORIGIN, m.UP), m.Line(m.ORIGIN, m.RIGHT)),
    )
    s.play(m.Rotate(other, 0.5, about_point=m.LEFT), run_time=0.2)


@exhibit()
def surrounding(s: Any) -> None:
    word = m.Text("look")
    s.add(
        word,
        m.SurroundingRectangle(word, corner_radius=0.2),
        m.BackgroundRectangle(word),
        m.Underline(word),
        m.Cross(word),
    )
    s.play(word.animate.scale(2), run_time=0.2)
