"""A section lies on its landscape, what is nearer hides what is behind, and from the side it is a plot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from backprop_core.surface import Surface
from config import load_settings
from scenes.chapters.two_ds.letters import CURLY, STRAIGHT
from scenes.chapters.two_ds.needle import Needle
from scenes.chapters.two_ds.scene import TwoDs
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.layout import Region
from scenes.stage.measure import Measurement, measurements_of
from scenes.stage.plots.land_places import APART, LOOSE, facing, standing
from scenes.stage.plots.landscape import Landscape
from scenes.stage.plots.partials import F, X, Y
from scenes.stage.plots.pose import Pose, Viewer

RANGES = (-1.0, 2.0), (-2.0, 1.0)
POSE, ROW, PLACE = Pose(-0.6, 0.44, (1.0, -0.5), 7.0), 0.3, 0.5
SURFACES: dict[str, tuple[Callable[[float, float], float], Callable[[float, float], float]]] = {
    "x**2 + 2*y**2": (lambda x, y: x * x + 2 * y * y, lambda x, y: 2 * x),
    "x*y": (lambda x, y: x * y, lambda x, y: y),
    "sin(x)*cos(y)": (
        lambda x, y: float(np.sin(x) * np.cos(y)),
        lambda x, y: float(np.cos(x) * np.cos(y)),
    ),
    "8*x - y": (lambda x, y: 8 * x - y, lambda x, y: 8.0),
}


def cut(text: str, pose: Pose = POSE, place: float = PLACE) -> Landscape:
    theme = load_settings().theme
    land = Landscape.cut_open(theme, Surface.from_text(text), RANGES, (place, ROW), (X, Y, F))
    land.viewer.go(pose)
    land.section.walking.set_value(1.0)
    land.update()
    return land


def read(land: Landscape, kind: str) -> list[Measurement]:
    return [found for found in measurements_of(land.section) if found.kind == kind]


@pytest.mark.parametrize("text", SURFACES)
@pytest.mark.parametrize("place", [PLACE, -0.9, 2.0])
@pytest.mark.parametrize("pose", [POSE, Pose(0.0, 0.0, (-2.0, 0.4), 5.0, 2.5)])
def test_the_path_and_the_tangent_are_read_off_the_drawn_ticks(text: str, place: float, pose: Pose) -> None:
    f, slope = SURFACES[text]
    land = cut(text, pose, place)
    (tangent,) = read(land, "tangent")
    assert tangent.name == CURLY.plain
    assert tangent.found == pytest.approx(slope(place, ROW), abs=1e-6)
    heights = read(land, "cross-section")
    assert len(heights) > 5
    for found in heights:
        assert found.found == pytest.approx(f(found.at["x"], ROW), abs=1e-5)
    land.section.tangent.rotate(0.1)
    (wrong,) = read(land, "tangent")
    assert wrong.found != pytest.approx(tangent.found, abs=1e-3)


def test_a_move_of_the_camera_passes_between_its_poses() -> None:
    end = replace(POSE, turn=0.0, elevation=0.1, stretch=2.0)
    viewer = Viewer(POSE)
    assert viewer.pose == POSE
    assert viewer.go(end).pose == end
    middle = POSE.towards(end, 0.5)
    assert (middle.turn, middle.stretch) == pytest.approx((-0.3, 1.5))


def test_what_is_nearer_is_drawn_later() -> None:
    land = cut("x**2 + 2*y**2")
    land.melt.set_value(0.0)
    land.update()
    order = [part for part in land.get_family() if part in (*land.back, land.section.path, *land.front)]
    assert order == [*land.back, land.section.path, *land.front]


def test_the_front_half_goes_down_and_the_axes_stay() -> None:
    land = cut("x**2 + 2*y**2")
    before = [axis.points.copy() for axis in land.scale_marks.axes]
    flat = float(land.front[-1].get_top()[1])
    back = [ribbon.points.copy() for ribbon in land.back]
    land.melt.set_value(0.0)
    land.update()
    assert float(land.front[-1].get_top()[1]) > flat + 0.5
    assert all(np.allclose(one, axis.points) for one, axis in zip(before, land.scale_marks.axes, strict=True))
    assert all(np.allclose(one, ribbon.points) for one, ribbon in zip(back, land.back, strict=True))


def test_folded_into_its_section_only_the_section_is_seen() -> None:
    land = cut("x*y")
    land.spread.set_value(0.0)
    land.update()
    parts = [*land.back, *land.front, *land.sides]
    assert all(part.get_fill_opacity() == 0.0 for part in parts)
    assert land.section.path.get_stroke_opacity() == 1.0


@pytest.mark.parametrize("text", SURFACES)
def test_a_landscape_stands_in_its_room_with_its_labels(text: str) -> None:
    land, room = cut(text), Region.safe()
    for pose in (standing(land, *LOOSE, room), standing(land, *APART, room), facing(land, room)):
        land.viewer.go(pose)
        land.update()
        labels = [label for group in land.scale_marks.labels for label in group]
        for label in (*labels, *land.scale_marks.names):
            if label.family_members_with_points()[0].get_fill_opacity() > 0:
                assert abs(label.get_x()) + label.width / 2 <= safe_width() / 2 + 1e-6
                assert float(label.get_bottom()[1]) >= safe_bottom() - 1e-6


def test_looking_along_y_the_section_fills_the_height() -> None:
    for text in SURFACES:
        land, room = cut(text), Region.safe()
        land.viewer.go(facing(land, room))
        land.update()
        assert float(land.section.path.get_top()[1]) - room.bottom > 0.7 * room.height
        assert float(land.section.path.get_top()[1]) < room.top


def test_a_hill_hides_the_needle_behind_it() -> None:
    low, high = (Pose(-0.4, elevation, (0.0, 0.0), 7.0) for elevation in (0.15, 1.2))
    lengths = []
    for pose in (low, high):
        land = cut("x**2 + 2*y**2", pose)
        land.melt.set_value(0.0)
        needle = Needle(land, (PLACE, ROW))
        needle.length.set_value(1.0)
        needle.update()
        lengths.append(len(needle.line.points))
    assert lengths[0] < lengths[1]


def test_both_letters_stand_for_one_slope() -> None:
    beats = {
        beat.id: {(number.name, number.value) for number in beat.shown} for beat in TwoDs.dry_run().beats
    }
    assert {STRAIGHT.plain, CURLY.plain} == {"dg/dx", "∂f/∂x"}
    assert ("dg/dx", 1.0) in beats["straight"]
    assert ("∂f/∂x", 1.0) in beats["curly"]
    assert "dg/dx" not in {name for name, _ in beats["curly"]}
