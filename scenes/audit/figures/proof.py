"""Relations between formulas proved: in symbols by the truth, in digits as they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from scenes.audit.figures.contents import leaves, states_digits
from scenes.audit.figures.digits import as_written, is_long, rounds_to, stated, unit
from scenes.audit.figures.expressions import Expression, ShownDigits
from scenes.audit.figures.matrices import agree
from scenes.audit.figures.scope import Scope
from scenes.audit.figures.typst_reader import Statement
from scenes.audit.figures.typst_tokens import UnreadableError
from scenes.audit.truth import Claim, Real
from scenes.audit.truth.precision import mp


class Prover:
    """Works out both sides of relations.

    `=` demands equality. What stands before `≈` digits, worked out with the digits that are shown, must
    round to them. One unit of the last place is granted there, and between long numbers what their rounding
    explains; both are kept in `notes`: what was said, and the digits worked out.
    """

    def __init__(self, truth: Mapping[str, Claim], variable_values: Sequence[Mapping[str, Real]]) -> None:
        self.truth, self.variable_values = truth, variable_values
        self.notes: dict[str, str] = {}

    def means(self, formula: Expression, name: str) -> bool:
        """Tell whether a formula says of a name what is true, wherever variables stand."""
        return all(
            (known := scope.get(name)) is not None and agree(formula.value(scope), known)
            for scope in (Scope(self.truth, at) for at in self.variable_values)
        )

    def contradictions(
        self, statements: Sequence[Statement], before: Expression | None = None
    ) -> list[tuple[str, str]]:
        """Return each relation that does not hold, and what would be right.

        `before` stands for the first side of a statement that begins with a relation. What stands beside a
        condition, such as `z > 0`, must hold where that does.
        """
        found = []
        conditions = [statement for statement in statements if _is_condition(statement)]
        places = [at for at in self.variable_values if self._allow(conditions, at)]
        for statement in (statement for statement in statements if statement not in conditions):
            sides = [before if side is None else side for side in statement.sides]
            for left, relation, right in zip(sides, statement.relations, sides[1:], strict=False):
                if left is None or right is None:
                    continue
                said = f"{left.plain()} {relation} {right.plain()}"
                try:
                    if relation == "=":
                        wanted = self._equal(left, right, places)
                    else:
                        wanted = self._close(left, right, said)
                except (UnreadableError, ValueError, ZeroDivisionError) as error:
                    wanted = f"names that can be recomputed: {error}"
                if wanted:
                    found.append((said, wanted))
        return found

    def _allow(self, conditions: Sequence[Statement], at: Mapping[str, Real]) -> bool:
        """Tell whether all conditions hold where variables stand."""
        scope = Scope(self.truth, at)
        for statement in conditions:
            low, high = (side.value(scope) for side in statement.sides if side is not None)
            if not (low < high if statement.relations == ("<",) else high < low):
                return False
        return True

    def _equal(self, left: Expression, right: Expression, places: Sequence[Mapping[str, Real]]) -> str:
        if not places:
            return "variables for which the condition holds"
        digits = states_digits(left) or states_digits(right)
        for at in places[:1] if digits else places:
            scope = Scope(self.truth, at)
            a, b = left.value(scope), right.value(scope)
            if not agree(a, b):
                return f"equal sides: {mp.nstr(a, 12)} and {mp.nstr(b, 12)}"
        return ""

    def _close(self, left: Expression, right: Expression, said: str) -> str:
        shown = Scope(self.truth, self.variable_values[0])
        if isinstance(left, ShownDigits) and not isinstance(right, ShownDigits):
            left, right = right, left
        if isinstance(right, ShownDigits):
            worked = left.value(shown)
            if rounds_to(worked, right.text):
                return ""
            if states_digits(left) and abs(worked - stated(right.text)) <= unit(right.text) * mp.mpf("1.501"):
                self.notes[said] = as_written(worked, right.text)
                return ""
            if abs(worked - stated(right.text)) <= self._doubt(left, worked) + unit(right.text):
                self.notes[said] = as_written(worked, right.text)
                return ""
            return f"what the shown digits give: {as_written(worked, right.text)}"
        if not (states_digits(left) or states_digits(right)):
            left.value(shown), right.value(shown)
            return ""
        true = Scope(self.truth, self.variable_values[0], as_shown=False)
        a, b = left.value(true), right.value(true)
        apart = f"sides that agree before rounding: {mp.nstr(a, 12)} and {mp.nstr(b, 12)}"
        return "" if agree(a, b) else apart

    def _doubt(self, formula: Expression, worked: Real) -> Real:
        """Return by how much the rounding of long shown numbers may move what is worked out with them.

        Nothing where a number is shown short: another digit would settle it. To first order: each number is
        moved by half a unit of its last digit.
        """
        rounded = {leaf.name: leaf.text for leaf in leaves(formula) if _is_rounded(leaf)}
        if not all(is_long(text) for text in rounded.values()):
            return mp.mpf(0)
        at = self.variable_values[0]
        moved = (Scope(self.truth, at, off={name: unit(text) / 2}) for name, text in rounded.items())
        return sum((abs(formula.value(scope) - worked) for scope in moved), start=mp.mpf(0))


def _is_condition(statement: Statement) -> bool:
    return len(statement.sides) == 2 and None not in statement.sides and statement.relations[0] in "<>"


def _is_rounded(leaf: Expression) -> TypeGuard[ShownDigits]:
    return isinstance(leaf, ShownDigits) and not leaf.exact
