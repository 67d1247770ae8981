"""A function of the row opened under its box: its picture with the slope on it, and the slope's card."""

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
)

from scenes.stage.graph.boxes import FactorBox, ValueBox
from scenes.stage.layout import Region
from scenes.stage.machines.slopes import SlopePicture

INSET, APART = 0.2, 0.35
"""What the content keeps from the frame, and the picture from the card."""


class Machine:
    """A box's interior in a region: `picture` at the left, the local derivative's `card` at the right.

    The card need not have been used before; it stands where the machine puts it.
    """

    def __init__(self, box: ValueBox, picture: SlopePicture, card: FactorBox, region: Region) -> None:
        self.box, self.picture, self.card = box, picture, card
        inside = region.inset(left=INSET, right=INSET, bottom=INSET, top=INSET)
        inside.align(card, RIGHT)
        left = Region(inside.left, float(card.get_left()[0]) - APART, inside.bottom, inside.top)
        picture.move_to(left.center)
        self.frame = RoundedRectangle(corner_radius=0.18, width=region.width, height=region.height)
        self.frame.set_stroke(box.color_on, width=2.5, opacity=0.9)
        self.frame.set_fill(box.theme.background, 1.0).move_to(region.center)

    @property
    def parts(self) -> VGroup:
        """All that stands in the frame."""
        return VGroup(self.picture, self.card)

    def open(self, scene: Scene, along: Sequence[Animation] = ()) -> None:
        """Let the box's frame grow into the machine's, and the picture and the card come."""
        grown = ReplacementTransform(self.box.frame.copy(), self.frame)
        scene.play(self.box.highlight(), grown, *along, run_time=0.8)
        scene.play(FadeIn(self.picture.picture, shift=LEFT * 0.2), FadeIn(self.card), run_time=0.5)

    def lay_slope(self, scene: Scene, run_time: float) -> None:
        """Lay the slope on the picture."""
        if laid := self.picture.lay():
            scene.play(*laid, run_time=run_time)
        scene.add(self.picture)

    def close(self, scene: Scene) -> None:
        """Let the machine shrink back into its box."""
        shrunk = self.box.frame.copy()
        scene.play(FadeOut(self.parts), run_time=0.3)
        scene.play(ReplacementTransform(self.frame, shrunk), self.box.reset(), run_time=0.6)
        scene.play(FadeOut(shrunk), run_time=0.2)
