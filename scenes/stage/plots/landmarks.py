"""What is drawn where a curve is not smooth: an asymptote, an open dot, the end of the domain."""

from __future__ import annotations

import numpy as np
from manim import Circle, DashedLine, Dot, VGroup, VMobject

from backprop_core.limits import close
from backprop_core.number import Number
from backprop_core.shape import Shape, Special
from scenes.stage.measure import allow
from scenes.stage.plots.panel import PlotPanel

_RADIUS, _STROKE = 0.085, 3.5


class Landmarks(VGroup):
    """The marks of a curve's special places, laid on a panel as it stands.

    A dashed line stands at a pole. A dot is open where the curve comes up to a place without holding it, and
    filled where it does. A kink has no mark of its own.
    """

    def __init__(self, panel: PlotPanel, shape: Shape) -> None:
        super().__init__()
        self.panel, self.shape = panel, shape
        self.lay()

    def lay(self) -> None:
        """Draw the marks anew for the ranges that the panel shows."""
        self.remove(*self.submobjects)
        low, high = self.panel.x_range
        for special in self.shape.specials:
            if low - 1e-9 <= float(special.x) <= high + 1e-9:
                self.add(*self._marks(special))

    def _marks(self, special: Special) -> list[VMobject]:
        if special.kind == "kink":
            return []
        marks: list[VMobject] = []
        if special.kind == "pole":
            foot, head = (self.panel.to_point(float(special.x), y) for y in self.panel.y_range)
            line = DashedLine(foot, head, stroke_color=self.panel.theme.dimmed, stroke_width=3)
            marks.append(allow(line, "overlap", "an asymptote runs beside its curve"))
        heights = {float(v): v for v in self._limits(special)}
        for height in heights.values():
            held = special.value is not None and close(special.value, height)
            marks += self._dot(special, height, held)
        if special.value is not None and not any(close(special.value, height) for height in heights.values()):
            marks += self._dot(special, special.value, True)
        return marks

    def _limits(self, special: Special) -> list[Number]:
        return [limit.value for limit in (special.left, special.right) if limit.kind == "finite"]

    def _dot(self, special: Special, height: Number, held: bool) -> list[VMobject]:
        low, high = self.panel.y_range
        if not low <= float(height) <= high:
            return []
        theme, at = self.panel.theme, self.panel.to_point(float(special.x), float(height))
        if held:
            return [Dot(at, radius=_RADIUS, color=theme.ink).set_z_index(1)]
        ring = Circle(radius=_RADIUS, stroke_color=theme.ink, stroke_width=_STROKE)
        ring.set_fill(theme.background, opacity=1.0).move_to(np.array(at))
        return [ring.set_z_index(1)]
