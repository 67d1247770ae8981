"""The drag: a chapter without words that shows every position of a slider for one frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import RIGHT, UP, Mobject, UpdateFromAlphaFunc, ValueTracker, VGroup, config, linear
from numpy.typing import NDArray

from backprop_core.number import Number
from config import Settings
from scenes.chapters.drags.board import board
from scenes.chapters.drags.slider import SliderGrid
from scenes.film.timeline import TICKS_PER_SECOND
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.equation import fit
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine
from scenes.voice.speech import Pace

STRETCH = 120
"""Positions in one stretch, about: what one worker draws on its own."""

SMALLEST = 0.6
"""The share of its size that a formula may be shrunk to."""


@dataclass(frozen=True)
class Zone:
    """A rectangle of the stage where something stands whatever is drawn in it: edges in stage units."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.right - self.left, self.top - self.bottom

    @property
    def centre(self) -> NDArray[np.float64]:
        """The middle as a point of the stage."""
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])

    def across(self, low: float, high: float) -> tuple[float, float]:
        """Return the shares of the frame's width at which two shares of the zone's width lie."""
        width = float(config.frame_width)
        first, last = (0.5 + (self.left + share * self.size[0]) / width for share in (low, high))
        return first, last

    def down(self, low: float, high: float) -> tuple[float, float]:
        """Return the shares of the frame's height, from the top, of two shares of the zone's, from below."""
        height = float(config.frame_height)
        first, last = (0.5 - (self.bottom + share * self.size[1]) / height for share in (low, high))
        return first, last


class Drag(Chapter):
    """A picture of a slider: `slider` says at which positions, `lay_out` puts it on stage.

    `frame_index` is the index of the one that stands on stage, `trackers` hold the variables there. Each
    frame of the film shows one position at fifteen frames a second; the film is cut into stretches so that
    many can draw it.
    """

    cut = 1.0
    """Share of the width at which the picture may be cut in two; what is dragged lies left of it."""

    def __init__(self, settings: Settings | None = None, pace: Pace | None = None, **kwargs: Any) -> None:
        super().__init__(settings, pace, **kwargs)
        self.slider = self.slider_of(self.settings)
        self.frame_index = 0
        self.trackers = tuple(ValueTracker(float(axis.values[0])) for axis in self.slider.axes)

    @classmethod
    def slider_of(cls, settings: Settings) -> SliderGrid:
        """Return the positions and what is read at each."""
        raise NotImplementedError

    @classmethod
    def formula(cls, settings: Settings) -> str:
        """Return the function that is shown, as a line of text."""
        raise NotImplementedError

    @classmethod
    def rules(cls, settings: Settings) -> tuple[str, ...]:
        """Return the rules that its slopes follow, a line of text each."""
        raise NotImplementedError

    @classmethod
    def board(cls, settings: Settings) -> dict[str, Any]:
        """Return what a page's script needs to know, as JSON."""
        return board(cls.slider_of(settings), cls.cut)

    def lay_out(self) -> None:
        """Put everything on stage: what stands still first, what follows the position after it."""
        raise NotImplementedError

    def construct(self) -> None:
        """Show every position, stretch by stretch; a stretch holds whole runs of the first axis."""
        self.lay_out()
        run = len(self.slider.axes[0].values)
        step = max(1, round(STRETCH / run)) * run
        for first in range(0, self.slider.frames, step):
            positions = range(first, min(first + step, self.slider.frames))
            with self.silent_beat(f"from_{first}"):
                self._show(positions)

    def axis_readout(self, axis: int, color: str, room: float, *, size: float = FORMULA) -> Readout:
        """Return the label of a variable, which follows the position."""
        found, decimals = self.slider.axes[axis], self.slider.axes[axis].decimals
        ends = found.values[0], found.values[-1]
        fitting = fitting_size(found.symbol, ends, room, decimals=decimals, size=size)
        return Readout(
            found.symbol,
            lambda: found.values[self.slider.indices(self.frame_index)[axis]],
            color,
            decimals=decimals,
            size=fitting,
            at=self.at,
        )

    def readout(
        self, index: int, color: str, extremes: tuple[float, float], room: float, *, size: float = FORMULA
    ) -> Readout:
        """Return the label of a reading, which follows the position and fits at both extremes."""
        reading = self.slider.readings[index]
        return Readout(
            reading.symbol,
            lambda: self.slider.reading(index, self.frame_index).value,
            color,
            decimals=reading.decimals,
            size=fitting_size(reading.symbol, extremes, room, decimals=reading.decimals, size=size),
            at=self.at,
        )

    def write(self, line: TypesetLine, left: float, baseline: float, room: float) -> None:
        """Put a formula on stage, shrunk into its room; one too small to be read then only the page has."""
        if line.width * SMALLEST <= room:
            fit(line, room)
            self.add(line.shift(RIGHT * (left - line.get_left()[0]) + UP * (baseline - line.baseline)))

    def at(self) -> dict[str, Number]:
        """Return the values of the variables now, by name."""
        names = (axis.symbol.plain for axis in self.slider.axes)
        return dict(zip(names, self.slider.point(self.frame_index), strict=True))

    def _show(self, positions: range) -> None:
        def follow(_: Mobject, share: float) -> None:
            self._stand(positions[min(round(share * len(positions)), len(positions) - 1)])

        # What the animation moves is never on stage, so that only what follows the trackers counts as moving.
        sweeping = UpdateFromAlphaFunc(self.trackers[0], follow, rate_func=linear)
        self.play(sweeping, run_time=len(positions) / TICKS_PER_SECOND)

    def _stand(self, position: int) -> None:
        self.frame_index = position
        for tracker, value in zip(self.trackers, self.slider.point(position), strict=True):
            tracker.set_value(float(value))


def fit_labels(labels: VGroup, room: float, edge: NDArray[np.float64]) -> None:
    """Shrink the labels of a scale alike, each towards its edge, where the widest has no room."""
    widest = max((float(label.width) for label in labels), default=0.0)
    if widest > room:
        for label in labels:
            label.scale(room / widest, about_edge=edge)
