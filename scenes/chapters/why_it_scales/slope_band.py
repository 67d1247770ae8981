"""What is left of a slope, as a band over the row: as high as the slope, lower after every activation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import Mobject, ValueTracker, VMobject

from config import Theme
from scenes.chapters.why_it_scales.names import LEFT_OVER, PASSED
from scenes.chapters.why_it_scales.row_place import FIRST, RowPlace
from scenes.stage.measure import Measurement, allow

_LIFT, _FILL = 0.17, 0.92
"""From the row's line to the band's lower edge; its opacity."""

_FALL = 0.18
"""Steps before and behind an activation in which the band falls from what comes in to what goes out."""


class SlopeBand(VMobject):
    """The band from the loss to the product that `walked` has reached, `high` where the slope is one.

    `lights[k]` is what is left after k activations: the first product is one, and every other one after it.
    """

    def __init__(
        self, theme: Theme, lights: Sequence[float], place: RowPlace, walked: ValueTracker, high: float
    ) -> None:
        super().__init__(stroke_width=0.0, fill_color=theme.gradient, fill_opacity=_FILL)
        self.place, self.walked, self.high = place, walked, high
        self.base = float(place.of(0)[1]) + _LIFT
        at = [FIRST + 2 * k + way * _FALL for k in range(len(lights) - 1) for way in (-1, 1)]
        self.steps = np.array([0.0, *at, FIRST + place.count - 1])
        self.heights = high * np.repeat(np.array(lights), 2)
        allow(self, "close-up", "the band goes on to the loss")
        self.follow(self)

    def watch(self) -> None:
        """Let the band follow what is walked from now on."""
        self.add_updater(SlopeBand.follow)

    @staticmethod
    def follow(band: Mobject) -> None:
        """Draw the band as far as the light has come."""
        assert isinstance(band, SlopeBand)
        loss = float(band.place.of(0)[0])
        front = (loss - float(band.place.of(float(band.walked.get_value()))[0])) / band.place.step
        if front <= 0:
            band.clear_points()
            return
        reached = band.steps < front
        steps = np.append(band.steps[reached], front)
        heights = np.append(band.heights[reached], np.interp(front, band.steps, band.heights))
        xs = loss - band.place.step * steps
        upper = np.stack([xs, band.base + heights, np.zeros(len(xs))], axis=1)
        lower = np.array([[xs[-1], band.base, 0.0], [loss, band.base, 0.0]])
        band.set_points_as_corners(np.concatenate([upper, lower, upper[:1]]))

    def measurements(self) -> Iterable[Measurement]:
        """Read what is left behind each activation back from the height that is drawn there."""
        corners = self.get_start_anchors()
        base = float(corners[-1][1]) if len(corners) else 0.0
        for index in range(0, len(corners) - 3, 2):
            found = (float(corners[index][1]) - base) / self.high
            yield Measurement("height", LEFT_OVER.plain, found, 1e-6, {PASSED.plain: index / 2})
