"""A function of the row opened under its box: the frame grows into a large one that holds its picture."""

from __future__ import annotations

from collections.abc import Sequence

from manim import (
    LEFT,
    RIGHT,
    Animation,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    RoundedRectangle,
    Scene,
    VGroup,
    VMobject,
)

from scenes.stage.graph.boxes import ValueBox
from scenes.stage.layout import Region

INSET, APART = 0.2, 0.35
"""What the content keeps from the frame, and the picture from what stands beside it."""


class OpenedMachine:
    """A frame in a region, with a picture, and at its right end what stands `beside` that.

    Both are moved into place; neither is on stage yet.
    """

    def __init__(
        self, box: ValueBox, picture: VGroup, region: Region, beside: VMobject | None = None
    ) -> None:
        self.box, self.picture, self.beside = box, picture, beside
        inside = region.inset(left=INSET, right=INSET, bottom=INSET, top=INSET)
        if beside is not None:
            inside.align(beside, RIGHT)
            inside = Region(inside.left, float(beside.get_left()[0]) - APART, inside.bottom, inside.top)
        picture.move_to(inside.center)
        self.frame = RoundedRectangle(corner_radius=0.18, width=region.width, height=region.height)
        self.frame.set_stroke(box.color_on, width=2.5, opacity=0.9)
        self.frame.set_fill(box.theme.background, 1.0).move_to(region.center)

    def open(self, scene: Scene, first: VMobject, along: Sequence[Animation] = (), pace: float = 1.0) -> None:
        """Let the box's frame grow into the machine's; then the `first` part of the picture comes."""
        grown = ReplacementTransform(self.box.frame.copy(), self.frame)
        scene.play(self.box.highlight(), grown, *along, run_time=0.8 * pace)
        coming = [FadeIn(self.beside)] if self.beside is not None else []
        scene.play(FadeIn(first, shift=LEFT * 0.2), *coming, run_time=0.5 * pace)

    def close(self, scene: Scene, pace: float = 1.0) -> None:
        """Let the machine shrink back into its box."""
        shrunk = self.box.frame.copy()
        going = [self.beside] if self.beside is not None else []
        scene.play(FadeOut(self.picture, *going), run_time=0.3 * pace)
        scene.play(ReplacementTransform(self.frame, shrunk), self.box.reset(), run_time=0.6 * pace)
        scene.play(FadeOut(shrunk), run_time=0.2 * pace)
