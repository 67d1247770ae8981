"""The derivation played beside its picture: line becomes line, and what each speaks of lights up."""

from __future__ import annotations

from contextlib import AbstractContextManager
from itertools import takewhile

from manim import Animation, Create, FadeIn, FadeOut, Indicate, Line, SurroundingRectangle, VMobject

from backprop_core.network.derivations import DERIVATIONS, DerivationStep
from backprop_core.network.derivations.form import About
from scenes.chapters.sigmoid.gauges import AreaGauge, RiseGauge
from scenes.chapters.sigmoid.panel import ProofPanel
from scenes.chapters.sigmoid.proof import Proof, Row
from scenes.chapters.sigmoid.proof_column import ProofColumn
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.plots.curve_stage import CurveStage
from scenes.stage.words import Words, words

_FRAME, _READ, _SETTLING, _HOLD = 0.1, 1.6, 0.4, 1.2
"""How far a frame keeps from what it is round; seconds for which a line of the last step stands at least,
with those in which it is not yet whole; for which the result is held alone."""

_PARTS = "value", "rest"

_SHORT, _LARGER = 0.4, 1.3


class ProofWalk:
    """The steps of an activation's derivation beside its curve; in the end the result alone, and large.

    `named` are numbers of slopes that stand until the proof begins.
    """

    def __init__(
        self,
        chapter: Chapter,
        stage: CurveStage,
        gauge: AreaGauge | RiseGauge,
        sides: list[Line],
        suffix: str,
    ) -> None:
        self.chapter, self.stage, self.gauge, self.suffix = chapter, stage, gauge, suffix
        self.theme, curve = chapter.theme, stage.activation
        self.derivation = DERIVATIONS[curve.activation.name]
        colors = {
            curve.slope_symbol.typst: self.theme.gradient,
            curve.value_symbol.typst: self.theme.activation,
        }
        self.proof = Proof(self.theme, self.derivation, colors)
        self.column = ProofColumn(self.proof, self.derivation, curve.parts or ())
        self.panel = ProofPanel(chapter, stage, gauge, sides)
        self.named: list[TypesetLine] = []
        self.left: list[VMobject] = []

    def play(self) -> None:
        """Play all steps."""
        steps = self.derivation.steps
        for step in steps:
            with self._beat(step.name, words(step.said)):
                if step is steps[0]:
                    self.panel.stand(self._first_edge())
                    self.panel.enter([FadeOut(one) for one in self.named])
                self._step(step)
                self._compare(step)
                if step is steps[-1]:
                    self._conclude()

    def fly_back(self) -> list[Animation]:
        """Return the animations by which the curve and its slope have the frame to themselves again."""
        gauge = self.gauge
        gone = [*self.left, *gauge.names, *gauge.picture, gauge.column]
        if self.panel.parted:
            gone += self.panel.sides
        stage = self.chapter.mobjects
        moves: list[Animation] = [FadeOut(one) for one in gone if one in stage]
        if self.panel.parted:
            moves.append(FadeIn(gauge.tangent))
        return self.panel.leave(moves)

    def _step(self, step: DerivationStep) -> None:
        rows = [] if self.column.standing else [self.proof.lines[0]]
        if step.rule is not None:
            rows.append(self.proof.rules[step.rule])
        rows.extend(self.proof.lines[index] for index in step.lines if index)
        late = step.about == "area"
        if not late:
            self.panel.go(step.about)
        back = [] if step.about in _PARTS else self.panel.step_back()
        back += [] if self.column.standing else [FadeIn(name) for name in self.gauge.names]
        for index, row in enumerate(rows):
            if index:
                self.chapter.wait(self._pause(step, self.column.standing[-1]))
            along = [] if late or index else [*self.panel.light(step.about), *back]
            self.chapter.play(*self.column.enter(row), *along, run_time=1.1)
        if late:
            self.panel.go(step.about)
        elif not step.compares:
            self.panel.ride(step.about)
        self._point_out(rows[-1])
        if len(rows) > 1 and self.panel.parted:
            self.chapter.wait(max(_SHORT, seconds_to_read(*rows[-1]) - _SHORT))

    def _first_edge(self) -> float:
        """Return how far to the right go the lines that speak of value and rest before any other."""
        first = list(takewhile(lambda step: step.about in _PARTS, self.derivation.steps))
        rows = [self.proof.lines[index] for step in first for index in (0, *step.lines)]
        return max((float(row.get_right()[0]) for row in rows), default=float("inf"))

    def _point_out(self, row: Row) -> None:
        """Point to what a rule is about, and to the same in the definition."""
        whole = self.proof.lines[0]
        for name in self.derivation.terms if row is not whole and not self.column.is_line(row) else ():
            places = [one for one in (row.case.term(name), whole.line.term(name)) if one is not None]
            if len(places) > 1 and whole in self.column.standing:
                pointed = (Indicate(one, scale_factor=_LARGER, color=self.theme.ink) for one in places)
                self.chapter.play(*pointed, run_time=1.3)
                return

    def _compare(self, step: DerivationStep) -> None:
        """Frame two factors and what they come from, one after the other."""
        if not step.compares:
            return
        factors = self.column.standing[-1].line.factors()
        if step.compares == "rules":
            rules = [one.case for one in self.column.standing if not self.column.is_line(one)]
            for old, new in zip(rules, factors, strict=True):
                self._show([self._frame(one, self.theme.gradient) for one in (old, new)], [])
            return
        parts: tuple[tuple[About, str], ...] = (("value", self.theme.activation), ("rest", self.theme.ink))
        for (part, color), new in zip(parts, factors, strict=True):
            sides: list[VMobject] = [new]
            if (
                part in self.column.given
                and self.proof.lines[self.column.given[part]] in self.column.standing
            ):
                sides.append(self.proof.lines[self.column.given[part]].line.right_side())
            self._show([self._frame(one, color) for one in sides], self.panel.light(part))
        self.chapter.play(*self.panel.light("area" if step.about == "area" else ""), run_time=0.4)

    def _show(self, frames: list[SurroundingRectangle], lights: list[Animation]) -> None:
        self.chapter.play(*(Create(frame) for frame in frames), *lights, run_time=0.6)
        self.chapter.wait(0.25)
        self.chapter.play(*(FadeOut(frame) for frame in frames), run_time=0.25)

    def _frame(self, around: VMobject, color: str) -> SurroundingRectangle:
        frame = SurroundingRectangle(around, color=color, buff=_FRAME, corner_radius=0.08)
        return frame.set_stroke(width=3.0)

    def _conclude(self) -> None:
        """The result, or all of them, alone and large, while the point goes along the curve."""
        results = self.proof.results
        if self.column.standing[-1] not in results:
            self.chapter.wait(self._time_for(self.column.standing[-1]))
        told = [line for row in self.column.standing if row not in results for line in row]
        if told:
            self.chapter.play(*(FadeOut(line) for line in told), run_time=0.3)
        moves: list[Animation] = []
        grows, left, heights = self.proof.gathered()
        for row, height in zip(results, heights, strict=True):
            about = left, float(row.line.get_y()), 0.0
            if row in self.column.standing:
                moves.append(changing(row.line).scale(grows, about_point=about).set_y(height))
            else:
                moves.append(FadeIn(row.line.scale(grows, about_point=about).set_y(height)))
        lines = [row.line for row in results]
        self.chapter.play(*moves, *self.panel.light(""), run_time=0.9)
        read = max(_HOLD, seconds_to_read(*lines) + _SETTLING)
        self.panel.ride("area", read / 2)
        if self.panel.parted:
            self.chapter.wait(read)
        self.left = [*lines]

    def _pause(self, step: DerivationStep, row: Row) -> float:
        """Return how long a row stands before the next one of the same step comes."""
        if step == self.derivation.conclusion:
            return self._time_for(row)
        read = seconds_to_read(*row)
        return read if row is self.proof.lines[0] else max(_SHORT, read - _SHORT)

    @staticmethod
    def _time_for(row: Row) -> float:
        """Return how long a line of the last step stands before it goes on into the next one."""
        return max(_READ, seconds_to_read(*row) + _SETTLING)

    def _beat(self, name: str, said: Words) -> AbstractContextManager[None]:
        return self.chapter.beat(f"{name}{self.suffix}", said)
