"""Where a landscape is looked at from, and how large it is then: in a room on stage, its labels in it too."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.stage.layout import Region
from scenes.stage.plots.land_scale import CLEAR, LABEL, NAME, ceiling
from scenes.stage.plots.landscape import DEEP, RISE, Landscape
from scenes.stage.plots.pose import Pose
from scenes.stage.plots.section import OVER

LOOSE, APART = (-0.8, 0.8), (-0.24, 0.32)
"""Turn and elevation: over the landscape, and before the cut in it."""

_PATH_HEIGHT, _MOST_STRETCH, _LABEL_ROOM, _BLEED, _LOW = 0.86, 4.0, 0.3, 0.4, 0.05
"""How much of the height a section fills when one looks along it, how far it is stretched for that at most;
from an axis to its labels; how far the land may go over the room's top;
height under which a section counts as flat."""

_PART = 0.01
"""How near to being faded in part a number may come to be."""

_TITLE = 3.3, 0.5
"""Width and height of what stays free for a title."""


def standing(land: Landscape, turn: float, elevation: float, room: Region) -> Pose:
    """Return the pose in which the landscape fills a room from such a direction; it stands on its floor."""
    left, right, below = _margins(land)
    corners = np.array([(x, y, z) for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (0.0, 1.0)])
    unit = Pose(turn, elevation, (0.0, 0.0), 1.0)
    seen = unit.project(corners[:, 0], corners[:, 1] * DEEP, corners[:, 2] * RISE)
    # What is high at the corners counts as high as it is there.
    levels = land.heights(np.array([-0.5, 0.5]), np.array([-0.5, 0.5]))
    tops = [
        unit.point(x, y * DEEP, levels[int(y > 0), int(x > 0)] * RISE)[1]
        for x in (-0.5, 0.5)
        for y in (-0.5, 0.5)
    ]
    low, high = seen[:, :2].min(axis=0), seen[:, :2].max(axis=0)
    top = max(*tops, float(seen[corners[:, 2] == 0.0, 1].max()), float(seen[1, 1]))
    width, height = room.width - left - right, room.height + _BLEED - below
    size = min(width / (high[0] - low[0]), height / (top - low[1]))
    middle = (room.left + left + room.right - right) / 2
    centre = middle - size * (low[0] + high[0]) / 2, room.bottom + below - size * low[1]
    return Pose(turn, elevation, (float(centre[0]), float(centre[1])), float(size))


def clear_of_title(land: Landscape, pose: Pose, *, glass: bool = False) -> Pose:
    """Return a pose, so much smaller on its floor that the land keeps off a title at the top left.

    With `glass` the pane over the row does so, too.
    """
    safe = Region.safe()
    right, bottom = safe.left + _TITLE[0], safe.top - _TITLE[1]
    places = np.linspace(-0.5, 0.5, 9)
    across, rows = (part.ravel() for part in np.meshgrid(places, places))
    levels = land.heights(places, places).ravel()
    if glass:
        across, rows = np.append(across, [-0.5, 0.5]), np.append(rows, [land.start, land.start])
        levels = np.append(levels, [1.0 + OVER, 1.0 + OVER])
    for _ in range(30):
        seen = pose.project(across, rows * DEEP, levels * RISE)
        named = pose.point(-0.5, -0.5 * DEEP, RISE)[1] + NAME * 1.25
        if named < bottom and not ((seen[:, 0] < right) & (seen[:, 1] > bottom)).any():
            break
        floor = pose.project(across, rows * DEEP, np.zeros_like(levels))[:, 1].min()
        small = replace(pose, size=pose.size * 0.97)
        lower = small.project(across, rows * DEEP, np.zeros_like(levels))[:, 1].min()
        pose = replace(small, centre=(pose.centre[0], pose.centre[1] + float(floor - lower)))
    return pose


def facing(land: Landscape, room: Region) -> Pose:
    """Return the pose straight along y in which the section fills a room, stretched upwards if it is low."""
    left, right, below = _margins(land)
    size = room.width - left - right
    highest = max(_LOW, float(land.heights(land.across, np.array([land.start])).max()))
    height = room.height - below
    stretch = float(np.clip(_PATH_HEIGHT * height / (highest * RISE * size), 0.2, _MOST_STRETCH))
    across = (room.left + left + room.right - right) / 2
    flat = Pose(0.0, 0.0, (0.0, 0.0), size, stretch)
    pose = replace(flat, centre=(across, room.bottom + below - float(flat.point(0.0, 0.0, 0.0)[1])))
    # A number that ends right at the ceiling would be half faded.
    for share in np.linspace(1.0, 0.9, 6):
        lower = replace(pose, stretch=stretch * float(share))
        ticks = (lower.point(-0.5, 0.0, RISE * tick)[1] for tick in land.scale_marks.shares(2))
        if not any(-_PART < ceiling() - float(tick) < CLEAR + _PART for tick in ticks):
            return lower
    return pose


def _margins(land: Landscape) -> tuple[float, float, float]:
    """Return what the labels take at the left, at the right and below."""
    scale = land.scale_marks
    widest = [max((float(label.width) for label in labels), default=0.0) for labels in scale.labels]
    below = _LABEL_ROOM + LABEL
    left = max(widest[2] + _LABEL_ROOM, float(scale.names[2].width) + 0.55)
    return left, max(widest[1], NAME) + _LABEL_ROOM, below
