"""How the camera comes closer to a wall, where what is framed first fills the screen, and out of all
dolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Animation, Create, FadeIn, FadeOut, Mobject, RoundedRectangle, Scene
from manim.utils.rate_functions import smooth, squish_rate_func
from numpy.typing import NDArray

from scenes.stage.dolls.nest import MIDDLE
from scenes.stage.dolls.wall_notes import rounded_down
from scenes.stage.dolls.zooming import View, shown_by
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import allow

if TYPE_CHECKING:
    from scenes.stage.dolls.ride import Ride

_STROKE, _SHARE, _ROUND = 3.5, 0.97, 0.4
"""Of the frame around what is to be seen closer: stroke, size as a share of the screen, its corners'
radius."""

_SMALL, _LARGE, _HELD, _FARTHEST, _ASIDE = 0.6, 1.4, 0.7, 4.0, 0.02
"""Length on screen below which what comes out is looked at closer, how long it may be then; how long it is
held; how many times closer that look is at most; how far from the wall to the arrow its middle is."""

_SOON, _LATE = squish_rate_func(smooth, 0.0, 0.3), squish_rate_func(smooth, 0.6, 1.0)


def look_through(ride: Ride, scene: Scene, frame: Mobject, index: int, pace: float) -> None:
    """Play how a part of the picture at a wall is framed, and then fills the screen."""
    unit = ride.passages[index].unit
    middle = np.array([ride.looks_at(index), MIDDLE[1], 0.0])
    thin = ride.doll_of(index).thin(1.0 / ride.closeness[index])
    _enlarge(ride, scene, frame, (middle, unit), [*ride.arriving(index), thin], pace)


def come_out(
    ride: Ride, scene: Scene, frame: Mobject, place: NDArray[np.float64], *coming: Animation
) -> None:
    """Play how the arrow is held as it came out, then comes with the camera to a place outside all dolls.

    One that is too short to be seen well is looked at closer before. What is `coming` comes at the end.
    """
    end = len(ride.passages) - 1
    length = abs(ride.lengths[end + 1])
    most = min(_LARGE / length, _FARTHEST * ride.closeness[end]) if length else 0.0
    closer = rounded_down(most)
    again = length * ride.closeness[end] < _SMALL and closer > ride.closeness[end]
    if again:
        _look_closer(ride, scene, frame, closer)
    scene.wait(_HELD)
    view = View(shown_by(frame), (np.zeros(3), Frame.current().width))
    foot = place - np.array([0.0, ride.middle_of_last, 0.0])
    gone = [*ride.leave(end, named=not again), FadeOut(ride.locator)]
    for one in gone:
        one.rate_func = _SOON
    for one in coming:
        one.rate_func = _LATE
    carried = [view.carry(ride.arrow, foot, ride.last)] if ride.last else []
    scene.play(view.look(frame), *carried, *gone, *coming, run_time=2.1)


def _look_closer(ride: Ride, scene: Scene, frame: Mobject, closer: float) -> None:
    """Play how the last wall and what came out are seen closer."""
    end = len(ride.passages) - 1
    passage, doll = ride.passages[end], ride.doll_of(end)
    unit = doll.unit / closer
    aside = _ASIDE * (float(passage.place(1.0)[0]) - doll.wall)
    middle = np.array([doll.wall + aside, MIDDLE[1], 0.0])
    marks, passing = [], list[Animation]()
    if ride.notes:
        edge = float(middle[0]) + Frame.current().safe_width / 2 * unit
        marks = [ride.notes.mark(closer, unit, edge)]
        passing = [FadeOut(one) for one in (*ride.notes.marks[end], ride.notes.factors[end])]
        ride.notes.marks[end] = marks
    scene.play(*passing, FadeOut(ride.names[end]), run_time=0.3)
    arriving = [FadeIn(mark) for mark in marks]
    _enlarge(ride, scene, frame, (middle, unit), [*arriving, doll.thin(1.0 / closer)], 1.0)


def _enlarge(
    ride: Ride,
    scene: Scene,
    frame: Mobject,
    goal: tuple[NDArray[np.float64], float],
    coming: list[Animation],
    pace: float,
) -> None:
    (middle, unit), seen = goal, Frame.current()
    lens = RoundedRectangle(
        corner_radius=_ROUND * unit, width=_SHARE * seen.width * unit, height=_SHARE * seen.height * unit
    )
    lens.set_stroke(ride.theme.ink, width=_STROKE * float(frame.width) / seen.width).move_to(middle)
    for rule in ("close-up", "margin", "text on line"):
        allow(lens, rule, "what it frames fills the screen then")
    scene.play(Create(lens), run_time=0.5 * pace)
    view = View(shown_by(frame), (middle, seen.width * unit))
    for one in coming:
        if isinstance(one, FadeIn):
            one.rate_func = _LATE
    thinner = changing(lens).set_stroke(width=_STROKE * unit)
    scene.play(view.look(frame), thinner, view.enlarge(ride.arrow), *coming, run_time=0.9 * pace)
    scene.play(FadeOut(lens), run_time=0.2 * pace)
