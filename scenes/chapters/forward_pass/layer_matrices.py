"""A layer at once: its weights as a matrix, times what comes in, and its activations into the network."""

from __future__ import annotations

from manim import UP, Animation, FadeIn, FadeOut, LaggedStart, VMobject

from backprop_core.network.pass_numbers import PassNumbers
from scenes.chapters.forward_pass.layer_values import moved
from scenes.stage.chapter import Chapter
from scenes.stage.graph.layer_diagram import LayerDiagram
from scenes.stage.graph.layer_product import LayerProduct
from scenes.stage.layout import Region
from scenes.stage.words import Words


class LayerMatrices:
    """Plays one layer after the other as a matrix product, in a `room` under the network."""

    def __init__(self, chapter: Chapter, numbers: PassNumbers, diagram: LayerDiagram, room: Region) -> None:
        self.chapter, self.theme = chapter, chapter.theme
        self.numbers, self.diagram, self.room = numbers, diagram, room
        self.graph = numbers.network.graph
        self.product: LayerProduct | None = None

    def compute(self, layer: int, said: Words) -> None:
        """The layer as a matrix product; its activations take their places in the network."""
        focus = self.numbers.focus(layer).place
        product = LayerProduct(self.theme, self.numbers, layer, (self.room.width, self.room.height), focus)
        product.move_to(self.room.center)
        pace = 1.0 if layer == 1 else 0.7
        with self.chapter.beat(f"layer_{layer}", said):
            self.clear()
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

    def clear(self) -> None:
        """Take the last layer's matrices off the stage."""
        if self.product is not None:
            self.chapter.play(FadeOut(self.product), run_time=0.4)
        self.product = None

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
                flights.append(moved(source, row[0].part(1)))
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
                flights.append(moved(entry.part(1), slot.part(1)))
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
