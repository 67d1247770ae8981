"""Many neurons a layer: numbers become vectors, slopes become matrices, and the walk back stays the same."""

from __future__ import annotations

from collections.abc import Sequence

from manim import (
    DOWN,
    LEFT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    GrowArrow,
    Indicate,
    LaggedStart,
    ReplacementTransform,
    VGroup,
    VMobject,
)

from backprop_core.network import Network
from backprop_core.network.matrices import WideQuantities
from scenes.chapters.jacobians.line_label import LineLabel
from scenes.chapters.jacobians.matrix import RowTimesMatrix, inner_products, layer_products
from scenes.chapters.jacobians.path_walk import PathWalk
from scenes.chapters.jacobians.paths import Paths
from scenes.chapters.jacobians.sentences import gradient_words, own_words, slope_rule
from scenes.chapters.jacobians.weight_branch import WeightBranchView
from scenes.chapters.jacobians.wide_diagram import WideDiagram, fits
from scenes.stage.chapter import Chapter
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing, fly
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, text
from scenes.stage.titles import heading
from scenes.stage.words import words

ROOMY = 0.75
DIAGRAM_SHARE, SLOWLY, MOST_LINKS = 0.5, 2, 6


class Jacobians(Chapter):
    """The backward pass of a network of layers: a row of numbers times one matrix after the other."""

    title = "Many neurons"

    def construct(self) -> None:
        """Columns, a slope for every pair, paths that add up, back layer by layer, one weight, again."""
        self.lay_out()
        self.open_with(self.heading)
        self.spread_out()
        self.see_slopes()
        self.follow_paths()
        self.make_matrix()
        self.start_at_loss()
        for layer in range(self.numbers.depth, 0, -1):
            self.step_back(layer)
        if self.own:
            self.look_inside()
        if self.numbers.elementwise_layer:
            self.follow_weight()
        self.walk_again()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given, self.own = self.settings.lecture.wide, not self.settings.lecture.network.is_chain
        network = Network.seeded(given.widths, given.seed)
        if self.own:
            network = Network.from_values(self.settings.lecture.network)
        *roomy, last = WideQuantities.forms(network)
        wanted = (form for form in roomy if fits(self.theme, form, safe_width(), ROOMY))
        self.numbers = next(wanted, last)
        self.heading = heading(self.theme, self.title)
        top = float(self.heading.get_bottom()[1]) - 0.25
        height = (top - safe_bottom()) * DIAGRAM_SHARE
        self.diagram = WideDiagram(self.theme, self.numbers, safe_width(), height)
        self.diagram.move_to((0.0, top, 0.0), aligned_edge=UP)
        floor = float(self.diagram.get_bottom()[1]) - 0.2
        self.lane, self.room = floor + 0.05, (safe_width(), floor - safe_bottom())
        self.centre = (0.0, (floor + safe_bottom()) / 2, 0.0)
        self.products = layer_products(self.theme, self.numbers, self.room)
        for one in self.products.values():
            one.move_to(self.centre)
        for column in self.diagram.columns:
            column.remove(column.tabs, column.gradients)
        self.rule = text(f"slope of a line = {slope_rule(network)}", self.theme.ink, size=FORMULA)
        self.rule.move_to(self.centre)

    def spread_out(self) -> None:
        """One box a layer becomes a column of boxes."""
        columns = self.diagram.columns
        with self.beat("columns", words("Real layers hold many neurons: each number becomes a column.")):
            single = [column.single() for column in columns]
            names = VGroup(*(column.title for column in columns))
            self.play(FadeIn(*single, names), run_time=0.6)
            split = (
                ReplacementTransform(VGroup(a), column.boxes)
                for a, column in zip(single, columns, strict=True)
            )
            self.play(*split, run_time=0.8)
            lines = (VGroup(*edges) for edges in self.diagram.edges.values())
            self.play(LaggedStart(*(FadeIn(line) for line in lines), lag_ratio=0.3), run_time=0.7)
            values = (FadeIn(column.values, column.slots) for column in columns)
            last = FadeIn(self.diagram.loss, self.diagram.target, self.diagram.arrows)
            self.play(LaggedStart(*values, last, lag_ratio=0.5), run_time=1.3)

    def see_slopes(self) -> None:
        """Every line has a slope, which its thickness and its dashes show."""
        layer = self.numbers.depth
        with self.beat("slopes", words("Every line has its own slope: thick is large, dashed is negative.")):
            for index in range(layer, 0, -1):
                said = [FadeIn(self.rule)] if index == layer else []
                lines = FadeIn(self.diagram.slopes[index])
                self.play(self.diagram.highlight(index), lines, *said, run_time=0.9)
            self.add(self.diagram)

    def follow_paths(self) -> None:
        """One nudged value moves every neuron that it reaches, and what each adds is its gradient."""
        paths = Paths.of(self.numbers)
        if paths is not None:
            bottom = self.centre[1] - self.room[1] / 2
            room = Region(-self.room[0] / 2, self.room[0] / 2, bottom, bottom + self.room[1])
            PathWalk(self, self.diagram, paths, room).show(self.rule)

    def make_matrix(self) -> None:
        """The lines of the last layer lie down as a matrix, an entry for each."""
        layer = self.numbers.depth
        sentence = "A row for where a line ends, a column for where it starts: the Jacobian."
        with self.beat("matrix", words(sentence)):
            if self.rule in self.mobjects:
                self.play(FadeOut(self.rule), run_time=0.3)
            self._link(self.products[layer], layer, one_by_one=True)

    def start_at_loss(self) -> None:
        """The first gradient lands beside the outputs; the column of numbers turns into a row."""
        layer = self.numbers.depth
        row, column = self.products[layer].row, self.diagram.columns[layer]
        sentence = f"Start at the loss: its gradient{gradient_words(self.numbers.network)} is a row now."
        with self.beat("start", words(sentence)):
            self.play(self.diagram.light_from_loss(), run_time=0.6)
            column.add(column.tabs, column.gradients)
            self.play(FadeIn(column.tabs, column.gradients, shift=LEFT * 0.2), run_time=0.6)
            self.play(FadeIn(row.title, row.brackets), run_time=0.5)
            sources = column.gradients if len(column.gradients) else column.tabs
            down = self.products[layer].product.down
            placed = [
                (None if i is None else sources[i], line) for i, line in zip(down, row.lines, strict=True)
            ]
            pairs = [(a.part(1), b.part(1)) for a, b in placed if isinstance(a, TypesetLine)]
            rest = [b for a, b in placed if not isinstance(a, TypesetLine)]
            arriving = [*([self._turn(pairs)] if pairs else []), *([FadeIn(*rest)] if rest else [])]
            self.play(*arriving, run_time=1.4)
            self.add(row)

    def step_back(self, layer: int) -> None:
        """One layer back: the row times the layer's Jacobian is the next row."""
        product = self.products[layer]
        first = layer == self.numbers.depth
        before = "Row times matrix: each column of slopes gives one number of the next row."
        again = "That row moves on to the next matrix: the inner sizes match, all the way back."
        with self.beat(f"layer_{layer}", words(before if first else again)):
            if not first:
                done = self.products[layer + 1]
                gone = FadeOut(done.row, done.dot, done.jacobian, done.sign, run_time=0.4)
                self.play(gone, ReplacementTransform(done.result, product.row, run_time=0.8))
                self._link(product, layer, one_by_one=False)
            self.play(
                FadeIn(product.dot, product.sign),
                FadeIn(product.result.brackets, product.result.title),
                *(Indicate(size, color=self.theme.ink, scale_factor=1.4) for size in self._inner(product)),
                run_time=0.6,
            )
            self._multiply(product, layer, slowly=first)
            self._land(product, layer - 1)

    def look_inside(self) -> None:
        """The last layer's step in two: its activations' own slopes, which give δ, then its weights."""
        layer, net = self.numbers.depth, self.numbers.network
        own, weights = inner_products(self.theme, self.numbers, layer, self.room)
        for one in (own, weights):
            one.move_to(self.centre)
        with self.beat("own", words(own_words(net))):
            self.play(FadeOut(self.products[1]), run_time=0.4)
            self._bring(own)
        with self.beat(
            "inner_weights", words("Then the weights: delta times their matrix is the row before.")
        ):
            gone = FadeOut(own.row, own.dot, own.jacobian, own.sign, run_time=0.4)
            self.play(gone, ReplacementTransform(own.result, weights.row, run_time=0.8))
            self._bring(weights)
        self.last = weights

    def _bring(self, product: RowTimesMatrix) -> None:
        """Bring a product part by part, as far as it is not on stage."""
        parts = [product.row, VGroup(product.dot, product.jacobian), VGroup(product.sign, product.result)]
        for part in parts[1 if product.row in self.mobjects else 0 :]:
            self.play(FadeIn(part), run_time=0.7)
        self.add(product)

    def follow_weight(self) -> None:
        """One line close up: its weight's gradient branches off at the sum that it enters."""
        layer, columns = self.numbers.elementwise_layer, self.diagram.columns
        row, column = self.numbers.steepest_weight(layer)
        branch = self.numbers.branch(layer, row, column)
        others = self.numbers.widths[layer - 1] - 1
        view = WeightBranchView(self.theme, branch, others, self.room).move_to(self.centre)
        line = self.diagram.slope_line(layer, row, column)
        activation = self.numbers.network.graph.activation(layer)
        bend = activation.spoken.replace("the sigmoid", "a sigmoid")
        self.play(FadeOut(self.last if self.own else self.products[1]), run_time=0.4)
        with self.beat("weight", words(f"Inside a line: a weight, a sum, {bend}, just as before.")):
            self.play(self.diagram.shade(0.15, line), FadeIn(view.ends), run_time=0.6)
            sources: list[VMobject] = [columns[layer - 1].boxes[column], columns[layer].boxes[row]]
            targets = [view.digits("before"), view.digits("after")]
            if len(columns[0].values):
                sources = [columns[layer - 1].values[column].part(1), columns[layer].values[row].part(1)]
                self.play(self._turn(list(zip(sources, targets, strict=True))))
            else:
                self.play(*map(Indicate, sources), FadeIn(*targets), run_time=1.0)
            self.play(FadeIn(view.inside), run_time=0.7)
        sentence = f"Back through {activation.spoken} to the sum; then times the value at its left."
        with self.beat("branch", words(sentence)):
            known = columns[layer].gradients or columns[layer].tabs
            lit = Indicate(known[row], color=self.theme.ink, scale_factor=1.0)
            self.play(lit, view.open_tab("after"), run_time=0.7)
            self.play(view.step_back(), run_time=0.6)
            self.play(view.open_tab("sum"), run_time=0.4)
            self.play(FadeIn(view.formula[0]), run_time=0.5)
            self.play(GrowArrow(view.up), FadeIn(view.formula[1]), run_time=0.7)
            self.play(view.open_tab("weight"), FadeIn(view.formula[2]), run_time=0.6)

    def walk_again(self) -> None:
        """The same walk as with single numbers."""
        sentence = "Many or one, the walk is the same: back, and up into every weight."
        with self.beat("same", words(sentence)):
            self.play(self.diagram.shade(1.0), run_time=0.5)
            for layer in range(self.numbers.depth, 0, -1):
                self.play(self.diagram.highlight(layer), run_time=0.9)

    @staticmethod
    def _inner(product: RowTimesMatrix) -> tuple[VGroup, VGroup]:
        """Return the two sizes that must agree for the product: the row's length, the matrix's height."""
        return product.row.shape.part(3), product.jacobian.shape.part(1)

    def _link(self, product: RowTimesMatrix, layer: int, *, one_by_one: bool) -> None:
        """Each line of a layer lights up, and its slope goes to its place in the matrix."""
        jacobian = product.jacobian
        pairs = [(self.diagram.slope_line(layer, i, j), line) for i, j, line in product.entries()]
        dots = [line for line in jacobian.lines if all(line is not entry for _, entry in pairs)]
        labels = [LineLabel.of(self.theme, line, entry) for line, entry in pairs]
        self.play(FadeIn(jacobian.brackets, jacobian.title), self.diagram.shade(0.2), run_time=0.5)
        shown = min(len(pairs), MOST_LINKS) if one_by_one else 0
        for index, ((line, entry), label) in enumerate(zip(pairs[:shown], labels, strict=False)):
            pace = 1.0 if index < SLOWLY else 0.4
            self.play(changing(line).set_stroke(opacity=1.0), FadeIn(label), run_time=0.4 * pace)
            moved = ReplacementTransform(label.digits, entry.part(1))
            self.play(moved, FadeOut(label.plate), run_time=0.6 * pace)
        rest = zip(pairs[shown:], labels[shown:], strict=True)
        flights = [fly(label.digits, entry.part(1)) for (_, entry), label in rest]
        if flights:
            self.play(LaggedStart(*flights, lag_ratio=0.6), run_time=1.0)
        self.play(self.diagram.shade(1.0), *map(FadeIn, dots), run_time=0.3)
        self.add(jacobian)

    def _multiply(self, product: RowTimesMatrix, layer: int, *, slowly: bool) -> None:
        """Frame the row and one column after the other and light its lines; what they make appears."""
        row, width = product.row.row_frame(0), self.numbers.widths[layer - 1]
        self.play(FadeIn(row), run_time=0.2)
        for index, (place, line) in enumerate(zip(product.product.across, product.result.lines, strict=True)):
            if place is None:
                self.play(FadeIn(line), run_time=0.2)
                continue
            frame = product.jacobian.column_frame(index)
            lights = [self.diagram.flash(edge) for edge in self.diagram.edges[layer][place::width]]
            self.play(FadeIn(frame), *lights, run_time=0.8 if slowly and not index else 0.4)
            self.play(FadeIn(line, shift=DOWN * 0.15), FadeOut(frame), run_time=0.25)
        self.play(FadeOut(row), run_time=0.2)

    def _land(self, product: RowTimesMatrix, layer: int) -> None:
        """The numbers of a row take their places beside the neurons; others that dots stand for appear."""
        column = self.diagram.columns[layer]
        column.add(column.tabs)
        shown = zip(product.product.across, product.result.lines, strict=True)
        landing = {place: line for place, line in shown if place is not None and len(column.gradients)}
        pairs = [(line.part(1), column.gradients[place].part(1)) for place, line in landing.items()]
        rest = [one for place, one in enumerate(column.gradients) if place not in landing]
        flights = [*([self._turn(pairs)] if pairs else []), *map(FadeIn, rest)]
        self.play(FadeIn(column.tabs, run_time=0.4), *flights)
        self.remove(*column.gradients)
        column.add(column.gradients)

    def _turn(self, pairs: Sequence[tuple[VMobject, VMobject]]) -> Animation:
        """Return the flights in which a column of numbers becomes a row, or a row a column."""
        flights = (fly(a, b, lane=self.lane) for a, b in pairs)
        return LaggedStart(*flights, lag_ratio=0.4, run_time=1.1)
