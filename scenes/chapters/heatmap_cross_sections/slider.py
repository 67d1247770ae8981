"""A variable of the loss as a slider: a rail, its value, and a knob that a lock can take the place of."""

from __future__ import annotations

from manim import LEFT, RIGHT, UP, Animation, Dot, FadeIn, FadeOut, Line, ValueTracker, VGroup

from backprop_core.number import Number
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import value_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.lock import Lock
from scenes.stage.plots.contour import Floats
from scenes.stage.trackers import settled

RAIL, _SIZE, _OVER, _LOCK, _KNOB = 2.7, 0.56, 0.32, 0.46, 0.13


class Slider(VGroup):
    """`line` states the value over the `rail`, from `-reach` to `reach`; it follows `x` if given."""

    def __init__(self, theme: Theme, quantity: Quantity, reach: float, x: ValueTracker | None = None) -> None:
        super().__init__()
        self.theme, self.reach = theme, reach
        self.rail = Line(LEFT * RAIL / 2, RIGHT * RAIL / 2, stroke_color=theme.dimmed, stroke_width=4.0)
        at = RIGHT * RAIL / 2 * float(quantity.value) / reach
        self.knob = Dot(at, radius=_KNOB, color=theme.weight)
        self.lock = Lock(theme.ink, theme.background, height=_LOCK).move_to(at)
        self.line: VGroup = value_line(theme, quantity, size=_SIZE, display=False)
        if x is not None:

            def here() -> dict[str, Number]:
                return {quantity.name: settled(x)}

            size = fitting_size(quantity.symbol, (-reach, reach), RAIL, size=_SIZE)
            self.line = Readout(quantity.symbol, lambda: settled(x), theme.weight, size=size, at=here)
            self.knob.add_updater(lambda knob: knob.move_to(self.place(float(x.get_value()))))
        self.line.scale(min(1.0, RAIL / self.line.width))
        self.line.next_to(self.rail, UP, buff=_OVER).align_to(self.rail, LEFT)
        self.add(self.rail, self.line, self.knob)

    def place(self, value: float) -> Floats:
        """Return where on the rail a value stands."""
        start, end = self.rail.get_start(), self.rail.get_end()
        place: Floats = start + (end - start) * (value / self.reach + 1.0) / 2
        return place

    def hold(self) -> list[Animation]:
        """Return the animations in which the knob is locked."""
        return [
            FadeOut(self.knob),
            FadeIn(self.lock, scale=1.9),
            changing(self.line).set_color(self.theme.dimmed),
        ]
