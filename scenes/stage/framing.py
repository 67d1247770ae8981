"""Where the camera goes: a frame that shows a region of the stage as large as margins and captions allow."""

from __future__ import annotations

import numpy as np
from manim import DL, UR, Animation, Mobject

from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing


def showing(frame: Mobject, region: Region, closest: float = 0.0) -> Animation:
    """Return the animation in which the frame comes to show a region in the middle of its safe part.

    It shows no less than the share `closest` of what it shows at home.
    """
    home, safe = Frame.current(), Region.safe()
    scale = max(region.width / safe.width, region.height / safe.height, closest)
    middle = region.center - scale * safe.center
    move: Animation = changing(frame).scale(scale * home.width / float(frame.width)).move_to(middle)
    return move


def seen_close(region: Region, closest: float, within: Region) -> Region:
    """Return what of another region can be seen between margins and captions while a frame shows a region."""
    safe = Region.safe()
    scale = max(region.width / safe.width, region.height / safe.height, closest)
    x, y = (float(place) for place in (region.center - scale * safe.center)[:2])
    return Region(
        max(within.left, x + scale * safe.left),
        min(within.right, x + scale * safe.right),
        max(within.bottom, y + scale * safe.bottom),
        min(within.top, y + scale * safe.top),
    )


def around(*mobjects: Mobject, clear: float = 0.0) -> Region:
    """Return the region that holds mobjects, with so much room around them."""
    low = np.min([mobject.get_corner(DL) for mobject in mobjects], axis=0)
    high = np.max([mobject.get_corner(UR) for mobject in mobjects], axis=0)
    left, bottom, right, top = (float(edge) for edge in (low[0], low[1], high[0], high[1]))
    return Region(left - clear, right + clear, bottom - clear, top + clear)
