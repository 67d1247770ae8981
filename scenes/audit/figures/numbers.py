"""Rules on numbers: each is the true value, rounded as shown, with `=` only if exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from manim import Mobject
from typing_extensions import override

from scenes.audit.figures.digits import as_written, rounds_to, same, stated
from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.sampling import Sample
from scenes.audit.truth import Claim, Real
from scenes.film.timeline import ShownNumber


def is_tick(number: ShownNumber) -> bool:
    """Tell whether a number labels a tick, which is proved by where it stands."""
    return number.name.endswith(" tick")


def true_value(number: ShownNumber, truth: Mapping[str, Claim]) -> Real | None:
    """Return what a number ought to be where it was read, None if nothing is known of its name."""
    claim = truth.get(number.name)
    return claim(dict(number.at)) if callable(claim) else claim


def _is_seen(mobject: Mobject, sample: Sample) -> bool:
    return any(ink.is_seen for ink in sample.inks(mobject))


class Numbers(AuditRule):
    """Every number on stage against its recomputation."""

    name = "number"

    def __init__(self, truth: Mapping[str, Claim]) -> None:
        self.truth = truth
        self._checked: dict[ShownNumber, tuple[Problem, ...]] = {}
        self._seen: Counter[str] = Counter()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Look at every number that can be seen."""
        for mobject, _ in sample.everything:
            number = getattr(mobject, "number", None)
            if not isinstance(number, ShownNumber) or is_tick(number) or not _is_seen(mobject, sample):
                continue
            self._seen["numbers"] += 1
            if number not in self._checked:
                self._checked[number] = tuple(self.wrong(number))
            for problem in self._checked[number]:
                yield Problem(problem.rule, problem.found, problem.allowed, mobject)

    @override
    def counts(self) -> dict[str, int]:
        return {"numbers": self._seen["numbers"], "different numbers": len(self._checked)}

    def wrong(self, number: ShownNumber) -> Iterable[Problem]:
        """Yield what is wrong with a number, wherever it stands."""
        label = f"{number.name} {number.relation} {number.text}"
        where = ", ".join(f"{name} = {value:.6g}" for name, value in number.at)
        try:
            value = stated(number.text)
            true = true_value(number, self.truth)
        except (ValueError, KeyError) as error:
            yield Problem("number", label, f"a number that can be worked out: {error}")
            return
        if true is None:
            yield Problem("number", label, "a quantity that can be recomputed from the config")
        elif not rounds_to(true, number.text):
            wanted = as_written(true, number.text)
            yield Problem("number", label, f"{wanted}{f' at {where}' if where else ''}")
        elif number.relation == "=" and not same(value, true):
            yield Problem("relation", label, "≈, as the digits are not the exact value")
