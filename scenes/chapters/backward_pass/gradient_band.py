"""The gradient along a row as a band: as high as it is large, hanging down where it is negative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeIn, GrowFromEdge, Line, Rectangle, VGroup, VMobject

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.measure import Measurement

_HEIGHT, _THINNEST, _BESIDE = 0.8, 1e-6, 0.14


class GradientBand(VGroup):
    """A piece for each of some gradients, from the loss on, from the middle of one box to that of the next.

    `places` are the boxes' middles, the loss's first. All pieces stand on or hang from one line at height 0.
    """

    def __init__(self, theme: Theme, gradients: Mapping[str, Quantity], places: Sequence[float]) -> None:
        super().__init__()
        self.gradients = gradients
        largest = max(abs(float(one.value)) for one in gradients.values())
        self.unit = _HEIGHT / (largest or 1.0)
        self.zero = Line((places[-1], 0.0, 0.0), (places[0], 0.0, 0.0), stroke_color=theme.dimmed)
        self.zero.set_stroke(width=1.5)
        self.pieces = VGroup()
        for gradient, right, left in zip(gradients.values(), places, places[1:], strict=False):
            size = float(gradient.value) * self.unit
            piece = Rectangle(width=right - left, height=max(abs(size), _THINNEST), stroke_width=0.0)
            piece.set_fill(theme.gradient, 0.9)
            self.pieces.add(piece.move_to((left, 0.0, 0.0), aligned_edge=LEFT + (UP if size < 0 else DOWN)))
        self.add(self.zero, self.pieces)

    def grow(self) -> Iterator[Animation]:
        """Yield the animations that let the band run from the loss to the left, piece by piece."""
        for index, piece in enumerate(self.pieces):
            if not index:
                yield FadeIn(self.zero)
            yield GrowFromEdge(piece, RIGHT)

    def under(self, label: VMobject) -> VMobject:
        """Put a label under the band's left end; return it."""
        left = float(self.zero.get_left()[0])
        near = [
            one for one in self.pieces if float(one.get_left()[0]) < left + float(label.width) + 2 * _BESIDE
        ]
        level = min(float(one.get_bottom()[1]) for one in (self.zero, *near))
        return label.next_to((left, level, 0.0), DOWN + RIGHT, buff=_BESIDE)

    def measurements(self) -> Iterable[Measurement]:
        """Read every gradient back from where its piece ends, above or below the line."""
        level = float(self.zero.get_y())
        for gradient, piece in zip(self.gradients.values(), self.pieces, strict=True):
            found = (float(piece.get_top()[1]) + float(piece.get_bottom()[1]) - 2 * level) / self.unit
            yield Measurement("height", gradient.name, found, 2e-6 / self.unit)
