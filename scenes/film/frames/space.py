"""How a camera in space shows vector mobjects: projected, shaded, and sorted by depth.

Mobjects with as many points as each other are worked out together, by the same operations on each as Manim's
and so to the same numbers: `matmul` of stacked matrices is `dot` of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from manim import Mobject, ThreeDCamera, VMobject
from manim.typing import Point3D_Array
from numpy.typing import NDArray
from typing_extensions import override

from scenes.film.frames.light import far_corner, light_at_ends
from scenes.film.frames.optics import Colours, Optics, is_told

_CURVE = 4
"""Points of a cubic curve; the first and the last one are its anchors."""

Light = tuple[float, float]
"""What is added to the colours at both ends of a shaded mobject."""


class SpaceOptics(Optics):
    """A camera's in space: points are projected, and colours shaded by a light."""

    def __init__(self, camera: ThreeDCamera) -> None:
        super().__init__(camera)
        self._space = camera
        self._points: dict[VMobject, NDArray[Any]] = {}
        self._ends: dict[VMobject, NDArray[Any]] = {}
        self._lights: dict[VMobject, tuple[bytes, bytes, Light]] = {}
        self._told: dict[VMobject, NDArray[Any]] = {}

    @override
    def look(self) -> None:
        self._told.clear()

    @override
    def prepare(self, mobjects: Sequence[tuple[VMobject, bytes]]) -> None:
        self._points, self._ends = {}, {}
        fixed = self._space.fixed_in_frame_mobjects, self._space.fixed_orientation_mobjects
        free = [mobject for mobject, _ in mobjects if not any(mobject in group for group in fixed)]
        for group, points in stacks(free):
            if np.isfinite(points).all():
                self._points.update(zip(group, self._projected(points), strict=True))
                ends = points[:, [0, far_corner(points.shape[1])]]
                self._ends.update(zip(group, self._projected(ends), strict=True))
        for mobject, _ in mobjects:
            if is_told(mobject):
                told = self.camera.transform_points_pre_display(mobject, self._told_ends(mobject))
                self._ends[mobject] = np.asarray(told)
        self._shade(mobjects)

    def _projected(self, points: NDArray[Any]) -> NDArray[Any]:
        """Project stacked points (mobjects, points, 3) as `ThreeDCamera.project_points` does each."""
        camera = self._space
        distance, zoom = camera.get_focal_distance(), camera.get_zoom()
        turned: NDArray[Any] = np.matmul(points - camera.frame_center, camera.get_rotation_matrix().T)
        depth = turned[..., 2].copy()
        if camera.exponential_projection:
            factor = np.exp(depth / distance)
            behind = depth < 0
            factor[behind] = distance / (distance - depth[behind])
        else:
            with np.errstate(divide="ignore"):
                factor = distance / (distance - depth)
            factor[(distance - depth) < 0] = 10**6
        turned[..., :2] *= (factor * zoom)[..., None]
        return turned

    def _shade(self, mobjects: Sequence[tuple[VMobject, bytes]]) -> None:
        """Find out how the light falls on mobjects that have changed, or on all if the light has."""
        if not self._space.should_apply_shading:
            self._lights.clear()
            return
        source = self._space.light_source.points[0].copy()
        place = source.tobytes()
        dark = []
        for mobject, shape in mobjects:
            known = self._lights.get(mobject)
            if mobject.shade_in_3d and (known is None or known[0] != shape or known[1] != place):
                dark.append((mobject, shape))
        shapes = dict(dark)
        for group, points in stacks([mobject for mobject, _ in dark]):
            for mobject, light in zip(group, light_at_ends(group, points, source), strict=True):
                self._lights[mobject] = shapes[mobject], place, light

    @override
    def forget(self, mobjects: Iterable[object]) -> None:
        kept = set(mobjects)
        self._lights = {mobject: known for mobject, known in self._lights.items() if mobject in kept}

    @override
    def points(self, mobject: VMobject) -> Point3D_Array:
        found = self._points.get(mobject)
        return super().points(mobject) if found is None else found

    @override
    def ends(self, mobject: VMobject) -> NDArray[Any]:
        found = self._ends.get(mobject) if mobject.shade_in_3d else None
        return super().ends(mobject) if found is None else found

    @override
    def place(self, mobject: VMobject) -> bytes:
        told = self._told_ends(mobject).tobytes() if is_told(mobject) else b""
        centre = self._space.fixed_orientation_mobjects.get(mobject)
        if centre is None:
            return told
        point = centre()
        return told + bytes((self._space.project_point(point) - point).tobytes())

    def _told_ends(self, mobject: VMobject) -> NDArray[Any]:
        """Return where a mobject was told that its colours begin and end in space, asked once a frame."""
        found = self._told.get(mobject)
        if found is None:
            found = self._told[mobject] = np.asarray(mobject.get_gradient_start_and_end_points())
        return found

    @override
    def fill(self, mobject: VMobject) -> Colours:
        return self._shaded(mobject, mobject.get_fill_rgbas().tolist())

    @override
    def stroke(self, mobject: VMobject, background: bool) -> Colours:
        return self._shaded(mobject, mobject.get_stroke_rgbas(background).tolist())

    def _shaded(self, mobject: VMobject, colours: Colours) -> Colours:
        known = self._lights.get(mobject)
        if known is None or not mobject.shade_in_3d:
            return colours
        red, green, blue, alpha = colours[0]
        red2, green2, blue2, alpha2 = colours[0] if len(colours) < 2 else colours[1]
        light, light2 = known[2]
        return [
            [red + light, green + light, blue + light, alpha],
            [red2 + light2, green2 + light2, blue2 + light2, alpha2],
        ]


def stacks(mobjects: Iterable[VMobject]) -> Iterator[tuple[list[VMobject], NDArray[Any]]]:
    """Yield mobjects with as many points as each other, and these points (mobjects, points, 3)."""
    groups: defaultdict[int, list[VMobject]] = defaultdict(list)
    for mobject in mobjects:
        groups[len(mobject.points)].append(mobject)
    for group in groups.values():
        yield group, np.stack([mobject.points for mobject in group])


def sorted_by_depth(camera: ThreeDCamera, mobjects: Sequence[Mobject]) -> list[Mobject]:
    """Return mobjects from back to front, as the camera does; those that are not shaded come last."""
    depths: dict[Mobject, float] = {}
    simple: list[VMobject] = []
    turn = camera.get_rotation_matrix().T
    for mobject in mobjects:
        if not getattr(mobject, "shade_in_3d", False):
            depths[mobject] = np.inf
        elif isinstance(mobject, VMobject) and _is_simple(mobject):
            simple.append(mobject)
        else:
            depths[mobject] = float(np.dot(mobject.get_z_index_reference_point(), turn)[2])
    for group, points in stacks(simple):
        anchors = points.reshape(len(group), -1, _CURVE, 3)[:, :, :: _CURVE - 1]
        centres = (anchors.min(axis=(1, 2)) + anchors.max(axis=(1, 2))) / 2
        depths.update(zip(group, np.matmul(centres[:, None], turn)[:, 0, 2].tolist(), strict=True))
    return sorted(mobjects, key=depths.__getitem__)


def _is_simple(mobject: VMobject) -> bool:
    """Tell whether a mobject is sorted by the middle of its own anchors."""
    kind, whole = type(mobject), len(mobject.points) % _CURVE == 0
    own = hasattr(mobject, "z_index_group") or mobject.submobjects
    return whole and not own and kind.get_center is Mobject.get_center
