"""The way back inside a neuron, over the whole picture: paths that add up, the tangent, and δ."""

from __future__ import annotations

from collections.abc import Sequence

from manim import RIGHT, FadeIn, FadeOut, LaggedStart, VGroup

from backprop_core.network.graph import LOSS, Neuron
from backprop_core.network.pass_numbers import PassNumbers
from backprop_core.quantity import Quantity
from scenes.chapters.backward_pass.layer_words import LayerWords
from scenes.stage.chapter import Chapter
from scenes.stage.graph.close_up import CloseUp, added_up, work_through
from scenes.stage.graph.layer_diagram import LayerDiagram
from scenes.stage.graph.term_sum_view import TermSumView
from scenes.stage.plots.neuron_curve import NeuronCurve
from scenes.stage.words import words

_CURVE, _GAP = (3.2, 3.0), 0.6
"""Size of a curve, room beside it."""


class InsideNeuron:
    """Goes into one output, and into one neuron of a layer before."""

    def __init__(self, chapter: Chapter, numbers: PassNumbers, diagram: LayerDiagram) -> None:
        self.chapter, self.theme = chapter, chapter.theme
        self.numbers, self.diagram, self.say = numbers, diagram, LayerWords(numbers)
        self.graph = numbers.network.graph

    def start_at_loss(self) -> None:
        """δ of one output, worked out; then the others'."""
        layer = self.graph.depth
        neuron = self.numbers.focus(layer)
        delta = self.numbers.deltas[neuron.sum]
        back = VGroup(self.diagram.arrows[neuron.output])
        panel = CloseUp(
            self.chapter, self.chapter.frame, self.diagram.boxes[neuron.output], self.theme.gradient
        )
        curve = None
        terms: tuple[Quantity, ...] = ()
        if delta.formula is None:
            paths = self.numbers.shared_paths(neuron)
            terms, steps = paths.terms, [paths.total]
        elif self.numbers.fused:
            steps = [delta]
        else:
            slopes = (LOSS, neuron.output), (neuron.output, neuron.sum)
            steps = [*(self.numbers.slope(*pair) for pair in slopes), delta]
            curve = self._curve(neuron, panel)
        with self.chapter.beat("output", self.say.output(neuron)):
            self.chapter.play(self.diagram.run(back, self.theme.gradient, backward=True), run_time=0.6)
            panel.open()
            sums = self._sums(panel, terms, steps, curve)
            if curve is not None:
                self.chapter.play(FadeIn(curve.base), run_time=0.5)
            if terms:
                self._add_up(sums)
            for row in sums.table.results[bool(terms) :]:
                work_through(self.chapter, [row], {})
                if curve is not None and row is sums.table.results[1]:
                    self._touch(curve)
            self.chapter.wait(0.9)
            panel.close(sums, *([curve] if curve is not None else []))
            self.land(neuron)
            self.land(*(one for one in self.graph.neurons(layer) if one != neuron))

    def look_close(self, layer: int) -> None:
        """One neuron of a layer: what comes back along its lines, its slope, its δ; then the whole layer."""
        neuron = self.numbers.focus(layer)
        paths, delta = self.numbers.paths(neuron), self.numbers.deltas[neuron.sum]
        slope = self.numbers.slope(neuron.output, neuron.sum)
        panel = CloseUp(
            self.chapter, self.chapter.frame, self.diagram.boxes[neuron.output], self.theme.gradient
        )
        curve = self._curve(neuron, panel)
        sums = self._sums(panel, paths.terms, [paths.total, slope, delta], curve)
        after = sums if sums.table.fits else self._sums(panel, (), [slope, delta], curve)
        if after is not sums:
            sums = self._sums(panel, paths.terms, [paths.total], None)
        name = self.numbers.values[neuron.output].symbol
        sentence = "Here paths meet: each line brings its weight times a delta, and {name} adds them up."
        if len(paths.terms) == 1:
            sentence = "One line leads back to {name}: it brings its weight times a delta."
        with self.chapter.beat("paths", words(sentence, name=name)):
            lines = self.diagram.out_of(neuron.output)
            self.chapter.play(self.diagram.run(lines, self.theme.gradient, backward=True), run_time=0.7)
            panel.open(self.diagram.light(lines, self.theme.gradient))
            if after is sums:
                self.chapter.play(FadeIn(curve.base), run_time=0.5)
            self._add_up(sums)
            self.chapter.wait(0.3 if after is sums else 0.9)
        with self.chapter.beat("slope", self.say.slope(neuron)):
            if after is not sums:
                self.chapter.play(FadeOut(sums), FadeIn(curve.base), run_time=0.6)
            first, last = after.table.results[-2:]
            work_through(self.chapter, [first], {})
            self._touch(curve)
            work_through(self.chapter, [last], {})
            self.chapter.wait(0.9)
            panel.close(after, curve, along=[self.diagram.unlight()])
            self.land(neuron)

    def land(self, *neurons: Neuron) -> None:
        """Let the δ of some neurons appear in their tabs."""
        if not neurons:
            return
        self._make_room(neurons)
        tabs = [FadeIn(self.diagram.tabs[one.output], scale=1.5) for one in neurons]
        self.chapter.play(LaggedStart(*tabs, lag_ratio=0.2), run_time=0.9)

    def _curve(self, neuron: Neuron, panel: CloseUp) -> NeuronCurve:
        z, a = (self.numbers.values[key] for key in (neuron.sum, neuron.output))
        slope = float(self.numbers.network.slope(neuron.output, neuron.sum))
        activation = self.graph.activation(neuron.layer)
        return NeuronCurve(self.theme, activation, z, a, slope, _CURVE)

    def _sums(
        self, panel: CloseUp, terms: Sequence[Quantity], steps: list[Quantity], curve: NeuronCurve | None
    ) -> TermSumView:
        """Return what is worked out in a panel, in place; a curve gets the right end."""
        region = panel.inside
        if curve is not None:
            region.align(curve, RIGHT)
            region = region.inset(right=float(curve.width) + _GAP)
        return added_up(self.theme, terms, steps, region, self.theme.gradient)

    def _add_up(self, sums: TermSumView) -> None:
        work_through(self.chapter, sums.table.rows, {})
        sums.add_up(self.chapter)

    def _touch(self, curve: NeuronCurve) -> None:
        """Bring the curve, and lay the tangent on it."""
        curve.dot.move_to(curve.up.get_end())
        self.chapter.play(*map(FadeIn, curve[1:]), run_time=0.6)
        self.chapter.add(curve)
        self.chapter.play(curve.touch(), run_time=0.6)

    def _make_room(self, neurons: Sequence[Neuron]) -> None:
        """Take values away whose place a gradient takes."""
        if self.diagram.form.beside:
            return
        boxes = [self.diagram.boxes[one.output] for one in neurons]
        values = [box.value for box in boxes if box.value is not None]
        if values:
            self.chapter.play(FadeOut(*values), run_time=0.3)
        for box in boxes:
            box.release()
