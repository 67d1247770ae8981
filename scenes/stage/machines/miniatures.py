"""Closed machines: under each box of a row its function's picture, small and without type."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from manim import UP, VGroup

from backprop_core.network import Network
from config import Theme
from scenes.stage.frame import Frame, safe_bottom, safe_width
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.machines.factory import interior_of, slope_of

Shown = Literal["bare", "values", "slopes"]

SIZE, EDGE = (2.05, 1.75), 0.05
"""Size of a picture under its box at most; half a stroke."""

_LARGE, _CURVE = (5.0, 3.9), (4.5, 3.8)
"""The size in which pictures are made before they are made small."""


def miniatures(
    theme: Theme,
    net: Network,
    diagram: NetworkDiagram,
    top: float,
    shown: Literal["bare", "values", "slopes"],
) -> VGroup:
    """Return a picture for each function of a chain, its upper edge at `top`, the first one's first.

    `bare` is the function alone, `values` with the point where it stands; with `slopes` the local derivative
    is marked on each, by what comes along the row, or by the first weight.
    """
    found, room = VGroup(), (SIZE[0], min(SIZE[1], top - safe_bottom()))
    for by, of in pairwise(net.graph.row):
        if shown == "slopes":
            source = net.first_weight if by == net.graph.row[0] else by
            picture = kept = slope_of(theme, net, of, source, _LARGE, _CURVE).drawn
        else:
            inside = interior_of(theme, net, of, _LARGE, _CURVE)
            picture, kept = inside.drawn, inside.bare if shown == "bare" else inside.drawn
        x = float(diagram.nodes[of].get_x())
        wide = min(room[0], 2 * (safe_width() / 2 - abs(x) - EDGE))
        picture.scale(min(wide / float(picture.width), room[1] / float(picture.height)))
        picture.move_to((x, top, 0.0), aligned_edge=UP)
        found.add(VGroup(*kept))
    return found


def level_of(diagram: NetworkDiagram, below: VGroup) -> float:
    """Return the height at which the camera sees a row and what is below it in the middle."""
    frame = Frame.current()
    middle = float(diagram.get_top()[1] + below.get_bottom()[1]) / 2
    return middle - (frame.safe_top + frame.safe_bottom) / 2
