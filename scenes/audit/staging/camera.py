"""Rule on the camera: it goes somewhere, once in a while."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.sampling import Sample
from scenes.audit.staging.pictures import Stage
from scenes.film.timeline import Timeline

LONGEST = 20.0
"""Seconds between two moves."""

SHIFT, ZOOM, TURN = 0.15, 1.3, np.radians(10)
"""What counts as a move: as many widths of the frame, as many times as near or far, or turned so far."""


class CameraMoves(AuditRule):
    """The camera moves at least every 20 seconds: along, closer, away, or round what it shows."""

    name = "camera"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._from: NDArray[np.float64] | None = None
        self._moved, self._beat, self._told = 0.0, "", 0.0

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare the view with the one at the last move."""
        if not self._stage.look(sample).counts(sample):
            return
        view = sample.screen.view
        if self._from is None:
            self._from, self._moved, self._beat = view, sample.time, sample.beat
        elif _is_move(self._from, view):
            yield from self._late(sample.time)
            self._from, self._moved, self._beat = view, sample.time, sample.beat

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        return self._late(timeline.beats[-1].end) if timeline.beats else ()

    def _late(self, time: float) -> Iterable[Problem]:
        if time - self._moved > LONGEST:
            found = f"no move for {time - self._moved:.1f} s"
            yield Problem(self.name, found, f"one in {LONGEST:g} s", beat=self._beat, time=self._moved)


def _is_move(before: NDArray[np.float64], after: NDArray[np.float64]) -> bool:
    """Tell whether two views, each middle, widths of the frame and angles, differ by a move."""
    (x, y, zoom), (x_then, y_then, zoom_then) = after[:3], before[:3]
    shift = np.hypot(x - x_then, y - y_then) * max(zoom, zoom_then)
    turn = np.abs(after[3:] - before[3:]).max()
    return bool(shift >= SHIFT or max(zoom / zoom_then, zoom_then / zoom) >= ZOOM or turn >= TURN)
