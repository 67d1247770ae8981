"""The backward pass through wide layers: δ from the loss on, sums where paths meet, outer products."""

from __future__ import annotations

from collections.abc import Sequence

from manim import RIGHT, UP, Animation, FadeIn, FadeOut, LaggedStart, VGroup, VMobject

from backprop_core.network import Network
from backprop_core.network.graph import LOSS, Neuron
from backprop_core.quantity import Piece, Quantity
from scenes.chapters.backward_pass.sentences import AT_KINK
from scenes.chapters.backward_pass.weight_lines import WeightLines
from scenes.stage.chapter import Chapter
from scenes.stage.graph.close_up import CloseUp, glyphs_of, work_through
from scenes.stage.graph.fitting_diagram import diagram_of
from scenes.stage.graph.network_diagram import ORDINALS
from scenes.stage.graph.outer_product import OuterProduct, delta_vector
from scenes.stage.graph.term_sum_view import TermSumView
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear, fly
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, math
from scenes.stage.plots.neuron_curve import NeuronCurve
from scenes.stage.titles import heading
from scenes.stage.words import Words, words

_UNDER, _TO_TABLE, _GAP, _CURVE, _AXES = 0.12, 0.16, 0.5, 2.2, 0.81
"""From the heading to the network, from there to what is worked out; the room between its parts; width of the
curve, and what its labels take above and below."""


