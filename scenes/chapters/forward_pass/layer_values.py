"""Values of a wide network on their way into their boxes, and out of them."""

from __future__ import annotations

from manim import UP, Animation, FadeIn, Indicate, LaggedStart, VMobject

from scenes.stage.chapter import Chapter
from scenes.stage.graph.layer_diagram import LayerDiagram
from scenes.stage.lettering.flights import fly


class LayerValues:
    """Puts values into the boxes of a network on a chapter's stage."""

    def __init__(self, chapter: Chapter, diagram: LayerDiagram) -> None:
        self.chapter, self.diagram = chapter, diagram

    def fill(self, *keys: str) -> None:
        """Let values appear in their boxes, or light the boxes that have no room for them."""
        slots = {key: self.diagram.boxes[key].slot() for key in keys if self.diagram.form.shows}
        arriving: list[Animation] = [FadeIn(slot, shift=UP * 0.08) for slot in slots.values()]
        arriving = arriving or [Indicate(self.diagram.boxes[key], scale_factor=1.1) for key in keys]
        self.chapter.play(LaggedStart(*arriving, lag_ratio=0.3), run_time=1.0)
        for key, slot in slots.items():
            self.diagram.boxes[key].hold(slot)


def moved(source: VMobject, target: VMobject) -> Animation:
    """Return the flight of a number, or where its digits differ there, its arrival."""
    counts = [len(one.family_members_with_points()) for one in (source, target)]
    return fly(source, target) if counts[1] - counts[0] in (0, 2) else FadeIn(target)
