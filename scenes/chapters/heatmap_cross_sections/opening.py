"""The landscape that the chapter opens on, as the one before leaves it, and where it is looked at from."""

from __future__ import annotations

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.layout import Region
from scenes.stage.plots.land_places import clear_of_title, facing, standing
from scenes.stage.plots.landscape import Landscape
from scenes.stage.plots.partials import F, PartialsSet, X, Y
from scenes.stage.plots.pose import Pose
from scenes.stage.plots.row_lock import RowLock, before_cut

_TURN, _ELEVATIONS = -0.62, (0.88, 0.85, 0.82, 0.79)
"""From where one looks into a valley, over the edge before it; the first elevation counts at which no number
at the axes is half faded."""

_FADED = 0.01


class Opening:
    """`land` cut open with its lock `locked`; `face` and `aloft` are the poses that it is seen in next."""

    def __init__(self, theme: Theme, stage: PartialsSet) -> None:
        place, whole = (float(stage.point[0]), float(stage.point[1])), Region.safe()
        land = self.land = Landscape.cut_open(theme, stage.surface, stage.ranges, place, (X, Y, F))
        self.locked = RowLock(theme, land, Quantity(Y, stage.point[1]), stage.colors[1])
        before = before_cut(land, self.locked, whole)
        self.face = facing(land, whole)
        self.aloft = self._aloft(whole)
        land.viewer.go(before)
        land.refresh()
        self.locked.follow()

    def _aloft(self, room: Region) -> Pose:
        """Return the pose in which all of the land is looked at."""
        for elevation in _ELEVATIONS:
            pose = clear_of_title(self.land, standing(self.land, _TURN, elevation, room))
            self.land.viewer.go(pose)
            self.land.refresh()
            labels = (label for group in self.land.scale_marks.labels for label in group)
            if not any(_FADED < part.get_fill_opacity() < 1.0 - _FADED for label in labels for part in label):
                break
        return pose