class LayersBackward:
    """The walk back through a network of wide layers, played by a chapter."""

    def __init__(self, chapter: Chapter) -> None:
        self.chapter, self.theme = chapter, chapter.theme
        net = Network.from_values(chapter.settings.lecture.network)
        self.heading = heading(self.theme, chapter.title)
        top = float(self.heading.get_bottom()[1]) - _UNDER
        self.numbers, self.diagram = diagram_of(self.theme, net, top, backward=True)
        self.graph = net.graph
        self.diagram.fill(*self.diagram.neuron_keys(), LOSS)
        self.room = Region.safe().below(self.diagram).inset(top=_TO_TABLE)
        self.product: OuterProduct | None = None

    def play(self) -> None:
        """The values, what is asked, then layer by layer from the loss; the second one from close by."""
        depth = self.graph.depth
        self.chapter.open_with(self.heading)
        self.recall_values()
        self.ask()
        self.start_at_loss()
        self.gather_weights(depth, "Times what came in: a column times a row holds every weight’s gradient.")
        if depth > 1:
            self.look_close(depth - 1)
            self.gather_weights(depth - 1, "Again, a column times a row; and a bias gets its delta as it is.")
        for layer in range(depth - 2, 0, -1):
            self.step_back(layer)
        self.sum_up()
        self.chapter.close()

    def recall_values(self) -> None:
        """The network as the forward pass left it."""
        sentence = "The forward pass left a value in every neuron, and at the end the loss."
        with self.chapter.beat("recall", words(sentence)):
            self.chapter.play(FadeIn(self.diagram.spread()), run_time=0.8)
            for layer in range(1, self.graph.depth + 1):
                lines = self.diagram.into_layer(layer)
                self.chapter.play(self.diagram.run(lines, self.theme.activation), run_time=0.4)
            self.chapter.play(self.diagram.boxes[LOSS].highlight(), run_time=0.4)
            self.chapter.play(self.diagram.boxes[LOSS].reset(), run_time=0.3)
            self.chapter.play(self.diagram.fold(), run_time=0.8)

    def ask(self) -> None:
        """The name for the slope at a sum."""
        neuron = self.numbers.focus(self.graph.depth)
        delta = self.numbers.deltas[neuron.sum]
        slope = self.numbers.slope_name(neuron.sum)
        pieces: list[Piece | str] = [Piece(delta.symbol.typst, "symbol"), "="]
        line = math([*pieces, Piece(slope.typst, "symbol")], self.theme.gradient, size=1.2 * FORMULA)
        line.move_to(self.room.center)
        sentence = words("How fast does the loss change with a neuron’s sum? That slope is called delta.")
        with self.chapter.beat("ask", sentence):
            box = self.diagram.boxes[neuron.output]
            self.chapter.play(box.highlight(self.theme.gradient), run_time=0.6)
            self.chapter.play(appear(line), run_time=0.8)
        self.chapter.play(FadeOut(line), box.reset(), run_time=0.4)

    def start_at_loss(self) -> None:
        """δ of one output, worked out; then the others'."""
        layer = self.graph.depth
        neuron = self.numbers.focus(layer)
        delta = self.numbers.deltas[neuron.sum]
        back = VGroup(self.diagram.arrows[neuron.output])
        panel = CloseUp(self.chapter, self.diagram.boxes[neuron.output], self.room, self.theme.gradient)
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
        with self.chapter.beat("output", self._output_words(neuron)):
            self.chapter.play(self.diagram.run(back, self.theme.gradient, backward=True), run_time=0.6)
            panel.open()
            sums = self._sums(panel, terms, steps, curve)
            if terms:
                self._add_up(sums)
            for row in sums.table.results[bool(terms) :]:
                work_through(self.chapter, [row], self._standing())
                if curve is not None and row is sums.table.results[1]:
                    self._touch(curve)
            self._land(neuron, sums.table.results[-1].digits)
            self._land_all([one for one in self.graph.neurons(layer) if one != neuron])
            self.chapter.wait(0.5)
        panel.close(sums, *([curve] if curve is not None else []))

    def look_close(self, layer: int) -> None:
        """One neuron of a layer: what comes back along its lines, its slope, its δ; then the whole layer."""
        neuron = self.numbers.focus(layer)
        paths, delta = self.numbers.paths(neuron), self.numbers.deltas[neuron.sum]
        slope = self.numbers.slope(neuron.output, neuron.sum)
        panel = CloseUp(self.chapter, self.diagram.boxes[neuron.output], self.room, self.theme.gradient)
        curve = self._curve(neuron, panel)
        sums = self._sums(panel, paths.terms, [paths.total, slope, delta], curve)
        after = sums if sums.table.fits else self._sums(panel, (), [slope, delta], curve)
        if after is not sums:
            sums = self._sums(panel, paths.terms, [paths.total], None)
        self._clear()
        name = self.numbers.values[neuron.output].symbol
        sentence = "Here paths meet: each line brings its weight times a delta, and {name} adds them up."
        if len(paths.terms) == 1:
            sentence = "One line leads back to {name}: it brings its weight times a delta."
        with self.chapter.beat("paths", words(sentence, name=name)):
            lines = self.diagram.out_of(neuron.output)
            panel.open(self.diagram.light(lines, self.theme.gradient))
            self.chapter.play(self.diagram.run(lines, self.theme.gradient, backward=True), run_time=0.7)
            self._add_up(sums)
            self.chapter.wait(0.3 if after is sums else 0.9)
        with self.chapter.beat("slope", self._slope_words(neuron)):
            if after is not sums:
                self.chapter.play(FadeOut(sums), run_time=0.4)
            first, last = after.table.results[-2:]
            work_through(self.chapter, [first], self._standing())
            self._touch(curve)
            work_through(self.chapter, [last], self._standing())
            self._land(neuron, last.digits)
            self.chapter.wait(0.5)
        panel.close(after, curve, along=[self.diagram.unlight()])
        line = self._layer_rule(layer)
        with self.chapter.beat("whole_layer", self._layer_words(layer)):
            self.chapter.play(appear(line), run_time=0.8)
            self._sweep(layer, [one for one in self.graph.neurons(layer) if one != neuron])
        self.chapter.play(FadeOut(line), run_time=0.4)

    def gather_weights(self, layer: int, sentence: str) -> None:
        """The gradients of a layer's weights and biases."""
        with self.chapter.beat(f"weights_{layer}", words(sentence)):
            self._show_product(layer, pace=1.0)

    def step_back(self, layer: int) -> None:
        """A layer farther back: the same again."""
        sentence = (
            f"The same again for the {ORDINALS[layer]} layer: paths meet, slopes, and a matrix of gradients."
        )
        with self.chapter.beat(f"layer_{layer}", words(sentence)):
            self._clear()
            self._sweep(layer, self.graph.neurons(layer))
            self._show_product(layer, pace=0.6)

    def sum_up(self) -> None:
        """Every line as thick as its gradient is large."""
        with self.chapter.beat(
            "sum_up", words("One sweep back, and every weight knows how it moves the loss.")
        ):
            self._clear()
            whole = VGroup(self.diagram, *self.diagram.tabs.values())
            self.chapter.play(self.diagram.unfold_with(whole), run_time=0.8)
            lines = WeightLines(self.theme, self.diagram, self.numbers)
            for layer in range(self.graph.depth, 0, -1):
                drawn = VGroup(*lines.of_layer(layer))
                self.chapter.play(FadeIn(drawn), run_time=0.6)
            self.chapter.add(lines)
            self.chapter.wait(0.6)

    def _output_words(self, neuron: Neuron) -> Words:
        """Return what is said of an output's δ."""
        delta = self.numbers.deltas[neuron.sum]
        activation, loss = self.graph.activation(self.graph.depth), self.graph.loss
        if self.numbers.fused:
            two = f"{activation.title} and {loss.title}, two steps in one: {{name}} is output minus target."
            return words(two, name=delta.symbol)
        if activation.name == "softmax":
            every = "Through softmax every output counts: loss slope times softmax slope, added up."
            return words(every)
        if self._at_kink(neuron):
            return self._slope_words(neuron)
        each = f"The loss’s slope at the output, times the slope of {activation.spoken}: {{delta}}."
        return words(each, delta=delta)

    def _slope_words(self, neuron: Neuron) -> Words:
        """Return what is said of an activation's slope and of the δ that it makes."""
        delta, name = self.numbers.deltas[neuron.sum], self.graph.activation(neuron.layer).spoken
        if self._at_kink(neuron):
            z, local = self.numbers.values[neuron.sum], self.numbers.slope(neuron.output, neuron.sum)
            return words(AT_KINK.format(name=name), z=z.symbol, local=local)
        return words(f"Times the slope of {name}: {{name}} is {{delta}}.", name=delta.symbol, delta=delta)

    def _layer_words(self, layer: int) -> Words:
        """Return what is said of a whole layer's δ, and of those of its neurons that are at a kink."""
        told = "The whole layer: the transposed matrix times delta, entry by entry times the slopes."
        at_kink = [one for one in self.graph.neurons(layer) if self._at_kink(one)]
        if not at_kink:
            return words(told)
        slope = self.numbers.slope(at_kink[0].output, at_kink[0].sum)
        return words(f"{told} At a kink the slope counts as {{slope}} by convention.", slope=slope)

    def _at_kink(self, neuron: Neuron) -> bool:
        return self.numbers.network.values[neuron.sum] == self.graph.activation(neuron.layer).kink

    def _curve(self, neuron: Neuron, panel: CloseUp) -> NeuronCurve:
        z, a = (self.numbers.values[key] for key in (neuron.sum, neuron.output))
        slope = float(self.numbers.network.slope(neuron.output, neuron.sum))
        height = min(panel.inside.height - _AXES, 2.2)
        activation = self.graph.activation(neuron.layer)
        return NeuronCurve(self.theme, activation, z, a, slope, (_CURVE, height))

    def _sums(
        self, panel: CloseUp, terms: Sequence[Quantity], steps: list[Quantity], curve: NeuronCurve | None
    ) -> TermSumView:
        """Return what is worked out in a panel, in place; a curve gets the right end."""
        region = panel.inside
        if curve is not None:
            region.align(curve, RIGHT)
            region = Region(region.left, float(curve.get_left()[0]) - _GAP, region.bottom, region.top)
        size = (region.width, region.height)
        sums = TermSumView(self.theme, terms, steps, size, self.theme.gradient)
        return sums.move_to(region.center)

    def _add_up(self, sums: TermSumView) -> None:
        work_through(self.chapter, sums.table.rows, self._standing())
        sums.add_up(self.chapter)

    def _touch(self, curve: NeuronCurve) -> None:
        """Bring the curve, and lay the tangent on it."""
        curve.dot.move_to(curve.up.get_end())
        self.chapter.play(FadeIn(curve), run_time=0.6)
        self.chapter.play(curve.touch(), run_time=0.6)

    def _layer_rule(self, layer: int) -> TypesetLine:
        """Return the rule for a whole layer's δ, in symbols."""
        function = self.graph.activation(layer).function[0]
        here, after = delta_vector(layer).typst, delta_vector(layer + 1).typst
        source = f"(bold(W_{layer + 1})^T {after}) dot.o {function}'(bold(z_{layer}))"
        line = math([Piece(here, "symbol"), "=", source], self.theme.gradient, size=FORMULA)
        return line.move_to(self.room.center)

    def _sweep(self, layer: int, neurons: Sequence[Neuron]) -> None:
        """Run light back into a layer; its gradients land."""
        lines = self.diagram.into_layer(layer + 1)
        self.chapter.play(self.diagram.run(lines, self.theme.gradient, backward=True), run_time=0.9)
        self._land_all(neurons)

    def _show_product(self, layer: int, *, pace: float) -> None:
        self._clear()
        product = OuterProduct(self.theme, self.numbers, layer, (self.room.width, self.room.height))
        product.move_to(self.room.center)
        keys = self.graph.activation_keys(layer - 1)
        tabs = [self.diagram.tabs[key].line for key in self.graph.activation_keys(layer)]
        entries = zip(product.rows, product.delta.entries, strict=True)
        column = [(tabs[i], row[0]) for i, row in entries if i is not None]
        sources = [None if j is None else self.diagram.digits(keys[j]) for j in product.columns]
        brackets = FadeIn(product.delta.brackets, product.delta.title)
        flights = [self._moved(a.part(1) if a is not None else None, b.part(1)) for a, b in column]
        rest = [line for line, i in zip(product.delta.lines, product.rows, strict=True) if i is None]
        self.chapter.play(brackets, *flights, *map(FadeIn, rest), run_time=1.0 * pace)
        self.chapter.add(product.delta)
        brackets = FadeIn(product.before.brackets, product.before.title)
        flights = [
            FadeIn(line) if source is None else self._moved(source, line.part(1))
            for line, source in zip(product.before.lines, sources, strict=True)
        ]
        self.chapter.play(brackets, *flights, run_time=1.0 * pace)
        self.chapter.add(product.before)
        arriving = FadeIn(product.sign, product.slopes.brackets, product.slopes.title)
        self.chapter.play(arriving, run_time=0.4 * pace)
        row, column_ = product.entry
        frames = [
            product.delta.row_frame(row),
            product.before.column_frame(column_),
            product.slopes.entry_frame(row, column_),
        ]
        first = product.slopes.entries[row][column_]
        self.chapter.play(*map(FadeIn, frames), FadeIn(first), run_time=0.6 * pace)
        others = [line for line in product.slopes.lines if line is not first]
        if others:
            self.chapter.play(LaggedStart(*map(FadeIn, others), lag_ratio=0.1), run_time=0.8 * pace)
        biases = [FadeIn(product.biases)] if len(product.biases) else []
        self.chapter.play(*map(FadeOut, frames), *biases, run_time=0.5 * pace)
        self.chapter.add(product)
        self.chapter.wait(0.6)
        self.product = product

    def _clear(self) -> None:
        if self.product is not None:
            self.chapter.play(FadeOut(self.product), run_time=0.4)
        self.product = None

    def _standing(self) -> dict[str, VGroup]:
        """Return the digits on stage by node: values in boxes, and by its name each δ that has landed."""
        found: dict[str, VGroup] = {}
        for key, box in self.diagram.boxes.items():
            if box.value is not None:
                found[key] = box.value.part(1)
        for key, tab in self.diagram.tabs.items():
            if tab.line is not None and tab in self.chapter.mobjects:
                found[self.diagram.gradients[key].name] = tab.line.part(1)
        return found

    def _land(self, neuron: Neuron, digits: VMobject) -> None:
        """Let a δ fly into its neuron's tab."""
        tab = self.diagram.tabs[neuron.output]
        self._make_room([neuron])
        flight = [self._moved(digits, tab.line.part(1))] if tab.line is not None else []
        self.chapter.play(FadeIn(tab.frame), *flight, run_time=0.8)
        self.chapter.add(tab)

    def _land_all(self, neurons: Sequence[Neuron]) -> None:
        """Let the δ of some neurons appear in their tabs."""
        if not neurons:
            return
        self._make_room(neurons)
        tabs = [FadeIn(self.diagram.tabs[one.output], shift=UP * 0.05) for one in neurons]
        self.chapter.play(LaggedStart(*tabs, lag_ratio=0.2), run_time=0.9)

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

    @staticmethod
    def _moved(source: VMobject | None, target: VMobject) -> Animation:
        """Return the flight of a number, or where it stands nowhere or otherwise, its arrival."""
        if source is None or glyphs_of(target) - glyphs_of(source) not in (0, 2):
            return FadeIn(target)
        return fly(source, target)
