"""A fraction whose parts are the nudges themselves: one bar over another, and the number of their ratio."""

from __future__ import annotations

from collections.abc import Iterable

from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Line,
    Mobject,
    TransformFromCopy,
    VGroup,
)

from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import name_piece, number_piece, sign
from scenes.stage.lettering.bending import bend, move
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import Measurement
from scenes.stage.nudges.number_lines import NumberLines

SIZE = 0.56
DECIMALS = 3
_ROOM, _LIFT, _GAP, _BAR, _OVER = 1.2, 0.17, 0.14, 9.0, 0.2


class NudgeFraction(VGroup):
    """`bar over bar = Δu/Δx ≈ digits`: two nudges of a set of number lines, and their ratio.

    All fractions of the same lines have one scale: a nudge is as long in one as in another. A broken bar has
    the scale of its line.
    """

    def __init__(
        self,
        theme: Theme,
        lines: NumberLines,
        of: int,
        by: int,
        width: float,
        size: float = SIZE,
        *,
        decimals: int = DECIMALS,
    ) -> None:
        super().__init__()
        self.theme, self.lines, self.of, self.by, self.decimals = theme, lines, of, by, decimals
        self.share = _ROOM / max(lines.widest)
        self.symbol = ratio_symbol(lines.symbols[of], lines.symbols[by])
        half = (self.share * max(lines.widest[of], lines.widest[by]) + _OVER) / 2
        self.rule = Line(LEFT * half, RIGHT * half, stroke_color=theme.ink, stroke_width=2.5)
        colors = [lines.bars[index].get_color() for index in (of, by)]
        self.bars = VGroup(*(Line(LEFT, RIGHT, stroke_color=color, stroke_width=_BAR) for color in colors))
        self.size, self.room = size, width
        self.equals, self.readout = self._label()
        free = width - 2 * half - 2 * _GAP
        self.size *= min(1.0, free / (self.equals.width + self.readout.width))
        self.equals, self.readout = self._label()
        self.equals.next_to(self.rule, RIGHT, buff=_GAP)
        self.readout.next_to(self.equals, RIGHT, buff=_GAP)
        self.add(self.rule, self.bars, self.equals, self.readout)
        self.add_updater(NudgeFraction.refresh)
        self.refresh(self)

    def _label(self) -> tuple[TypesetLine, Readout]:
        """Return the equals sign and the named number, at the size in force."""
        readout = Readout(
            self.symbol,
            self.ratio,
            self.theme.gradient,
            decimals=self.decimals,
            size=self.size,
            at=self.where,
        )
        return math(["="], self.theme.ink, size=self.size), readout

    def ratio(self) -> Number:
        """Return how many times as wide as the lower nudge the upper one is now."""
        return self.lines.ratio(self.of, self.by)

    @property
    def quantity(self) -> Quantity:
        """The ratio as it is shown at this moment."""
        return Quantity(self.symbol, self.ratio(), decimals=self.decimals, fixed=True)

    def where(self) -> dict[str, Number]:
        """Return how far the first variable is nudged now, by name."""
        return {f"Δ{self.lines.symbols[0].plain}": self.lines.nudge}

    def build(self) -> list[Animation]:
        """Return the animation in which copies of the nudges fly into the fraction."""
        self.refresh(self)
        return [
            FadeIn(self.rule),
            TransformFromCopy(self.lines.bars[self.of], self.bars[0]),
            TransformFromCopy(self.lines.bars[self.by], self.bars[1]),
        ]

    def state(self) -> list[Animation]:
        """Return the animation that names the fraction and says what it comes to."""
        return [FadeIn(self.equals), FadeIn(self.readout.now())]

    def let_go(self) -> Animation:
        """Return the animation that leaves only the fraction's name."""
        return FadeOut(VGroup(self.rule, self.bars, self.equals, self.readout.digits))

    def settle(self, slope: Quantity) -> TypesetLine:
        """Return `du/dx = digits`, its name where the fraction's name stands if there is room for it all."""
        pieces: list[Piece | str] = [name_piece(slope), sign(slope.relation), number_piece(slope)]
        line = math(pieces, self.theme.gradient, size=self.size, display=False)
        label = self.readout.label
        line.on_baseline_of(label).align_to(label, LEFT)
        end = float(self.rule.get_left()[0]) + self.room
        return line.shift(LEFT * max(0.0, float(line.get_right()[0]) - end))

    def measurements(self) -> Iterable[Measurement]:
        """Read the ratio off the two bars."""
        above, below = (float(bar.points[-1][0] - bar.points[0][0]) for bar in self.bars)
        where = {f"Δ{self.lines.symbols[0].plain}": float(self.lines.nudge)}
        if abs(below) > 1e-6:
            above, below = above * 10 ** self.lines.shrunk[self.of], below * 10 ** self.lines.shrunk[self.by]
            yield Measurement("scale", self.symbol.plain, above / below, 1e-4 * abs(above / below), where)

    @staticmethod
    def refresh(fraction: Mobject) -> None:
        """Make the bars as wide as the nudges are now."""
        assert isinstance(fraction, NudgeFraction)
        lines, middle = fraction.lines, fraction.rule.get_center()
        for bar, index, lift in zip(fraction.bars, (fraction.of, fraction.by), (_LIFT, -_LIFT), strict=True):
            half = (lines.tip(index) - lines.home(index)) * fraction.share / 2
            lines.set_bar(bar, index, (middle + UP * lift - half, middle + UP * lift + half))


def in_the_limit(old: VGroup, new: VGroup) -> list[Animation]:
    """Return the animations from a fraction of nudges to a derivative: each Δ bends into a d."""
    nudge = old[0].points.shape
    return [
        bend(before, after) if before.points.shape == nudge else move(before, after)
        for before, after in zip(old, new, strict=True)
    ]


def delta(symbol: Symbol) -> Symbol:
    """Return the name of a variable's nudge."""
    return Symbol(f"Delta {symbol.typst}", f"Δ{symbol.plain}", f"delta {symbol.spoken}", symbol.role)


def ratio_symbol(of: Symbol, by: Symbol) -> Symbol:
    """Return the name of one nudge over another."""
    above, below = delta(of), delta(by)
    return Symbol(
        f"({above.typst})/({below.typst})",
        f"{above.plain}/{below.plain}",
        f"{above.spoken} over {below.spoken}",
        "gradient",
    )
