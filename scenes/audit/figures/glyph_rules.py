"""Rules on what is really drawn: glyphs are what they claim to be, and no digit stands there untraced."""

from __future__ import annotations

from collections.abc import Iterable

from manim import DecimalNumber, MarkupText, Mobject, SingleStringMathTex, Text, Typst, VMobject
from typing_extensions import override

from scenes.audit.figures.digits import from_typst
from scenes.audit.figures.equations import Equations
from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.boxes import bounds_of
from scenes.audit.look.ink import Ink, ink_of
from scenes.audit.look.kept import Kept
from scenes.audit.look.kinds import is_one_of
from scenes.audit.look.reading import Reader, alike, as_typeset, normalized
from scenes.audit.look.sampling import Sample
from scenes.film.timeline import ShownNumber, Timeline
from scenes.stage.lettering import digits
from scenes.stage.lettering.readout import MovingDigits, outline_of
from scenes.stage.lettering.typesetting import Source, TypesetGlyph, TypesetPart

_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789−")
_MOST_POINTS = 240
"""Points of an outline beyond which it is no digit."""

_FOREIGN = (Text, MarkupText, DecimalNumber, SingleStringMathTex, Typst)
"""Manim's own texts."""

_ALLOWED = "digits of a number, a name or a proved formula"


