"""The network's activation: its slope derived, drawn under it, and what it does to a gradient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    ValueTracker,
    VGroup,
)

from backprop_core.network import Network
from backprop_core.network.graph import Neuron
from backprop_core.network.standing import Standing, standings
from scenes.chapters.sigmoid import sentences
from scenes.chapters.sigmoid.activation_numbers import NeuronShare
from scenes.chapters.sigmoid.walk import GAP, Walk, let_through
from scenes.stage.chapter import Chapter
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.plots.activation_view import ActivationView
from scenes.stage.plots.neuron_mark import NeuronMark
from scenes.stage.titles import heading

PAIR_SIZE, LEAST = (4.9, 1.45, 0.9), 0.15
"""Size of the panels where two activations stand side by side; least gap between two neurons' shares."""


class Sigmoid(Chapter):
    """What the network's neurons do to their sums, and what that lets through of a gradient.

    If the network mixes activations, the two that most neurons have are shown one after the other and then
    side by side.
    """

    title = "The activation"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.net = Network.from_values(self.settings.lecture.network)
        self.standings, self.left_out = standings(self.net)
        first, *second = (one.curve.activation for one in self.standings)
        self.title = "Two activations" if second else first.title

    def construct(self) -> None:
        """The curve, its derivation, its slope, where it is steepest and where it fades, the network."""
        self.heading = heading(self.theme, self.title)
        self.top = float(self.heading.get_bottom()[1]) - GAP
        walks = [self._walk(standing) for standing in self.standings]
        pair = [self._view(standing) for standing in self.standings if len(walks) > 1]
        self.open_with(self.heading)
        if pair:
            self.show_mix(pair)
        for walk in walks:
            walk.play()
            if pair:
                self.play(FadeOut(*self.clear_stage(self.heading)), run_time=0.6)
        if pair:
            self.compare(pair)
        else:
            self.mark_neurons(walks[0])
        self.close()

    def mark_neurons(self, walk: Walk) -> None:
        """Where the network's own neurons stand, and what passes through each on its own."""
        (standing,) = self.standings
        marks = self._marks(walk.view, standing)
        below, gone = float(walk.result.get_bottom()[1]) - GAP, walk.followed()
        ways = ((False, below), (False, self.top), (True, below), (True, self.top))
        for narrow, top in ways:
            shares = self._shares(standing, walk.room, narrow=narrow)
            if _fits(shares, top):
                break
        shares.move_to((walk.left, (top + safe_bottom()) / 2, 0.0), aligned_edge=LEFT)
        if top > below:
            gone.append(walk.result)
        with self.beat("neurons", sentences.marked(self.standings, left_out=False)):
            self.play(FadeOut(*gone), run_time=0.6)
            self._mark(marks, shares)

    def show_mix(self, pair: Sequence[ActivationView]) -> None:
        """The two curves, before each is looked at by itself."""
        with self.beat("mix", sentences.mixed(self.standings, self.left_out)):
            self.play(*(FadeIn(view.above) for view in pair), run_time=0.8)
            self.play(*(Create(view.curve) for view in pair), run_time=1.6)
        self.play(FadeOut(*self.clear_stage(self.heading)), run_time=0.6)

    def compare(self, pair: Sequence[ActivationView]) -> None:
        """Both activations side by side, and the network's neurons on them."""
        with self.beat("neurons", sentences.marked(self.standings, left_out=bool(self.left_out))):
            self.play(*(FadeIn(view.above, view.curve, view.below, view.slopes) for view in pair), run_time=1)
            for view, standing in zip(pair, self.standings, strict=True):
                top = float(view.get_bottom()[1]) - GAP
                for narrow, start in ((False, top), (True, top), (True, top + GAP / 2)):
                    shares = self._shares(standing, float(view.width), narrow=narrow)
                    if _fits(shares, start):
                        break
                shares.move_to((float(view.get_left()[0]), start, 0.0), aligned_edge=LEFT + UP)
                self._mark(self._marks(view, standing), shares)

    def _walk(self, standing: Standing) -> Walk:
        """Return the beats of one activation, whose names tell which if there are two."""
        name = standing.curve.activation.name.replace("_", "-")
        suffix = f"-{name}" if len(self.standings) > 1 else ""
        return Walk(self, standing.curve, self._places(standing), self.top, suffix)

    def _view(self, standing: Standing) -> ActivationView:
        """Return the view of one of two activations: the first at the left edge, the second at the right."""
        curve = standing.curve
        view = ActivationView(
            self.theme, curve, ValueTracker(curve.middle), PAIR_SIZE, self._places(standing)
        )
        whole = VGroup(view.above, view.curve, view.below, view.slopes)
        side = LEFT if standing is self.standings[0] else RIGHT
        edge = safe_width() / 2 * side
        view.shift(
            (float(edge[0] - whole.get_edge_center(side)[0]), self.top - float(whole.get_top()[1]), 0.0)
        )
        return view

    def _places(self, standing: Standing) -> list[float]:
        return [self._place(neuron) for neuron in standing.neurons]

    def _place(self, neuron: Neuron) -> float:
        return float(self.net.values[neuron.sum])

    def _marks(self, view: ActivationView, standing: Standing) -> list[NeuronMark]:
        leftmost = min(standing.neurons, key=self._place)
        marks: list[NeuronMark] = []
        for neuron in standing.neurons:
            value, place = self.net.quantity[neuron.output], self._place(neuron)
            marks.append(NeuronMark(view, value, place, leftmost=neuron == leftmost, others=marks))
        return marks

    def _shares(self, standing: Standing, width: float, *, narrow: bool) -> VGroup:
        made = (NeuronShare(self.theme, self.net, one, width, narrow=narrow) for one in standing.neurons)
        return VGroup(*made)

    def _mark(self, marks: Sequence[NeuronMark], shares: VGroup) -> None:
        for mark, share in zip(marks, shares, strict=True):
            dots = (GrowFromCenter(dot) for dot in mark.dots)
            assert isinstance(share, NeuronShare)
            self.play(LaggedStart(*dots, lag_ratio=0.3), FadeIn(mark.label, share.line), run_time=0.8)
            let_through(self, share.bar)


def _fits(shares: VGroup, top: float) -> bool:
    """Put shares under each other, as far apart as the height under a place leaves them; tell if it does."""
    spare = top - safe_bottom() - sum(float(share.height) for share in shares)
    gap = spare / max(1, len(shares) - 1)
    shares.arrange(DOWN, buff=max(LEAST, min(1.5 * GAP, gap)), aligned_edge=LEFT)
    return gap >= LEAST
