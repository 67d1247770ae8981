"""The network while it trains: the same boxes, with the numbers of any step in them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, zip_longest

import numpy as np
from manim import (
    DOWN,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    GrowArrow,
    LaggedStart,
    VGroup,
    VMobject,
)
from numpy.typing import NDArray

from backprop_core.network import PARAMETERS, SYMBOLS
from backprop_core.quantity import Quantity, Symbol, derivative_symbol
from backprop_core.training import Epoch
from config import Theme
from scenes.stage.formulas.equation import number_line, number_piece
from scenes.stage.lettering import digits
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import SMALL, Part, Source, shown_number, text
from scenes.stage.network.boxes import Box
from scenes.stage.network.network_diagram import ABOVE, ROW, NetworkDiagram

BACK = ("a2", "z2", "a1", "z1")
"""The boxes at which a gradient lands, from the loss on."""

_TAB_GAP, _TAB_HEIGHT, _TAB_INSET, _NAME_GAP, _COUNT_GAP = 0.06, 0.42, 0.07, 0.13, 0.12
_SIGN_GAP = 0.28

STEP = Symbol('"step"', "step", "step")


class LiveDigits(VGroup):
    """The digits of one number, step by step; the number is stated together with the step.

    They stand on a baseline, from `left` on after their sign, or centred on `middle` without it.
    """

    def __init__(
        self,
        numbers: Sequence[Quantity],
        color: str,
        room: float,
        baseline: float,
        *,
        left: float | None = None,
        middle: float = 0.0,
    ) -> None:
        super().__init__()
        self.numbers, self.tint, self.room, self.baseline = numbers, color, room, baseline
        self.left, self.middle = left, middle
        self.sign = self._glyph()
        self.part = Part(Source("", (number_piece(numbers[0]),)), 1)
        self.part.add(*(self._glyph() for _ in range(max(len(one.text) for one in numbers))))
        self.add(self.sign, self.part)
        self.write(0)

    def write(self, step: int) -> None:
        """Write the number of a step with the glyphs that are there; those left over stay empty."""
        quantity = self.numbers[step]
        signed = self.left is not None
        outlines = _outlines(quantity, signed=signed)
        low, high = _extent(outlines)
        scale = min(SMALL, self.room / (high - low))
        start = self.middle - scale * (low + high) / 2 if self.left is None else self.left - scale * low
        origin = np.array([start, self.baseline, 0.0])
        for glyph, points in zip_longest((*([self.sign] if signed else []), *self.part), outlines):
            glyph.set_points(np.zeros((0, 3)) if points is None else points * scale + origin)
        self.part.number = shown_number(quantity, {"step": step})

    def _glyph(self) -> VMobject:
        return VMobject(fill_color=self.tint, fill_opacity=1.0, stroke_width=0.0)

    def renew(self, step: int) -> Animation:
        """Return the animation in which the number of a step takes the place of the one that stands."""
        old = self.copy()
        old.part.number = None
        self.write(step)
        return AnimationGroup(FadeOut(old, shift=UP * 0.2), FadeIn(self, shift=UP * 0.2))


class LiveNetwork(VGroup):
    """A network diagram whose `digits`, by key, and `gradients`, by key, follow the steps of a training run.

    `diagram` stands in its place already. `tabs` are the frames that the gradients land in.
    """

    def __init__(self, theme: Theme, diagram: NetworkDiagram, epochs: Sequence[Epoch]) -> None:
        super().__init__()
        self.theme, self.diagram = theme, diagram
        self.digits: dict[str, LiveDigits] = {}
        self.gradients: dict[str, LiveDigits] = {}
        self.tabs: dict[str, Box] = {}
        for key in ROW:
            slot = diagram.nodes[key].slot()
            self.digits[key] = LiveDigits(
                values(epochs, key),
                theme.ink,
                diagram.nodes[key].room,
                slot.baseline,
                middle=float(slot.get_x()),
            )
        for key in ABOVE:
            self._free_parameter(key, epochs)
        for key in BACK:
            self._add_tab(key, epochs)
        self.add(diagram, *self.digits.values(), *self.tabs.values(), *self.gradients.values())

    def write(self, step: int) -> None:
        """Write all numbers of a step."""
        for number in (*self.digits.values(), *self.gradients.values()):
            number.write(step)

    def enter(self) -> Animation:
        """Return the animation that draws boxes, arrows, and what is given before anything is computed."""
        given = [self.diagram.parameters[key] for key in ABOVE]
        numbers = [self.digits[key] for key in (*ABOVE, "x")]
        arrows = [GrowArrow(arrow) for arrow in self.diagram.arrows.values()]
        return LaggedStart(
            FadeIn(self.diagram.row), AnimationGroup(FadeIn(*given, *numbers), *arrows), lag_ratio=0.4
        )

    def signal(self, start: str, end: str) -> Animation:
        """Return a flash that runs along an arrow, in the colour of the box that it leads to."""
        return self.diagram.signal(start, end, self.diagram.nodes[end].color_on)

    def light_forward(self) -> Animation:
        """Return the animation in which the row's arrows light up one after another, and stay lit."""
        arrows = [self.diagram.arrows[edge] for edge in pairwise(ROW)]
        steps = [
            AnimationGroup(self.signal(*edge), changing(arrow).set_color(self.theme.ink))
            for edge, arrow in zip(pairwise(ROW), arrows, strict=True)
        ]
        return LaggedStart(*steps, lag_ratio=0.5)

    def land(self, key: str) -> Animation:
        """Return the animation in which a gradient lands under its box."""
        return FadeIn(VGroup(self.tabs[key], self.gradients[key]), shift=DOWN * 0.15)

    def _free_parameter(self, key: str, epochs: Sequence[Epoch]) -> None:
        """Keep a parameter's name in its box and give the rest of the line to digits that can change."""
        box, numbers = self.diagram.parameters[key], values(epochs, key)
        name = box.line.part(1)
        box.remove(box.line)
        most = box.room - float(name.width) - _NAME_GAP
        widest = max(high - low for low, high in (_extent(_outlines(one, signed=True)) for one in numbers))
        room = min(SMALL * widest, most)
        start = float(box.frame.get_x()) - (float(name.width) + _NAME_GAP + room) / 2
        name.shift((start - float(name.get_left()[0]), 0.0, 0.0))
        box.add(name)
        left = float(name.get_right()[0]) + _NAME_GAP
        self.digits[key] = LiveDigits(numbers, self.theme.ink, room, box.line.baseline, left=left)

    def _add_tab(self, key: str, epochs: Sequence[Epoch]) -> None:
        node = self.diagram.nodes[key].frame
        tab = Box(self.theme, self.theme.gradient, float(node.width), _TAB_HEIGHT)
        tab.frame.set_stroke(width=2.5)
        tab.next_to(node, DOWN, buff=_TAB_GAP)
        first = number_line(self.theme, gradients(epochs, key)[0], size=SMALL).move_to(tab)
        self.tabs[key] = tab
        self.gradients[key] = LiveDigits(
            gradients(epochs, key),
            self.theme.gradient,
            float(tab.width) - 2 * _TAB_INSET,
            first.baseline,
            middle=float(tab.get_x()),
        )


