"""Rules on what numbers and products look like: one precision, and the outermost derivative first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from typing_extensions import override

from scenes.audit.figures.expressions import BinaryOperation, Change, Expression
from scenes.audit.figures.scope import functions_of
from scenes.audit.figures.typst_reader import statements_of
from scenes.audit.figures.typst_tokens import UnreadableError, pieces_in
from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.sampling import Sample
from scenes.audit.look.texts import scenery
from scenes.audit.truth import Truth
from scenes.stage.lettering.typesetting import Source, TypesetLine

_DECIMALS = re.compile(r"[−-]?\d+\.(\d+)")


class OnePrecision(AuditRule):
    """All rounded numbers of a chapter have as many decimals; exact ones have those that they need."""

    name = "one precision"

    def __init__(self) -> None:
        self._first: tuple[int, str] | None = None

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare every rounded number that rests at a beat's end with the first one."""
        if not sample.at_beat_end:
            return
        for glyphs in scenery(sample).parts().values():
            part = glyphs[0].part
            number = getattr(part, "number", None)
            found = _DECIMALS.fullmatch(number.text) if number is not None else None
            if number is None or found is None or number.relation == "=":
                continue
            decimals = len(found[1])
            if self._first is None:
                self._first = decimals, f"{number.name} ≈ {number.text}"
            elif decimals != self._first[0]:
                allowed = f"as many decimals as {self._first[1]}"
                yield Problem(self.name, f"{number.name} ≈ {number.text}", allowed, part)


class OutermostFirst(AuditRule):
    """A product of derivatives begins with the outermost, dL/da · da/dz: so matrices multiply."""

    name = "order of factors"

    def __init__(self, truth: Truth) -> None:
        self._functions = functions_of(truth.claims)
        self._judged: dict[Source, str] = {}

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Read every line that stands on stage at a beat's end."""
        if not sample.at_beat_end:
            return
        for mobject, _ in sample.everything:
            if isinstance(mobject, TypesetLine) and mobject.pieces:
                if mobject.source not in self._judged:
                    self._judged[mobject.source] = self._turned_round(mobject.source)
                if found := self._judged[mobject.source]:
                    yield Problem(self.name, found, "the outermost derivative first", mobject)

    def _turned_round(self, source: Source) -> str:
        """Return two factors that stand the wrong way round, empty where there are none."""
        try:
            statements = statements_of(pieces_in(source), self._functions)
        except UnreadableError:
            return ""
        for statement in statements:
            for side in filter(None, statement.sides):
                for left, right in _neighbours(side):
                    outer, inner = _derivative(left), _derivative(right)
                    if outer and inner and outer[0] == inner[1] and outer[1] != inner[0]:
                        return f"{left.plain()} · {right.plain()}"
        return ""


def _neighbours(side: Expression) -> Iterator[tuple[Expression, Expression]]:
    """Yield the factors of every product in an expression that stand next to each other."""
    factors = _factors(side)
    yield from pairwise(factors)
    for factor in factors if len(factors) > 1 else [side]:
        for part in factor.parts():
            yield from _neighbours(part)


def _factors(node: Expression) -> list[Expression]:
    if isinstance(node, BinaryOperation) and node.sign == "*":
        return [*_factors(node.left), *_factors(node.right)]
    return [node]


def _derivative(node: Expression) -> tuple[str, str] | None:
    """Return of what and by what a factor is a derivative; None if it is none."""
    if isinstance(node, BinaryOperation) and node.sign == "/":
        above, below = node.parts()
        if isinstance(above, Change) and isinstance(below, Change) and above.of and below.of:
            return above.of.plain(), below.of.plain()
    return None
