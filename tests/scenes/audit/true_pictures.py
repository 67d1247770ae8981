"""Pictures of real chapters, put on stage by tests that falsify them."""

from __future__ import annotations

from manim import ValueTracker

from backprop_core.curve import Curve
from backprop_core.network import Network
from scenes.chapters.tangent_slider.tangent_set import SLOPE, F
from scenes.chapters.tangent_slider.tangent_set import X as PLACE
from scenes.stage.chapter import Chapter
from scenes.stage.plots.curve_view import CurveView
from scenes.stage.plots.partials import PartialsSet


def curve_view(chapter: Chapter, expression: str = "x^2") -> CurveView:
    """Put the tangent chapter's picture of a curve on stage, at x = 1."""
    curve, x = Curve.from_text(expression), ValueTracker(1.0)
    view = CurveView(chapter.theme, curve, x, (-2.0, 2.0), (7.0, 4.0), (PLACE, F), slope=SLOPE)
    chapter.add(view)
    view.update(0)
    return view


def map_set(chapter: Chapter) -> PartialsSet:
    """Put the map and both cross-sections on stage."""
    stage = PartialsSet(chapter.theme, chapter.settings.lecture.surface)
    chapter.add(stage.heatmap, *stage.sections)
    return stage


def network(chapter: Chapter) -> Network:
    """Return the configured network."""
    given = chapter.settings.lecture.network
    return Network.from_values(given)
