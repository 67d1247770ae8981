"""The room under a curve's axis, which its tangent may use while there is nothing else."""

from __future__ import annotations

from manim import Animation, Line, Mobject, UpdateFromAlphaFunc

from scenes.stage.line_ends import set_ends
from scenes.stage.plots.wide_panel import WideCurve

_BELOW = 1.2
"""How far under its axis the tangent goes at first."""


class UnderAxis:
    """Opens the panel of a curve below its axis from the start on, until `shut`."""

    def __init__(self, view: WideCurve) -> None:
        self.view = view
        self._bottom, self._top = view.wide.reach
        view.wide.open_to(self._bottom - _BELOW, self._top)

    def shut(self, length: float) -> Animation:
        """Return the animation in which the tangent comes to end at the axis, and to have a length."""
        view, opened, before = self.view, self.view.wide.reach[0], self.view.tangent_length

        def lay(line: Mobject, share: float) -> None:
            assert isinstance(line, Line)
            view.wide.open_to(opened + (self._bottom - opened) * share, self._top)
            x, now = float(view.x.get_value()), before + (length - before) * share
            set_ends(line, view.panel.segment(x, view.value(x), view.slope(x), now))

        return UpdateFromAlphaFunc(view.tangent, lay, suspend_mobject_updating=True)
