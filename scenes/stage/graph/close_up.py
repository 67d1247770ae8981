"""Close to one neuron: its box grows over the whole picture, and its numbers are worked out in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from manim import (
    DOWN,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    ReplacementTransform,
    RoundedRectangle,
    Scene,
    VGroup,
    VMobject,
)

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.calculation import numbers_put_in
from scenes.stage.frame import Frame
from scenes.stage.graph.term_sum_view import TermSumView
from scenes.stage.graph.term_table import TermRow
from scenes.stage.layout import Region
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.flights import appear, changing, fly_all

_SLOWLY, _FAST = 2, 0.45
INSET, _HEAD, _LARGEST = 0.25, 0.45, 1.5
"""What the content keeps from the frame; height for the heading; how much larger than usual type gets."""

_WIDE = (3.6, 2.8, 2.2, 1.7, 1.2)
"""How wide lengths that add up are, the widest first."""


class CloseUp:
    """What happens in one neuron, over the whole picture: its box grows as the camera goes down to it.

    `view` is what the scene's camera shows, its frame. `inside` is the room for what is worked out there,
    under the network and out of its sight.
    """

    def __init__(self, scene: Scene, view: Mobject, box: Box, color: str = "") -> None:
        self.scene, self.view, self.box = scene, view, box
        color, frame = color or box.color_on, Frame.current()
        self.middle = DOWN * frame.height
        safe = Region.safe(frame)
        down = Region(safe.left, safe.right, safe.bottom - frame.height, safe.top - frame.height - _HEAD)
        self.inside = down.inset(left=INSET, right=INSET, top=INSET, bottom=INSET)
        self.frame = RoundedRectangle(
            corner_radius=0.2, width=down.width, height=down.height, stroke_color=color
        )
        self.frame.set_stroke(width=2.5, opacity=0.8).set_fill(color, 0.04).move_to(down.center)

    def open(self, *along: Animation) -> None:
        """Let the camera go down into the neuron."""
        self.scene.play(self.box.highlight(), *along, run_time=0.6)
        grown = ReplacementTransform(self.box.frame.copy(), self.frame)
        self.scene.play(grown, changing(self.view).move_to(self.middle), run_time=1.2)

    def close(self, *content: VMobject, along: Sequence[Animation] = ()) -> None:
        """Let the camera go back up to the network; the content goes."""
        shrunk = self.box.frame.copy()
        back = changing(self.view).move_to((0.0, 0.0, 0.0))
        gone = [FadeOut(one) for one in content]
        self.scene.play(*gone, ReplacementTransform(self.frame, shrunk), back, *along, run_time=1.2)
        self.scene.play(self.box.reset(), FadeOut(shrunk), run_time=0.3)


def added_up(
    theme: Theme, terms: Sequence[Quantity], results: Sequence[Quantity], region: Region, color: str
) -> TermSumView:
    """Return a sum term by term, as large as a region allows, its lengths as wide as there is room for."""
    size = region.width, region.height
    for wide in _WIDE:
        sums = TermSumView(theme, terms, results, size, color, wide=wide)
        if sums.bars is not None:
            break
    factor = min(_LARGEST, region.width / float(sums.width), region.height / float(sums.height))
    sums.scale(factor).move_to(region.center)
    if sums.bars is not None:
        sums.bars.unit *= factor
    return sums


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
