"""The order in which a camera shows mobjects."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Camera, Mobject, ThreeDCamera

from scenes.film.frames.raster import Unit, picture_of, units_of


class Order:
    """The members of all families as a camera shows them, lowest first, and how they are grouped into units.

    A flat camera's order is worked out anew only when their families change.
    """

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._lasting = not isinstance(camera, ThreeDCamera)
        self._asked: list[Mobject] = []
        self._seen: list[tuple[Mobject, list[Mobject], bool, float, object]] = []
        self.displayed: list[Mobject] = []
        self.units: list[Unit] = []

    def sort(self, mobjects: Sequence[Mobject]) -> None:
        """Bring the families of some mobjects into the camera's order."""
        if self._lasting and self._asked == mobjects and not self._changed():
            return
        self.displayed = self._camera.get_mobjects_to_display(mobjects)
        self.units = units_of(self.displayed)
        if not self._lasting:
            return
        family = dict.fromkeys(member for mobject in mobjects for member in mobject.get_family())
        self._asked = list(mobjects)
        self._seen = [
            (member, list(member.submobjects), len(member.points) > 0, member.z_index, picture_of(member))
            for member in family
        ]

    def _changed(self) -> bool:
        """Tell whether members have been added, removed, given points, another z-index or another picture."""
        for member, below, drawn, level, picture in self._seen:
            if (
                member.submobjects != below
                or (len(member.points) > 0) is not drawn
                or member.z_index != level
                or (picture_of(member) is not picture)
            ):
                return True
        return False
