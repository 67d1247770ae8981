"""Close to one neuron: its box grows into a panel under the network, in which its numbers are worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from manim import (
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    RoundedRectangle,
    Scene,
    VGroup,
    VMobject,
)

from scenes.stage.formulas.calculation import numbers_put_in
from scenes.stage.graph.neuron_box import NeuronBox
from scenes.stage.graph.term_table import TermRow
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear, fly_all

_SLOWLY, _FAST = 2, 0.45
INSET = 0.18
"""What the panel's content keeps from its frame."""


class CloseUp:
    """The panel of one neuron in a region: it opens out of the neuron's box and closes into it."""

    def __init__(self, scene: Scene, box: NeuronBox, region: Region, color: str = "") -> None:
        self.scene, self.box = scene, box
        color = color or box.color_on
        self.inside = region.inset(left=INSET, right=INSET, top=INSET, bottom=INSET * 0.7)
        self.frame = RoundedRectangle(
            corner_radius=0.15, width=region.width, height=region.height, stroke_color=color
        )
        self.frame.set_stroke(width=2.5, opacity=0.8).set_fill(color, 0.04).move_to(region.center)

    def open(self, *along: Animation) -> None:
        """Let the box's frame grow into the panel."""
        grown = ReplacementTransform(self.box.frame.copy(), self.frame)
        self.scene.play(self.box.highlight(), grown, *along, run_time=0.9)

    def close(self, *content: VMobject, along: Sequence[Animation] = ()) -> None:
        """Let the panel shrink back into the box, and its content go."""
        self.scene.play(FadeOut(*content), run_time=0.3)
        shrunk = self.box.frame.copy()
        self.scene.play(ReplacementTransform(self.frame, shrunk), self.box.reset(), *along, run_time=0.7)
        self.scene.play(FadeOut(shrunk), run_time=0.2)


def work_through(
    scene: Scene, rows: Sequence[TermRow], standing: Mapping[str, VGroup], *, pace: float = 1.0
) -> None:
    """Bring rows one by one: formula, the numbers flying in from where they stand, result.

    `standing` are digits on stage by the node whose value they are. After the first rows the rest come
    together.
    """
    for index, row in enumerate(rows[:_SLOWLY]):
        slowly = pace * (1.0 if not index else 0.7)
        scene.play(appear(row.formula), run_time=0.5 * slowly)
        if row.numbers is not None:
            scene.play(*_put_in(row, standing), run_time=0.9 * slowly)
            scene.add(row.numbers)
        if row.result is not None:
            scene.play(appear(row.result), run_time=0.4 * slowly)
    rest = [AnimationGroup(*(appear(line) for line in row.lines)) for row in rows[_SLOWLY:]]
    if rest:
        scene.play(LaggedStart(*rest, lag_ratio=0.5), run_time=max(0.7, _FAST * len(rest)) * pace)


def _put_in(row: TermRow, standing: Mapping[str, VGroup]) -> list[Animation]:
    """Return the animations that let numbers fly into a row; what stands nowhere fades in."""
    assert row.numbers is not None
    pairs, rest = [], [row.numbers.part(0)]
    for operand, part in numbers_put_in(row.numbers):
        source = standing.get(operand.node or operand.name)
        same = source is not None and glyphs_of(part) in (glyphs_of(source), glyphs_of(source) + 2)
        if source is not None and same:
            pairs.append((source, part))
        else:
            rest.append(part)
    return [FadeIn(VGroup(*rest)), *([fly_all(pairs)] if pairs else [])]


def glyphs_of(digits: VMobject) -> int:
    """Return how many glyphs digits are made of."""
    return len(digits.family_members_with_points())
