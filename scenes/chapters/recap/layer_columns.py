"""A network of many layers or wide ones as columns: light runs forward, the gradient runs back."""

from __future__ import annotations

from collections.abc import Sequence

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Circle,
    FadeIn,
    Indicate,
    Line,
    VGroup,
    VMobject,
)

from backprop_core.network.batch import Batch
from backprop_core.network.naming import vector_symbol
from backprop_core.network.training import Epoch
from backprop_core.number import TIMES
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.frame import safe_width
from scenes.stage.graph.live_digits import LiveDigits
from scenes.stage.graph.live_network import gradients, values
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, TITLE, math

_BOX, _SHARE, _TALL, _LOW, _GAP = 1.5, 0.74, 1.12, 0.45, 0.08
"""Width of a box at most, and as a share of its column; heights of boxes and of tabs; room between them."""
_PITCH, _DOT, _DIM, _LIT = 0.8, 0.24, 0.12, 0.85


class LayerColumns(VGroup):
    """A column a layer, from the input on, and the loss as a box at the end; `digits` follow a run's steps.

    Layers of one neuron are boxes with their numbers, their weight above; wider ones are columns of dots.
    `marks` are the columns, `ways` what joins each to the next, `tabs` the gradients that land below.
    """

    def __init__(self, theme: Theme, epochs: Sequence[Epoch], top: float, bottom: float) -> None:
        super().__init__()
        self.theme, self.epochs, self.graph = theme, epochs, epochs[0].network.graph
        self.numbered = self.graph.is_chain
        self.pitch = safe_width() / (self.graph.depth + 2)
        self.middle = (top + bottom) / 2 + (0.0 if self.numbered else 0.2)
        self.wide = min(_BOX, _SHARE * self.pitch)
        self.digits: dict[str, LiveDigits] = {}
        self.tabs: dict[int, VGroup] = {}
        self._landing: list[str] = []
        self.weights: dict[int, VGroup] = {}
        self.names: list[VMobject] = []
        room = (top - bottom - 1.0) / max(self.graph.widths)
        self.dots = min(_PITCH, room)
        self.marks = [self._layer(layer) for layer in range(self.graph.depth + 1)]
        self.marks.append(self._box(self.graph.depth + 1, batch_loss(epochs), "L"))
        self.ways = [self._way(index) for index in range(len(self.marks) - 1)]
        self.add(*self.ways, *self.marks, *self.weights.values())

    @property
    def opening(self) -> list[VMobject]:
        """What stands there before anything is computed: the whole network, with what is given."""
        given = (self.digits[key] for key in self.digits if key in self.graph.given)
        return [*self.ways, *self.marks, *self.names, *self.weights.values(), *given]

    def settled(self) -> Animation:
        """Return the animation in which the input lights up."""
        return Indicate(self.marks[0], color=self._color(0), scale_factor=1.1)

    def forward(self, index: int, step: int) -> Animation:
        """Return the animation in which the light reaches a column; its numbers are those of a step."""
        key = self._key(index)
        mark = self.marks[index]
        lights: list[Animation] = [changing(line).set_color(self.theme.ink) for line in self.ways[index - 1]]
        if key in self.digits:
            arrives = self.digits[key].renew(step) if step else FadeIn(self.digits[key], scale=0.4)
            return AnimationGroup(*lights, arrives)
        return AnimationGroup(*lights, *(changing(dot).set_fill(opacity=_LIT) for dot in mark))

    def backward(self, index: int) -> Animation:
        """Return the animation in which the gradient reaches a column from the one after it."""
        color = self.theme.gradient
        moves: list[Animation] = [changing(line).set_color(color) for line in self.ways[index]]
        if index in self.tabs:
            moves.append(FadeIn(self.tabs[index], shift=DOWN * 0.15))
        elif index:
            moves += [changing(dot).set_stroke(color, width=4.0) for dot in self.marks[index]]
        return AnimationGroup(*moves)

    def step(self) -> list[Animation]:
        """Return the animations of a step: weights count on, and the gradients are spent."""
        moves: list[Animation] = [
            changing(line).set_color(self.theme.weight) for way in self.ways[:-1] for line in way
        ]
        return [*moves, *(self.digits[key].count(1) for key in self.digits if self._is_weight(key))]

    def settle(self) -> list[Animation]:
        """Return the animations in which all is as it was before the gradient came."""
        moves: list[Animation] = [
            changing(line).set_color(self.theme.dimmed) for way in self.ways for line in way
        ]
        for index, mark in enumerate(self.marks[:-1]):
            if not self.numbered and index:
                moves += [changing(dot).set_stroke(self._color(index), width=2.5) for dot in mark]
        return moves

    def take_in_numbers(self) -> None:
        """Make the numbers in boxes, which came one by one, a part of the drawing, to change with it."""
        self.add(*(number for key, number in self.digits.items() if key not in self._landing))

    def write(self, step: int) -> None:
        """Write all numbers of a step."""
        for number in self.digits.values():
            number.write(step)

    def _key(self, index: int) -> str:
        if index > self.graph.depth:
            return "L"
        return self.graph.activation_keys(index)[0] if self.numbered else f"layer {index}"

    def _is_weight(self, key: str) -> bool:
        return key in self.graph.nodes and self.graph.nodes[key].kind == "weight"

    def _color(self, index: int) -> str:
        return self.theme.activation if index else self.theme.input

    def _place(self, index: int) -> float:
        return -safe_width() / 2 + self.pitch * (index + 0.5)

    def _layer(self, index: int) -> VGroup:
        if not self.numbered:
            return self._dots(index)
        key = self._key(index)
        box = self._box(index, values(self.epochs, key), key)
        if index:
            neuron = self.graph.neuron(index)
            self._weight(index, neuron.weights[0], box)
            self._tab(index, key, box)
        return box

    def _dots(self, index: int) -> VGroup:
        color, count = self._color(index), self.graph.widths[index]
        radius = min(_DOT, 0.38 * self.dots)
        dots = VGroup(*(Circle(radius, color=color, stroke_width=2.5) for _ in range(count)))
        for place, dot in enumerate(dots):
            height = self.middle + ((count - 1) / 2 - place) * self.dots
            dot.set_fill(color, _LIT if not index else _DIM).move_to((self._place(index), height, 0.0))
        symbol = vector_symbol("a" if index else "x", index or None)
        name = math([symbol.typst], color, size=BODY).next_to(dots, DOWN, buff=0.2)
        self.names.append(name)
        self.add(name.set_y(self.middle - max(self.graph.widths) / 2 * self.dots - 0.25))
        return dots

    def _box(self, index: int, numbers: Sequence[Quantity], key: str) -> VGroup:
        color = role_color(self.theme, numbers[0].symbol)
        box = Box(self.theme, color, self.wide, _TALL).move_to((self._place(index), self.middle, 0.0))
        name = math([numbers[0].symbol.typst], color, size=TITLE)
        box.add(name.move_to(box.frame.get_center() + UP * 0.2 * _TALL))
        self._hold(key, numbers, self.theme.ink, box, -0.25 * _TALL)
        return box

    def _weight(self, index: int, key: str, below: VGroup) -> None:
        numbers = values(self.epochs, key)
        box = Box(self.theme, self.theme.weight, self.wide, _LOW).next_to(below, UP, buff=_GAP + 0.15)
        name = math([numbers[0].symbol.typst], self.theme.weight, size=BODY).next_to(box, UP, buff=0.1)
        self._hold(key, numbers, self.theme.ink, box, 0.0)
        self.weights[index] = VGroup(box, name)

    def _tab(self, index: int, key: str, above: VGroup) -> None:
        numbers = gradients(self.epochs, key)
        powers = any(TIMES in one.text for one in numbers)
        wide = self.pitch - _GAP if powers else self.wide
        box = Box(self.theme, self.theme.gradient, wide, _LOW).next_to(above, DOWN, buff=_GAP)
        landing = f"gradient {key}"
        self._landing.append(landing)
        self._hold(landing, numbers, self.theme.gradient, box, 0.0)
        self.tabs[index] = VGroup(box, self.digits[landing])

    def _hold(self, key: str, numbers: Sequence[Quantity], color: str, box: Box, offset: float) -> None:
        height = float(box.get_y()) + offset
        live = LiveDigits(numbers, color, box.room, height, middle=float(box.get_x()))
        live.level_with(height)
        self.digits[key] = live

    def _way(self, index: int) -> VGroup:
        """Return the lines from each mark of a column to each of the next."""
        starts, ends = (
            [*mark] if isinstance(mark[0], Circle) else [mark] for mark in self.marks[index : index + 2]
        )
        way = VGroup()
        for start in starts:
            for end in ends:
                line = Line(
                    start.get_edge_center(RIGHT), end.get_edge_center(LEFT), stroke_width=2.0, buff=_GAP
                )
                way.add(line.set_color(self.theme.dimmed))
        return way


def batch_loss(epochs: Sequence[Epoch]) -> list[Quantity]:
    """Return the loss, averaged over the examples, at every step."""
    first = Batch(epochs[0].start).loss
    later = (
        Quantity(first.symbol, epoch.loss, None, first.decimals, fixed=True, node="L") for epoch in epochs[1:]
    )
    return [first, *later]
