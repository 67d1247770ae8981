"""A lock on a landscape's axis along y, with the value that the section's row is held at."""

from __future__ import annotations

from manim import RIGHT, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import value_line
from scenes.stage.layout import Region
from scenes.stage.lock import Lock
from scenes.stage.plots.anchored import Anchored
from scenes.stage.plots.land_places import APART, clear_of_title, standing
from scenes.stage.plots.landscape import Landscape
from scenes.stage.plots.pose import Pose

_LOCK, _VALUE, _GAP, _TRIES = 0.5, 0.6, 0.18, 8


class RowLock(VGroup):
    """The `lock` and the value beside it; they stay on the axis wherever that is seen."""

    def __init__(self, theme: Theme, land: Landscape, frozen: Quantity, color: str) -> None:
        super().__init__()
        self.land = land
        self.lock = Lock(theme.ink, theme.background, height=_LOCK)
        self.line = value_line(theme, frozen, size=_VALUE, display=False).set_color(color)
        self.add(self.lock, self.line.next_to(self.lock, RIGHT, buff=_GAP))
        self._anchored = Anchored(self, self.lock.get_left())
        self._place: tuple[float, ...] = ()
        self.follow()
        self.add_updater(lambda drawn: drawn.follow())

    def follow(self) -> None:
        """Stand where the axis is seen now; while that stays, the lock may be pointed at."""
        place = self.land.scale_marks.beside_row()
        if tuple(place) != self._place:
            self._place = tuple(place)
            self._anchored.put(place)


def before_cut(land: Landscape, lock: RowLock, room: Region, floor: float | None = None) -> Pose:
    """Return the pose in which the cut landscape fills a room, its lock in the frame.

    The lock may go beyond the room where it stands lower than `floor`.
    """
    inset = 0.0
    for _ in range(_TRIES):
        pose = clear_of_title(land, standing(land, *APART, room.inset(right=inset)), glass=True)
        land.viewer.go(pose)
        land.refresh()
        lock.follow()
        lower = floor is not None and float(lock.get_top()[1]) < floor
        over = float(lock.get_right()[0]) - (Region.safe().right if lower else room.right)
        if over <= 0:
            break
        inset += over + 0.01
    return pose
