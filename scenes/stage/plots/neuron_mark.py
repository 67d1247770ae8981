"""Where a neuron stands on its activation's curve and on that of the slope."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP, Dot, VGroup

from backprop_core.quantity import Quantity
from scenes.stage.lettering import typesetting
from scenes.stage.plots.activation_view import ActivationView
from scenes.stage.plots.free_place import clearance

_FLAT, _CLEAR, _GAPS = 0.03, 0.05, (0.12, 0.35, 0.6)
"""Values this close to an end of the curve's range (as a share of it) lie where it is too flat for a name on
its inner side; what a name keeps from all lines; how far from its point it stands, the farther places only if
it would meet something at the nearer ones."""


class NeuronMark(VGroup):
    """A point on both curves, and the neuron's name beside the upper one.

    `leftmost` tells on which side of the curve the name goes, so that two neighbours keep apart; `others`
    are marks that stand already.
    """

    def __init__(
        self,
        view: ActivationView,
        value: Quantity,
        z: float,
        *,
        leftmost: bool,
        others: Sequence[NeuronMark] = (),
    ) -> None:
        super().__init__()
        theme = view.theme
        self.dots = VGroup(
            *(
                Dot(point, radius=0.1, color=color, stroke_color=theme.background, stroke_width=2.0)
                for point, color in zip(view.place(z), (theme.activation, theme.gradient), strict=True)
            )
        )
        low, high = view.activation.value_range(view.window)
        share = (float(value.value) - low) / (high - low)
        above = leftmost if _FLAT < share < 1 - _FLAT else share <= _FLAT
        side = (LEFT if leftmost else RIGHT) + (UP if above else DOWN)
        self.label = typesetting.math([value.symbol.typst], theme.activation, size=typesetting.BODY)
        texts = [part for other in others for part in (other.label, other.dots[0])]
        ways = (side, side * (1, -1, 1), side * (-1, 1, 1), -side)
        rooms: list[tuple[float, int]] = []
        places = [(gap, way) for gap in _GAPS for way in ways]
        for index, (gap, way) in enumerate(places):
            self.label.next_to(self.dots[0].get_center(), way, buff=gap)
            room = clearance(self.label, view.straight, (view.curve, *view.upper.x_labels), texts)
            rooms.append((min(room, _CLEAR), -index))
        gap, way = places[-max(rooms)[1]]
        self.label.next_to(self.dots[0].get_center(), way, buff=gap)
        self.add(self.dots, self.label)
