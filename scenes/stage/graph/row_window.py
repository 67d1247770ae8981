"""The part of a long chain's row that is in view, and how the row moves on under it."""

from __future__ import annotations

from collections.abc import Iterator

from manim import LEFT, RIGHT, Animation, FadeIn, FadeOut, Mobject, Scene, VGroup, VMobject

from scenes.stage.frame import safe_width
from scenes.stage.graph.network_diagram import IN_VIEW, NetworkDiagram
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TITLE, TypesetLine, math

_BESIDE = 0.1
"""From the last arrow's end to the dots after it."""


class RowWindow:
    """Two neurons of a chain, the value that enters the first of them, and the loss after the last.

    `first` is the layer of the first one, `way` how the row moved last. The row moves under the window; what
    is not in view is not on stage. A chain of up to two neurons is in view as a whole, and nothing moves.
    """

    def __init__(self, diagram: NetworkDiagram, layer: int = 1) -> None:
        self.diagram, self.graph = diagram, diagram.graph
        self.last = max(1, self.graph.depth - IN_VIEW + 1)
        self.first = min(layer, self.last)
        self._parts: list[tuple[tuple[str, ...], VMobject]] = []
        self._aside: set[VMobject] = set()
        for key, box in {**diagram.nodes, **diagram.parameters}.items():
            self.add(box, key)
        for (start, _), arrow in diagram.arrows.items():
            self.add(arrow, start)
        self._aside = {part for keys, part in self._parts if not self._shows(keys)}
        self._leaving, self.way = list[VMobject](), 0 * RIGHT
        row, shown = [box.frame for box in diagram.nodes.values()], 2 * IN_VIEW + 1
        reach = float(row[min(shown, len(row) - 1)].get_left()[0] - row[0].get_left()[0])
        self._end = reach - safe_width() / 2 + _BESIDE
        self.place()

    @property
    def whole(self) -> bool:
        """Whether all of the chain is in view."""
        return self.last == 1 and self.graph.depth <= IN_VIEW

    @property
    def layers(self) -> range:
        """The layers whose neurons are in view."""
        return range(self.first, min(self.first + IN_VIEW, self.graph.depth + 1))

    @property
    def keys(self) -> list[str]:
        """The boxes of the row that are in view."""
        return [key for key in self.graph.row if self.sees(key)]

    def sees(self, key: str, first: int | None = None) -> bool:
        """Tell whether a box is in view, or would be if the window stood at another layer."""
        first, node = self.first if first is None else first, self.graph.nodes[key]
        if node.kind in ("input", "activation"):
            return first - 1 <= node.layer < first + IN_VIEW
        if node.kind in ("target", "loss"):
            return first == self.last
        return first <= node.layer < first + IN_VIEW

    def place(self) -> None:
        """Put the row where what is in view stands between the margins."""
        if self.whole:
            self.diagram.set_x(0.0)
            return
        left = float(self.diagram.nodes[self._entry(self.first)].frame.get_left()[0])
        self.diagram.shift(RIGHT * (-safe_width() / 2 - left))

    def add(self, part: VMobject, *keys: str) -> None:
        """Let something move along with the row; it is in view with all these boxes."""
        self._parts.append((keys, part))

    def standing(self) -> Iterator[VMobject]:
        """Yield what is in view, by and by, in the order in which it was added."""
        yield from (part for keys, part in self._parts if self._shows(keys))

    def standing_but(self, left_out: VGroup) -> list[VMobject]:
        """Return what is in view, without the parts of a group."""
        return [part for part in self.standing() if part not in left_out.submobjects]

    def put_aside(self, *parts: VMobject) -> None:
        """Say that something stands that is out of view: it comes on stage with its boxes."""
        self._aside |= set(parts)

    def moves(self, layer: int, scene: Scene) -> list[Animation]:
        """Return the animations that bring a layer's neuron to the window's left end, or as near as can be.

        What stands and leaves the window fades while it moves, and comes back when its boxes do. `settle` is
        to be called once they have been played.
        """
        before, self.first = self.first, min(max(layer, 1), self.last)
        entries = (self.diagram.nodes[self._entry(first)].frame for first in (before, self.first))
        self.way = RIGHT * float.__sub__(*(float(frame.get_left()[0]) for frame in entries))
        on_stage, found = set[Mobject](scene.get_mobject_family_members()), list[Animation]()
        for keys, part in self._parts:
            if part in on_stage and self._shows(keys):
                found.append(changing(part).shift(self.way))
            elif part in on_stage:
                found.append(FadeOut(part, shift=self.way))
                self._leaving.append(part)
                inside = part.get_family()[1:]
                # A value that came before its box held it would be drawn again once the box is gone.
                scene.mobjects = [one for one in scene.mobjects if one not in inside]
            elif part in self._aside and self._shows(keys):
                self._aside.remove(part)
                found.append(FadeIn(part.shift(self.way), shift=self.way))
            else:
                part.shift(self.way)
        return found

    def settle(self, scene: Scene) -> None:
        """Take what has left the window off stage, and move it to where the row has it now."""
        for part in self._leaving:
            scene.remove(*part.get_family())
            part.shift(self.way)
        self._aside |= set(self._leaving)
        self._leaving = []

    def dots(self) -> TypesetLine:
        """Return the dots at the right end that say that the row goes on."""
        dots = math(["dots.c"], self.diagram.theme.dimmed, size=TITLE)
        return dots.move_to((self._end, float(self.diagram.row.get_y()), 0.0), aligned_edge=LEFT)

    def _entry(self, first: int) -> str:
        return self.graph.activation_keys(first - 1)[0]

    def _shows(self, keys: tuple[str, ...]) -> bool:
        return all(self.sees(key) for key in keys)
