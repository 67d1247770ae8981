"""Bars, areas, lines and places that become false, each in one way.

Each function puts a picture that is true on stage, yields, and falsifies it. Its name says how.
"""

from __future__ import annotations

from collections.abc import Iterator

from manim import LEFT, ORIGIN, UP, ValueTracker

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.network import Network
from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.network.activations import ACTIVATIONS
from backprop_core.network.matrices import WideQuantities
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.chapters.sigmoid.beam import Beam
from scenes.chapters.sigmoid.gauges import AreaGauge, gauge_of
from scenes.chapters.three_rules.growing_square import GrowingSquare
from scenes.chapters.three_rules.ramps import Ramps
from scenes.stage.chapter import Chapter
from scenes.stage.layout import Region
from scenes.stage.machines.interiors import Squeeze
from scenes.stage.nudges.chain_slopes import U, X, Y
from scenes.stage.nudges.number_lines import NumberLines
from scenes.stage.plots.curve_stage import CurveStage
from tests.scenes.audit.true_pictures import network

SIGMOID = ActivationCurve.named("sigmoid")


def an_area_too_wide(chapter: Chapter) -> Iterator[None]:
    """Stretch the corner that a step adds to a square."""
    known = network(chapter).quantity
    square = GrowingSquare(chapter.theme, known["a2"], known["y"], ValueTracker(0.25), 2.0)
    chapter.add(square)
    yield
    square.clear_updaters()
    square.corner.stretch(1.02, 0, about_edge=LEFT)


def a_bar_too_long(chapter: Chapter) -> Iterator[None]:
    """Stretch the bar that stands for the sigmoid's value."""
    gauge = gauge_of(chapter.theme, CurveStage(chapter.theme, SIGMOID), ValueTracker(0.8))
    assert isinstance(gauge, AreaGauge)
    chapter.add(gauge.below)
    yield
    gauge.below.clear_updaters()
    gauge.below.stretch(1.02, 1, about_edge=UP)


def a_nudge_too_high(chapter: Chapter) -> Iterator[None]:
    """Stretch the rise over a step on a straight line."""
    net = network(chapter)
    over, bias, slope, total = (net.quantity[key] for key in ("a1", "b2", "w2", "z2"))
    ramps = Ramps(chapter.theme, over, bias, slope, total, net.local["z2", "b2"], ORIGIN)
    chapter.add(ramps.rise)
    yield
    ramps.rise.clear_updaters()
    ramps.rise.stretch(1.02, 1)


def a_place_too_high(chapter: Chapter) -> Iterator[None]:
    """Let the line from the sigmoid to its axis end above the value."""
    known = network(chapter).quantity
    picture = Squeeze(chapter.theme, known["z1"], known["a1"], ACTIVATIONS["sigmoid"], (4.0, 2.5))
    chapter.add(picture)
    yield
    picture.across.shift(0.01 * UP)


def a_dragged_nudge_out_of_scale(chapter: Chapter) -> Iterator[None]:
    """Stretch the nudge of the variable in the middle of a chain."""
    given = chapter.settings.lecture.chain_rule
    stages = Curve.from_text(given.inner), Curve.from_text(given.outer, U.plain)
    chain = Composition(stages, given.at)
    lines = NumberLines(chapter.theme, chain, (X, U, Y), given.nudge, width=5.5, pitch=1.5, closer=2)
    lines.offset.set_value(float(given.nudge))
    lines.update()
    chapter.add(lines)
    yield
    lines.clear_updaters()
    lines.bars[1].stretch(1.02, 0, about_edge=LEFT)


def a_share_too_large(chapter: Chapter) -> Iterator[None]:
    """Let more light go on than gets through."""
    stage = CurveStage(chapter.theme, SIGMOID)
    beam = Beam(chapter.theme, stage, ValueTracker(0.8), 1.5, SIGMOID.slope_symbol)
    chapter.add(beam)
    yield
    beam.clear_updaters(recursive=True)
    beam.going.stretch(1.02, 0)


def a_line_too_thick(chapter: Chapter) -> Iterator[None]:
    """Thicken one of the lines that are as thick as the entries of a Jacobian are large."""
    given = chapter.settings.lecture.wide
    numbers = WideQuantities(Network.seeded(given.widths, given.seed), 4)
    diagram = WideDiagram(chapter.theme, numbers, Region.safe())
    chapter.add(diagram)
    yield
    line = diagram.slope_line(1, 0, 0)
    for part in line.family_members_with_points():
        part.set_stroke(width=1.02 * float(part.get_stroke_width()))
