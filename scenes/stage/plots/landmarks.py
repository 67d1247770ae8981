"""What is drawn where a curve is not smooth: an asymptote, an open dot, the end of the domain."""

from __future__ import annotations

from manim import Circle, DashedLine, Dot, Mobject, VGroup, VMobject

from backprop_core.limits import close
from backprop_core.shape import Shape, Special
from scenes.stage.plots.panel import PlotPanel

_RADIUS, _STROKE = 0.085, 3.5


class Landmarks(VGroup):
    """The marks of a curve's special places, laid on a panel as it stands.

    A dashed line stands at a pole. A dot is open where the curve comes up to a place without holding it, and
    filled where it does. A kink has no mark of its own.
    """

    def __init__(self, panel: PlotPanel, shape: Shape) -> None:
        super().__init__()
        self.panel = panel
        self.places: list[tuple[VMobject, float, float | None]] = []
        """Each mark with its place and, for a dot, its height."""
        for special in shape.specials:
            if special.kind == "pole":
                self._place(self._asymptote(), special, None)
            if special.kind != "kink":
                for height, held in _heights(special).items():
                    self._place(self._dot(held), special, height)
        self.lay()

    def lay(self) -> None:
        """Move the marks to where they stand for the ranges that the panel shows; none is seen outside."""
        (left, right), (low, high) = self.panel.x_range, self.panel.y_range
        slack = 1e-9 * (right - left)
        for mark, x, height in self.places:
            mark.move_to(self.panel.to_point(x, (low + high) / 2 if height is None else height))
            inside = left - slack <= x <= right + slack and (height is None or low <= height <= high)
            mark.set_opacity(1.0 if inside else 0.0)

    @staticmethod
    def follow(marks: Mobject) -> None:
        """Lay the marks in every frame, while the ranges change."""
        assert isinstance(marks, Landmarks)
        marks.lay()

    def _place(self, mark: VMobject, special: Special, height: float | None) -> None:
        self.places.append((mark, float(special.x), height))
        self.add(mark)

    def _asymptote(self) -> VMobject:
        foot, head = (self.panel.to_point(self.panel.x_range[0], y) for y in self.panel.y_range)
        return DashedLine(foot, head, stroke_color=self.panel.theme.dimmed, stroke_width=3)

    def _dot(self, held: bool) -> VMobject:
        theme = self.panel.theme
        if held:
            return Dot(radius=_RADIUS, color=theme.ink).set_z_index(1)
        ring = Circle(radius=_RADIUS, stroke_color=theme.ink, stroke_width=_STROKE)
        return ring.set_fill(theme.background, opacity=1.0).set_z_index(1)


def _heights(special: Special) -> dict[float, bool]:
    """Return the heights at which a place has a dot, and whether the curve holds the place there."""
    limits = {float(limit.value) for limit in (special.left, special.right) if limit.kind == "finite"}
    value = special.value
    found = {height: value is not None and close(value, height) for height in limits}
    return found if value is None or any(found.values()) else {**found, float(value): True}
