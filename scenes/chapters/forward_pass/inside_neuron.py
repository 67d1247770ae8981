"""The forward pass inside a neuron, over the whole picture: lengths, a curve, and the loss's squares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from manim import DOWN, RIGHT, Animation, FadeIn, VGroup

from backprop_core.network.graph import LOSS
from backprop_core.network.pass_numbers import PassNumbers, TermSum
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.graph.close_up import CloseUp, added_up, work_through
from scenes.stage.graph.layer_diagram import LayerDiagram
from scenes.stage.layout import Region, Stretch
from scenes.stage.lettering.flights import appear
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.machines.losses import SquaredGap
from scenes.stage.plots.neuron_curve import NeuronCurve
from scenes.stage.words import Words, words

_CURVE, _GAP, _SQUARES, _MOST, _LINE = (3.3, 3.0), 0.7, 2.7, 3, 1.6
"""Size of a curve, room beside it; height of squares, how many at most; how
much larger than usual a line stands alone."""

_OF_SQUARES = ("squared", "half_squared")
"""Losses that are squares on the distances to the targets, or half of them."""


class InsideNeuron:
    """Goes into one neuron of the first layer, and at the end into the loss."""

    def __init__(self, chapter: Chapter, numbers: PassNumbers, diagram: LayerDiagram) -> None:
        self.chapter, self.theme = chapter, chapter.theme
        self.numbers, self.diagram = numbers, diagram
        self.graph, self.values = numbers.network.graph, numbers.values

    def look_close(self) -> None:
        """One neuron: its sum term by term, then its activation on its curve."""
        neuron, play = self.numbers.focus(1), self.chapter.play
        z, a = self.values[neuron.sum], self.values[neuron.output]
        activation = self.graph.activation(1)
        panel = CloseUp(self.chapter, self.chapter.frame, self.diagram.boxes[neuron.output])
        terms = self.numbers.weighted(neuron.sum)
        slope = float(self.numbers.network.slope(neuron.output, neuron.sum))
        curve = NeuronCurve(self.theme, activation, z, a, slope, _CURVE)
        panel.inside.align(curve, RIGHT)
        left = panel.inside.inset(right=float(curve.width) + _GAP)
        sums = added_up(self.theme, terms.terms, [terms.total, a], left, self.theme.weight)
        table = sums.table
        sentence = "What does one neuron do? Each input times its weight, and the bias. {name} is {z}."
        with self.chapter.beat("sum", words(sentence, name=z.symbol, z=z)):
            panel.open(self.diagram.light(self.diagram.into(neuron.output), self.theme.weight))
            play(FadeIn(curve.base), run_time=0.5)
            work_through(self.chapter, table.rows, {})
            sums.add_up(self.chapter)
        sentence = f"{activation.title} {activation.effect}: {{name}} is {{a}}."
        with self.chapter.beat("activation", words(sentence, name=a.symbol, a=a)):
            play(appear(table.results[1].formula), run_time=0.7)
            numbers = table.results[1].numbers
            for index, moves in enumerate(curve.moves()):
                along = [appear(numbers)] if numbers and index == 1 else []
                play(*moves, *along, run_time=0.6)
            self.chapter.add(curve)
            result = table.results[1].result
            assert result is not None
            play(appear(result), run_time=0.5)
            self.chapter.wait(0.8)
            panel.close(sums, curve, along=[self.diagram.unlight()])
            self._land(neuron.output)

    def measure_loss(self) -> None:
        """The loss, output by output."""
        loss, parts = self.values[LOSS], self.numbers.loss_parts()
        said = Words(self.graph.loss.spoken, self.graph.loss.spoken)
        several = "How far off? {loss}, output by output: {value} in all."
        sentence = "How far off? {loss} tells: {value}." if len(parts.terms) == 1 else several
        panel = CloseUp(self.chapter, self.chapter.frame, self.diagram.boxes[LOSS])
        with self.chapter.beat("loss", words(sentence, loss=_capital(said), value=loss)):
            lights = self.diagram.run(VGroup(*self.diagram.arrows.values()), self.theme.loss)
            self.chapter.play(lights, run_time=0.9)
            squares, room = self._squares(parts, panel.inside)
            content: list[VGroup] = [*squares]
            panel.open()
            held = 1.0
            self._draw(squares)
            if len(parts.terms) == 1:
                line = CalculationLine(self.theme, loss, (0.0, 0.0, 0.0), room=room.width)
                line.scale(min(_LINE, room.width / float(line.width))).move_to(room.center)
                for one in line.lines:
                    self.chapter.play(appear(one), run_time=0.7)
                content += line.lines
                held = max(held, *(seconds_to_read(one) - 0.7 for one in line.lines[:-1]))
            else:
                sums = added_up(self.theme, parts.terms, [loss], room, self.theme.loss)
                work_through(self.chapter, sums.table.rows, {})
                sums.add_up(self.chapter)
                content.append(sums)
            self.chapter.wait(held)
            panel.close(*content)
            self._land(LOSS)

    def _squares(self, parts: TermSum, region: Region) -> tuple[list[SquaredGap], Region]:
        """Return a picture for each output where the loss is squares, and the room below."""
        name, pairs = self.graph.loss.name, list(zip(self.graph.outputs, self.graph.targets, strict=True))
        if name not in _OF_SQUARES or len(pairs) > _MOST:
            return [], region
        above, below = region.rows(_SQUARES, Stretch())
        places = above.columns(*(Stretch() for _ in pairs), gap=_GAP)
        terms = parts.terms if len(pairs) > 1 else [self.values[LOSS]]
        found = []
        for term, pair, place in zip(terms, pairs, places, strict=True):
            ends = self.values[pair[0]], self.values[pair[1]]
            size = min(place.width, 5.0), _SQUARES - 0.4
            square = SquaredGap(self.theme, term, ends, size, halves=name == "half_squared")
            found.append(square.move_to(place.point(DOWN), aligned_edge=DOWN))
        return found, below

    def _draw(self, squares: Sequence[SquaredGap]) -> None:
        """Draw all distances, and put the squares up on them."""
        if not squares:
            return
        self.chapter.play(*(FadeIn(square.base) for square in squares), run_time=0.5)
        for moves in zip(*(square.moves() for square in squares), strict=True):
            self.chapter.play(*_all(moves), run_time=0.7)
        self.chapter.add(*squares)

    def _land(self, key: str) -> None:
        """Let a value appear in its box, if the box has room for it."""
        box = self.diagram.boxes[key]
        if not box.form.shows or box.value is not None:
            self.chapter.play(box.highlight(), run_time=0.4)
            self.chapter.play(box.reset(), run_time=0.3)
            return
        slot = box.slot()
        self.chapter.play(FadeIn(slot, scale=2.0), run_time=0.6)
        box.hold(slot)


def _all(moves: Sequence[list[Animation]]) -> Iterator[Animation]:
    for together in moves:
        yield from together


def _capital(said: Words) -> Words:
    return replace(said, caption=said.caption[0].upper() + said.caption[1:], spoken=said.spoken)
