"""The gradients of a layer's weights as an outer product: δ as a column, what came in as a row."""

from __future__ import annotations

from manim import Animation, FadeIn, FadeOut, LaggedStart, VMobject

from backprop_core.network.pass_numbers import PassNumbers
from scenes.stage.chapter import Chapter
from scenes.stage.graph.close_up import glyphs_of
from scenes.stage.graph.layer_diagram import LayerDiagram
from scenes.stage.graph.outer_product import OuterProduct
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import fly


class OuterWalk:
    """Plays one layer's outer product after the other, in a `room` under the network."""

    def __init__(self, chapter: Chapter, numbers: PassNumbers, diagram: LayerDiagram, room: Region) -> None:
        self.chapter, self.theme = chapter, chapter.theme
        self.numbers, self.diagram, self.room = numbers, diagram, room
        self.graph = numbers.network.graph
        self.product: OuterProduct | None = None

    def show(self, layer: int, *, pace: float) -> None:
        """Bring both factors out of the network, then the product, the steepest weight's first."""
        self.clear()
        product = OuterProduct(self.theme, self.numbers, layer, (self.room.width, self.room.height))
        product.move_to(self.room.center)
        keys = self.graph.activation_keys(layer - 1)
        tabs = [self.diagram.tabs[key].line for key in self.graph.activation_keys(layer)]
        entries = zip(product.rows, product.delta.entries, strict=True)
        column = [(tabs[i], row[0]) for i, row in entries if i is not None]
        sources = [None if j is None else self.diagram.digits(keys[j]) for j in product.columns]
        brackets = FadeIn(product.delta.brackets, product.delta.title)
        flights = [_moved(a.part(1) if a is not None else None, b.part(1)) for a, b in column]
        rest = [line for line, i in zip(product.delta.lines, product.rows, strict=True) if i is None]
        self.chapter.play(brackets, *flights, *map(FadeIn, rest), run_time=1.0 * pace)
        self.chapter.add(product.delta)
        brackets = FadeIn(product.before.brackets, product.before.title)
        flights = [
            FadeIn(line) if source is None else _moved(source, line.part(1))
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

    def clear(self) -> None:
        """Take the last product off the stage."""
        if self.product is not None:
            self.chapter.play(FadeOut(self.product), run_time=0.4)
        self.product = None


def _moved(source: VMobject | None, target: VMobject) -> Animation:
    """Return the flight of a number, or where it stands nowhere or otherwise, its arrival."""
    if source is None or glyphs_of(target) - glyphs_of(source) not in (0, 2):
        return FadeIn(target)
    return fly(source, target)
