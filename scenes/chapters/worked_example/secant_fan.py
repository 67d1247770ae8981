"""The bend of a curve seen along its tangent, and chords that come down to that as the step is halved."""

from __future__ import annotations

import math as mathematics
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.curve import Curve
from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.chapters.worked_example.microscope import block
from scenes.stage.formulas.equation import fit, value_line
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import text
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.contour import Floats

STEPS = 4
"""How many steps there are, each half of the one before."""

_CLOSER, _NOISE, _DECIMALS, _SAMPLES = 0.75, 1e-8, (2, 9), 64
"""By how much each must come closer, the share of the slope under which rounding would be seen, how many
decimals there can be; in how many pieces the curve is drawn."""

_NAMES = "Delta x", "(Delta y)/(Delta x)"

_ROOM, _AWAY, _BESIDE, _ABOVE, _LEAST, _BELOW, _APART = 4.2, 0.35, 0.5, 1.0, 0.45, 1.1, 0.16
"""Width of the numbers' column and what it keeps from the chords' ends; what stays free beside the curve,
over it, under it, on the tangent's other side; what numbers keep from each other at least."""

_BAR, _UNDER, _STROKE, _CHORD, _FILL, _GHOST = 15.0, 0.32, 6.0, 4.5, 0.3, 0.4
"""Stroke of the step and how far it lies off the tangent; strokes of curves and chords; opacities of what
lies between curve and tangent, and of chords that have been."""

_TYPE, _ROWS, _WORD, _FITS = 0.66, 0.52, 0.6, 3.0
"""Type of slope and steps, of changes over step, and of words; width that a step's number takes at most."""


