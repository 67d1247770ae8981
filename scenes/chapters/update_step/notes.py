"""What is written over the loss's curve: it keeps off the curve, or stands on an opaque ground."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, UP, Mobject, SurroundingRectangle, VGroup

from config import Theme
from scenes.chapters.update_step.loss_slice import LossSlice
from scenes.chapters.update_step.step_rule import StepRule
from scenes.stage.formulas.update_rule import Update, rate_note
from scenes.stage.layout import Region
from scenes.stage.plots.free_spot import finds_spot, keeps_off
from scenes.stage.plots.window import Window

_RULE, _CLEAR, _NEAR, _SIZES = 0.82, 0.25, 0.12, tuple(1.0 - 0.05 * k for k in range(9))
"""Size of the rule; what it keeps from the lines, and the other texts; shares of the size to try."""

_SAME, _LARGE = 1e-6, _SIZES[:7]
"""What counts as the same place; the sizes at which the rule rather stands over the curve than elsewhere."""

_AROUND, _LEAST, _ORDER, _TANGENT = 0.15, 0.05, 5, 1
"""What a ground keeps round a text, and from what it may not hide; its place in the drawing order, over the
curve and the ball; place of the tangent among what is drawn."""


class Notes:
    """The places of the loss's name, of the rule and the rate, and of the slope's readout.

    The rate stands where the new value is written once the rate has gone.

    `rule` is that of the parameter `key`, which steps from one weight to another. `whole` and `near` are what
    is drawn before the camera's window comes close to the step and then, at `window`: the curve, the tangent,
    and what may not be hidden. The rate is gone by then. `grounds` are the cards under rule, rate and slope,
    empty where these stand free.
    """

    def __init__(
        self, theme: Theme, view: LossSlice, plan: Update, step: tuple[float, float], window: Window
    ) -> None:
        self.theme, self.view, self.window = theme, view, window
        self.whole, self.near = view.drawn_at(view.whole), view.drawn_at(window)
        self.near.add(view.way(*step, window))
        self.rule, self.rate = StepRule(theme, plan, view.key, size=_RULE), rate_note(theme, plan)
        self.grounds = {name: VGroup() for name in ("rule", "rate", "slope")}
        name, drawn = view.put_loss_name(), [*self.whole, *self.near]
        self._texts: list[Mobject] = [name]
        if not keeps_off(name, view.room, drawn, enough=_NEAR):
            finds_spot(name, view.room, name.get_center(), drawn, enough=_NEAR)
        self._lay_rule()

    @classmethod
    def with_room(
        cls,
        theme: Theme,
        view: LossSlice,
        plan: Update,
        step: tuple[float, float],
        windows: Sequence[Window],
    ) -> Notes:
        """Return the notes at the first of some windows in which the rule stands free, else at the first."""
        for window in windows:
            notes = cls(theme, view, plan, step, window)
            if not len(notes.grounds["rule"]):
                return notes
        return cls(theme, view, plan, step, windows[0])

    def _lay_rule(self) -> None:
        """Put the rule to the upper right and the rate under it, or elsewhere where it has no room there."""
        rule, rate, names = self.rule, self.rate, self.view.names
        room, both = self.view.room, VGroup(rule, rate)
        drawn, corner, tall = [*self.whole, *self.near, names], room.point(UP + RIGHT), float(rule.height)
        _under(rule, rate)
        upper = Region(room.left, room.right, float(room.center[1]), room.top)
        rooms = (upper, _LARGE), (room, _SIZES)
        if not any(self._fits(both, tall, one, corner, drawn, sizes) for one, sizes in rooms):
            both.scale(tall / float(rule.height))
            if not self._finds_room(rule, drawn):
                self._lay_on_ground(rule, room, corner, "rule", (self.whole, self.near))
            rate.scale(float(rule.height) / tall)
            self._lay_rate(rule, rate)
        self._texts += [rule, rate]
        if self.rate_in_rule:
            rate.scale(min(float(rule.result.height / rate.height), float(rule.width / rate.width)))
            _under(rule, rate)

    @property
    def rate_in_rule(self) -> bool:
        """Whether the rate stands under the rule, so that it keeps off all that the rule keeps off."""
        here, there = (one.get_corner(UP + LEFT) for one in (self.rate, self.rule.result))
        within = float(self.rate.width) <= float(self.rule.width) + _SAME
        return within and bool(np.allclose(here, there, atol=_SAME))

    def lay_slope(self, readout: Mobject, room: Region, near: np.ndarray) -> None:
        """Put the slope's readout near a place in what the camera sees, off all that is written."""
        mine = self.view.room
        low, high = max(room.bottom, mine.bottom), min(room.top, mine.top)
        room = Region(max(room.left, mine.left), min(room.right, mine.right), low, high)
        if not finds_spot(readout, room, near, self.whole, texts=self._texts):
            self._lay_on_ground(readout, room, near, "slope", (self.whole,))

    def _fits(
        self,
        both: VGroup,
        tall: float,
        room: Region,
        corner: np.ndarray,
        drawn: list[Mobject],
        sizes: Sequence[float],
    ) -> bool:
        """Put rule and rate into a room, at first in their own size; tell whether they keep off."""
        both.scale(tall / float(self.rule.height))
        return finds_spot(both, room, corner, drawn, enough=_CLEAR, shrink=sizes)

    def _finds_room(self, rule: VGroup, drawn: list[Mobject]) -> bool:
        """Put the rule where it keeps off what is drawn, by less if need be; tell whether it does."""
        room, tall = self.view.room, float(rule.height)
        for enough in (_CLEAR, _NEAR):
            rule.scale(tall / float(rule.height))
            if finds_spot(rule, room, room.point(UP + RIGHT), drawn, enough=enough, shrink=_SIZES):
                return True
        return False

    def _lay_rate(self, rule: StepRule, rate: VGroup) -> None:
        """Put the rate under the rule or, where the curve comes there, where it is free."""
        room, drawn, over = self.view.room, [*self.whole, self.view.names], [*self.grounds["rule"], rule]
        _under(rule, rate)
        if keeps_off(rate, room, drawn, enough=_NEAR, texts=[*self.grounds["rule"], rule.symbols]):
            return
        if not finds_spot(rate, room, rate.get_center(), drawn, enough=_NEAR, texts=over):
            self._texts += over
            self._lay_on_ground(rate, room, rate.get_center(), "rate", (self.whole,))

    def _lay_on_ground(
        self, text: Mobject, room: Region, near: np.ndarray, name: str, drawn: Sequence[VGroup]
    ) -> None:
        """Put a text on a ground, which hides a part of the curve and, if need be, of the tangent."""
        ground = SurroundingRectangle(text, buff=_AROUND, corner_radius=0.1, stroke_width=0.0)
        for first in (_TANGENT, _TANGENT + 1):
            never = [part for group in drawn for part in group.submobjects[first:]]
            if finds_spot(ground, room, near, never, enough=_LEAST, texts=self._texts):
                break
        text.move_to(ground)
        self.grounds[name].add(ground.set_fill(self.theme.background, 1.0).set_z_index(_ORDER))
        text.set_z_index(_ORDER + 1)


def _under(rule: StepRule, rate: VGroup) -> None:
    rate.move_to(rule.result, aligned_edge=UP + LEFT)
