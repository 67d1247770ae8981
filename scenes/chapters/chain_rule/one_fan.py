"""Two stretches become slopes, two fans become one, and two slopes their product."""

from __future__ import annotations

from itertools import chain

from manim import DOWN, LEFT, UP, Animation, FadeIn, FadeOut, LaggedStart, VGroup
from manim.utils.rate_functions import smooth, squish_rate_func

from backprop_core.quantity import Quantity
from scenes.chapters.chain_rule.copies import split
from scenes.chapters.chain_rule.picture import Picture
from scenes.stage.chapter import Chapter
from scenes.stage.framing import around, showing
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.measure import allow
from scenes.stage.nudges.counts import MOST, numbered
from scenes.stage.nudges.names import in_the_limit
from scenes.stage.words import Words, words

CLOSE, AROUND, CARDS, CLEAR = 0.68, 0.35, 0.3, 0.15
"""Size of the frame at the product of the slopes; what it shows around that; from one slope's card to the
next, and to the copies under them."""

_THIN, _LONGEST = 0.06, 5
"""What is left of the nudge in the limit, as it is drawn; copies whose splitting takes its own time."""


class OneFan:
    """The beats in which the chain rule is found."""

    def __init__(self, stage: Chapter, picture: Picture) -> None:
        self.stage, self.picture = stage, picture
        self.named: list[TypesetLine] = []

    def play(self) -> None:
        """Play the beats."""
        self.name_slopes()
        self.sink()
        self.collapse()

    def name_slopes(self) -> None:
        """In the limit each ratio of nudges is a derivative."""
        stage, picture = self.stage, self.picture
        sentence = words(
            "In the limit, each of them is a slope: {inner}, and {outer}.",
            inner=picture.slopes[1, 0],
            outer=picture.slopes[2, 1],
        )
        with stage.beat("slopes", sentence):
            self.named = [plate.settle() for plate in picture.plates]
            lines, nudge = picture.lines, float(picture.lines.offset.get_value())
            stage.play(changing(lines.offset).set_value(_THIN * nudge), run_time=1.1)
            digits = [plate.readout.digits for plate in picture.plates]
            stage.remove(*(part for plate in picture.plates for part in plate.get_family()))
            stage.add(*(plate.ground for plate in picture.plates), *digits)
            morphs = [
                in_the_limit(plate.readout.label.part(1), slope.part(1))
                for plate, slope in zip(picture.plates, self.named, strict=True)
            ]
            rest = [part for slope in self.named for part in slope if part is not slope.part(1)]
            soon, late = squish_rate_func(smooth, 0.0, 0.5), squish_rate_func(smooth, 0.25, 0.8)
            changed: list[Animation] = [FadeOut(one, rate_func=soon) for one in digits]
            changed += [FadeIn(part, rate_func=late) for part in rest]
            stage.play(*chain(*morphs), *changed, run_time=1.2)
            stage.add(*self.named)
            stage.play(changing(lines.offset).set_value(nudge), run_time=0.8)

    def sink(self) -> None:
        """The line between sinks out: two fans are one, and the copies of the first nudge are counted."""
        stage, picture = self.stage, self.picture
        lines, whole = picture.lines, picture.slopes[2, 0]
        with stage.beat("sink", self._said_of_copies(whole)):
            copies = lines.tiles(2, 1)
            cards = [
                VGroup(plate.ground, slope) for plate, slope in zip(picture.plates, self.named, strict=True)
            ]
            places = VGroup(*(card.copy() for card in cards)).arrange(DOWN, buff=CARDS, aligned_edge=LEFT)
            places.move_to(picture.board.ground)
            over = float(lines.tiles(2, 0).get_top()[1]) + CLEAR
            places.shift(UP * max(0.0, over - float(places.get_bottom()[1])))
            aside = (changing(card).move_to(place) for card, place in zip(cards, places, strict=True))
            stage.play(showing(stage.frame, Region.safe()), FadeIn(copies), run_time=1.2)
            middle = UP * (lines.level(1) - lines.level(0.5))
            gone = [lines.rails[1], lines.bars[1], lines.homes[1], lines.dots[1], picture.tails[1]]
            stage.play(
                changing(lines.sunk).set_value(1.0),
                *(changing(part).set_opacity(0.0) for part in gone),
                *(
                    changing(lens).shift(way)
                    for lens, way in zip(picture.lenses, (middle, -middle), strict=True)
                ),
                *map(FadeOut, (*picture.lens_names, picture.names.nudges[1], picture.marks[-1])),
                *aside,
                FadeIn(picture.both),
                run_time=1.6,
            )
            tiles = lines.tiles(2, 0)
            numbers = numbered(picture.theme, tiles)
            stage.remove(copies)
            stage.add(*copies)
            stage.play(split(copies, tiles), run_time=0.6 + 0.4 * min(len(copies), _LONGEST))
            stage.add(*tiles)
            if numbers:
                count = LaggedStart(*map(FadeIn, numbers), lag_ratio=0.6)
                stage.play(count, run_time=0.3 + 0.15 * min(len(numbers), MOST))
            self.tiles = VGroup(tiles, *numbers)
            stage.wait(0.2)

    def collapse(self) -> None:
        """Two slopes become one."""
        stage, picture = self.stage, self.picture
        board = picture.board
        sentence = words(
            "So the slopes multiply, too: what they share cancels, and {whole} is left.",
            whole=picture.slopes[2, 0],
        )
        with stage.beat("product", sentence):
            names = [named.part(1) for named in reversed(self.named)]
            rest = [part for named in self.named for part in named if part is not named.part(1)]
            for glyph in (
                member for part in (*names, board.outer, board.inner) for member in part.get_family()
            ):
                allow(glyph, "reading time", "it goes on into the product")
                glyph.set_z_index(1)
            stage.remove(*self.named)
            stage.add(*rest)
            leaving = [*rest, *(plate.ground for plate in picture.plates), *picture.lenses]
            gather = board.gather(names[0], names[1])
            near = showing(stage.frame, around(board, *self.tiles, clear=AROUND), CLOSE)
            stage.play(FadeIn(board.ground), *gather, *map(FadeOut, leaving), run_time=1.1)
            stage.add(board.outer, board.inner)
            stage.play(near, run_time=1.0)
            stage.play(*board.cancel(), run_time=0.6)
            stage.play(*board.conclude(), run_time=0.8)
            stage.add(board.formula, board.strikes)
            stage.play(FadeIn(board.numbers), FadeIn(board.result), run_time=0.6)
            stage.wait(0.4)

    def _said_of_copies(self, whole: Quantity) -> Words:
        """Return what is said while the copies are counted, if they come out even."""
        tiles = whole.value
        if tiles == int(tiles) and 1 < tiles <= MOST:
            return words(
                "Now let u sink out: two fans become one. How many first nudges fit in the last? {count}.",
                count=whole,
            )
        return words("Now let u sink out: two fans become one, and the copies multiply.")
