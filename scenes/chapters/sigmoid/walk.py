"""One activation from its definition to what it does to a gradient, beat by beat."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Flash,
    Mobject,
    ReplacementTransform,
    SurroundingRectangle,
    ValueTracker,
    VGroup,
    linear,
)

from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.network.derivations import DERIVATIONS, DerivationStep
from backprop_core.number import Number
from backprop_core.quantity import Quantity
from scenes.chapters.sigmoid import sentences
from scenes.chapters.sigmoid.activation_numbers import ActivationNumbers
from scenes.chapters.sigmoid.derivation import Derivation, RuleCards
from scenes.chapters.sigmoid.share_bar import ShareBar
from scenes.stage.chapter import Chapter
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.activation_view import ActivationView
from scenes.stage.words import Words, words

PANEL_SIZE = (5.5, 2.45, 1.6)
LINES, CARDS, RESULT, SEVERAL = 0.44, 0.42, 0.6, 0.5
"""Sizes of type: the derivation, the rules it uses, its result in one line and in several."""

START, GAP, FRAME, EDGE, FAR = 0.8, 0.3, 0.08, 0.06, 0.9
"""Where the point begins; gaps; how far out of all that is drawn the ends are."""


def let_through(chapter: Chapter, bar: ShareBar) -> None:
    """Let a whole gradient arrive, and its share go on."""
    chapter.play(*bar.arrive(), run_time=0.6)
    chapter.play(*bar.pass_on(), run_time=0.6)
    chapter.add(bar)


class Walk:
    """The beats of one activation, played on a chapter's stage under its heading.

    `places` are sums that must be seen, `top` is where the heading ends; `suffix` is added to the beats'
    names. `left` and `room` are where the left half begins, and how wide it is.
    """

    def __init__(
        self, chapter: Chapter, curve: ActivationCurve, places: Sequence[float], top: float, suffix: str = ""
    ) -> None:
        self.chapter, self.curve, self.suffix = chapter, curve, suffix
        self.theme, self.derivation = chapter.theme, DERIVATIONS[curve.activation.name]
        self.left, self.top = -safe_width() / 2, top
        self.z = ValueTracker(curve.middle + START)
        self.view = ActivationView(self.theme, curve, self.z, PANEL_SIZE, places)
        across = -self.left - float(self.view.names.get_right()[0])
        self.view.shift(RIGHT * across + UP * (top - float(self.view.get_top()[1])))
        self.reach = self.view.window[1] - curve.middle
        self.room = float(self.view.get_left()[0]) - self.left - GAP
        self._lay_derivation()
        self.result = VGroup(*(self.lines.steps[index].copy() for index in self.lines.results))
        size = RESULT if len(self.result) == 1 else SEVERAL
        self.result.scale(size / LINES).arrange(RIGHT, buff=2 * GAP)
        if len(self.result) > 2:
            self.result.arrange(DOWN, buff=GAP, aligned_edge=LEFT)
        self.result.scale(min(1.0, (self.room - EDGE) / self.result.width))
        self.result.move_to((self.left, top, 0.0), aligned_edge=LEFT + UP)
        self.numbers = ActivationNumbers(self.theme, curve, self.z, self.room - EDGE, self.view.window)
        gap = 1.3 * GAP if len(self.result) == 1 else GAP
        self.numbers.put(self.left + EDGE, float(self.result.get_bottom()[1]) - gap)
        self._rules_used = False

    def play(self) -> None:
        """Play all beats; the view, the result and the numbers are left on stage."""
        self.draw_curve()
        for step in self.derivation.steps[:-1]:
            self.derive(step)
        self.conclude(self.derivation.conclusion)
        self.show_numbers()
        self.draw_slope()
        if self.curve.kink is not None:
            self.stop_at_kink(self.curve.kink)
        self.find_peak()
        if self.curve.shape.dip_at is not None:
            self.find_dip(self.curve.shape.dip_at)
        self.go_to_the_end()

    def draw_curve(self) -> None:
        """The function and its picture."""
        first = self.lines.steps[0]
        begins = first.begins if self.derivation.opens_with_half else first
        with self._beat("curve", words(self.derivation.opening)):
            self.chapter.play(FadeIn(begins, shift=RIGHT * 0.2), FadeIn(self.view.above), run_time=1)
            self.chapter.play(Create(self.view.curve), run_time=2.2)

    def derive(self, step: DerivationStep) -> None:
        """A step: a rule, or lines, the last of them held against what it comes from."""
        with self._beat(step.name, words(step.said)):
            if step.rule is not None:
                self._show_rule(step.rule)
            for index in step.lines:
                if index != step.lines[0]:
                    self.chapter.wait(0.9)
                self._enter(index, step)
            self._compare(step)
        self._rules_used |= bool(step.lines) and self.cards_shown

    def conclude(self, step: DerivationStep) -> None:
        """The last lines; between two levels both factors as bars on the curve."""
        self.bar_names = self.view.bar_names()
        with self._beat(step.name, words(step.said)):
            for index in step.lines:
                if index != step.lines[0]:
                    self.chapter.wait(0.5)
                self.chapter.play(*self.lines.enter(index), run_time=0.8)
            frames = [self._frame(self.lines.steps[index]) for index in self.lines.results]
            self.chapter.play(*(Create(frame) for frame in frames), run_time=0.5)
            for bar, name in zip(self.view.bars, self.bar_names, strict=True):
                self.chapter.play(Create(bar), FadeIn(name), run_time=0.7)
            self.chapter.play(*(FadeOut(frame) for frame in frames), run_time=0.4)

    def show_numbers(self) -> None:
        """The result alone, and what it comes to where the point stands."""
        results = [self.lines.steps[index] for index in self.lines.results]
        gone = [step for step in self.lines.steps if step not in results]
        with self._beat("area", sentences.numbers(self.curve)):
            cards = [self.cards] if self.cards_shown else []
            self.chapter.play(FadeOut(*gone, *cards), run_time=0.5)
            moves = zip(results, self.result, strict=True)
            self.chapter.play(*(ReplacementTransform(*move) for move in moves), run_time=0.8)
            self.numbers.begin()
            area = [self.numbers.area] if self.curve.parts else []
            self.chapter.play(FadeIn(*area, *self.numbers.rows), run_time=0.8)

    def draw_slope(self) -> None:
        """The slope's curve under the other, drawn by the travelling point."""
        view, (left, right) = self.view, self.view.window
        with self._beat("slope", sentences.walk(self.curve)):
            gone = [FadeOut(self.bar_names, view.bars)] if self.curve.parts else []
            self.chapter.play(*gone, self.z.animate.set_value(left), run_time=0.9)
            view.update()
            self.chapter.play(FadeIn(view.below, *view.followers), run_time=0.6)
            trail = view.trail()
            self.chapter.add(trail, *view.followers)
            self.chapter.play(self.z.animate.set_value(right), run_time=3.0, rate_func=linear)
            self.chapter.remove(trail)
            self.chapter.add(view.slopes, *view.followers)

    def stop_at_kink(self, place: Number) -> None:
        """Two tangents at the kink, one to each side, and the convention."""
        convention = Quantity(self.curve.slope_symbol, self.curve.slope(place))
        sides = self.view.side_tangents()
        with self._beat("kink", sentences.kink(convention)):
            self.chapter.play(self.z.animate.set_value(float(place)), run_time=1.5)
            self.chapter.play(FadeOut(self.view.tangent), *(Create(side) for side in sides), run_time=0.9)
            self.chapter.add(self.view.dot)
            self.chapter.play(Flash(self.view.slope_dot, color=self.theme.gradient, line_length=0.2))
        self.chapter.play(FadeOut(sides), FadeIn(self.view.tangent), run_time=0.5)
        self.chapter.add(*self.view.followers)

    def find_peak(self) -> None:
        """Where it is steepest."""
        shape = self.curve.shape
        slope = Quantity(self.curve.slope_symbol, shape.peak)
        if shape.peak_at is None:
            place = self.curve.middle + self.reach * (0.0 if shape.is_straight else FAR / 2)
        else:
            place = self.curve.middle + float(shape.peak_at)
        with self._beat("peak", sentences.peak(self.curve, slope)):
            bars = [FadeIn(self.view.bars)] if self.curve.parts else []
            self.chapter.play(*bars, self.z.animate.set_value(place), run_time=1.8)
            self.chapter.add(self.view)
            self._flash()

    def find_dip(self, place: Number) -> None:
        """Where the slope is below zero."""
        slope = Quantity(self.curve.slope_symbol, self.curve.slope(place))
        with self._beat("dip", sentences.dip(slope)):
            self.chapter.play(self.z.animate.set_value(float(place)), run_time=1.8)
            self._flash()

    def go_to_the_end(self) -> None:
        """What the flattest end does to a gradient."""
        left, right = self.curve.shape.ends
        side = -1.0 if left < right else 1.0
        with self._beat("saturated", sentences.ends(self.curve)):
            let_through(self.chapter, self.numbers.bar)
            end = self.curve.middle + side * self.reach * FAR
            self.chapter.play(self.z.animate.set_value(end), run_time=2.6)

    def followed(self) -> list[Mobject]:
        """Return what belongs to the moving point: it goes when the walk is over."""
        view, numbers = self.view, self.numbers
        bars = [view.levels, view.bars] if self.curve.parts else [view.levels] if view.levels else []
        area = [numbers.area] if self.curve.parts else []
        return [*bars, *view.followers, *numbers.rows, *area, numbers.bar]

    def _beat(self, name: str, said: Words) -> AbstractContextManager[None]:
        return self.chapter.beat(f"{name}{self.suffix}", said)

    def _lay_derivation(self) -> None:
        curve, derivation = self.curve, self.derivation
        atoms = dict.fromkeys(derivation.terms, self.theme.ink)
        atoms |= {curve.slope_symbol.typst: self.theme.gradient}
        atoms |= {curve.value_symbol.typst: self.theme.activation}
        height = self.top - safe_bottom() - FRAME
        self.lines = Derivation(
            self.theme, derivation.lines, atoms, self.room, height, results=derivation.results, size=LINES
        )
        self.lines.move_to((self.left + FRAME, self.top, 0.0), aligned_edge=LEFT + UP)
        self.cards_shown = False
        if derivation.rules:
            self.cards = RuleCards(
                self.theme, derivation.rules, float(self.view.width) - 2 * FRAME, size=CARDS
            )
            free = (float(self.view.upper.get_bottom()[1]) + safe_bottom()) / 2
            self.cards.move_to((self.view.get_x() - FRAME, free, 0.0))

    def _show_rule(self, index: int) -> None:
        card = self.cards.cards[index]
        self.cards_shown = True
        self.chapter.play(FadeIn(card.rule, shift=UP * 0.2), run_time=0.8)
        if card.case is not card.rule:
            self.chapter.wait(0.8)
            self.chapter.play(FadeIn(card.case, shift=RIGHT * 0.3), run_time=0.8)
        self.chapter.add(card)

    def _enter(self, index: int, step: DerivationStep) -> None:
        """A line comes; with the last one of the step after which the rules were used, these step back."""
        if index == 0:
            self.chapter.play(FadeIn(self.lines.steps[0].goes_on, shift=RIGHT * 0.2), run_time=1)
            self.chapter.add(self.lines.steps[0])
            return
        moves = self.lines.enter(index)
        if self._rules_used and index == step.lines[-1] and self.cards_shown:
            moves.append(changing(self.cards).set_color(self.theme.dimmed))
        self.chapter.play(*moves, run_time=0.9)

    def _compare(self, step: DerivationStep) -> None:
        """Frame two factors and what they come from, one after the other."""
        if not step.compares:
            return
        factors = self.lines.steps[step.lines[-1]].factors()
        rules = step.compares == "rules"
        colors = ("", "") if rules else (self.theme.activation, self.theme.ink)
        above = (
            [card.case for card in self.cards.cards]
            if rules
            else self.lines.steps[step.lines[-1] - 1].factors()
        )
        for old, new, color in zip(above, factors, colors, strict=True):
            frames = self._frame(old, color), self._frame(new, color)
            self.chapter.play(*(Create(frame) for frame in frames), run_time=0.6)
            self.chapter.wait(0.4 if rules else 0.7)
            self.chapter.play(*(FadeOut(frame) for frame in frames), run_time=0.3)

    def _flash(self) -> None:
        flash = Flash(self.view.slope_dot, color=self.theme.gradient, line_length=0.2)
        self.chapter.play(flash, run_time=0.7)

    def _frame(self, around: VGroup, color: str = "") -> SurroundingRectangle:
        frame = SurroundingRectangle(
            around, color=color or self.theme.gradient, buff=FRAME, corner_radius=0.08
        )
        return frame.set_stroke(width=2.5)
