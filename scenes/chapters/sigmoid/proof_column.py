"""Which rows of a derivation stand below each other at a time, and how one comes and others go."""

from __future__ import annotations

from collections.abc import Sequence

from manim import UP, Animation, FadeIn, FadeOut

from backprop_core.network.activation_curve import Part
from backprop_core.network.derivations import Derivation
from scenes.chapters.sigmoid.becoming import Becoming
from scenes.chapters.sigmoid.proof import AT_ONCE, PITCH, Proof, Row
from scenes.stage.lettering.flights import changing

_NEAR = 1e-3
"""By how much a row is moved at least."""


class ProofColumn:
    """The rows that are `standing`, from above; `given` are those, by number, that say what a part is."""

    def __init__(self, proof: Proof, derivation: Derivation, parts: Sequence[Part]) -> None:
        self.proof, self.derivation = proof, derivation
        self.given = {
            about: index
            for about, (symbol, _) in zip(("value", "rest"), parts, strict=False)
            for index, line in enumerate(derivation.lines)
            if line.typst.startswith(f"{symbol.typst} =")
        }
        self.standing: list[Row] = []
        self.dimmed: set[Row] = set()

    def enter(self, row: Row) -> list[Animation]:
        """Return the animations by which a row comes; used rules go, and what finds no slot."""
        before = next((one for one in reversed(self.standing) if self.is_line(one)), None)
        gone = self._used() if self.is_line(row) else []
        stay = [one for one in self.standing if one not in gone]
        over = max(0, len(stay) + 1 - AT_ONCE)
        gone, stay = [*gone, *stay[:over]], stay[over:]
        fading = self._fading(before) if self.is_line(row) else []
        recalled = self._recalled(row, AT_ONCE - 1 - len(stay))
        stay = [*recalled, *stay]
        moves: list[Animation] = [FadeIn(line) for one in recalled for line in one]
        moves.extend(FadeOut(line, shift=UP * PITCH / 2) for one in gone for line in one)
        count = len(stay) + 1
        for slot, one in enumerate(stay):
            if one in recalled:
                one.set_y(self.proof.height(slot, count))
                continue
            up = self.proof.height(slot, count) - float(one.get_y())
            dims = one in fading and one not in self.dimmed
            if abs(up) <= _NEAR and not dims:
                continue
            for line in one:
                moved = changing(line).shift(UP * up)
                moves.append(moved.set_color(self.proof.theme.dimmed) if dims else moved)
        self.dimmed.update(fading)
        row.set_y(self.proof.height(count - 1, count))
        if self.is_line(row) and before is not None and self._is_claim(row):
            moves.append(Becoming(before.line, row.line))
        else:
            moves.extend(FadeIn(line, shift=UP * 0.3) for line in row)
        self.standing = [*stay, row]
        return moves

    def _recalled(self, row: Row, free: int) -> list[Row]:
        """Return what says what value and rest are, and has gone, before a line in which both stand."""
        compared = [step.lines[-1] for step in self.derivation.steps if step.compares == "parts"]
        if row not in [self.proof.lines[index] for index in compared]:
            return []
        gone = [self.proof.lines[index] for index in self.given.values()]
        gone = [one for one in gone if one not in self.standing]
        return gone if len(gone) <= free else []

    def is_line(self, row: Row) -> bool:
        """Tell whether a row is a line of the derivation, and no rule."""
        return row in self.proof.lines.values()

    def _used(self) -> list[Row]:
        """Return the rules after which a line has come already."""
        last = max((index for index, one in enumerate(self.standing) if self.is_line(one)), default=0)
        return [one for one in self.standing[:last] if not self.is_line(one)]

    def _fading(self, before: Row | None) -> list[Row]:
        """Return what is told already when the next line comes: rules, and the last line of the slope."""
        told = [one for one in self.standing if not self.is_line(one)]
        if before is not None and before not in self.proof.results and self._is_claim(before):
            told.append(before)
        return told

    def _is_claim(self, row: Row) -> bool:
        """Tell whether a line says more than what value and rest are."""
        return row not in [self.proof.lines[index] for index in self.given.values()]
