"""One precision for all numbers that are worked out with each other, so that what is shown closes by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from backprop_core.number import Number, decimals_of, show

MOST_DECIMALS, FEWEST_DECIMALS = 6, 3

_LAST_DIGIT = Fraction(3, 2)
"""Units of the last digit by which a working may miss its result where `≈` has to excuse it."""


@dataclass(frozen=True)
class Working:
    """A result and the operands, by key, that it is worked out from on screen.

    `value` takes the operands' stated values and returns the result.
    """

    result: Hashable
    operands: tuple[Hashable, ...]
    value: Callable[..., Fraction]


def choose_precision(
    values: Mapping[Hashable, Number],
    workings: Iterable[Working],
    given: Collection[Hashable] = (),
    *,
    fewest: int = FEWEST_DECIMALS,
) -> int:
    """Return the fewest decimals at which every working closes: the shown operands give the shown result.

    They are at least `fewest` and at most 6. Where no number of decimals closes everything, there is one
    more, or as many more as it takes that each result is missed by one in its last digit only, or by what the
    rounding of long operands explains.
    """
    listed = list(workings)
    ways = [
        (decimals, with_precision(values, decimals, given)) for decimals in range(fewest, MOST_DECIMALS + 1)
    ]
    for decimals, chosen in ways:
        if all(_closes(one, values, chosen) for one in listed):
            return decimals
    for decimals, chosen in ways[1:]:
        if all(_closes(one, values, chosen) or _nearly(one, values, chosen) for one in listed):
            return decimals
    return MOST_DECIMALS


def with_precision(
    values: Mapping[Hashable, Number], decimals: int, given: Collection[Hashable] = ()
) -> dict[Hashable, int]:
    """Return the decimals of every value; one among `given` that ends within 6 stands exactly."""
    return {key: _own_decimals(value, key in given) or decimals for key, value in values.items()}


def _own_decimals(value: Number, given: bool) -> int | None:
    """Return the decimals that let a given value stand just as it was given, None where it is rounded."""
    ended = decimals_of(value) if given and isinstance(value, Fraction) else None
    return MOST_DECIMALS if ended is not None and ended <= MOST_DECIMALS else None


def _closes(working: Working, values: Mapping[Hashable, Number], decimals: Mapping[Hashable, int]) -> bool:
    operands = (show(values[key], decimals[key]).stated for key in working.operands)
    result = show(values[working.result], decimals[working.result])
    return show(working.value(*operands), decimals[working.result]).stated == result.stated


def _nearly(working: Working, values: Mapping[Hashable, Number], decimals: Mapping[Hashable, int]) -> bool:
    """Tell whether a result is missed by no more than a reader puts down to rounding."""
    operands = [show(values[key], decimals[key]) for key in working.operands]
    result = show(values[working.result], decimals[working.result])
    stated = [operand.stated for operand in operands]
    worked = working.value(*stated)
    missed = abs(worked - result.stated)
    if missed <= _LAST_DIGIT * result.unit:
        return True
    if not all(operand.long or operand.relation == "=" for operand in operands):
        return False
    doubt = show(worked, decimals[working.result]).unit
    for index, operand in enumerate(operands):
        if operand.relation != "=":
            moved = [*stated[:index], operand.stated + operand.unit / 2, *stated[index + 1 :]]
            doubt += abs(working.value(*moved) - worked)
    return missed <= doubt
