"""A derivation as large lines beside a picture, one below the other."""

from __future__ import annotations

from collections.abc import Mapping

from manim import LEFT, RIGHT, VGroup

from backprop_core import rules
from backprop_core.network.derivations import Derivation
from config import Theme
from scenes.chapters.sigmoid.derivation_line import DerivationLine
from scenes.stage.layout import Region

AT_ONCE, ROOM = 4, Region(4.1, 11.0, -4.3, 2.65)
"""How many rows are seen at once, and where."""

PITCH = (ROOM.top - ROOM.bottom) / AT_ONCE

_LARGEST, _APART, _GAP, _GROWS = 1.0, 0.7, 0.2, (1.5, 1.2)
"""Type size at most; between a rule and its case; between rows at least; how much a result
grows at most, and how much several do."""


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

    @staticmethod
    def height(slot: int, count: int) -> float:
        """Return how high one of so many rows stands, the uppermost of which is 0."""
        return float(ROOM.center[1]) + PITCH * ((count - 1) / 2 - slot)

    def gathered(self) -> tuple[float, float, list[float]]:
        """Return how much the results grow where they stand alone, about which x, and their heights."""
        count = len(self.results)
        left = min(float(row.get_left()[0]) for row in self.results)
        right = max(float(row.get_right()[0]) for row in self.results)
        most = _GROWS[count > 1]
        grows = min(most, (ROOM.right - left) / (right - left))
        return grows, left, [self.height(index, count) for index in range(count)]

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
        """Make the lines as large as fits, their signs of equality in one column; each rule as it fits."""
        for row in self.rows:
            row.line.shift(-row.line.equals.get_center())
            if row.case is not row.line:
                row.case.shift(-row.case.equals.get_center())
                row.case.shift(RIGHT * float(row.line.get_right()[0] - row.case.get_left()[0] + _APART))
        lines = VGroup(*self.lines.values())
        tallest = max(float(row.height) for row in self.rows)
        share = min(1.0, ROOM.width / float(lines.width), (PITCH - _GAP) / tallest)
        left = float(lines.get_left()[0]) * share
        for row in self.rows:
            own = min(share, ROOM.width / float(row.width))
            row.scale(own, about_point=(0.0, 0.0, 0.0)).shift(RIGHT * (ROOM.left - left))
            row.shift(RIGHT * max(0.0, ROOM.left - float(row.get_left()[0])))
            row.shift(LEFT * max(0.0, float(row.get_right()[0]) - ROOM.right))
            for line in row:
                assert isinstance(line, DerivationLine)
                line.size *= own
            row.set_y(self.height(0, 1))


def _with_condition(line: rules.DerivationLine) -> str:
    return f"{line.typst} quad {line.where}" if line.where else line.typst
