"""The chain as one product: a nudge as one ribbon, the product read from the loss, and its check."""

from __future__ import annotations

from manim import (
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Indicate,
    LaggedStart,
    VGroup,
    VMobject,
)

from backprop_core.network import Network
from scenes.chapters.chain_product.check import Check
from scenes.chapters.chain_product.nudge_row import LEVEL, NudgeRow
from scenes.chapters.chain_product.ribbon import DIM
from scenes.chapters.chain_product.running_row import RunningRow
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.machines.slopes_below import all_found, way_back
from scenes.stage.titles import heading
from scenes.stage.words import Words, counted, words

UNHURRIED, FASTER = 5, 0.7
"""Steps that take their time; how long each takes where there are more, against these."""
CLOSEST, AROUND = 0.36, 0.6
"""How large the frame is at least when we look closely; what it shows around the piece and its factor."""
HOLD, LONGER, NAME_ASIDE = 0.5, 0.8, 0.12
"""How long a product stands before the next, and how long where it then goes; how far right of its line a
name stands close to the ribbon."""


class ChainProduct(Chapter):
    """A nudge stretched by one slope after the other, their product, and the proof that it is right."""

    title = "One product"

    def construct(self) -> None:
        """The nudge, the ribbon, what has become of it, the product, the check."""
        self.lay_out()
        self.open_with(self.heading, *self.left_by_backward)
        self.ask()
        self.run_through()
        self.look_closer()
        self.multiply()
        self.show_result()
        Check(self, self.heading, self.net, self.row, self.running).play()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.heading = heading(self.theme, self.title)
        drawing = way_back(self.theme, self.net, self.heading.title)
        self.diagram, whole = drawing.diagram, drawing.view.whole
        self.left_by_backward = all_found(self.theme, self.net, drawing) if whole else []
        self.row = NudgeRow(self.theme, self.net)
        self.ribbon = self.row.ribbon
        self.running = RunningRow(self.theme, self.row)
        self.tempo = 1.0 if len(self.row.slopes) <= UNHURRIED else FASTER

    def ask(self) -> None:
        """A number line for each variable, and a nudge of the first weight that comes in."""
        sentence = "A tiny nudge of the first weight, drawn as one unit. How much of it arrives at the loss?"
        with self.beat("ask", words(sentence)):
            if self.left_by_backward:
                self.wait(1.0)
                self._become_lines()
            else:
                pairs = zip(self.row.rails, self.row.names, strict=True)
                coming = (LaggedStart(Create(rail), FadeIn(name), lag_ratio=0.4) for rail, name in pairs)
                self.play(LaggedStart(*coming, lag_ratio=0.25), run_time=1.5)
            for piece in self.ribbon.all:
                piece.draw(share=0.0)
            self.add(self.ribbon)
            self.play(self.ribbon.run(0), run_time=0.8)
            self.play(Create(self.row.lanes), run_time=0.8)
            self.add(self.row)

    def _become_lines(self) -> None:
        """Let the box of each variable on the way become its number line, and its letter the line's name."""
        moves: list[Animation] = []
        for key, rail, name in zip(self.row.keys, self.row.rails, self.row.names, strict=True):
            frame, letter = self._box_of(key)
            moves += [
                GrowFromPoint(rail, frame.get_center()),
                FadeIn(name, target_position=letter),
            ]
        self.play(*moves, FadeOut(*self.left_by_backward), run_time=1.6)
        self.add(self.row.rails, self.row.names)

    def _box_of(self, key: str) -> tuple[VMobject, VMobject]:
        """Return the frame of a variable's box and the letter in it."""
        if key in self.diagram.parameters:
            parameter = self.diagram.parameters[key]
            return parameter.frame, parameter.line.part(1)
        node = self.diagram.nodes[key]
        return node.frame, node.symbol

    def run_through(self) -> None:
        """The ribbon through all steps, at each the slope by which it is stretched or pinched."""
        sentence = "Run it through. At every step a slope stretches the nudge, or pinches it."
        with self.beat("run", words(sentence)):
            for index, factor in enumerate(self.row.factors):
                if broken := self.row.breaks(index):
                    self.play(*(FadeIn(part) for part in broken), run_time=0.4 * self.tempo)
                flow = self.ribbon.run(index + 1)
                self.play(flow, FadeIn(factor, shift=RIGHT * 0.3), run_time=1.0 * self.tempo)
            last = len(self.row.factors)
            arriving = [FadeIn(part) for part in self.row.breaks(last)]
            self.play(self.ribbon.run(last + 1), *arriving, run_time=0.5)
            self.add(self.ribbon)

    def look_closer(self) -> None:
        """The camera goes to where the ribbon crosses over, or to what is left of it, and back."""
        at = self.row.telling()
        piece, after = self.ribbon.pieces[at], self.ribbon.all[at + 2 :]
        with self.beat("closer", self._what_is_seen(at)):
            self.frame.save_state()
            high = 2 * (float(self.row.factors[at].get_top()[1]) - LEVEL + AROUND)
            share = max(CLOSEST, high / float(self.frame.height))
            room = (1 - share) / 2 * float(self.frame.width)
            across = max(-room, min(room, sum(piece.xs) / 2))
            there = changing(self.frame).scale(share).move_to((across, LEVEL, 0.0))
            names = self._names_close(across, share)
            self.play(there, FadeOut(self.heading), run_time=1.8)
            self.play(FadeIn(names), run_time=0.3)
            self.play(self.ribbon.shine(0.0, piece, *after), run_time=0.4)
            piece.draw(share=0.0, light=1.0)
            self.play(self.ribbon.run(at + 1), run_time=1.5)
            back = changing(self.frame).restore()
            self.play(back, FadeOut(names), self.ribbon.shine(1.0, *after), run_time=1.4)

    def _names_close(self, across: float, share: float) -> VGroup:
        """Return the names of the lines that are seen close to the ribbon, under the picture's upper edge."""
        frame, names = Frame.current(), VGroup()
        top, half = LEVEL + share * frame.safe_top, share * frame.safe_width / 2
        for x, name in zip(self.row.xs, self.row.names, strict=True):
            close = name.copy().scale(share)
            close.move_to((x + float(close.width) / 2 + NAME_ASIDE * share, top, 0.0), aligned_edge=UP)
            covered = float(name.get_bottom()[1]) < top
            if (
                not covered
                and across - half <= float(close.get_left()[0])
                and float(close.get_right()[0]) <= across + half
            ):
                names.add(close)
        return names

    def _what_is_seen(self, at: int) -> Words:
        slope = self.row.slopes[at]
        if slope.value == 0:
            said = "Look closely: {slope} is zero. The nudge ends there, and the loss feels nothing."
        elif slope.value < 0:
            said = "Look closely: {slope} is negative. The ribbon crosses over, and what was up is down."
        else:
            return words("Look closely: no slope is negative. The ribbon never turns, and up is still up.")
        return words(said, slope=slope.symbol)

    def multiply(self) -> None:
        """Piece by piece from the loss, what is finished is multiplied by the next slope."""
        sentence = words(
            "What number is that? Begin at the loss: what lies to the right is finished, "
            "and the next slope multiplies it."
        )
        with self.beat("product", sentence):
            ribbon, pieces = self.ribbon, self.ribbon.pieces[::-1]
            self.play(ribbon.shine(DIM), *map(FadeOut, self.row.marks), run_time=0.5)
            lit = [ribbon.tail, pieces[0]]
            for index, piece in enumerate(pieces):
                factor = self.row.factors[-1 - index]
                point_out = Indicate(factor, color=self.theme.gradient, scale_factor=1.15)
                moves = self.running.step(len(pieces) - 1 - index)
                self.play(
                    ribbon.shine(1.0, *lit) if index == 0 else ribbon.shine(1.0, piece),
                    point_out,
                    *moves,
                    run_time=0.9,
                )
                self.wait(LONGER if self.running.crowded else HOLD)
            self.play(ribbon.shine(1.0, ribbon.head), run_time=0.4)

    def show_result(self) -> None:
        """The product of them all in symbols, the loss first."""
        goal = self.row.stages.running[-1].symbol
        count = counted(len(self.row.slopes), "slope")
        sentence = words(
            f"One product of {count}: that is {{name}}, and so wide is the ribbon at the loss.", name=goal
        )
        with self.beat("result", sentence):
            self.play(*self.running.clear(), self.ribbon.shine(DIM), run_time=0.4)
            self.play(*self.running.conclude(), run_time=0.9)
            self.add(self.running.whole)
            for piece, term in zip(self.ribbon.pieces[::-1], self.running.terms[::-1], strict=True):
                point_out = Indicate(term, color=self.theme.ink, scale_factor=1.0)
                self.play(self.ribbon.shine(1.0, piece), point_out, run_time=0.6 * self.tempo)
            self.play(self.ribbon.shine(1.0), run_time=0.3)
            self.add(self.ribbon)
