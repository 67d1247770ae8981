"""A change on its way: one bar to scale for every value that it reaches, between them what it is times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from manim import DOWN, RIGHT, UP, Animation, Arrow, FadeIn, Line, Rectangle, TransformFromCopy, VGroup

from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.formulas.equation import fit, name_piece, number_piece, role_color
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import SMALL, Part, math
from scenes.stage.measure import Measurement
from scenes.stage.network.boxes import Box
from scenes.stage.network.dolls import blend
from scenes.stage.titles import safe_bottom

_WIDTH, _FOOT, _NAME_GAP, _NAME_RISE = 0.5, 0.95, 0.12, 0.28


class ChangeBars(VGroup):
    """Bars on feet at one height: upward for a growing value, downward for a falling one, all to one scale.

    `columns` tells where each bar's middle stands, `low` and `high` the heights between which all stay. The
    first of `changes` is the unit that the others are measured by.
    """

    def __init__(
        self,
        theme: Theme,
        changes: Mapping[str, Quantity],
        columns: Mapping[str, float],
        low: float,
        high: float,
    ) -> None:
        super().__init__()
        self.changes = changes
        sizes = {key: float(change.value) for key, change in changes.items()}
        up, down = max(0.0, *sizes.values()), -min(0.0, *sizes.values())
        unit = (high - low) / (up + down)
        ground = low + down * unit
        self.bars: dict[str, Rectangle] = {}
        self.feet: dict[str, Line] = {}
        self.names: dict[str, VGroup] = {}
        for key, change in changes.items():
            color = role_color(theme, change.symbol)
            height = max(abs(sizes[key]) * unit, 1e-4)
            bar = Rectangle(width=_WIDTH, height=height, stroke_width=0.0).set_fill(color, 1.0)
            foot = Line((0.0, 0.0, 0.0), RIGHT * _FOOT, stroke_color=theme.dimmed, stroke_width=2)
            foot.move_to((columns[key], ground, 0.0))
            bar.next_to(foot.get_start() + RIGHT * _WIDTH / 2, UP if sizes[key] >= 0 else DOWN, buff=0.0)
            name = math([name_piece(change)], color, size=SMALL)
            rise = _NAME_RISE if sizes[key] >= 0 else -_NAME_RISE
            if not low <= ground + 2 * rise <= high:
                rise = -rise
            name.next_to(bar, RIGHT, buff=_NAME_GAP).set_y(ground + rise)
            self.bars[key], self.feet[key], self.names[key] = bar, foot, name
            self.add(foot, bar, name)

    def start(self) -> list[Animation]:
        """Return the animations that bring the first bar."""
        key = next(iter(self.bars))
        return [FadeIn(self.feet[key]), FadeIn(self.bars[key], shift=UP * 0.2), FadeIn(self.names[key])]

    def pass_on(self, before: str, key: str) -> list[Animation]:
        """Return the animations in which a copy of one bar moves on and takes the next one's length."""
        return [
            TransformFromCopy(self.bars[before], self.bars[key]),
            FadeIn(self.feet[key]),
            FadeIn(self.names[key]),
        ]

    def stand(self, key: str) -> VGroup:
        """Return a bar with its foot and its name."""
        return VGroup(self.feet[key], self.bars[key], self.names[key])

    def spread(self, left: float, right: float, low: float) -> list[Animation]:
        """Return the animations that carry the first bar and the last one apart, no part below `low`."""
        keys = list(self.bars)
        ends = VGroup(*(VGroup(self.bars[key], self.names[key]) for key in (keys[0], keys[-1])))
        drop = low + 0.05 - float(ends.get_bottom()[1])
        return [
            changing(self.stand(key)).shift((column - float(self.feet[key].get_x()), drop, 0.0))
            for key, column in ((keys[0], left), (keys[-1], right))
        ]

    def bridge(self, chip: FactorChip) -> list[Arrow]:
        """Put a chip between the first bar and the last, and return two arrows that lead through it."""
        feet = list(self.feet.values())
        start, end = feet[0].get_right(), feet[-1].get_left()
        lift = max(0.0, safe_bottom() + 0.04 + float(chip.height) / 2 - float(start[1]))
        names = list(self.names.values())
        start[0] = max(start[0], names[0].get_right()[0])
        end[0] = min(end[0], names[-1].get_left()[0])
        start, end = start + UP * lift, end + UP * lift
        chip.move_to((start + end) / 2)
        return [
            Arrow(a, b, buff=0.15, color=chip.color_on, stroke_width=3.5, tip_length=0.18)
            for a, b in ((start, chip.get_left()), (chip.get_right(), end))
        ]

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


class FactorChip(Box):
    """`× slope` on the wall that the change passes."""

    def __init__(self, theme: Theme, quantity: Quantity, most: float) -> None:
        pieces: list[Piece | str] = ["times", number_piece(quantity)]
        line = fit(math(pieces, theme.gradient, size=SMALL), most - 0.2)
        super().__init__(theme, theme.gradient, float(line.width) + 0.2, 0.44)
        self.frame.set_fill(blend(theme, theme.gradient, 0.14), 1.0).set_stroke(width=2.5)
        self.line = line.move_to(self.frame)
        self.hold(line)

    @property
    def digits(self) -> Part:
        """The slope's digits."""
        return self.line.part(2)