class StepCounter(VGroup):
    """`step 12`: how many steps have been taken."""

    def __init__(self, theme: Theme, most: int) -> None:
        super().__init__()
        self.label = text(STEP.plain, theme.dimmed, size=SMALL)
        counts = [Quantity(STEP, Fraction(step)) for step in range(most + 1)]
        widest = SMALL * digits.width(counts[-1].text)
        left = float(self.label.get_right()[0]) + _COUNT_GAP
        self.digits = LiveDigits(counts, theme.ink, widest, self.label.baseline, middle=left + widest / 2)
        self._end = left + widest
        self.add(self.label, self.digits)

    def end_at(self, right: float, baseline: float) -> None:
        """Put the counter's right end and its baseline in their places."""
        across, up = right - self._end, baseline - self.label.baseline
        self.label.shift((across, up, 0.0))
        self.digits.middle += across
        self.digits.baseline += up
        self.digits.write(0)

    def write(self, step: int) -> None:
        """Write the number of steps."""
        self.digits.write(step)


def values(epochs: Sequence[Epoch], key: str) -> list[Quantity]:
    """Return one of the network's values at every step; what no step changes stays exact."""
    given = key not in (*PARAMETERS, *ROW[1:])
    found = [epochs[0].network.quantity[key]]
    for epoch in epochs[1:]:
        value = epoch.network.values[key]
        found.append(found[0] if given else Quantity(SYMBOLS[key], value, fixed=True))
    return found


def gradients(epochs: Sequence[Epoch], key: str) -> list[Quantity]:
    """Return the gradient of the loss by one of the network's values at every step."""
    symbol = derivative_symbol(SYMBOLS["L"], SYMBOLS[key])
    later = [Quantity(symbol, epoch.network.gradient_values[key], fixed=True) for epoch in epochs[1:]]
    return [epochs[0].network.gradient[key], *later]


def _outlines(quantity: Quantity, *, signed: bool) -> list[NDArray[np.float64]]:
    """Return the outlines of a number's characters, one em high, with `signed` after `=` or `≈`."""
    sign = digits.glyph(quantity.relation)
    shapes = [(shape, x + sign.advance + _SIGN_GAP) for shape, x in digits.layout(quantity.text)]
    if signed:
        shapes.insert(0, (sign, 0.0))
    return [shape.points + np.array([x, 0.0, 0.0]) for shape, x in shapes]


def _extent(glyphs: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    return min(float(points[:, 0].min()) for points in glyphs), max(
        float(points[:, 0].max()) for points in glyphs
    )
