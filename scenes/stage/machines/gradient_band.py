"""The gradient along a row as a band: as high as it is large, hanging down where it is negative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from manim import DOWN, RIGHT, Line, Polygon, VGroup, VMobject

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.machines.flow_arm import FILL
from scenes.stage.measure import Measurement

_BESIDE = 0.14


class GradientBand(VGroup):
    """A piece for each of some gradients, from the loss on, from one box through it to the next.

    `places` are the boxes' middles, the loss's first, `half` is half of a box's width, `unit` the height of a
    gradient of one. All pieces stand on or
    hang from one line at height 0; through a box a piece goes from what comes in to what goes out.
    """

    def __init__(
        self,
        theme: Theme,
        gradients: Mapping[str, Quantity],
        places: Sequence[float],
        half: float,
        unit: float,
    ) -> None:
        super().__init__()
        self.gradients, self.unit = gradients, unit
        sizes = [float(one.value) for one in gradients.values()]
        self.zero = Line((places[-1], 0.0, 0.0), (places[0], 0.0, 0.0), stroke_color=theme.dimmed)
        self.zero.set_stroke(width=1.5)
        self.pieces = VGroup()
        for size, coming, right, left in zip(sizes, [sizes[0], *sizes], places, places[1:], strict=False):
            ends = (right + half, coming), (right - half, size), (left + half, size)
            upper = [(x, height * self.unit, 0.0) for x, height in ends]
            piece = Polygon((ends[0][0], 0.0, 0.0), *upper, (ends[-1][0], 0.0, 0.0), stroke_width=0.0)
            self.pieces.add(piece.set_fill(theme.gradient, FILL))
        self.add(self.zero, self.pieces)

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
            found = (float(piece.get_vertices()[3][1]) - level) / self.unit
            yield Measurement("height", gradient.name, found, 2e-6 / self.unit)
