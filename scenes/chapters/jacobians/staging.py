"""Where the camera stands: two columns at the left, and at the right a room for what they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from manim import Animation, Mobject, Scene

from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing

_LEFT_PART, _BESIDE, _EDGE, HEAD, _LEAST = 0.36, 0.5, 0.12, 0.75, 0.25
"""Share of the width that two columns may take; units between them and the room, and from that to the edge;
free height for the heading; the least size of type at the camera's full width."""


@dataclass(frozen=True)
class View:
    """What the camera sees: so much of the frame, around a place; `room` is free for what is drawn there."""

    share: float
    x: float
    y: float
    room: Region

    @property
    def plain_room(self) -> Region:
        """The room as it would be at the camera's full width, its lower left corner at the origin."""
        return Region(0.0, self.room.width / self.share, 0.0, self.room.height / self.share)

    def reads(self, type_size: float) -> bool:
        """Tell whether type of a size can be read from there."""
        return type_size / self.share >= _LEAST

    def look(self, frame: Mobject) -> Animation:
        """Return the animation that brings a scene's camera there."""
        moved: Animation = (
            changing(frame).set(width=Frame.current().width * self.share).move_to((self.x, self.y, 0.0))
        )
        return moved

    def beyond(self, diagram: WideDiagram, layer: int) -> list[Mobject]:
        """Return the parts of a network that would stand in the way: all but a layer's step."""
        away: list[Mobject] = []
        for k, column in enumerate(diagram.columns):
            if k not in (layer - 1, layer):
                away += [column, column.gradient]
            if k and k != layer:
                away += [diagram.edges[k], diagram.slopes[k]]
        return [*away, *diagram.end]


def close_to(frame: Mobject, part: Mobject, least: float = 0.0, air: float = 0.0) -> Animation:
    """Return the animation that brings a camera close to a part, between heading and captions.

    It shows `least` as a share of the frame at least, with `air` over and under the part.
    """
    whole = Frame.current()
    ceiling = whole.safe_top - HEAD
    wanted = float(part.width) / whole.safe_width, (float(part.height) + air) / (ceiling - whole.safe_bottom)
    share = max(least, *wanted)
    y = float(part.get_y()) - share * (ceiling + whole.safe_bottom) / 2
    moved: Animation = changing(frame).set(width=whole.width * share).move_to((part.get_x(), y, 0.0))
    return moved


def on_stage(scene: Scene, parts: Iterable[Mobject]) -> list[Mobject]:
    """Return those of some mobjects that a scene shows, whole or in pieces."""
    shown = {id(one) for one in scene.get_mobject_family_members()}
    return [part for part in parts if any(id(one) in shown for one in part.get_family())]


def values_at(
    scene: Scene, diagram: WideDiagram, opacity: float, leaving: Sequence[Mobject] = ()
) -> list[Animation]:
    """Let the digits in all cells have an opacity; return the animations of those that stay on stage."""
    columns = [column for column in diagram.columns if column not in leaving]
    seen = [column for column in columns if on_stage(scene, [column])]
    for column in columns:
        if column not in seen:
            column.values.set_opacity(opacity)
    return [changing(column.values).set_opacity(opacity) for column in seen if len(column.values)]


def beside(diagram: WideDiagram, layer: int) -> View:
    """Return a view of a layer and the one before at the left, with a room at the right."""
    frame = Frame.current()
    pair = diagram.columns[layer - 1], diagram.columns[layer]
    left, right = float(pair[0].get_left()[0]), float(pair[1].get_right()[0])
    top = max(float(column.get_top()[1]) for column in pair)
    bottom = min(float(column.get_bottom()[1]) for column in pair)
    ceiling = frame.safe_top - HEAD
    free = ceiling - frame.safe_bottom
    share = max((right - left) / (_LEFT_PART * frame.safe_width), (top - bottom) / free)
    x = left + frame.safe_width / 2 * share
    y = (top + bottom) / 2 - (ceiling + frame.safe_bottom) / 2 * share
    room = Region(
        right + _BESIDE * share,
        x + (frame.safe_width / 2 - _EDGE) * share,
        y + frame.safe_bottom * share,
        y + ceiling * share,
    )
    return View(share, x, y, room)
