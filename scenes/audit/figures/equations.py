"""Rule on equations: both sides of every sign worked out, in symbols by the truth, in digits as shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from typing_extensions import override

from backprop_core.quantity import Piece
from scenes.audit.figures.contents import is_name
from scenes.audit.figures.expressions import Expression
from scenes.audit.figures.proof import Prover
from scenes.audit.figures.scope import functions_of
from scenes.audit.figures.typst_reader import Statement, statements_of
from scenes.audit.figures.typst_tokens import UnreadableError, is_own_name, pieces_in
from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.boxes import Bounds
from scenes.audit.look.ink import Ink
from scenes.audit.look.kept import Kept
from scenes.audit.look.sampling import Sample
from scenes.audit.truth import Claim, Real
from scenes.stage.lettering.typesetting import Source, TypesetLine, TypesetPart

_BASELINE, _LINES_APART = 0.06, 3.0
"""Units by which two lines of one row may differ; heights of a line up to which the one above is the last."""


@dataclass
class _Read:
    """A line as it was read: its statements, or why it could not be."""

    statements: list[Statement]
    trouble: str = ""
    relates: bool = False


class Equations(AuditRule):
    """Every typeset line that holds `=` or `≈`, once it is whole and at rest.

    A line that begins with a sign goes on from the nearest line to its left in the same row, or else from
    the line above.
    """

    name = "equation"

    def __init__(self, truth: Mapping[str, Claim], variable_values: Sequence[Mapping[str, Real]]) -> None:
        self.truth, self.functions = truth, functions_of(truth)
        self.proved: set[Source] = set()
        self._prover = Prover(truth, variable_values)
        self._read: dict[Source, _Read] = {}
        self._named: dict[tuple[Source, int], bool] = {}
        self._judged: dict[tuple[Source, Source | None], list[tuple[str, str]]] = {}
        self._places: Kept[Bounds] = Kept()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        lines = {line: self._bounds(line, sample) for line in _lines(sample) if _is_whole(line, sample)}
        for line in lines:
            if sample.is_moving(line):
                continue
            wrong = self._wrong(line, lines)
            if not wrong or sample.reason_for(line, self.name):
                self.proved.add(line.source)
            for found, allowed in wrong:
                yield Problem(self.name, found, allowed, line)

    def _bounds(self, line: TypesetLine, sample: Sample) -> Bounds:
        inks = sample.inks(line)
        return self._places.get(line, inks, lambda: _round(inks))

    def contradictions(self, pieces: Sequence[Piece]) -> list[tuple[str, str]]:
        """Return what is wrong with a line that stands by itself, and what would be right."""
        try:
            return self._prover.contradictions(statements_of(pieces, self.functions))
        except UnreadableError as error:
            return [(" ".join(piece.typst for piece in pieces), str(error))]

    def _wrong(self, line: TypesetLine, lines: Mapping[TypesetLine, Bounds]) -> list[tuple[str, str]]:
        """Return what is wrong with a line, and what would be right."""
        read = self._reading(line.source)
        if read.trouble:
            wrong = (_written(line.source), f"a formula that can be read: {read.trouble}")
            return [wrong] if read.relates else []
        before = None
        if any(statement.continues for statement in read.statements):
            before = self._before(line, lines)
            if before is None:
                return [(_written(line.source), "something before the sign to go on from")]
        key = (line.source, before.source if before is not None else None)
        if key not in self._judged:
            self._judged[key] = self._prover.contradictions(read.statements, self._last_side(before))
        return self._judged[key]

    @override
    def counts(self) -> dict[str, int]:
        proved = sum(self.may_hold(source) for source in self.proved)
        return {"equations": proved, "equations that agree within rounding": len(self._prover.notes)}

    def holds(self, source: Source | None, index: int) -> bool:
        """Tell whether the digits that a line's part holds besides shown numbers are accounted for."""
        if source is None or not source.pieces:
            return False
        if source in self.proved and self._reading(source).relates:
            return True
        key = (source, index)
        if key not in self._named:
            piece = source.pieces[index - 1] if index else None
            pieces = [piece] if piece is not None else [one for one in pieces_in(source) if _is_typed_in(one)]
            self._named[key] = all(is_own_name(one) or self._names(one) for one in pieces)
        return self._named[key]

    def may_hold(self, source: Source) -> bool:
        """Tell whether a line states something that can be proved."""
        return any(statement.relations for statement in self._reading(source).statements)

    def _names(self, piece: Piece) -> bool:
        """Tell whether a piece only names something, or says of a quantity what is true."""
        try:
            read = statements_of([Piece(piece.typst, "literal")], self.functions)
            side = read[0].sides[0] if len(read) == 1 and not read[0].relations else None
            if side is None:
                return False
            if is_name(side) or piece.kind == "number":
                return is_name(side)
            return self._prover.means(side, piece.quantity.name if piece.quantity else self._called(side))
        except UnreadableError:
            return False

    def _called(self, side: Expression) -> str:
        """Return the name that consists of the formula itself, such as `1 − σ(z)`, empty if there is none."""
        plain = side.plain().replace(" ", "")
        return next((name for name in self.truth if name.replace(" ", "") == plain), "")

    def _reading(self, source: Source) -> _Read:
        if source not in self._read:
            pieces = pieces_in(source)
            relates = any(sign in piece.typst for piece in pieces for sign in ("=", "approx"))
            try:
                self._read[source] = _Read(statements_of(pieces, self.functions), relates=relates)
            except UnreadableError as error:
                self._read[source] = _Read([], str(error), relates)
        return self._read[source]

    def _before(self, line: TypesetLine, lines: Mapping[TypesetLine, Bounds]) -> TypesetLine | None:
        """Return the line that a reader has just read when this one begins with a sign."""
        left, bottom, right, top = lines[line]
        height = top - bottom
        row: list[tuple[float, TypesetLine]] = []
        above: list[tuple[float, TypesetLine]] = []
        for other, (begin, foot, end, _) in lines.items():
            if other is line or not self._reading(other.source).statements:
                continue
            relates, rise = self.may_hold(other.source), other.baseline - line.baseline
            to_the_left = end <= left + _BASELINE and (relates or left - end < height)
            over_it = relates and begin < right and end > left and foot > top - _BASELINE
            if abs(rise) < _BASELINE and to_the_left:
                row.append((left - end, other))
            elif over_it and foot - top < _LINES_APART * height:
                above.append((foot - top, other))
        return min(row or above, key=lambda candidate: candidate[0], default=(0.0, None))[1]

    def _last_side(self, line: TypesetLine | None) -> Expression | None:
        statements = self._reading(line.source).statements if line is not None else []
        return statements[-1].sides[-1] if statements else None


def _is_typed_in(piece: Piece) -> bool:
    return piece.kind == "literal" and any(character.isdigit() for character in piece.typst)


def _lines(sample: Sample) -> Iterator[TypesetLine]:
    return (
        mobject for mobject, _ in sample.everything if isinstance(mobject, TypesetLine) and mobject.pieces
    )


def _is_whole(line: TypesetLine, sample: Sample) -> bool:
    """Tell whether every part of a line is there and can be seen."""
    parts = [part for part in line.submobjects if isinstance(part, TypesetPart)]
    if len(parts) != len(line.pieces) + 1:
        return False
    inks = [ink for part in parts for ink in sample.inks(part)]
    return bool(inks) and all(ink.is_seen for ink in inks)


def _round(inks: Sequence[Ink]) -> Bounds:
    """Return the box round all glyphs, seen or not."""
    boxes = np.array([ink.box for ink in inks])
    (left, bottom), (right, top) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return float(left), float(bottom), float(right), float(top)


def _written(source: Source) -> str:
    return " ".join(piece.typst for piece in pieces_in(source))
