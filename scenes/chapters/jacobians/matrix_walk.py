"""The beats in which a layer's lines lie down as a matrix, and a row of gradients goes through it."""

from __future__ import annotations

from collections.abc import Sequence

from manim import (
    DOWN,
    Animation,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    Mobject,
    ReplacementTransform,
)

from scenes.chapters.jacobians.column_sums import ColumnSum
from scenes.chapters.jacobians.line_matrix import LineEntries, NumberRow, layer_product
from scenes.chapters.jacobians.path_views import PathSum
from scenes.chapters.jacobians.row_times_lines import RowTimesLines
from scenes.chapters.jacobians.sentences import gradient_words
from scenes.chapters.jacobians.staging import View, beside, close_to, on_stage, values_at
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.words import words

_LAYS, _LONG, _EACH, _QUICK = 2.2, 4.4, 1.2, 0.45
"""Seconds in which lines lie down; seconds that all columns take at most, and one at most; the share of it in
later layers."""

SHOWN = 2
"""Layers whose matrices are shown; through the others light runs back."""


class MatrixWalk:
    """Takes the gradient back through the last layers of a network, a matrix each."""

    def __init__(self, chapter: Chapter, diagram: WideDiagram) -> None:
        self.chapter, self.diagram = chapter, diagram
        self.depth = diagram.numbers.depth
        self.hidden: list[Mobject] = []
        self.product: RowTimesLines | None = None

    def arrive(
        self, leaving: Sequence[Animation], hidden: Sequence[Mobject], told: tuple[PathSum, int] | None = None
    ) -> None:
        """Play the first matrix: lines lie down, the gradient by the outputs stands in front of it.

        `told` is the sum over the paths of one value of the layer before, and which: it becomes a column.
        """
        layer, diagram, play = self.depth, self.diagram, self.chapter.play
        view = beside(diagram, layer)
        product = self._product(layer, view)
        sentence = "A row for where a line ends, a column for where it starts: the lines become a matrix."
        with self.chapter.beat("matrix", words(sentence)):
            self.hidden = list(hidden)
            moves = [*leaving, *self._show(view.beyond(diagram, layer)), view.look(self.chapter.frame)]
            moves += values_at(self.chapter, diagram, 0.0)
            play(*moves, run_time=0.9)
            known = self._take(product, *told) if told else []
            self._lie_down(product.matrix, layer, known)
        sentence = f"In front of it, as a row: the loss's gradient{gradient_words(diagram.numbers.network)}."
        with self.chapter.beat("start", words(sentence)):
            bars = diagram.columns[layer].gradient
            if bars not in self.chapter.mobjects:
                play(diagram.columns[layer].land(), run_time=0.7)
                self.chapter.add(bars)
            self._stand(product.row, layer)
            play(FadeIn(product.dot), run_time=0.3)
            play(*self._come_close(product, layer), run_time=1.4)
        self.product = product

    def step_back(self, layer: int) -> None:
        """Play one layer back: the row times the layer's matrix is the next row."""
        first = layer == self.depth
        before = "Row times matrix: each column gives one number of the next row, where its paths add up."
        again = "And that row meets the next matrix: it is the same step again, one layer further back."
        with self.chapter.beat(f"layer_{layer}", words(before if first else again)):
            if not first:
                self._go_on(layer)
            assert self.product is not None
            self._multiply(self.product, layer, pace=1.0 if first else _QUICK)

    def go_on(self, layers: Sequence[int]) -> None:
        """Let the gradient run back through all layers that are left, on the whole network."""
        with self.chapter.beat("onward", words("And so on, layer by layer, back to the input.")):
            self.chapter.play(*self.home(), run_time=1.0)
            for layer in layers:
                column = self.diagram.columns[layer - 1]
                self.chapter.play(self.diagram.highlight(layer), column.land(), run_time=0.8)
                self.chapter.add(column.gradient)

    def home(self) -> list[Animation]:
        """Return the animations back to the whole network, without what was worked out."""
        frame, gone = self.chapter.frame, self.put_away()
        back = changing(frame).set(width=Frame.current().width).move_to((0.0, 0.0, 0.0))
        return [*gone, *self._show(()), back, *values_at(self.chapter, self.diagram, 1.0)]

    def put_away(self) -> list[Animation]:
        """Return the animations in which what was worked out goes; the camera stays."""
        gone: list[Animation] = [] if self.product is None else [FadeOut(self.product)]
        self.product = None
        return gone

    def _go_on(self, layer: int) -> None:
        """Let the result become the row in front of the next matrix, as the camera moves on."""
        done, view = self.product, beside(self.diagram, layer)
        assert done is not None
        product = self._product(layer, view)
        gone = map(FadeOut, (done.row, done.dot, done.matrix, done.sign, done.sums))
        moved = ReplacementTransform(done.result, product.row)
        hidden = self._show(view.beyond(self.diagram, layer))
        self.chapter.play(*gone, *hidden, view.look(self.chapter.frame), moved, run_time=1.2)
        self._lie_down(product.matrix, layer, (), pace=_QUICK)
        self.chapter.play(FadeIn(product.dot), *self._come_close(product, layer), run_time=1.0)
        self.product = product

    def _product(self, layer: int, view: View) -> RowTimesLines:
        diagram = self.diagram
        return RowTimesLines(diagram.theme, diagram, layer_product(diagram.numbers, layer), view)

    def _show(self, hidden: Sequence[Mobject]) -> list[Animation]:
        """Return the animations that hide some parts of the network, and bring back others."""
        coming = [one for one in self.hidden if one not in hidden]
        going = on_stage(self.chapter, hidden)
        self.hidden = [*(one for one in self.hidden if one in hidden), *going]
        return [*map(FadeIn, coming), *map(FadeOut, going)]

    def _take(self, product: RowTimesLines, sheet: PathSum, place: int) -> list[Mobject]:
        """Let what the paths of one value add up to become a column; return what is there of it already."""
        written = (part for line in (sheet.total, *sheet.lines) for part in line)
        parts = [sheet.zero, *sheet.bars, *sheet.drops, sheet.sum, *written]
        self.chapter.remove(sheet)
        self.chapter.add(*parts)
        self.chapter.play(*product.take(sheet, place), run_time=1.4)
        known = [line for (_, j), line in product.matrix.digits.items() if j == place] if sheet.lines else []
        there = product.sums.columns[product.product.across.index(place)], product.result.at[place]
        self.chapter.remove(*parts)
        self.chapter.add(*known, *there)
        return [*known]

    def _come_close(self, product: RowTimesLines, layer: int) -> list[Animation]:
        """Return the animations in which the product comes to fill the frame, and the network goes."""
        diagram, before = self.diagram, self.diagram.columns[layer - 1]
        pair = [before, diagram.columns[layer], diagram.columns[layer].gradient]
        lines = diagram.edges[layer], diagram.slopes[layer]
        near = [*pair, *lines, *before.gradient.marks, *before.gradient.bars]
        gone = self._show([*self.hidden, *on_stage(self.chapter, near)])
        return [close_to(self.chapter.frame, product), *gone]

    def _lie_down(self, matrix: LineEntries, layer: int, known: Sequence[Mobject], pace: float = 1.0) -> None:
        """Let each line leave a copy of itself, which straightens out in its place of the matrix."""
        play, lines = self.chapter.play, matrix.lines.items()
        moves = [
            ReplacementTransform(self.diagram.slope_line(layer, *place).copy(), line) for place, line in lines
        ]
        play(LaggedStart(*moves, lag_ratio=min(0.5, 2.0 / len(moves))), run_time=_LAYS * pace)
        rest = [
            *(one for row in matrix.cells for cell in row for one in cell if one not in matrix.lines.values())
        ]
        rest = [one for one in rest if one not in known]
        play(FadeIn(matrix.brackets), FadeIn(matrix.title), *map(FadeIn, rest), run_time=0.6 * pace)
        self.chapter.remove(*matrix.lines.values(), *rest, *known, matrix.brackets, matrix.title)
        self.chapter.add(matrix)

    def _stand(self, row: NumberRow, layer: int) -> None:
        """Let the gradients beside the neurons turn into a row."""
        bars = self.diagram.columns[layer].gradient.bars
        moves = [ReplacementTransform(bars[place].copy(), cell) for place, cell in row.at.items()]
        rest = [FadeIn(cell) for cell in row.cells[0] if cell not in row.at.values()]
        self.chapter.play(LaggedStart(*moves, lag_ratio=0.3), *rest, run_time=1.0)
        self.chapter.play(FadeIn(row.brackets), FadeIn(row.title), run_time=0.5)
        self.chapter.remove(*row.cells[0], row.brackets, row.title)
        self.chapter.add(row)

    def _add_up(self, product: RowTimesLines, index: int, each: float) -> None:
        """Let a column's products come out of it as bars, which add up to the number below."""
        play, cell, sums = self.chapter.play, product.result.cells[0][index], product.sums.columns[index]
        if cell in self.chapter.mobjects or not isinstance(sums, ColumnSum):
            play(Indicate(cell, color=self.diagram.theme.gradient), run_time=0.7 * each)
            return
        entries = product.matrix.column(index)
        bars = (
            FadeIn(bar, target_position=entries[min(row, len(entries) - 1)], scale=0.5)
            for row, bar in enumerate(sums.bars)
        )
        play(FadeIn(sums.zero), LaggedStart(*bars, lag_ratio=0.4), run_time=0.8 * each)
        play(FadeIn(sums.sum, shift=DOWN * 0.1), FadeIn(cell, shift=DOWN * 0.2), run_time=0.6 * each)

    def _multiply(self, product: RowTimesLines, layer: int, *, pace: float) -> None:
        """Light one column after the other; what its products add up to appears below."""
        play, result, diagram = self.chapter.play, product.result, self.diagram
        play(FadeIn(result.brackets), FadeIn(product.sign), FadeIn(result.title), run_time=0.5)
        each = min(_EACH, _LONG / len(product.product.across)) * pace
        strip = product.strip(0)
        play(FadeIn(strip), Indicate(product.row.entries, color=diagram.theme.gradient), run_time=0.5)
        for index, place in enumerate(product.product.across):
            if place is None:
                play(FadeIn(result.cells[0][index]), run_time=0.2)
                continue
            play(changing(strip).become(product.strip(index)), run_time=0.4 * each)
            self._add_up(product, index, each)
        play(FadeOut(strip), run_time=0.5)
        self.chapter.wait(0.5)
        self.chapter.remove(*result.cells[0], result.brackets, result.title, product.sign)
        self.chapter.remove(*(part for one in product.sums.columns for part in (one, *one)))
        self.chapter.remove(product.row, product.dot, product.matrix)
        self.chapter.add(product)
        gradient = diagram.columns[layer - 1].gradient
        self.hidden = [*(part for part in self.hidden if part not in gradient.get_family()), gradient]
