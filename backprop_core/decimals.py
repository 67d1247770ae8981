"""How many decimals each value of a working gets, so that what is shown never contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from backprop_core.number import Number, decimals_of, show

PLACES, MOST_PLACES, FEWEST_PLACES = 4, 6, 3


@dataclass(frozen=True)
class Working:
    """A result and the operands that it is worked out from, by key, as they stand on screen.

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

    places: int
    stated: Fraction
    cost: int
    unit: Fraction
    long: bool


def choose_places(
    values: Mapping[Hashable, Number],
    workings: Sequence[Working],
    prices: Mapping[Hashable, int],
    given: Collection[Hashable] = (),
) -> dict[Hashable, int]:
    """Return the decimals of every value, each shown alike wherever it stands, that contradict least.

    A value among `given` whose decimals end within 6 is shown with just those, exactly as it was given. To
    any other, decimals are added to 4, up to 6; one fewer is taken only where that removes a contradiction.
    `prices` tells what an added decimal costs for a key, 1 if it is not named. The choice is the cheapest of
    all: keys are decided in the order of `values`, and of the ways so far that differ only in keys that no
    working needs any more, the cheapest is kept (dynamic programming by bucket elimination; Dechter,
    Constraint Processing, chapter 4).
    """
    position = {key: index for index, key in enumerate(values)}
    keys_of = {working: (*working.operands, working.result) for working in workings}
    done_at = {working: max(position[key] for key in keys_of[working]) for working in workings}
    last_use = {
        key: max((done_at[working] for working in workings if key in keys_of[working]), default=-1)
        for key in values
    }
    ways: list[tuple[int, dict[Hashable, _Option]]] = [(0, {})]
    for index, (key, value) in enumerate(values.items()):
        due = [working for working in workings if done_at[working] == index]
        live = [other for other in values if position[other] <= index < last_use[other]]
        ended = decimals_of(value) if key in given and isinstance(value, Fraction) else None
        if ended is not None and ended <= MOST_PLACES:
            options = [_option(value, ended, 0)]
        else:
            options = _options(value, prices.get(key, 1))
        judged: dict[tuple[object, ...], int] = {}
        best: dict[tuple[int, ...], tuple[int, dict[Hashable, _Option]]] = {}
        for spent, chosen in ways:
            for option in options:
                trial = {**chosen, key: option}
                cost = spent + option.cost
                for working in due:
                    memo = (id(working), *(trial[used].places for used in keys_of[working]))
                    if memo not in judged:
                        judged[memo] = _contradiction(working, trial)
                    cost += judged[memo]
                rest = tuple(trial[other].places for other in live)
                if rest not in best or cost < best[rest][0]:
                    best[rest] = cost, trial
        ways = list(best.values())
    _, chosen = min(ways, key=lambda way: way[0])
    return {key: option.places for key, option in chosen.items()}


def _options(value: Number, price: int) -> list[_Option]:
    """Return the ways to show a value that differ, the usual one first."""
    found: dict[tuple[Fraction, bool], _Option] = {}
    for places in (*range(PLACES, MOST_PLACES + 1), FEWEST_PLACES):
        cost = price * (places - PLACES) if places >= PLACES else 10 * price
        option = _option(value, places, cost)
        found.setdefault((option.stated, option.long), option)
    return list(found.values())


def _option(value: Number, places: int, cost: int) -> _Option:
    shown = show(value, places)
    unit = Fraction(0) if shown.relation == "=" else shown.unit
    return _Option(places, shown.stated, cost, unit, not unit or shown.long)


def _contradiction(working: Working, chosen: Mapping[Hashable, _Option]) -> int:
    """Return what it costs that the operands as shown, worked out, do not give the result as shown."""
    result, operands = chosen[working.result], [chosen[key] for key in working.operands]
    stated = [operand.stated for operand in operands]
    worked = working.value(*stated)
    again = show(worked, result.places)
    if again.stated == result.stated:
        return 0
    if not all(operand.long for operand in operands):
        return working.cost
    doubt = again.unit
    for index, operand in enumerate(operands):
        moved = [*stated[:index], operand.stated + operand.unit / 2, *stated[index + 1 :]]
        doubt += abs(working.value(*moved) - worked)
    return working.cost // 100 if abs(worked - result.stated) <= doubt else working.cost
