"""A network of wide layers drawn neuron by neuron: columns of boxes, a line for every weight, the loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    LaggedStart,
    Line,
    ShowPassingFlash,
    VGroup,
    VMobject,
)
from manim.typing import Point3D
from numpy.typing import NDArray

from backprop_core.network import Graph
from backprop_core.network.graph import LOSS
from backprop_core.network.naming import vector_symbol
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.graph.neuron_box import (
    INSIDE,
    LONGEST,
    Form,
    GradientSlot,
    NeuronBox,
    name_line,
)
from scenes.stage.layout import Region
from scenes.stage.lettering import digits
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import allow
from scenes.stage.style import STYLE

_PITCH, _APART, _LEAST_GAP, _MOST_GAP, _TAB_GAP = 0.9, 0.03, 0.5, 1.45, 0.04
_TITLE, _TITLE_ROOM, _THIN = 0.34, 0.37, 1.3
_MOST_GROWN = 1.5
"""How much a network grows in the whole view, at most."""


class LayerDiagram(VGroup):
    """Columns from the input to the loss and the targets, in a room of `width` by `height` under `top`.

    `boxes` by key, `edges` by the keys of the two neurons that a line joins, `arrows` into the loss by key.
    With `gradients` there is room for a tab at each neuron; `tabs` are these, by the neuron's key, not on
    stage. `fits` tells whether boxes of that form have room.
    """

    def __init__(
        self,
        theme: Theme,
        graph: Graph,
        quantities: Mapping[str, Quantity],
        room: tuple[float, float],
        top: float,
        form: Form,
        gradients: Mapping[str, Quantity] | None = None,
    ) -> None:
        super().__init__()
        self.theme, self.graph, self.quantities, self.form = theme, graph, quantities, form
        self.columns = [graph.activation_keys(layer) for layer in range(graph.depth + 1)]
        self.columns += [(LOSS,), graph.targets]
        self.gradients = dict(gradients or {})
        self.pitch = min(_PITCH, (room[1] - _TITLE_ROOM) / max(graph.widths))
        needed = sum(self._widths()) + _LEAST_GAP * (len(self.columns) - 1)
        self.fits = form.height + _APART <= self.pitch and needed <= room[0]
        self._place(room[0])
        self._join()
        self.titles = self._titles()
        self.slots = VGroup(*(self._slot(tab) for tab in self.tabs.values() if form.beside))
        self.add(self.slots, *self.edges.values(), *self.arrows.values(), *self.boxes.values(), self.titles)
        shift = RIGHT * -self.get_x() + UP * (top - self.get_top()[1])
        self.shift(shift)
        self.top, self.home = top, (float(self.width), self.get_center())
        for tab in self.tabs.values():
            tab.shift(shift)

    @property
    def tab_width(self) -> float:
        """Width of a gradient's tab, 0 where it takes the place of a value or there are none."""
        if not self.gradients or not self.form.beside:
            return 0.0
        widest = max(digits.width(one.text) for one in self.gradients.values())
        return min(widest, digits.width(LONGEST)) * self.form.digits + 1.5 * INSIDE

    def spread(self) -> Self:
        """Fill the stage under the heading, centred: the whole view. Returns the diagram."""
        width, centre = self._whole_view()
        return self.scale_to_fit_width(width).move_to(centre)

    def unfold(self) -> Animation:
        """Return the animation into the whole view."""
        width, centre = self._whole_view()
        animation: Animation = changing(self).scale_to_fit_width(width).move_to(centre)
        return animation

    def unfold_with(self, whole: VGroup) -> Animation:
        """Return the animation into the whole view of the diagram and of what lies on it."""
        width, centre = self._whole_view()
        animation: Animation = changing(whole).scale(width / float(self.width)).move_to(centre)
        return animation

    def _whole_view(self) -> tuple[float, Point3D]:
        """Return how wide the diagram is in the whole view, and its middle."""
        stage = Region(-safe_width() / 2, safe_width() / 2, safe_bottom(), self.top)
        factor = min(_MOST_GROWN, stage.width / self.width, stage.height / self.height)
        return float(self.width) * factor, stage.center

    def fold(self) -> Animation:
        """Return the animation back from the whole view to the place under the heading."""
        animation: Animation = changing(self).scale_to_fit_width(self.home[0]).move_to(self.home[1])
        return animation

    def neuron_keys(self) -> list[str]:
        """Return the keys of inputs and neurons, column by column."""
        return [key for column in self.columns[:-2] for key in column]

    def into(self, key: str) -> VGroup:
        """Return the lines that end at a neuron."""
        return VGroup(*(edge for (_, end), edge in self.edges.items() if end == key))

    def out_of(self, key: str) -> VGroup:
        """Return the lines that begin at a neuron, that to the loss included."""
        lines = [edge for (start, _), edge in self.edges.items() if start == key]
        return VGroup(*lines, *([self.arrows[key]] if key in self.arrows else []))

    def into_layer(self, layer: int) -> VGroup:
        """Return the lines into a layer."""
        return VGroup(*(line for key in self.columns[layer] for line in self.into(key)))

    def fill(self, *keys: str) -> None:
        """Put values into boxes at once, as far as boxes have room for values."""
        for key in keys:
            box = self.boxes[key]
            if box.form.shows:
                box.hold(box.slot())

    def digits(self, key: str) -> VGroup | None:
        """Return the digits that stand in a box, None if there are none."""
        value = self.boxes[key].value
        return None if value is None else value.part(1)

    def run(self, lines: VGroup, color: str, *, backward: bool = False) -> Animation:
        """Return the light that runs along some lines, or against them."""
        flashes = []
        for line in lines:
            ends = line.get_start(), line.get_end()
            a, b = reversed(ends) if backward else ends
            flashes.append(ShowPassingFlash(Line(a, b, color=color, stroke_width=6), time_width=0.7))
        return LaggedStart(*flashes, lag_ratio=min(0.2, 1.5 / max(1, len(flashes))))

    def light(self, lines: VGroup, color: str) -> Animation:
        """Return the animation that lets some lines stand out and all others step back."""
        chosen = set(map(id, lines))
        moves = []
        for line in self.edges.values():
            lit = id(line) in chosen
            look = (color, 3.5, 1.0) if lit else (self.theme.dimmed, _THIN, 0.35)
            moves.append(changing(line).set_stroke(look[0], width=look[1], opacity=look[2]))
        return AnimationGroup(*moves)

    def unlight(self) -> Animation:
        """Return the animation that gives all lines their plain look back."""
        lines = self.edges.values()
        plain = (changing(line).set_stroke(self.theme.dimmed, width=_THIN, opacity=1.0) for line in lines)
        return AnimationGroup(*plain)

    def enter(self) -> Animation:
        """Return the animation that draws the network column by column."""
        parts: list[Animation] = []
        for index, column in enumerate(self.columns):
            boxes = [FadeIn(self.boxes[key], shift=DOWN * 0.1) for key in column]
            lines = self.into_layer(index) if 0 < index <= self.graph.depth else VGroup()
            if index == self.graph.depth + 1:
                lines = VGroup(*self.arrows.values())
            title = [FadeIn(self.titles[index])] if index < len(self.titles) else []
            parts.append(AnimationGroup(*([FadeIn(lines)] if len(lines) else []), *boxes, *title))
        return LaggedStart(*parts, lag_ratio=0.4)

    def _widths(self) -> list[float]:
        """Return the width of each column, its tabs included."""
        widths = []
        for index, column in enumerate(self.columns):
            shown = [self.quantities[key] for key in column]
            tabs = 0.0
            if 0 < index <= self.graph.depth and self.gradients:
                tabs = self.tab_width + _TAB_GAP if self.form.beside else 0.0
                if not self.form.beside:
                    shown += [replace(self.gradients[key], symbol=shown[0].symbol) for key in column]
            widths.append(NeuronBox.width_for(self.theme, shown, self.form) + tabs)
        return widths

    def _place(self, width: float) -> None:
        widths = self._widths()
        gap = min(_MOST_GAP, (width - sum(widths)) / (len(widths) - 1))
        self.boxes: dict[str, NeuronBox] = {}
        self.tabs: dict[str, GradientSlot] = {}
        x = 0.0
        for index, (column, taken) in enumerate(zip(self.columns, widths, strict=True)):
            tabbed = bool(self.gradients) and self.form.beside and 0 < index <= self.graph.depth
            own = taken - (self.tab_width + _TAB_GAP if tabbed else 0.0)
            for place, key in enumerate(column):
                box = NeuronBox(self.theme, self.quantities[key], self.form, own)
                down = self.pitch * (place - (len(column) - 1) / 2)
                self.boxes[key] = box.shift(RIGHT * (x + own / 2) + DOWN * down)
                if key in self.gradients:
                    self.tabs[key] = box.tab(self.gradients[key], self.tab_width, _TAB_GAP)
            x += taken + gap
        self.fill(*self.graph.targets)

    def _slot(self, tab: GradientSlot) -> VMobject:
        """Return the mark for the room of a tab."""
        slot: VMobject = tab.frame.copy()
        return slot.set_stroke(self.theme.dimmed, width=1.2, opacity=0.6).set_fill(opacity=0.0)

    def _join(self) -> None:
        self.edges: dict[tuple[str, str], Line] = {}
        for before, after in pairwise(self.columns[: self.graph.depth + 1]):
            for end in after:
                for start in before:
                    self.edges[start, end] = self._line(start, end)
        loss = self.boxes[LOSS].frame
        ways = {key: (self._exit(key), loss.get_left()) for key in self.graph.outputs}
        ways |= {key: (self.boxes[key].frame.get_left(), loss.get_right()) for key in self.graph.targets}
        self.arrows = {
            key: STYLE.arrow(*way, self.theme.dimmed, buff=0.06, tip_length=0.12).set_stroke(width=2.0)
            for key, way in ways.items()
        }

    def _exit(self, key: str) -> NDArray[np.float64]:
        frame = self.boxes[key].frame
        shift = self.tab_width + _TAB_GAP if key in self.tabs and self.form.beside else 0.0
        place: NDArray[np.float64] = frame.get_right() + RIGHT * shift
        return place

    def _line(self, start: str, end: str) -> Line:
        ends = self._exit(start) + RIGHT * 0.05, self.boxes[end].frame.get_left() + LEFT * 0.05
        return Line(*ends, stroke_color=self.theme.dimmed, stroke_width=_THIN)

    def _titles(self) -> VGroup:
        """Return each layer's name as a vector over its column."""
        titles, top = VGroup(), max(float(box.get_top()[1]) for box in self.boxes.values())
        layers = range(1, self.graph.depth + 1)
        names = [("x", None), *(("a", layer) for layer in layers), ("y", None)]
        for (letter, layer), column in zip(names, [*self.columns[:-2], self.columns[-1]], strict=True):
            title = name_line(self.theme, vector_symbol(letter, layer), _TITLE)
            title.move_to((self.boxes[column[0]].get_x(), top + _TITLE_ROOM / 2, 0.0))
            titles.add(allow(title, "untraced", "the name of a vector, which is no single number"))
        return titles
