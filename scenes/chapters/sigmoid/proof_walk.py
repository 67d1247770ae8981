"""The derivation played: line becomes line, and the camera follows the last one down."""

from __future__ import annotations

from contextlib import AbstractContextManager

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Mobject,
    SurroundingRectangle,
    VGroup,
    VMobject,
)

from backprop_core.network.derivations import DERIVATIONS, DerivationStep
from scenes.chapters.sigmoid.becoming import Becoming
from scenes.chapters.sigmoid.curve_stage import CurveStage
from scenes.chapters.sigmoid.derivation_line import DerivationLine
from scenes.chapters.sigmoid.gauges import AreaGauge, RiseGauge
from scenes.chapters.sigmoid.proof import AT_ONCE, Proof, Row
from scenes.chapters.sigmoid.views import BELOW, WHOLE, View, look
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.measure import unmeasured
from scenes.stage.words import Words, words

_FRAME, _UNDER, _BESIDE, _LARGER, _LEAST, _ROUND = 0.1, 0.95, 0.18, 1.25, 0.55, 1.28
"""How far a frame keeps from what it is round, the area from the result, its names from it; by how much it is
enlarged; scale of the view of a result at least, and what stays free round it."""

_SHORT, _READ, _SETTLING, _HOLD = 0.4, 2.2, 0.5, 1.5
"""Seconds between two lines of one step, and at least of the last one, with those in which a line is not yet
whole; for which the result is held alone."""


