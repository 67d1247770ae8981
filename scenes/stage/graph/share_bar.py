"""What softmax makes of a layer's sums: a bar of length one, cut into the shares of the outputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from manim import DOWN, RIGHT, UP, Animation, FadeIn, LaggedStart, Rectangle, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.color import TINT
from scenes.stage.graph.neuron_box import name_line
from scenes.stage.measure import Measurement

_SIZE, _ROOMY, _FOCUSED = 0.34, 1.3, 0.45


class OutputShares(VGroup):
    """A bar of `width` that is one whole, a part for each output, named where it is wide enough."""

    def __init__(
        self, theme: Theme, outputs: Sequence[Quantity], focus: int, width: float, height: float
    ) -> None:
        super().__init__()
        self.outputs = outputs
        self.parts, self.names = VGroup(), VGroup()
        x = 0.0
        for place, output in enumerate(outputs):
            share = float(output.value) * width
            part = Rectangle(width=max(share, 1e-6), height=height, stroke_color=theme.activation)
            part.set_stroke(width=2.0).set_fill(theme.activation, _FOCUSED if place == focus else TINT)
            self.parts.add(part.shift(RIGHT * (x + share / 2)))
            name = name_line(theme, output.symbol, _SIZE)
            if share > _ROOMY * float(name.width):
                self.names.add(name.next_to(part, DOWN, buff=0.1))
            x += share
        self.add(self.parts, self.names)
        self.whole = width

    def grow(self) -> Animation:
        """Return the animation in which the shares are laid end to end."""
        return LaggedStart(*(FadeIn(part, shift=UP * 0.1) for part in self.parts), lag_ratio=0.3)

    def measurements(self) -> Iterable[Measurement]:
        """Read every share back from the width of its part."""
        for output, part in zip(self.outputs, self.parts, strict=True):
            yield Measurement("share", output.name, float(part.width) / self.whole, 1e-5)
