"""Both kinds of d side by side: the path as a curve of its own, and as a cut through a landscape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.two_ds.letters import over_pictures
from scenes.stage.layout import Region, Stretch
from scenes.stage.measure import allow
from scenes.stage.plots.land_places import APART, facing, standing
from scenes.stage.plots.landscape import Landscape
from scenes.stage.plots.partials import F, X, Y
from scenes.stage.plots.pose import Pose
from scenes.stage.plots.row_lock import RowLock

_LETTERS, _BETWEEN, _LAND, _OVER, _TRIES = 0.36, 0.3, 1.12, 0.14, 8
"""Share of the height that the letters take; what stays free between both pictures; how wide the landscape's
half is beside the other; what stays free over the letters, which swell."""

_CLOSE, _AXIS = 0.02, 0.45
"""How near to the room's edge counts as at it; from the curve's axis to the letter's room."""


class Pair:
    """`letters` stand over two pictures: of a `twin` of the landscape, seen along y, and of the landscape.

    `split` is how the twin stands beside the landscape before it turns to `curve`, `unstretched` at first;
    `land` is where the landscape itself stands.
    """

    def __init__(self, theme: Theme, land: Landscape, locked: RowLock, slopes: Sequence[Quantity]) -> None:
        place = float(land.section.x.get_value()), land.section.y
        self.twin = Landscape.cut_open(theme, land.surface, land.ranges, place, (X, Y, F))
        halves = Region.safe().columns(Stretch(), Stretch(_LAND), gap=_BETWEEN)
        rows = [half.rows(Stretch(_LETTERS), Stretch(1.0 - _LETTERS)) for half in halves]
        left, right = (lower for _, lower in rows)
        self.curve, self.split = facing(self.twin, left), standing(self.twin, *APART, left)
        rooms = [upper.inset(top=_OVER) for upper, _ in rows]
        # The curve's axis upwards goes on beside the letter.
        rooms[0] = replace(rooms[0], left=float(self.curve.point(-0.5, 0.0, 0.0)[0]) + _AXIS)
        self.letters = over_pictures(theme, slopes, rooms)
        self.unstretched = replace(self.curve, stretch=1.0)
        self.land = self._beside_lock(land, locked, right)
        for part in self.twin.get_family():
            allow(part, "close-up", "the picture goes on beyond a near view of the path")
            allow(part, "reading time", "the axes of the twin are the landscape's own")

    @staticmethod
    def _beside_lock(land: Landscape, locked: RowLock, room: Region) -> Pose:
        """Return the pose in which landscape and lock, without its value, fill a room."""
        wider = 0.0
        for _ in range(_TRIES):
            pose = standing(land, *APART, replace(room, right=room.right + wider))
            land.viewer.go(pose)
            land.refresh()
            locked.follow()
            over = (
                max(float(part.get_right()[0]) for part in (locked.lock, land.scale_marks.names)) - room.right
            )
            if abs(over) < _CLOSE:
                break
            wider -= over
        return pose

    def double(self, land: Landscape) -> Landscape:
        """Return the twin as the landscape is seen now: it lies over it, point for point."""
        twin = self.twin
        twin.viewer.go(land.pose)
        for mine, its in (
            (twin.section.walking, land.section.walking),
            (twin.section.clear, land.section.clear),
            (twin.section.x, land.section.x),
        ):
            mine.set_value(its.get_value())
        twin.refresh()
        return twin