class SecantFan:
    """A curve over a step, as far off its `tangent` as it is, and the `chord` to where the step ends.

    The tangent is level. `share` tells how much of the step is left; chord, `dot`, `gap` and `bar`, the step,
    follow it. `chords` are those of the steps that are halved, `lines` state change over step at their ends,
    `digits` the steps, `goal` the slope; `names` are those of curve, tangent and gap.
    """

    def __init__(self, theme: Theme, curve: Curve, place: Number, step: Number, slope: Quantity) -> None:
        steps = [step / 2**index for index in range(STEPS)]
        found = [curve.nudge(place, one) for one in steps]
        self.off = [float(change.gap / one) for change, one in zip(found, steps, strict=True)]
        self.slope, self.step = float(slope.value), float(step)
        self.tells = self._tells()
        if not self.tells:
            return
        decimals = 2 - mathematics.floor(mathematics.log10(abs(self.off[-1])))
        decimals = max(_DECIMALS[0], min(_DECIMALS[1], decimals))
        self.steps = [
            Quantity(Symbol(_NAMES[0], f"step {index}", "the step", "input"), one, decimals=9)
            for index, one in enumerate(steps)
        ]
        self.ratios = [
            Quantity(
                Symbol(_NAMES[1], f"ratio {index}", "the ratio"),
                change.true_change / one,
                decimals=decimals,
            )
            for index, (change, one) in enumerate(zip(found, steps, strict=True))
        ]
        self.shares = np.linspace(0.0, 1.0, _SAMPLES + 1)
        gaps = [float(curve.nudge(place, step * part / _SAMPLES).gap) for part in range(1, _SAMPLES + 1)]
        self.gaps = np.array([0.0, *gaps])
        self.share = ValueTracker(1.0)
        self._lay_out()
        self._draw(theme)
        self._write(theme, slope)
        self._name(theme)

    def _tells(self) -> bool:
        """Tell whether each half step comes closer, by so much that it can be seen and is no rounding."""
        least = _NOISE * max(1.0, abs(self.slope))
        closer = (0 < after / before < _CLOSER for before, after in pairwise(self.off) if before)
        return all(abs(off) > least for off in self.off) and all(closer)

    def _lay_out(self) -> None:
        """Find where the tangent lies, from where to where it goes, and the unit upwards."""
        safe = Region.safe()
        self.onward = 1.0 if self.step > 0 else -1.0
        self.upward = 1.0 if self.gaps[-1] > 0 else -1.0
        self.begin = -self.onward * safe.right + self.onward * _BESIDE
        self.end = self.onward * (safe.right - _ROOM - _AWAY)
        low, high = safe.bottom + _LEAST, safe.top - _ABOVE
        self.level = low + _BELOW if self.upward > 0 else high - _BELOW
        room = high - self.level if self.upward > 0 else self.level - low
        self.unit = room / float(np.abs(self.gaps).max())

    def place(self, share: float, gap: float) -> Floats:
        """Return where a share of the step lies, so far off the tangent."""
        return np.array([self.begin + (self.end - self.begin) * share, self.level + gap * self.unit, 0.0])

    def gap_at(self, share: float) -> float:
        """Return how far the curve is off its tangent after a share of the step."""
        return float(np.interp(share, self.shares, self.gaps))

    def _draw(self, theme: Theme) -> None:
        self.tangent = Line(
            self.place(0.0, 0.0), self.place(1.0, 0.0), stroke_color=theme.gradient, stroke_width=_STROKE
        )
        path = [self.place(*pair) for pair in zip(self.shares, self.gaps, strict=True)]
        # It is drawn from the step's end, where the gap stands.
        self.curve = VMobject(stroke_color=theme.ink, stroke_width=_STROKE, fill_opacity=0.0)
        self.curve.set_points_as_corners(path[::-1])
        self.between = VMobject(stroke_width=0.0, fill_color=theme.loss, fill_opacity=_FILL)
        self.between.set_points_as_corners([*path, self.place(1.0, 0.0), path[0]])
        self.chords = [
            Line(
                self.place(0.0, 0.0),
                self.place(1.0, off * self.step),
                stroke_color=theme.ink,
                stroke_width=_CHORD / 2,
                stroke_opacity=_GHOST,
            )
            for off in self.off
        ]
        for index, chord in enumerate(self.chords):
            measured(chord, partial(self._read, index))
        self.chord = Line(LEFT, RIGHT, stroke_color=theme.ink, stroke_width=_CHORD)
        self.gap = Line(DOWN, UP, stroke_color=theme.loss, stroke_width=_BAR)
        self.bar = Line(LEFT, RIGHT, stroke_color=theme.input, stroke_width=_BAR)
        self.dot = Dot(radius=0.13, color=theme.ink)
        low, high = (float(self.place(1.0, gap)[1]) for gap in (0.0, self.gaps[-1]))
        half = _BAR / 200
        self.standing = block(self.end - half, self.end + half, low, high - low)
        self.standing.set_fill(theme.loss, opacity=1.0)
        self.refresh()
        # Each moves itself alone: one that is being drawn is left as it is by the others.
        for part, lay in self._parts():
            part.add_updater(partial(_laid, lay))

    def refresh(self) -> None:
        """Lay what follows the step where its end is now."""
        for _, lay in self._parts():
            lay()

    def _parts(self) -> list[tuple[VMobject, Callable[[], object]]]:
        """Return what follows the step, and what lays each of it where that ends now."""
        return [
            (self.chord, lambda: set_ends(self.chord, self._ends(self._steep(), 1.0))),
            (self.gap, lambda: set_ends(self.gap, np.array([self._at(0.0), self._at(1.0)]))),
            (self.bar, lambda: set_ends(self.bar, self._ends(0.0, self._share) + self._under)),
            (self.dot, lambda: self.dot.move_to(self._at(1.0))),
        ]

    @property
    def _share(self) -> float:
        return float(self.share.get_value())

    @property
    def _under(self) -> Floats:
        under: Floats = DOWN * _UNDER * self.upward
        return under

    def _steep(self) -> float:
        """Return how far off the tangent the chord is at its end."""
        return self.gap_at(self._share) / self._share if self._share > 0 else 0.0

    def _at(self, height: float) -> Floats:
        """Return where the step ends now, on the tangent (0) or on the curve (1)."""
        return self.place(self._share, height * self.gap_at(self._share))

    def _ends(self, off: float, share: float) -> Floats:
        """Return where the step begins, and what lies so far off the tangent after a share of it."""
        return np.array([self.place(0.0, 0.0), self.place(share, off)])

    def _write(self, theme: Theme, slope: Quantity) -> None:
        """State the slope at the tangent's end, change over step at the chords', the steps under them."""
        side, up = self.onward * RIGHT, self.upward * UP
        self.goal = fit(value_line(theme, slope, size=_TYPE, display=False), _ROOM)
        self.goal.next_to(self.tangent.get_end(), side, buff=_AWAY)
        self.lines: list[VMobject] = []
        height, below = self.level, self.goal
        for off, ratio in zip(reversed(self.off), reversed(self.ratios), strict=True):
            ideal = float(self.place(1.0, off * self.step)[1])
            line = fit(value_line(theme, ratio, size=_ROWS, display=False), _ROOM)
            least = height + self.upward * (_APART + float(below.height + line.height) / 2)
            height, below = max(ideal, least) if self.upward > 0 else min(ideal, least), line
            line.next_to(np.array([self.end, height, 0.0]), side, buff=_AWAY)
            self.lines.insert(0, line)
        self.digits: list[VMobject] = []
        for index, step in enumerate(self.steps):
            line = fit(value_line(theme, step, size=_TYPE, display=False), _FITS)
            middle = self.place(0.5**index / 2, 0.0) - up * _UNDER
            line.next_to(middle, -up, buff=0.25)
            over = Region.safe().left - float(line.get_left()[0])
            under = float(line.get_right()[0]) - Region.safe().right
            self.digits.append(line.shift(RIGHT * (max(0.0, over) - max(0.0, under))))

    def _name(self, theme: Theme) -> None:
        """Name curve, tangent and gap, until numbers take their places."""
        side, up, middle = self.onward * RIGHT, self.upward * UP, self.place(0.5, 0.0)
        named = (("curve", theme.ink), ("tangent", theme.gradient), ("gap", theme.loss))
        curve, tangent, gap = (text(word, color, size=_WORD) for word, color in named)
        curve.next_to(self.place(1.0, float(self.gaps[-1])), side, buff=_AWAY)
        tangent.next_to(middle, -up, buff=0.25)
        gap.next_to(self.place(1.0, float(self.gaps[-1]) / 2), side, buff=_AWAY)
        self.names = VGroup(curve, tangent, gap)

    def _read(self, index: int, chord: VMobject) -> list[Measurement]:
        """Read off a chord how far change over step lies from the slope."""
        run, rise = (chord.points[-1] - chord.points[0])[:2]
        width = (self.end - self.begin) / self.step
        off = float(rise / self.unit) / float(run / width)
        return [Measurement("length", f"off {index}", off, 1e-4 * abs(self.off[0]))]


def _laid(lay: Callable[[], object], _: Mobject) -> None:
    lay()
