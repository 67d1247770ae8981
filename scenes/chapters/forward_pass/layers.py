"""The forward pass through wide layers: one neuron close up, then each layer as a matrix product."""

from __future__ import annotations

from dataclasses import replace

from manim import (
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    VGroup,
    VMobject,
)

from backprop_core.network import Network
from backprop_core.network.graph import LOSS
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.graph.close_up import CloseUp, work_through
from scenes.stage.graph.fitting_diagram import diagram_of
from scenes.stage.graph.layer_product import LayerProduct
from scenes.stage.graph.network_diagram import ORDINALS
from scenes.stage.graph.share_bar import OutputShares
from scenes.stage.graph.term_sum_view import TermSumView
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear, fly
from scenes.stage.plots.neuron_curve import NeuronCurve
from scenes.stage.titles import heading
from scenes.stage.words import Words, words

_UNDER, _TO_TABLE, _GAP, _CURVE, _AXES = 0.12, 0.16, 0.5, 2.5, 0.81
"""From the heading to the network, from there to what is worked out; the room between its parts; width of the
curve, and what its labels take above and below."""


class LayersForward:
    """The walk through a network of wide layers, played by a chapter."""

    def __init__(self, chapter: Chapter) -> None:
        self.chapter, self.theme = chapter, chapter.theme
        net = Network.from_values(chapter.settings.lecture.network)
        self.heading = heading(self.theme, chapter.title)
        top = float(self.heading.get_bottom()[1]) - _UNDER
        self.numbers, self.diagram = diagram_of(self.theme, net, top, backward=False)
        self.graph, self.values = net.graph, self.numbers.values
        self.room = Region.safe().below(self.diagram).inset(top=_TO_TABLE)
        self.product: LayerProduct | None = None

    def play(self) -> None:
        """The network, what comes in, one neuron, its layer, the layers after it, the loss."""
        self.chapter.open_with(self.heading)
        self.draw_network()
        self.give_input()
        if self.graph.activation(1).name != "softmax":
            self.look_close()
        for layer in range(1, self.graph.depth + 1):
            self.compute_layer(layer)
            if self.graph.activation(layer).name == "softmax":
                self.share_out(layer)
        self.measure_loss()
        self.look_back()
        self.chapter.close()

    def draw_network(self) -> None:
        """Columns of neurons, a line for every weight."""
        sentence = "Now a layer holds several neurons, and each one hears the whole layer before it."
        with self.chapter.beat("network", words(sentence)):
            self.diagram.spread()
            self.chapter.play(self.diagram.enter(), run_time=3.0)
            self.chapter.add(self.diagram)

    def give_input(self) -> None:
        """The inputs; each line is a weight, each neuron has a bias."""
        with self.chapter.beat("input", words("The input arrives. Every line carries a weight of its own.")):
            self.chapter.play(self.diagram.fold(), run_time=0.8)
            self._fill(self.graph.inputs)
            lines = self.diagram.into_layer(1)
            self.chapter.play(self.diagram.run(lines, self.theme.input), run_time=1.2)

    def look_close(self) -> None:
        """One neuron: its sum term by term, then its activation on its curve."""
        neuron = self.numbers.focus(1)
        z, a = self.values[neuron.sum], self.values[neuron.output]
        activation = self.graph.activation(1)
        panel = CloseUp(self.chapter, self.diagram.boxes[neuron.output], self.room)
        region, terms = panel.inside, self.numbers.weighted(neuron.sum)
        height = region.height - _AXES
        slope = float(self.numbers.network.slope(neuron.output, neuron.sum))
        curve = NeuronCurve(self.theme, activation, z, a, slope, (_CURVE, min(height, 2.3)))
        curve.move_to((region.right, region.center[1], 0.0), aligned_edge=(1.0, 0.0, 0.0))
        wide = region.width - float(curve.width) - _GAP
        sums = TermSumView(
            self.theme, terms.terms, [terms.total, a], (wide, region.height), self.theme.weight
        )
        sums.move_to((region.left + wide / 2, region.center[1], 0.0))
        table = sums.table
        sentence = "Close to one neuron: each input times its weight, and the bias. {name} is {z}."
        with self.chapter.beat("sum", words(sentence, name=z.symbol, z=z)):
            panel.open(self.diagram.light(self.diagram.into(neuron.output), self.theme.weight))
            work_through(self.chapter, table.rows, self._standing())
            sums.add_up(self.chapter)
        sentence = f"{activation.title} {activation.effect}: {{name}} is {{a}}."
        with self.chapter.beat("activation", words(sentence, name=a.symbol, a=a)):
            self.chapter.play(FadeIn(curve.base), appear(table.results[1].formula), run_time=0.7)
            numbers = table.results[1].numbers
            for index, moves in enumerate(curve.moves()):
                along = [appear(numbers)] if numbers and index == 1 else []
                self.chapter.play(*moves, *along, run_time=0.6)
            self.chapter.add(curve)
            result = table.results[1].result
            assert result is not None
            self.chapter.play(appear(result), run_time=0.5)
            self._land(neuron.output, table.results[1].digits)
            self.chapter.wait(0.6)
        panel.close(sums, curve, along=[self.diagram.unlight()])

    def compute_layer(self, layer: int) -> None:
        """The layer as a matrix product; its activations take their places in the network."""
        focus = self.numbers.focus(layer).place
        product = LayerProduct(self.theme, self.numbers, layer, (self.room.width, self.room.height), focus)
        product.move_to(self.room.center)
        pace = 1.0 if layer == 1 else 0.7
        with self.chapter.beat(f"layer_{layer}", self._layer_words(layer)):
            self._clear()
            weights = FadeIn(product.weights, shift=UP * 0.1)
            lights = self.diagram.run(self.diagram.into_layer(layer), self.theme.weight)
            self.chapter.play(weights, lights, run_time=1.2 * pace)
            self._take_in(product, layer, pace)
            self.chapter.play(FadeIn(product.plus, product.biases), run_time=0.5 * pace)
            if focus in product.rows and layer == 1:
                self._point_at_row(product, focus)
            self.chapter.play(FadeIn(product.sign, product.sums), run_time=0.7 * pace)
            self.chapter.play(FadeIn(product.through), run_time=0.4 * pace)
            self.chapter.play(FadeIn(product.outputs), run_time=0.6 * pace)
            self.chapter.add(product)
            self._hand_out(product, layer, pace)
            self.product = product

    def share_out(self, layer: int) -> None:
        """Softmax: each output's part of the whole."""
        focus = self.numbers.focus(layer)
        a = self.values[focus.output]
        outputs = [self.values[key] for key in self.graph.outputs]
        wide = self.room.width
        line = CalculationLine(self.theme, a, (0.0, 0.0, 0.0), size=0.4, room=wide)
        bar = OutputShares(self.theme, outputs, focus.place, 0.7 * wide, 0.4)
        VGroup(line, bar).arrange(UP * -1, buff=0.4).move_to(self.room.center)
        with self.chapter.beat("shares", words(_SHARES)):
            self._clear()
            self.chapter.play(appear(line.formula), run_time=0.7)
            if line.numbers is not None:
                self.chapter.play(appear(line.numbers), run_time=0.6)
            self.chapter.play(appear(line.result), run_time=0.5)
            self.chapter.play(bar.grow(), run_time=1.2)
            self.chapter.play(FadeIn(bar.names), run_time=0.5)
            self.chapter.add(bar)
            self.chapter.wait(0.6)
        self.chapter.play(FadeOut(line, bar), run_time=0.4)

    def measure_loss(self) -> None:
        """The loss, output by output."""
        loss, parts = self.values[LOSS], self.numbers.loss_parts()
        said = Words(self.graph.loss.spoken, self.graph.loss.spoken)
        several = "How far off? {loss}, output by output: {value} in all."
        sentence = "How far off? {loss} tells: {value}." if len(parts.terms) == 1 else several
        size = (self.room.width, self.room.height)
        self._clear()
        with self.chapter.beat("loss", words(sentence, loss=_capital(said), value=loss)):
            lights = self.diagram.run(VGroup(*self.diagram.arrows.values()), self.theme.loss)
            self.chapter.play(lights, self.diagram.boxes[LOSS].highlight(), run_time=0.9)
            content: list[VMobject]
            if len(parts.terms) == 1:
                line = CalculationLine(self.theme, loss, (0.0, 0.0, 0.0), room=self.room.width)
                line.move_to(self.room.center)
                for one in line.lines:
                    self.chapter.play(appear(one), run_time=0.7)
                result, content = line.landing, list(line.lines)
            else:
                sums = TermSumView(self.theme, parts.terms, [loss], size, self.theme.loss)
                sums.move_to(self.room.center)
                work_through(self.chapter, sums.table.rows, self._standing())
                sums.add_up(self.chapter)
                result, content = sums.table.results[0].digits, [sums]
            self._land(LOSS, result)
            self.chapter.wait(0.4)
        self.chapter.play(FadeOut(*content), self.diagram.boxes[LOSS].reset(), run_time=0.4)

    def look_back(self) -> None:
        """Every value stays where it was computed."""
        with self.chapter.beat("kept", words("Every value stays in place. The way back will need them all.")):
            self.chapter.play(self.diagram.unfold(), run_time=0.8)
            for layer in range(1, self.graph.depth + 1):
                lines = self.diagram.into_layer(layer)
                self.chapter.play(self.diagram.run(lines, self.theme.activation), run_time=0.5)
            last = VGroup(*(self.diagram.arrows[key] for key in self.graph.outputs))
            self.chapter.play(self.diagram.run(last, self.theme.loss), run_time=0.5)

    def _clear(self) -> None:
        """Take the last layer's matrices off the stage."""
        if self.product is not None:
            self.chapter.play(FadeOut(self.product), run_time=0.4)
        self.product = None

    def _layer_words(self, layer: int) -> Words:
        """Return what is said of a layer: the first tells most."""
        if layer == 1:
            return words("The whole layer at once: a row of weights for each neuron, one matrix.")
        if layer == self.graph.depth:
            return words("The last layer does the same, and its answers are the prediction.")
        if layer == _SECOND:
            return words("The next layer takes these in, with a matrix of its own.")
        return words(f"Then the {ORDINALS[layer]} layer: multiply, add, bend.")

    def _fill(self, keys: tuple[str, ...]) -> None:
        """Let values appear in their boxes, or light the boxes that have no room for them."""
        slots = {key: self.diagram.boxes[key].slot() for key in keys if self.diagram.form.shows}
        arriving: list[Animation] = [FadeIn(slot, shift=UP * 0.08) for slot in slots.values()]
        arriving = arriving or [Indicate(self.diagram.boxes[key], scale_factor=1.1) for key in keys]
        self.chapter.play(LaggedStart(*arriving, lag_ratio=0.3), run_time=1.0)
        for key, slot in slots.items():
            self.diagram.boxes[key].hold(slot)

    def _standing(self) -> dict[str, VGroup]:
        """Return the digits that stand in boxes, by the node whose value they are."""
        found = {key: self.diagram.digits(key) for key in self.diagram.boxes}
        return {key: digits for key, digits in found.items() if digits is not None}

    def _land(self, key: str, digits: VMobject) -> None:
        """Let a value fly into its box, if the box has room for it."""
        box = self.diagram.boxes[key]
        if not box.form.shows or box.value is not None:
            self.chapter.play(box.highlight(), run_time=0.4)
            return
        slot = box.slot()
        self.chapter.play(_moved(digits, slot.part(1)), run_time=0.8)
        self.chapter.add(slot)
        box.hold(slot)

    def _take_in(self, product: LayerProduct, layer: int, pace: float) -> None:
        """Bring the column of what comes in: its numbers fly out of the boxes."""
        frame = FadeIn(product.before.brackets, product.before.title)
        flights: list[Animation] = []
        rest: list[VMobject] = []
        keys = self.graph.activation_keys(layer - 1)
        for place, row in zip(product.columns, product.before.entries, strict=True):
            source = self.diagram.digits(keys[place]) if place is not None else None
            if source is None:
                rest.append(row[0])
            else:
                flights.append(_moved(source, row[0].part(1)))
        arriving = [
            *([FadeIn(*rest)] if rest else []),
            *([LaggedStart(*flights, lag_ratio=0.15)] if flights else []),
        ]
        self.chapter.play(frame, *arriving, run_time=1.1 * pace)
        self.chapter.add(product.before)

    def _hand_out(self, product: LayerProduct, layer: int, pace: float) -> None:
        """Let the layer's activations fly into their boxes, all at once."""
        keys = self.graph.activation_keys(layer)
        flights: list[Animation] = []
        held = []
        for place, key in enumerate(keys):
            box = self.diagram.boxes[key]
            if not box.form.shows or box.value is not None:
                continue
            slot = box.slot()
            held.append((box, slot))
            if place in product.rows:
                entry = product.outputs.entries[product.rows.index(place)][0]
                flights.append(_moved(entry.part(1), slot.part(1)))
            else:
                flights.append(FadeIn(slot))
        if flights:
            self.chapter.play(LaggedStart(*flights, lag_ratio=0.15), run_time=1.2 * pace)
        else:
            lit = [self.diagram.boxes[key].highlight() for key in keys]
            self.chapter.play(*lit, run_time=0.5)
            self.chapter.play(*(self.diagram.boxes[key].reset() for key in keys), run_time=0.3)
        for box, slot in held:
            self.chapter.add(slot)
            box.hold(slot)

    def _point_at_row(self, product: LayerProduct, focus: int) -> None:
        """Frame the row of the neuron that was looked at, and the column that it is multiplied by."""
        row = product.weights.row_frame(product.rows.index(focus))
        column = product.before.column_frame(0)
        for frame in (row, column):
            frame.set_stroke(self.theme.weight).set_fill(self.theme.weight, 0.12)
        self.chapter.play(FadeIn(row, column), run_time=0.5)
        self.chapter.wait(0.5)
        self.chapter.play(FadeOut(row, column), run_time=0.3)


_SECOND = 2
_SHARES = "Softmax divides each power by their sum: shares of one whole."


def _moved(source: VMobject, target: VMobject) -> Animation:
    """Return the flight of a number, or where its digits differ there, its arrival."""
    counts = [len(one.family_members_with_points()) for one in (source, target)]
    return fly(source, target) if counts[1] - counts[0] in (0, 2) else FadeIn(target)


def _capital(said: Words) -> Words:
    return replace(said, caption=said.caption[0].upper() + said.caption[1:], spoken=said.spoken)
