"""Decimals of values that enter many calculations at once, so that what is shown never contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from backprop_core.number import TIMES, USUAL_DECIMALS, Number, decimals_of, show

MOST_DECIMALS, FEWEST_DECIMALS = 6, 3

_MOST_WAYS = 2000
"""Ways that are followed up at once; beyond, the dearest are given up, and the choice may not be the best."""


@dataclass(frozen=True)
class Constraint:
    """A soft constraint on digits: a result and the operands, by key, that it is worked out from on screen.

    `value` takes the operands' stated values. `cost` is what a contradiction weighs against added
    decimals (1 each); a hundredth of it counts for one that the rounding of long operands explains.
    """

    result: Hashable
    operands: tuple[Hashable, ...]
    value: Callable[..., Fraction]
    cost: int


@dataclass(frozen=True)
class _Option:
    """A way to show a value. `unit` is one of its last digit, 0 where it is shown exactly."""

    decimals: int
    stated: Fraction
    cost: int
    unit: Fraction
    long: bool


def choose_decimals(
    values: Mapping[Hashable, Number],
    constraints: Sequence[Constraint],
    prices: Mapping[Hashable, int],
    given: Collection[Hashable] = (),
) -> dict[Hashable, int]:
    """Return the decimals of every value, each shown alike wherever it stands, that contradict least.

    A value among `given` whose decimals end within 6 is shown with just those, exactly as it was given. To
    any other, decimals are added to 4, up to 6; one fewer is taken only where that removes a contradiction,
    two fewer before a power of ten.
    `prices` tells what an added decimal costs for a key, 1 if it is not named. The choice is the cheapest of
    all: keys are decided in the order of `values`, and of the ways so far that differ only in keys that no
    constraint needs any more, the cheapest is kept (dynamic programming by bucket elimination; Dechter,
    Constraint Processing, chapter 4; of very many the cheapest, a beam).
    """
    position = {key: index for index, key in enumerate(values)}
    keys_of = {one: (*one.operands, one.result) for one in constraints}
    done_at = {one: max(position[key] for key in keys_of[one]) for one in constraints}
    last_use = {
        key: max((done_at[one] for one in constraints if key in keys_of[one]), default=-1) for key in values
    }
    ways: list[tuple[int, dict[Hashable, _Option]]] = [(0, {})]
    for index, (key, value) in enumerate(values.items()):
        due = [one for one in constraints if done_at[one] == index]
        live = [other for other in values if position[other] <= index < last_use[other]]
        ended = decimals_of(value) if key in given and isinstance(value, Fraction) else None
        if ended is not None and ended <= MOST_DECIMALS:
            options = [_option(value, ended, 0)]
        else:
            options = _options(value, prices.get(key, 1))
        judged: dict[tuple[object, ...], int] = {}
        best: dict[tuple[int, ...], tuple[int, dict[Hashable, _Option]]] = {}
        for spent, chosen in ways:
            for option in options:
                trial = {**chosen, key: option}
                cost = spent + option.cost
                for constraint in due:
                    memo = (id(constraint), *(trial[used].decimals for used in keys_of[constraint]))
                    if memo not in judged:
                        judged[memo] = _contradiction(constraint, trial)
                    cost += judged[memo]
                rest = tuple(trial[other].decimals for other in live)
                if rest not in best or cost < best[rest][0]:
                    best[rest] = cost, trial
        ways = sorted(best.values(), key=lambda way: way[0])[:_MOST_WAYS]
    _, chosen = min(ways, key=lambda way: way[0])
    return {key: option.decimals for key, option in chosen.items()}


def _options(value: Number, price: int) -> list[_Option]:
    """Return the ways to show a value that differ, the usual one first."""
    found: dict[tuple[Fraction, bool], _Option] = {}
    fewest = FEWEST_DECIMALS - (TIMES in show(value, FEWEST_DECIMALS).text)
    for decimals in (*range(USUAL_DECIMALS, MOST_DECIMALS + 1), *range(FEWEST_DECIMALS, fewest - 1, -1)):
        added = decimals - USUAL_DECIMALS
        cost = price * (added if added >= 0 else -10 * added)
        option = _option(value, decimals, cost)
        found.setdefault((option.stated, option.long), option)
    return list(found.values())


def _option(value: Number, decimals: int, cost: int) -> _Option:
    shown = show(value, decimals)
    unit = Fraction(0) if shown.relation == "=" else shown.unit
    return _Option(decimals, shown.stated, cost, unit, not unit or shown.long)


def _contradiction(constraint: Constraint, chosen: Mapping[Hashable, _Option]) -> int:
    """Return what it costs that the operands as shown, worked out, do not give the result as shown."""
    result, operands = chosen[constraint.result], [chosen[key] for key in constraint.operands]
    stated = [operand.stated for operand in operands]
    worked = constraint.value(*stated)
    again = show(worked, result.decimals)
    if again.stated == result.stated:
        return 0
    if not all(operand.long for operand in operands):
        return constraint.cost
    doubt = again.unit
    for index, operand in enumerate(operands):
        moved = [*stated[:index], operand.stated + operand.unit / 2, *stated[index + 1 :]]
        doubt += abs(constraint.value(*moved) - worked)
    return constraint.cost // 100 if abs(worked - result.stated) <= doubt else constraint.cost
