"""A derivation as large lines under a picture, one below the other; the camera follows the last one."""

from __future__ import annotations

from collections.abc import Mapping

from manim import LEFT, RIGHT, VGroup

from backprop_core import rules
from backprop_core.network.derivations import Derivation
from config import Theme
from scenes.chapters.sigmoid.curve_stage import FLOOR
from scenes.chapters.sigmoid.derivation_line import DerivationLine
from scenes.stage.measure import allow

PITCH, FIRST, AT_ONCE = 1.95, FLOOR - 1.35, 3
"""How far apart lines are, where the first one is; how many are seen at once."""

_LARGEST, _WIDEST, _APART, _GAP = 0.8, 12.2, 0.8, 0.25
"""Type size at most, width; between a rule and its case; between rows at least."""


class Row(VGroup):
    """One row: a line of the derivation, or a rule and, beside it, the case of it that is used."""

    def __init__(self, first: DerivationLine, case: DerivationLine | None = None) -> None:
        super().__init__(first)
        self.line, self.case = first, case or first
        if case is not None:
            self.add(case)


class Proof:
    """The rows in the order in which the steps bring them, level at their signs of equality.

    `lines` and `rules` are rows by their numbers in the derivation.
    """

    def __init__(self, theme: Theme, derivation: Derivation, colors: Mapping[str, str]) -> None:
        self.theme = theme
        atoms = {**dict.fromkeys(derivation.terms, theme.ink), **colors}
        self.lines = {
            index: Row(DerivationLine(_with_condition(line), atoms, theme, _LARGEST))
            for index, line in enumerate(derivation.lines)
        }
        self.rules = {index: self._rule(*pair, atoms) for index, pair in enumerate(derivation.rules)}
        self.results = [self.lines[range(len(self.lines))[index]] for index in derivation.results]
        self.rows = self._in_order(derivation)
        self._level()

    def height(self, row: Row) -> float:
        """Return the height at which a row stands."""
        return FIRST - PITCH * self.rows.index(row)

    def gather(self) -> list[tuple[Row, float]]:
        """Return the results with the heights at which they stand alone: the last one stays."""
        last, count = self.height(self.results[-1]), len(self.results)
        return [(row, last + PITCH * (count - 1 - index)) for index, row in enumerate(self.results)]

    def _rule(
        self, rule: rules.DerivationLine, case: rules.DerivationLine | None, atoms: Mapping[str, str]
    ) -> Row:
        made = [DerivationLine(one.typst, atoms, self.theme, _LARGEST) for one in (rule, case) if one]
        return Row(*made)

    def _in_order(self, derivation: Derivation) -> list[Row]:
        found = [self.lines[0]]
        for step in derivation.steps:
            if step.rule is not None:
                found.append(self.rules[step.rule])
            found.extend(self.lines[index] for index in step.lines if index)
        return found

    def _level(self) -> None:
        """Make all rows as large as fits, their signs of equality in one column, and put them in place."""
        cases = [row for row in self.rows if row.case is not row.line]
        for row in self.rows:
            row.line.shift(-row.line.equals.get_center())
        beside = max((float(row.line.get_right()[0]) for row in cases), default=0.0) + _APART
        for row in cases:
            row.case.shift(-row.case.equals.get_center())
        left = min((float(row.case.get_left()[0]) for row in cases), default=0.0)
        for row in cases:
            row.case.shift(RIGHT * (beside - left))
        whole = VGroup(*self.rows)
        tallest = max(float(row.height) for row in self.rows)
        share = min(1.0, _WIDEST / float(whole.width), (PITCH - _GAP) / tallest)
        whole.scale(share, about_point=(0.0, 0.0, 0.0))
        whole.shift(LEFT * float(whole.get_x()))
        for row in self.rows:
            for line in row:
                assert isinstance(line, DerivationLine)
                line.size *= share
            row.shift((0.0, self.height(row) - float(row.get_y()), 0.0))
            for part in row.get_family():
                allow(part, "close-up", "the proof goes on beyond what is seen")


def _with_condition(line: rules.DerivationLine) -> str:
    return f"{line.typst} quad {line.where}" if line.where else line.typst