class Glyphs(AuditRule):
    """What is drawn is what is claimed: the digits of a number, the glyphs of a name or a formula."""

    name = "glyphs"

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._seen = 0
        self._known: dict[tuple[Source, int, bytes], bool] = {}
        self._cut: dict[tuple[str, str, bytes], bool] = {}
        self._parts: Kept[tuple[str, str]] = Kept()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Read every part that no animation is changing."""
        for mobject, _ in sample.everything:
            if isinstance(mobject, MovingDigits) and not sample.is_moving(mobject):
                found, wanted = self._digits(mobject, sample)
            elif isinstance(mobject, TypesetPart) and _is_formula(mobject) and not sample.is_moving(mobject):
                found, wanted = self._part(mobject, sample)
            else:
                continue
            self._seen += 1
            if found != wanted:
                yield Problem(self.name, found, wanted, mobject)

    @override
    def counts(self) -> dict[str, int]:
        return {"parts read": self._seen}

    def _part(self, part: TypesetPart, sample: Sample) -> tuple[str, str]:
        """Return what a part says and what it claims to say."""
        inks = sample.inks(part)
        made_of = inks, part.number, part.source, part.index
        return self._parts.get(part, made_of, lambda: self._said(part, inks))

    def _said(self, part: TypesetPart, inks: tuple[Ink, ...]) -> tuple[str, str]:
        glyphs = [ink for ink in inks if ink.is_seen]
        if not glyphs:
            return "", ""
        piece, number = part.piece, part.number
        if number is not None:
            drawn = self.reader.text(glyphs)
            if drawn.startswith("(") and drawn.endswith(")"):
                drawn = drawn[1:-1]
            return drawn, number.text.translate(_LOWERED)
        if piece is not None and piece.kind == "number":
            return self.reader.text(glyphs), from_typst(piece.typst).translate(_LOWERED)
        return self._shapes(part, glyphs), ""

    def _shapes(self, part: TypesetPart, glyphs: list[Ink]) -> str:
        assert part.source is not None
        key = (part.source, part.index, b"".join(glyph.shape for glyph in glyphs))
        if key not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[key] = as_typeset(glyphs, part.source.body, part.index)
        return "" if self._known[key] else "other glyphs than those of the formula"

    def _digits(self, label: MovingDigits, sample: Sample) -> tuple[str, str]:
        """Read the outlines of a moving label one after the other, as long as its claim says they are."""
        number = label.number
        if number is None or not any(ink.is_seen for ink in sample.inks(label)):
            return "", ""
        claim = number.relation + number.text
        found, start = "", 0
        for character in claim:
            length = len(digits.glyph(character).points)
            found += self.reader.character(label.points[start : start + length]) or "?"
            start += length
        wanted = claim.translate(_LOWERED)
        if found != wanted and self._is_cut(label, number):
            return wanted, wanted
        return found + "?" * (start != len(label.points)), wanted

    def _is_cut(self, label: MovingDigits, number: ShownNumber) -> bool:
        """Tell whether a label has the right outline, its curves cut into more pieces by an animation."""
        key = (number.relation, number.text, label.points.tobytes())
        if key not in self._cut:
            drawn, wanted = normalized(label.points), normalized(outline_of(number.relation, number.text))
            self._cut[key] = drawn is not None and wanted is not None and alike(drawn, wanted)
        return self._cut[key]


def _is_formula(part: TypesetPart) -> bool:
    return part.source is not None and bool(part.source.pieces)


class Untraced(AuditRule):
    """No digit on stage that is no part of a number, of a name, or of a formula that has been proved.

    Digits are read off every outline on stage. Manim's own texts are read by what they were made from.
    """

    name = "untraced"

    def __init__(self, reader: Reader, equations: Equations) -> None:
        self.reader, self.equations = reader, equations
        self._waiting: dict[Source, Problem] = {}
        self._parts: Kept[str] = Kept()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Read all that no number, name or proved formula accounts for."""
        accounted: set[int] = set()
        for mobject, _ in sample.everything:
            if id(mobject) in accounted:
                continue
            found = self._claimed(mobject, sample)
            if found is None:
                continue
            accounted.update(map(id, sample.family_of(mobject)))
            if found:
                yield Problem(self.name, found, _ALLOWED, mobject)
        for glyph in sample.family:
            if id(glyph) in accounted or id(glyph) in sample.moving or not isinstance(glyph, VMobject):
                continue
            read = self._digit(ink_of(glyph)) if 8 <= len(glyph.points) <= _MOST_POINTS else ""
            if read and not self._is_of_formula(glyph, read, sample):
                yield Problem(self.name, f"the digit {read}", _ALLOWED, glyph)

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        """Name the digits of formulas that were never on stage whole, and so never proved."""
        for source, waiting in self._waiting.items():
            if source not in self.equations.proved:
                yield waiting

    def _claimed(self, mobject: Mobject, sample: Sample) -> str | None:
        """Return the digits of a text that nothing accounts for, None where the mobject is no text."""
        foreign = _foreign(mobject)
        if foreign is not None:
            seen = any(map(str.isdigit, foreign)) and any(ink.is_seen for ink in sample.inks(mobject))
            return foreign if seen else ""
        if isinstance(mobject, MovingDigits):
            return (
                "" if mobject.number is not None or sample.is_moving(mobject) else "a label without a number"
            )
        if not isinstance(mobject, TypesetPart) or mobject.number is not None:
            return None if not isinstance(mobject, TypesetPart) else ""
        if mobject.source is None:
            return None
        if mobject.piece is not None and mobject.piece.kind == "number":
            return "" if sample.is_moving(mobject) else self._digits(mobject, sample)
        return self._unproved(mobject, sample)

    def _is_of_formula(self, glyph: VMobject, read: str, sample: Sample) -> bool:
        """Tell whether a glyph that stands by itself comes from a name, or a formula proved now or later."""
        if not isinstance(glyph, TypesetGlyph) or glyph.source is None:
            return False
        piece = glyph.source.pieces[glyph.index - 1] if glyph.index else None
        if piece is not None and piece.kind == "number":
            return False
        return self.equations.holds(glyph.source, glyph.index) or self._waits(
            glyph, glyph.source, read, sample
        )

    def _unproved(self, part: TypesetPart, sample: Sample) -> str:
        found = self._digits(part, sample)
        if not found or part.source is None or self.equations.holds(part.source, part.index):
            return ""
        return "" if self._waits(part, part.source, found, sample) else found

    def _waits(self, mobject: Mobject, source: Source, found: str, sample: Sample) -> bool:
        """Remember digits of a formula that may still be proved; tell whether it may."""
        if not self.equations.may_hold(source) or sample.reason_for(mobject, self.name):
            return False
        if source not in self._waiting:
            box = bounds_of(mobject, sample.screen)
            self._waiting[source] = Problem(
                self.name, found, _ALLOWED, beat=sample.beat, time=sample.time, box=box
            )
        return True

    def _digits(self, part: TypesetPart, sample: Sample) -> str:
        inks = sample.inks(part)
        return self._parts.get(part, inks, lambda: "".join(map(self._digit, inks)))

    def _digit(self, ink: Ink) -> str:
        if not 8 <= len(ink.points) <= _MOST_POINTS or not ink.is_seen:
            return ""
        read = self.reader.drawn(ink)
        return read if read.isdigit() else ""


def _foreign(mobject: Mobject) -> str | None:
    """Return what a text that Manim itself has made says, None for anything else."""
    if not is_one_of(mobject, _FOREIGN):
        return None
    if isinstance(mobject, Text | MarkupText):
        return str(mobject.original_text)
    if isinstance(mobject, DecimalNumber):
        return f"{mobject.number:g}"
    if isinstance(mobject, SingleStringMathTex):
        return str(mobject.tex_string)
    return str(mobject.typst_code) if isinstance(mobject, Typst) else None