class ProofWalk:
    """The steps of an activation's derivation under its slope's curve; in the end the result alone."""

    def __init__(
        self, chapter: Chapter, stage: CurveStage, gauge: AreaGauge | RiseGauge, suffix: str
    ) -> None:
        self.chapter, self.stage, self.gauge, self.suffix = chapter, stage, gauge, suffix
        self.theme, curve = chapter.theme, stage.activation
        self.derivation = DERIVATIONS[curve.activation.name]
        colors = {
            curve.slope_symbol.typst: self.theme.gradient,
            curve.value_symbol.typst: self.theme.activation,
        }
        self.proof = Proof(self.theme, self.derivation, colors)
        self.named: list[TypesetLine] = []
        """Numbers of slopes that stand until the proof begins."""
        self.hidden: list[Mobject] = []
        self.standing: list[Row] = []
        self.left: list[Mobject] = []

    def play(self) -> None:
        """Play all steps."""
        for step in self.derivation.steps[:-1]:
            with self._beat(step.name, words(step.said)):
                self._step(step)
                self._compare(step)
        last = self.derivation.conclusion
        with self._beat(last.name, words(last.said)):
            self._step(last)
            self._conclude()

    def fly_back(self) -> None:
        """Let the camera go up to the curve and its slope again, with the point on it."""
        coming = [FadeIn(one) for one in self.hidden]
        self.chapter.play(look(self.chapter, WHOLE), *coming, run_time=1.2)
        self.chapter.remove(*self.left)
        self.hidden = []

    def _step(self, step: DerivationStep) -> None:
        rows = [] if self.standing else [self.proof.lines[0]]
        if step.rule is not None:
            rows.append(self.proof.rules[step.rule])
        rows.extend(self.proof.lines[index] for index in step.lines if index)
        for index, row in enumerate(rows):
            if index:
                self.chapter.wait(self._pause(step, self.standing[-1]))
            self._enter(row)

    def _enter(self, row: Row) -> None:
        """A row comes, out of the last line above it; the camera follows, the fourth row above goes."""
        place = self.proof.rows.index(row)
        moves = [look(self.chapter, View(1.0, 0.0, self.proof.height(row) + BELOW)), *self._hide(place)]
        before = next((one for one in reversed(self.standing) if one in self.proof.lines.values()), None)
        is_line = row in self.proof.lines.values()
        if is_line and before is not None:
            moves.append(Becoming(before.line, row.line))
            if before not in self.proof.results:
                moves.append(changing(before.line).set_color(self.theme.dimmed))
        else:
            moves.extend(FadeIn(line, shift=UP * 0.3) for line in row)
        if is_line:
            rules = [one for one in self.standing if one in self.proof.rules.values()]
            moves.extend(changing(line).set_color(self.theme.dimmed) for one in rules for line in one)
        self.standing.append(row)
        if len(self.standing) > AT_ONCE:
            moves.extend(FadeOut(line) for line in self.standing.pop(0))
        self.chapter.play(*moves, run_time=1.1)

    def _hide(self, place: int) -> list[Animation]:
        """Return the animations by which goes what does not stand over a row."""
        stage, gauge = self.stage, self.gauge
        going: list[Mobject] = []
        leaving: list[Mobject] = []
        if place == 0:
            going = [stage.zero, stage.levels, stage.ticks, stage.z_below]
            going += [*gauge.picture, gauge.dot]
            leaving = [stage.level_names, *self.named, gauge.column, gauge.tangent, gauge.height_dot]
        if place == 1:
            going = [stage.curve]
        if place == AT_ONCE - 1:
            going = [stage.floor, stage.slopes]
        self.hidden.extend(going)
        return [FadeOut(one) for one in (*going, *leaving)]

    def _compare(self, step: DerivationStep) -> None:
        """Frame two factors and what they come from, one after the other."""
        if not step.compares:
            return
        factors = self.standing[-1].line.factors()
        rules = step.compares == "rules"
        above = [one.case for one in self.standing[:-1]] if rules else self.standing[-2].line.factors()
        colors = ("", "") if rules else (self.theme.activation, self.theme.ink)
        for old, new, color in zip(above, factors, colors, strict=True):
            frames = self._frame(old, color), self._frame(new, color)
            self.chapter.play(*(Create(frame) for frame in frames), run_time=0.5)
            self.chapter.wait(0.3)
            self.chapter.play(*(FadeOut(frame) for frame in frames), run_time=0.25)

    def _frame(self, around: VGroup | DerivationLine, color: str) -> SurroundingRectangle:
        frame = SurroundingRectangle(
            around, color=color or self.theme.gradient, buff=_FRAME, corner_radius=0.08
        )
        return frame.set_stroke(width=3.0)

    def _conclude(self) -> None:
        """The result, or all of them, alone and close; under it the area that it is."""
        results = self.proof.results
        if self.standing[-1] not in results:
            self.chapter.wait(self._time_for(self.standing[-1]))
        moves: list[Animation] = []
        for row in self.standing:
            if row not in results:
                moves.extend(FadeOut(line) for line in row)
        for row, height in self.proof.gather():
            assert isinstance(row, Row)
            shift = (0.0, height - self.proof.height(row), 0.0)
            if row in self.standing:
                moves.append(changing(row.line).shift(shift))
            else:
                moves.append(FadeIn(row.line.shift(shift), shift=DOWN * 0.3))
        lines, places = [row.line for row in results], self.proof.gather()
        area = self._area(lines[-1])
        whole = VGroup(*area)
        for line, (_, height) in zip(lines, places, strict=True):
            whole.add(line.copy().set_y(height))
        scale = max(_LEAST, _ROUND * float(whole.width) / 14.2, _ROUND * float(whole.height) / 6.0)
        view = View(scale, float(whole.get_x()), float(whole.get_y()) - 0.1 * scale)
        self.chapter.play(*moves, look(self.chapter, view), run_time=1.2)
        if area:
            self.chapter.play(*(FadeIn(part, shift=RIGHT * 0.3) for part in area), run_time=0.6)
        self.chapter.wait(max(_HOLD, seconds_to_read(*lines) + _SETTLING) - 0.6 * bool(area))
        self.left = [*lines, *area]

    def _pause(self, step: DerivationStep, row: Row) -> float:
        """Return how long a row stands before the next one of the same step comes."""
        if step == self.derivation.conclusion:
            return self._time_for(row)
        return seconds_to_read(*row) if row is self.proof.lines[0] else _SHORT

    @staticmethod
    def _time_for(row: Row) -> float:
        """Return how long a line of the last step stands before it goes on into the next one."""
        return max(_READ, seconds_to_read(*row) + _SETTLING)

    def _area(self, line: DerivationLine) -> list[VMobject]:
        """Return a copy of the area with its sides, under the result: where it is largest."""
        gauge = self.gauge
        if not isinstance(gauge, AreaGauge):
            return []
        gauge.lay()
        copy = VGroup(*(unmeasured(part.copy().clear_updaters()) for part in gauge.picture)).scale(_LARGER)
        _, below, rest = copy
        names = [name.copy().clear_updaters() for name in gauge.names]
        low = self.proof.gather()[-1][1] - float(line.height) / 2
        copy.move_to((float(line.get_x()), low - _UNDER, 0.0), aligned_edge=UP)
        names[0].next_to(below, LEFT, buff=_BESIDE)
        names[1].next_to(rest, UP, buff=_BESIDE)
        return [*copy, *names]

    def _beat(self, name: str, said: Words) -> AbstractContextManager[None]:
        return self.chapter.beat(f"{name}{self.suffix}", said)
