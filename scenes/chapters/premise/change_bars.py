"""A change on its way: one bar to scale for every value that it reaches, between them what it is times."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    Line,
    Rectangle,
    ShowPassingFlash,
    Transform,
    TransformFromCopy,
    VGroup,
)

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import fit, name_piece, number_line, role_color
from scenes.stage.frame import safe_width
from scenes.stage.lettering.fitting import shortened
from scenes.stage.lettering.typesetting import SMALL, math
from scenes.stage.measure import Measurement, allow

_WIDTH, _FOOT, _NAME_GAP, _NAME_RISE, _STATED_RISE = 0.5, 0.95, 0.12, 0.28, 0.24
_LETTERED = 0.45
"""Room on a side of the feet where names or numbers stand."""

_ROOMY = 1.7
"""Room up from which bars and feet are as wide as that; in less they share it."""


class ChangeBars(VGroup):
    """Bars on feet at one height: upward for a growing value, downward for a falling one, all to one scale.

    `columns` tells where the middle of each bar's foot stands, `low` and `high` the heights between which all
    stay. The first of `changes` is the unit that the others are measured by. Each bar has its name beside it;
    those in `stated` have their number too, on the other side of the foot than the name. Number as well as
    bar and name take at most `room`, for which these stand farther left where it is narrow.
    """

    def __init__(
        self,
        theme: Theme,
        changes: Mapping[str, Quantity],
        columns: Mapping[str, float],
        low: float,
        high: float,
        *,
        stated: Collection[str] = (),
        room: float = 2.0,
    ) -> None:
        super().__init__()
        self.changes, self.stated, self.room = changes, stated, room
        self.sizes = {key: float(change.value) for key, change in changes.items()}
        share = min(1.0, room / _ROOMY)
        self.width_of_bar = _WIDTH * share
        self.bars: dict[str, Rectangle] = {}
        self.feet: dict[str, Line] = {}
        self.names: dict[str, VGroup] = {}
        self.numbers: dict[str, VGroup] = {}
        for key, change in changes.items():
            color = role_color(theme, change.symbol)
            bar = Rectangle(width=self.width_of_bar, height=1.0, stroke_width=0.0).set_fill(color, 1.0)
            foot = Line((0.0, 0.0, 0.0), RIGHT * _FOOT * share, stroke_color=theme.dimmed, stroke_width=2)
            name = math([name_piece(change)], color, size=SMALL)
            for rule in ("cap height", "reading time"):
                allow(name, rule, "the next bar passes over it on its way")
            self.bars[key], self.feet[key], self.names[key] = bar, foot, name
            self.add(foot, bar, name)
            if key in stated:
                told = shortened(change, lambda one: float(number_line(theme, one, size=1.0).width), room)
                self.numbers[key] = fit(number_line(theme, told, size=SMALL), room)
                self.add(self.numbers[key])
        self._lay(columns, low, high)

    def _lay(self, columns: Mapping[str, float], low: float, high: float) -> None:
        """Put everything in its place, the bars to the largest scale that there is room for."""
        up, down = max(0.0, *self.sizes.values()), -min(0.0, *self.sizes.values())
        named = [size >= 0 for size in self.sizes.values()]
        told = [self.sizes[key] < 0 for key in self.stated]
        over, under = (_LETTERED * (side in (*named, *told)) for side in (True, False))
        room = high - low
        limits = (room, up + down), (room - over, down), (room - under, up)
        unit = min(length / size for length, size in limits if size)
        ground = low + max(under, down * unit)
        for key, size in self.sizes.items():
            bar, foot, name = self.bars[key], self.feet[key], self.names[key]
            reach = self.width_of_bar + _NAME_GAP + float(name.width) - float(foot.width) / 2
            most = min(self.room / 2, safe_width() / 2 - columns[key])
            foot.move_to((columns[key] - max(0.0, reach - most), ground, 0.0))
            bar.stretch_to_fit_height(max(abs(size) * unit, 1e-4))
            bar.next_to(foot.get_start() + RIGHT * self.width_of_bar / 2, UP if size >= 0 else DOWN, buff=0.0)
            side = 1.0 if size >= 0 else -1.0
            name.next_to(bar, RIGHT, buff=_NAME_GAP).set_y(ground + side * _NAME_RISE)
            if key in self.stated:
                self._lay_number(key, columns[key], ground - side * _STATED_RISE)

    def _lay_number(self, key: str, column: float, height: float) -> None:
        """Put a bar's number at a height, inside the margins."""
        number = self.numbers[key]
        most = (safe_width() - float(number.width)) / 2
        number.move_to((min(max(column, -most), most), height, 0.0))

    def start(self) -> list[Animation]:
        """Return the animations that bring the first bar."""
        key = next(iter(self.bars))
        labels = VGroup(self.names[key], *self._number(key))
        return [FadeIn(self.feet[key]), FadeIn(self.bars[key], shift=UP * 0.2), FadeIn(labels)]

    def _number(self, key: str) -> list[VGroup]:
        return [self.numbers[key]] if key in self.numbers else []

    def pass_on(self, before: str, key: str) -> list[Animation]:
        """Return the animations in which a copy of one bar moves on and takes the next one's length."""
        return [
            TransformFromCopy(self.bars[before], self.bars[key]),
            FadeIn(self.feet[key]),
            FadeIn(self.names[key], *self._number(key)),
        ]

    def line_up(self, columns: Mapping[str, float], low: float, high: float) -> Animation:
        """Return the animation that carries all bars to other columns, to a scale for the heights there."""
        goal = self.copy()
        for name in ("bars", "feet", "names", "numbers"):
            mine, twins = getattr(self, name), goal.submobjects
            setattr(goal, name, {key: twins[self.submobjects.index(part)] for key, part in mine.items()})
        goal._lay(columns, low, high)
        return Transform(self, goal)

    def pass_light(self) -> Animation:
        """Return a light that runs along all feet, from the first bar to the last."""
        feet = list(self.feet.values())
        start, end = feet[0].get_start(), feet[-1].get_end()
        return ShowPassingFlash(
            Line(start, end, stroke_color=self.bars[next(iter(self.bars))].get_color(), stroke_width=7),
            time_width=0.5,
        )

    def measurements(self) -> Iterable[Measurement]:
        """Read each change back from the length of its bar and the side of its foot that it stands on."""
        keys = iter(self.bars)
        first = next(keys)
        unit = self._length(first) / float(self.changes[first].value)
        for key in keys:
            found = self._length(key) / unit
            yield Measurement("length", self.changes[key].name, found, 2e-4 / abs(unit))

    def _length(self, key: str) -> float:
        bar = self.bars[key]
        upward = float(bar.get_y()) >= float(self.feet[key].get_y())
        return float(bar.height) if upward else -float(bar.height)
