"""Several predictions on one scale, a row each, with the target of each and the gap between the two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Dot, Line, VGroup
from numpy.typing import NDArray

from backprop_core.network.batch import of_example
from backprop_core.network.training import Epoch
from backprop_core.quantity import Symbol
from config import Theme
from scenes.chapters.recap.whole_scale import WholeScale
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import SMALL, text
from scenes.stage.measure import Measurement

MOST_ROWS = 8
"""Examples, or outputs, that get a row."""

_TICK, _LEAST = 0.1, 0.01


@dataclass(frozen=True)
class Row:
    """One prediction: on which example, by which output, with which target; how both are called."""

    example: int
    output: str
    target: str
    names: tuple[str, str]


class PredictionRows(VGroup):
    """Rows over a scale as wide as `width` allows: of several examples one each, else of several outputs.

    `still` is what does not move: scale, note and targets.
    """

    def __init__(self, theme: Theme, epochs: Sequence[Epoch], width: float, height: float) -> None:
        super().__init__()
        self.epochs, self.step, self.rows = epochs, 0, rows_of(epochs[0])
        self.predictions = np.array(
            [
                [float(epoch.start[row.example].changed(epoch.moved).values[row.output]) for row in self.rows]
                for epoch in epochs
            ]
        )
        self.aims = [float(epochs[0].start[row.example].given[row.target]) for row in self.rows]
        self.axis = WholeScale(theme, [*self.aims, *self.predictions.ravel().tolist()], width, _TICK, 0.0)
        self.line = self.axis.line
        said = "each example's answer, and its target" if len(epochs[0].start) > 1 else "outputs, and targets"
        note = text(said, theme.dimmed, size=SMALL)
        pitch = min(0.3, (height - float(note.height) - 0.2) / (len(self.rows) + 0.5))
        self.levels = [(index + 1) * pitch for index in range(len(self.rows))]
        note.next_to(self.line, UP, buff=self.levels[-1] + 0.5 * pitch + 0.05).align_to(self.line, LEFT)
        side = min(0.16, 0.6 * pitch)
        self.flags = VGroup(*(self._flag(theme, index, side) for index in range(len(self.rows))))
        self.gaps = VGroup(
            *(Line(LEFT, RIGHT, stroke_color=theme.loss, stroke_width=30 * side) for _ in self.rows)
        )
        self.balls = VGroup(*(Dot(radius=0.5 * side, color=theme.activation) for _ in self.rows))
        self.balls.set_z_index(1)
        self.still = VGroup(self.line, self.axis.ticks, *self.axis.numbers, self.flags, note)
        self.add(self.still, self.gaps, self.balls)
        self.write(0)

    @property
    def balls_and_names(self) -> VGroup:
        """The balls, which come before the gaps."""
        return self.balls

    def place(self, index: int, value: float) -> NDArray[np.float64]:
        """Return where a value lies in a row."""
        place: NDArray[np.float64] = self.axis.place(value) + UP * self.levels[index]
        return place

    def write(self, step: int) -> None:
        """Show the predictions of a step."""
        self.step = step
        for index, (gap, ball, aim) in enumerate(zip(self.gaps, self.balls, self.aims, strict=True)):
            here, target = self.place(index, float(self.predictions[step, index])), self.place(index, aim)
            ball.move_to(here)
            seen = float(np.linalg.norm(target - here)) >= _LEAST
            gap.put_start_and_end_on(here, target if seen else here + RIGHT * _LEAST)
            gap.set_stroke(opacity=1.0 if seen else 0.0)

    def move_on(self, step: int) -> Animation:
        """Return the animation in which balls and gaps move on to the predictions of a step."""
        now = self.copy()
        now.write(step)
        self.step = step
        return AnimationGroup(changing(self.gaps).become(now.gaps), changing(self.balls).become(now.balls))

    def measurements(self) -> Iterable[Measurement]:
        """Read predictions off the balls' places, and targets off the marks."""
        for row, ball, flag in zip(self.rows, self.balls, self.flags, strict=True):
            for name, mark in zip(row.names, (ball, flag), strict=True):
                yield self.axis.read(name, mark, self.step)

    def _flag(self, theme: Theme, index: int, side: float) -> Line:
        place = self.place(index, self.aims[index])
        ends = place + DOWN * 0.7 * side, place + UP * 0.7 * side
        return Line(*ends, stroke_color=theme.target, stroke_width=5.0)


def rows_of(epoch: Epoch) -> list[Row]:
    """Return the rows of a network: its examples if it has several and one output, else its outputs."""
    network = epoch.start[0]
    nodes, graph = network.graph.nodes, network.graph
    pairs = list(zip(graph.outputs, graph.targets, strict=True))
    places = [0] if len(pairs) > 1 else range(min(len(epoch.start), MOST_ROWS))

    def named(key: str, place: int) -> str:
        symbol: Symbol = nodes[key].symbol
        return of_example(symbol, place + 1).plain if len(pairs) == 1 else symbol.plain

    return [
        Row(place, output, target, (named(output, place), named(target, place)))
        for place in places
        for output, target in pairs
    ]
