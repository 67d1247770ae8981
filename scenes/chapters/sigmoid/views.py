"""Where the camera looks: at the curve, at a point of it, at the curve and its slope, beside a derivation."""

from __future__ import annotations

from dataclasses import dataclass

from manim import Animation

from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.activation_opening import HEIGHT, SCALE


@dataclass(frozen=True)
class View:
    """A place of the camera: its scale, and its middle."""

    scale: float
    x: float
    y: float


CURVE, CLOSER, WHOLE = View(SCALE, 0.0, HEIGHT), View(0.75, 0.2, 0.2), View(1.17, 0.0, -1.2)
"""The curve; the two lengths at a point; the curve with its slope."""

PANEL, NEARER, TAIL = View(1.18, 3.6, -1.2), View(0.89, 2.3, 0.05), View(1.17, -3.6, -1.2)
"""The curve with its slope at the left, beside it a derivation; the same without
its slope; far out on the curve's left."""


def look(chapter: Chapter, view: View) -> Animation:
    """Return the animation that takes the camera to a view."""
    frame = changing(chapter.frame).set(width=Frame.current().width * view.scale)
    moved: Animation = frame.move_to((view.x, view.y, 0.0))
    return moved


def stand(chapter: Chapter, view: View) -> None:
    """Put the camera where a view has it."""
    chapter.frame.set(width=Frame.current().width * view.scale).move_to((view.x, view.y, 0.0))
