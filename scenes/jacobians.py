"""Many neurons a layer: numbers become vectors, slopes become matrices, and the walk back stays the same."""

from __future__ import annotations

from manim import (
    DOWN,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    Rectangle,
    ReplacementTransform,
    VGroup,
)

from backprop_core.layered import LayeredNetwork
from backprop_core.wide import WideQuantities
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.matrix import Matrix, Product, RowTimesMatrix, arranged
from scenes.stage.formulas.shape_chain import ShapeChain
from scenes.stage.lettering.flights import fly_all
from scenes.stage.network.wide_diagram import WideDiagram, box_width, fits
from scenes.stage.titles import heading, safe_bottom, safe_width
from scenes.stage.words import words

PLACES, FEWER = 3, 2
DIAGRAM_SHARE = 0.5


class Jacobians(Chapter):
    """The backward pass of a network of layers: a row of numbers times one matrix after the other."""

    title = "Many neurons"

    def construct(self) -> None:
        """Columns, a slope for every pair, back through each layer, the shapes, the same walk."""
        self.lay_out()
        self.open_with(self.heading)
        self.spread_out()
        self.see_slopes()
        self.start_at_loss()
        for layer in range(self.numbers.depth, 0, -1):
            self.step_back(layer)
        self.chain_shapes()
        self.walk_again()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.wide
        network = LayeredNetwork.seeded(given.widths, given.seed)
        self.numbers = WideQuantities(network, PLACES)
        if not fits(self.numbers, box_width(self.theme, self.numbers), safe_width()):
            self.numbers = WideQuantities(network, FEWER)
        self.heading = heading(self.theme, self.title, "numbers become vectors, slopes matrices", beside=True)
        top = float(self.heading.get_bottom()[1]) - 0.15
        height = (top - safe_bottom()) * DIAGRAM_SHARE
        self.diagram = WideDiagram(self.theme, self.numbers, safe_width(), height)
        self.diagram.move_to((0.0, top, 0.0), aligned_edge=UP)
        floor = float(self.diagram.get_bottom()[1]) - 0.2
        self.room = safe_width(), floor - safe_bottom()
        self.centre = (0.0, (floor + safe_bottom()) / 2, 0.0)
        depth = self.numbers.depth
        products = [self._product(layer) for layer in range(depth, 0, -1)]
        self.products = {
            depth - index: product.move_to(self.centre)
            for index, product in enumerate(arranged(self.theme, products, self.room))
        }
        for column in self.diagram.columns:
            column.remove(column.covers, column.tabs, column.gradients)

    def spread_out(self) -> None:
        """One box a layer becomes a column of boxes."""
        columns = self.diagram.columns
        with self.beat("columns", words("Real layers hold many neurons: each number becomes a column.")):
            single = [
                Rectangle(
                    width=float(column.boxes[0].width),
                    height=float(column.boxes[0].height),
                    stroke_color=column.boxes[0].get_stroke_color(),
                    stroke_width=2.5,
                )
                .set_fill(column.boxes[0].get_stroke_color(), 0.13)
                .move_to(column.boxes)
                for column in columns
            ]
            names = VGroup(*(column.title for column in columns))
            self.play(FadeIn(*single, names), run_time=0.8)
            split = (
                ReplacementTransform(VGroup(a), column.boxes)
                for a, column in zip(single, columns, strict=True)
            )
            self.play(*split, run_time=1)
            lines = (VGroup(*edges) for edges in self.diagram.edges.values())
            self.play(LaggedStart(*(FadeIn(line) for line in lines), lag_ratio=0.3), run_time=0.8)
            values = (FadeIn(column.values) for column in columns)
            last = FadeIn(self.diagram.loss, self.diagram.target, self.diagram.arrow)
            self.play(LaggedStart(*values, last, lag_ratio=0.5), run_time=1.6)

    def see_slopes(self) -> None:
        """Every line has a slope; those of one layer are a matrix."""
        layer = self.numbers.depth
        jacobian = self.products[layer].jacobian
        with self.beat("slopes", words("Every line has its own slope: thick is large, dashed is negative.")):
            for index in range(layer, 0, -1):
                self.play(self.diagram.light(index), FadeIn(self.diagram.slopes[index]), run_time=1.1)
        with self.beat("matrix", words("The slopes of one layer form a matrix: the Jacobian.")):
            self._show_jacobian(jacobian, layer)

    def start_at_loss(self) -> None:
        """The first gradient is a row of numbers."""
        layer = self.numbers.depth
        product = self.products[layer]
        sentence = words("Start at the loss, as before. Its gradient is now a row, a number for each output.")
        with self.beat("start", sentence):
            self.play(FadeIn(product.row.title, product.row.brackets), run_time=0.6)
            self.play(LaggedStart(*(FadeIn(line) for line in product.row.lines), lag_ratio=0.4), run_time=0.8)
            self._land(product.row, layer)

    def step_back(self, layer: int) -> None:
        """One layer back: the row times the layer's Jacobian is the next row."""
        product = self.products[layer]
        first = layer == self.numbers.depth
        before = "Row times matrix: each column of slopes gives one number of the next row."
        again = "That row moves on, meets the next matrix, and becomes the next row."
        with self.beat(f"layer_{layer}", words(before if first else again)):
            if not first:
                done = self.products[layer + 1]
                self.play(FadeOut(done.row, done.dot, done.jacobian, done.sign), run_time=0.5)
                self.play(ReplacementTransform(done.result, product.row), run_time=0.9)
                self._show_jacobian(product.jacobian, layer)
            self.play(
                FadeIn(product.dot, product.sign),
                FadeIn(product.result.brackets, product.result.title),
                run_time=0.6,
            )
            self._multiply(product)
            self._land(product.result, layer - 1)

    def chain_shapes(self) -> None:
        """Neighbouring sizes agree all along the chain."""
        done = self.products[1]
        chain = ShapeChain(self.theme, self.numbers, self.room[0]).move_to(self.centre)
        sentence = words("The inner sizes match, so the whole way back is one chain of products.")
        self.play(FadeOut(done), run_time=0.5)
        with self.beat("shapes", sentence):
            self.play(LaggedStart(*(FadeIn(link) for link in chain.links), lag_ratio=0.5), run_time=2)
            self.play(LaggedStart(*(Create(bond) for bond in chain.bonds), lag_ratio=0.4), run_time=1.2)
            self.play(FadeIn(chain.outcome), run_time=0.6)

    def walk_again(self) -> None:
        """The same walk as with single numbers."""
        with self.beat("same", words("Many or one, the walk is the same: values forward, gradients back.")):
            for layer in range(self.numbers.depth, 0, -1):
                self.play(self.diagram.light(layer), run_time=0.8)
                column = self.diagram.columns[layer - 1]
                reached = column.gradients if len(column.gradients) else column.tabs
                self.play(Indicate(reached, color=self.theme.gradient, scale_factor=1.1), run_time=0.5)

    def _show_jacobian(self, jacobian: Matrix, layer: int) -> None:
        """The matrix fills, column by column, while its lines light."""
        self.play(self.diagram.light(layer), FadeIn(jacobian.brackets, jacobian.title), run_time=0.9)
        columns = list(zip(*jacobian.entries, strict=True))
        fills = (FadeIn(VGroup(*column), shift=DOWN * 0.15) for column in columns)
        self.play(LaggedStart(*fills, lag_ratio=0.5), run_time=1.2)

    def _multiply(self, product: RowTimesMatrix) -> None:
        """Frame the row and one column after the other; the number that they make appears."""
        row = product.row.row_frame(0)
        frames = [product.jacobian.column_frame(index) for index in range(len(product.jacobian.entries[0]))]
        frame = frames[0]
        self.play(FadeIn(row, frame), run_time=0.4)
        for index, line in enumerate(product.result.lines):
            if index:
                self.play(ReplacementTransform(frame, frames[index]), run_time=0.4)
                frame = frames[index]
            self.play(FadeIn(line, shift=DOWN * 0.15), run_time=0.4)
        self.play(FadeOut(row, frame), run_time=0.3)

    def _land(self, row: Matrix, layer: int) -> None:
        """The numbers of a row take their places beside the neurons."""
        column = self.diagram.columns[layer]
        column.add(column.covers, column.tabs, column.gradients)
        self.play(FadeIn(column.covers, column.tabs), run_time=0.5)
        pairs = list(zip(row.lines, column.gradients, strict=False))
        if pairs:
            self.play(fly_all([(a.part(1), b.part(1)) for a, b in pairs]), run_time=1.0)
        self.add(column)

    def _product(self, layer: int) -> Product:
        numbers = self.numbers
        names = (
            numbers.gradient_symbol(layer),
            numbers.jacobian_symbol(layer),
            numbers.gradient_symbol(layer - 1),
        )
        return Product(names, numbers.gradient(layer), numbers.jacobian(layer), numbers.gradient(layer - 1))
