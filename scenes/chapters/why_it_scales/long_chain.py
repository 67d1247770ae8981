"""One deep chain of dots, from the loss at the right to the first layer at the left."""

from __future__ import annotations

from collections.abc import Iterable

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Animation,
    Circle,
    Line,
    ManimColor,
    Mobject,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
)

from config import Theme
from scenes.chapters.why_it_scales.cost_plot import DEPTH, IN_ONE_SWEEP
from scenes.stage.lettering.typesetting import text
from scenes.stage.measure import Measurement
from scenes.stage.style import STYLE

_RADIUS = 0.085
"""Of a dot."""

_NAME_GAP = 0.15
"""Between a dot and its name."""


class LongChain(VGroup):
    """`deepest` dots, of which `depth` are seen, and a link between neighbours: a multiplication each.

    `dots` and `links` are counted from the right, where the loss's own slope is given.
    """

    def __init__(self, theme: Theme, deepest: int, depth: ValueTracker, width: float) -> None:
        super().__init__()
        self.theme, self.tracker = theme, depth
        step = LEFT * width / (deepest - 1)
        self.dots = VGroup(
            *(Circle(radius=_RADIUS, stroke_width=STYLE.thin).shift(step * k) for k in range(deepest))
        )
        self.links = VGroup(
            *(
                Line(step * k, step * (k + 1), buff=_RADIUS, stroke_width=STYLE.thin)
                for k in range(deepest - 1)
            )
        )
        self.dots.set_stroke(theme.dimmed).set_fill(theme.gradient, 0.0)
        self.dots[0].set_fill(opacity=1.0)
        self.links.set_stroke(theme.dimmed)
        self.add(self.links, self.dots)
        self.add_updater(LongChain.follow)
        self.follow(self)

    def name_ends(self) -> VGroup:
        """Return the names of the first and the last dot, under them; no part of the chain."""
        ends = VGroup(*(text(name, self.theme.dimmed, size=STYLE.body) for name in ("loss", "first layer")))
        for end, dot, side in zip(ends, (self.dots[0], self.dots[-1]), (RIGHT, LEFT), strict=True):
            end.next_to(dot, DOWN, buff=_NAME_GAP).align_to(dot, side)
        return ends

    @staticmethod
    def follow(chain: Mobject) -> None:
        """Let as many dots be seen as the chain is deep now."""
        assert isinstance(chain, LongChain)
        deep = round(float(chain.tracker.get_value()))
        for k, dot in enumerate(chain.dots):
            dot.set_stroke(opacity=float(k < deep))
        for k, link in enumerate(chain.links):
            link.set_stroke(opacity=float(k < deep - 1))

    def light(self, share: float = 1.0) -> None:
        """Light a share of the links, from the right, and the dot behind each."""
        for k, (link, dot) in enumerate(zip(self.links, self.dots[1:], strict=True)):
            if k < share * len(self.links):
                link.set_stroke(self.theme.gradient, width=STYLE.bold)
                dot.set_fill(opacity=1.0)

    def sweep(self) -> Animation:
        """Return the animation that lights every link once, from right to left, and the dot behind it."""
        return UpdateFromAlphaFunc(self, lambda _, share: self.light(share))

    def darken(self, first: int, shares: Iterable[float]) -> Animation:
        """Return the animation that leaves the dots from the `first` on, and their links, so much light."""
        wanted = list(shares)
        before = [float(dot.get_fill_opacity()) for dot in self.dots[first:]]

        def fade(_: Mobject, done: float) -> None:
            for k, (start, end) in enumerate(zip(before, wanted, strict=True), start=first):
                light = start + (end - start) * done
                self.dots[k].set_fill(opacity=light)
                color = ManimColor(self.theme.dimmed).interpolate(ManimColor(self.theme.gradient), light)
                self.links[k - 1].set_stroke(color, width=STYLE.thin + (STYLE.bold - STYLE.thin) * light)

        return UpdateFromAlphaFunc(self, fade)

    def measurements(self) -> Iterable[Measurement]:
        """Count the links that are lit."""
        lit = sum(float(link.stroke_width) == STYLE.bold for link in self.links)
        yield Measurement("count", IN_ONE_SWEEP.plain, float(lit), 0.0, {DEPTH.plain: float(lit + 1)})
