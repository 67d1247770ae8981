"""The path that would be walked if y stood elsewhere: a line on the landscape behind the cut."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker, VMobject

from scenes.stage.measure import allow
from scenes.stage.plots.landscape import Landscape

_STROKE, _FARTHEST, _COMES = 5.0, 0.44, 0.06
"""Width of the line; the row that it goes to, in the box from -0.5 in front to 0.5 behind; how far from the
cut all of it is seen."""


class OtherPath(VMobject):
    """A path along x whose y is not that of the cut: its `row` goes back from there."""

    def __init__(self, land: Landscape) -> None:
        super().__init__(stroke_color=land.section.path.get_color(), stroke_width=_STROKE, fill_opacity=0.0)
        self.land, self.row, self.farthest = land, ValueTracker(land.start), _FARTHEST
        allow(self, "close-up", "the picture goes on beyond a near view of the path")
        self.refresh()
        self.add_updater(lambda drawn: drawn.refresh())

    def refresh(self) -> None:
        """Lay the line on the ground of its row, as it is seen now."""
        row, across = np.array([float(self.row.get_value())]), self.land.across
        self.set_points_as_corners(self.land.seen(across, row, self.land.heights(across, row)[0]))
        # It comes out of the path at the cut: over that, it would hide who walks there.
        self.set_stroke(opacity=min(1.0, abs(float(row[0]) - self.land.start) / _COMES))
