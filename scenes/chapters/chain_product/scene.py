"""The chain as one product: a nudge as one ribbon, the product read from the loss, and its check."""

from __future__ import annotations

from manim import (
    ORIGIN,
    RIGHT,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Indicate,
    LaggedStart,
    VMobject,
)
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.network import Network
from scenes.chapters.chain_product.check import Check
from scenes.chapters.chain_product.close_names import names_close, slope_close
from scenes.chapters.chain_product.nudge_row import LEVEL, NudgeRow
from scenes.chapters.chain_product.ribbon import DIM
from scenes.chapters.chain_product.running_row import RunningRow
from scenes.chapters.chain_product.unit_in import UnitIn
from scenes.chapters.chain_product.width_gauge import WidthGauge
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
STEP, RAISED = 1.5, 0.38
"""How long a step back takes; how far up the camera looks while there is nothing under the lines."""

READ = 1.9
"""How long the ribbon's width at the loss is read."""

LEAVING = squish_rate_func(smooth, 0.0, 0.25)


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
        self.unit_in = UnitIn(self.row)
        self.tempo = 1.0 if len(self.row.slopes) <= UNHURRIED else FASTER

    def ask(self) -> None:
        """A number line for each variable, and a nudge of the first weight that comes in."""
        sentence = "A tiny nudge of the first weight, drawn as one unit. How much of it arrives at the loss?"
        with self.beat("ask", words(sentence)):
            if self.left_by_backward:
                self.wait(0.4)
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
        up = changing(self.frame).move_to((0.0, RAISED, 0.0))
        self.play(*moves, up, FadeOut(*self.left_by_backward), run_time=1.3)
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
            names = names_close(self.row, across, share)
            self.play(there, FadeOut(self.heading, rate_func=LEAVING), run_time=1.8)
            told = slope_close(self.theme, self.row, at, share)
            self.play(FadeIn(names, told), run_time=0.4)
            self.play(self.ribbon.shine(0.0, piece, *after), run_time=0.4)
            piece.draw(share=0.0, light=1.0)
            self.play(self.ribbon.run(at + 1), run_time=1.5)
            back = changing(self.frame).restore()
            self.play(back, FadeOut(names, told), self.ribbon.shine(1.0, *after), run_time=1.4)

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
        """Line by line from the loss back: what arrives of one unit there is multiplied by the next slope."""
        told = "step back line by line, and each slope multiplies what arrives."
        sent = f"What number is that? Begin at the loss: {told}"
        if self.unit_in.usable:
            sent = f"What number is that? Begin at the loss, send one unit in, {told}"
        with self.beat("product", words(sent)):
            ribbon, pieces, passing = self.ribbon, self.ribbon.pieces[::-1], self.running.passing
            centred = changing(self.frame).move_to(ORIGIN)
            gone = map(FadeOut, self.row.marks)
            if self.unit_in.usable:
                self.play(centred, ribbon.shine(0.0), *self.unit_in.make_room(), *gone, run_time=0.7)
                self.unit_in.begin()
            else:
                self.play(centred, ribbon.shine(DIM), *gone, run_time=0.8)
            for back, piece in enumerate(pieces):
                index = len(pieces) - 1 - back
                lit = [piece, *([ribbon.tail] if back == 0 else [])]
                shown = self.unit_in.step(index) if self.unit_in.usable else ribbon.shine(1.0, *lit)
                moves = self.running.step(index)
                leaving = [FadeOut(passing, scale=0.5, rate_func=LEAVING)] if passing else []
                self.play(shown, *moves, *leaving, run_time=STEP * self.tempo)
                passing = self.running.passing
            leaving = [FadeOut(passing, scale=0.5)] if passing else []
            again = self.unit_in.usable and self.unit_in.rescaled
            whole = self.unit_in.as_before() if again else ribbon.shine(1.0, ribbon.head)
            self.play(whole, *leaving, run_time=0.5)

    def show_result(self) -> None:
        """The product of them all in symbols, the loss first; and how wide the ribbon is at the loss."""
        goal = self.row.stages.running[-1].symbol
        count = counted(len(self.row.slopes), "slope")
        sentence = words(
            f"One product of {count}: that is {{name}}, and so wide is the ribbon at the loss.", name=goal
        )
        with self.beat("result", sentence):
            self.play(*self.running.clear(), run_time=0.3)
            self.play(*self.running.conclude(), run_time=1.5)
            self.add(self.running.whole)
            terms = self.running.terms[::-1]
            pointed = (Indicate(one, color=self.theme.ink, scale_factor=1.0) for one in terms)
            self.play(LaggedStart(*pointed, lag_ratio=0.4), run_time=2.8)
            self.add(self.ribbon)
            if not self.row.scale_of.steps() and self.row.stages.running[-1].value != 0:
                self._measure_width()

    def _measure_width(self) -> None:
        """Close to the loss: how wide the ribbon is there, against the unit that came in."""
        gauge = WidthGauge(self.theme, self.row)
        self.frame.save_state()
        there = changing(self.frame).set(width=gauge.seen * Frame.current().width).move_to(gauge.middle)
        hidden = [*self.row.names[-1:]]
        self.play(there, *map(FadeOut, hidden), run_time=1.4)
        self.play(
            Create(gauge.bracket), FadeIn(gauge.digits, shift=RIGHT * 0.1), FadeIn(gauge.unit), run_time=0.7
        )
        self.play(Indicate(gauge.digits, color=self.theme.gradient, scale_factor=1.15), run_time=0.9)
        back = changing(self.frame).restore()
        self.play(back, FadeOut(gauge.bracket, gauge.digits, gauge.unit), *map(FadeIn, hidden), run_time=1.2)
