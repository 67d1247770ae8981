"""The loss after every step of a training run, as a row of bars on one line, to scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from manim import DOWN, RIGHT, Line, Rectangle, VGroup

from backprop_core.network.batch import Batch
from backprop_core.network.training import Epoch
from config import Theme
from scenes.stage.measure import Measurement

_SHARE, _LEAST = 0.72, 2e-3
"""How much of its pitch a bar takes; bars lower than this are not drawn."""


class LossBars(VGroup):
    """A bar for every step, the largest loss `height` high; those after step `reached` cannot be seen."""

    def __init__(self, theme: Theme, epochs: Sequence[Epoch], width: float, height: float) -> None:
        super().__init__()
        self.theme, self.epochs, self.reached = theme, epochs, -1
        self.name = Batch(epochs[0].start).loss.name
        self.unit = height / (max(float(epoch.loss) for epoch in epochs) or 1.0)
        pitch = width / len(epochs)
        self.ground = Line(RIGHT * 0, RIGHT * width, stroke_color=theme.dimmed, stroke_width=2)
        self.bars = VGroup()
        for index, epoch in enumerate(epochs):
            bar = Rectangle(
                width=_SHARE * pitch,
                height=max(self.unit * float(epoch.loss), 0.5 * _LEAST),
                stroke_width=0.0,
            )
            bar.move_to(RIGHT * pitch * (index + 0.5), aligned_edge=DOWN)
            self.bars.add(bar.set_fill(theme.loss, 0.0))
        self.add(self.ground, self.bars)

    def reveal(self, step: int) -> None:
        """Let all bars up to a step be seen."""
        for index in range(self.reached + 1, step + 1):
            if self.bars[index].height >= _LEAST:
                self.bars[index].set_fill(self.theme.loss, 0.9)
        self.reached = max(self.reached, step)

    def measurements(self) -> Iterable[Measurement]:
        """Read the loss of every step that can be seen back from its bar's height over the ground."""
        level = float(self.ground.get_y())
        for index, bar in enumerate(self.bars[: self.reached + 1]):
            found = (float(bar.get_top()[1]) - level) / self.unit
            yield Measurement("length", self.name, found, 2e-3 / self.unit, {"step": float(index)})
