"""Moves that both walls share: a line of the map rises to be a curve on its wall; the point walks."""

from __future__ import annotations

from manim import RIGHT, UP, FadeIn, Mobject, Scene, Transform

from scenes.chapters.heatmap_cross_sections.reading import Reading
from scenes.stage.plots.partials import PartialsSet
from scenes.stage.plots.wall import WALK

_STROLL = 0.34
"""How far the point strolls, as a share of the range."""


def lift(scene: Scene, stage: PartialsSet, reading: Reading, along: int) -> None:
    """Let a copy of a line on the map rise onto its wall, every point straight away from the map."""
    wall, crosshair = stage.sections[along], stage.crosshair
    flying = wall.ground()
    apart = crosshair.lines[along].get_center() - flying.get_center()
    flying.shift(apart * (RIGHT if along else UP))
    target = wall.curve.copy().clear_updaters()
    # It leaves from under its lock and the point.
    scene.add(flying, crosshair.locks[along], *([crosshair.dot] if along else []))
    scene.play(Transform(flying, target), run_time=1.5)
    scene.remove(flying)
    scene.add(wall.curve)
    arriving: list[Mobject] = [stage.guides[along], wall.tangent, wall.dot]
    if not along:
        arriving.append(crosshair.dot)
    scene.play(*(FadeIn(part) for part in arriving), run_time=0.6)
    scene.play(FadeIn(reading.slope), run_time=0.6)


def walk(scene: Scene, stage: PartialsSet, along: int) -> None:
    """Let the point walk along a variable, there and back, and home."""
    low, high = stage.ranges[along]
    west, east = (low + share * (high - low) for share in WALK)
    for stop, seconds in zip((east, west, float(stage.point[along])), (1.0, 1.7, 1.0), strict=True):
        scene.play(stage.trackers[along].animate.set_value(stop), run_time=seconds)


def stroll(scene: Scene, stage: PartialsSet, along: int) -> None:
    """Let the point go a little way along a variable, upwards where there is room, and come back."""
    (low, high), home = stage.ranges[along], float(stage.point[along])
    way = (high - low) * _STROLL
    for stop in (home + way if home + way <= high else home - way, home):
        scene.play(stage.trackers[along].animate.set_value(stop), run_time=1.0)
