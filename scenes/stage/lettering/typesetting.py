"""Lines of type on stage: text, formulae and numbers, each part of which can be found again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from manim import Mobject, VGroup, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity
from scenes.film.timeline import ShownNumber
from scenes.stage.lettering.glyphs import outlines
from scenes.stage.style import STYLE

TITLE, BODY, FORMULA, SMALL = STYLE.title, STYLE.body, STYLE.formula, STYLE.small


@dataclass(frozen=True, eq=False)
class Source:
    """What a line was typeset from: its Typst markup and, for a formula, its pieces in order.

    A line, its parts and their copies share one source; another line has another, even of the same words.
    """

    body: str
    pieces: tuple[Piece, ...] = ()

    def __deepcopy__(self, _: object) -> Self:
        """Return the source itself, which never changes."""
        return self


class TypesetGlyph(VMobject):
    """One glyph or rule of a line: it knows what it was typeset with, and as which part of it."""

    source: Source | None = None
    index: int = 0


class TypesetPart(VGroup):
    """The glyphs of one part of a line. `number` is what it states, if it states a number.

    `source` is what its line was typeset from, `index` which part of it this is: piece `index - 1`, or for 0
    what no piece claims.
    """

    number: ShownNumber | None = None

    def __init__(self, source: Source | None = None, index: int = 0) -> None:
        super().__init__()
        self.source, self.index = source, index

    @property
    def piece(self) -> Piece | None:
        """The piece that the part was typeset from, if it is one."""
        return self.source.pieces[self.index - 1] if self.source is not None and self.index else None


class TypesetLine(VGroup):
    """One typeset line. Its submobjects are its parts; `baseline` tells where it stands.

    `pieces` are what a formula was made of, in the order of the parts from 1.
    """

    def __init__(self, body: str, pieces: tuple[Piece, ...] = (), *, size: float, color: str) -> None:
        super().__init__()
        self.pieces, self.source = pieces, Source(body, pieces)
        parts = len(pieces)
        groups = [TypesetPart(self.source, index) for index in range(parts + 1)]
        for outline in outlines(body):
            glyph = TypesetGlyph(fill_color=color, fill_opacity=1.0, stroke_width=0.0)
            glyph.source, glyph.index = self.source, outline.part if outline.part <= parts else 0
            glyph.set_points(outline.points * size)
            groups[glyph.index].add(glyph)
        self.add(*groups)
        self.size = size
        self._baseline_mark = VMobject(stroke_width=0.0, fill_opacity=0.0)
        self._baseline_mark.set_points(np.array([[0.0, 0.0, 0.0]] * 4))
        self.add(self._baseline_mark)

    @property
    def baseline(self) -> float:
        """Height of the line's baseline in the frame."""
        return float(self._baseline_mark.points[0, 1])

    def part(self, index: int) -> TypesetPart:
        """Return part `index`, counted from 1 as the pieces were given; 0 holds what no piece claims."""
        part = self.submobjects[index]
        assert isinstance(part, TypesetPart)
        return part

    def of(self, quantity: Quantity) -> TypesetPart:
        """Return the first part that shows the quantity or names it. Raises `KeyError` if none does."""
        for index, piece in enumerate(self.pieces, start=1):
            if piece.quantity is not None and piece.quantity.symbol == quantity.symbol:
                return self.part(index)
        raise KeyError(quantity.name)

    def on_baseline_of(self, other: TypesetLine) -> Self:
        """Move the line up or down onto another line's baseline."""
        return self.shift(np.array([0.0, other.baseline - self.baseline, 0.0]))


def text(sentence: str, color: str, *, size: float = BODY, weight: str = "regular") -> TypesetLine:
    """Typeset plain words in the text face. `weight` is Typst's: regular, semibold, bold."""
    escaped = sentence.replace("\\", "\\\\").replace('"', '\\"')
    return TypesetLine(f'#text(weight: "{weight}", "{escaped}")', size=size, color=color)


def math(
    pieces: Sequence[Piece | str], color: str, *, size: float = FORMULA, display: bool = True
) -> TypesetLine:
    """Typeset a formula. A `str` is literal Typst mathematics; a number piece remembers what it states."""
    marked = [Piece(piece, "literal", None) if isinstance(piece, str) else piece for piece in pieces]
    source = " ".join(
        f'#part("#{index:06x}", ${piece.typst}$)' if piece.kind != "literal" else piece.typst
        for index, piece in enumerate(marked, start=1)
    )
    body = f"$display({source})$" if display else f"${source}$"
    line = TypesetLine(body, tuple(marked), size=size, color=color)
    for index, piece in enumerate(marked, start=1):
        if piece.kind == "number" and piece.quantity is not None:
            line.part(index).number = shown_number(piece.quantity)
    return line


def shown_number(quantity: Quantity, at: Mapping[str, Number] | None = None) -> ShownNumber:
    """State a quantity as the timeline lists it; `at` holds the variables that it moves with."""
    shown = quantity.shown
    where = tuple((name, float(value)) for name, value in (at or {}).items())
    return ShownNumber(quantity.name, shown.text, float(quantity.value), shown.relation, where)


def numbers_in(mobject: Mobject) -> Iterator[ShownNumber]:
    """Yield the numbers that stand in a mobject's family and can be seen."""
    number = getattr(mobject, "number", None)
    if isinstance(number, ShownNumber) and _visible(mobject):
        yield number
    for child in mobject.submobjects:
        yield from numbers_in(child)


def _visible(mobject: Mobject) -> bool:
    return any(
        isinstance(glyph, VMobject)
        and len(glyph.points) > 0
        and (glyph.get_fill_opacity() > 0 or glyph.get_stroke_opacity() > 0)
        for glyph in mobject.get_family()
    )
