"""A step to scale: along the axis as far as the rule says, then onto the curve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Create, DashedLine, Line, VGroup, VMobject

from backprop_core.quantity import Piece
from scenes.chapters.update_step.loss_view import LossView
from scenes.chapters.update_step.step_arrow import StepArrow
from scenes.stage.formulas.equation import name_piece
from scenes.stage.lettering.typesetting import BODY, math
from scenes.stage.measure import Measurement
from scenes.stage.plots.free_place import FREE, clearance

_LABEL_GAPS, _SEEN = (0.2, 0.4, 0.6, 1.0, 1.4, 1.8), 0.02


class StepLine(VGroup):
    """A step to scale: the arrow `run` from the ball along the axis, `fall` from its end to the curve."""

    def __init__(self, view: LossView, start: float, end: float, texts: Sequence[VMobject] = ()) -> None:
        super().__init__()
        batch, key, panel = view.batch, view.key, view.panel
        self.view, self.name = view, f"−η·{batch.network.gradient[key].name}"
        before, after = (float(batch.loss_at({key: weight})) for weight in (start, end))
        self.corner, self.place = panel.to_point(end, before), panel.to_point(end, after)
        self.run = StepArrow(panel.to_point(start, before), self.corner, view.theme.weight)
        self.fall = VGroup()
        if np.linalg.norm(self.place - self.corner) >= _SEEN:
            drop = DashedLine(self.corner, self.place, dash_length=0.08)
            self.fall.add(drop.set_stroke(view.theme.loss, width=4))
        pieces: list[Piece | str] = ["-", "eta", "dot.op", name_piece(batch.gradient[key])]
        self.label = math(pieces, view.theme.ink, size=BODY)
        self.label.part(4).set_color(view.theme.gradient)
        self._lay_label(UP if before >= after else DOWN, texts)
        self.add(self.run, self.fall, self.label)

    def term(self) -> VGroup:
        """Return the label glyph by glyph, in the order of the rule's last term."""
        return VGroup(*self.label.part(0), *self.label.part(4))

    def drop(self) -> list[Animation]:
        """Return the animation that draws the way from the arrow onto the curve, if there is any."""
        return [Create(line) for line in self.fall]

    def _lay_label(self, first: np.ndarray, texts: Sequence[VMobject]) -> None:
        """Put the label at the arrow's end, off the curve, the tangent and other texts."""
        view, panel = self.view, self.view.panel
        drop = Line(self.corner, self.place)
        lines = view.tangent, self.run.shaft, drop, *panel.axes, *panel.grid
        sides = [way + across for way in (first, -first) for across in (0 * RIGHT, RIGHT, LEFT)]
        found: list[tuple[float, int, np.ndarray]] = []
        for gap, side in product(_LABEL_GAPS, sides):
            self.label.next_to(self.corner, side, buff=gap)
            room = min(clearance(self.label, lines, (view.curve,), texts), FREE)
            found.append((room, -len(found), self.label.get_center()))
        self.label.move_to(max(found, key=lambda one: one[:2])[2])

    def measurements(self) -> Iterable[Measurement]:
        """Read the step back from the arrow's length along the axis."""
        (start, _), (end, _) = (self.view.panel.read(place) for place in self.run.ends)
        yield Measurement("length", self.name, end - start, 1e-6)
