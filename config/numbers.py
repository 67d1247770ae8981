"""Validators for single values: numbers read exactly and within limits, expressions, names, colours."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from backprop_core.number import Ratio
from backprop_core.reader import ExpressionError, read_expression
from config.errors import RawNumber

MOST_DIGITS = 30
_LARGEST_EXPONENT = 30
_LONGEST = 50
_FRACTION = re.compile(r" *([-+]?[0-9]{1,15}) */ *(0*[1-9][0-9]{0,14}) *")


def refuse(allowed: str) -> PydanticCustomError:
    """Make the error that a validator raises; `allowed` ends the line that the user reads."""
    return PydanticCustomError("refused", "{allowed}", {"allowed": allowed})


def between(low: str, high: str, *, nonzero: bool = False) -> BeforeValidator:
    """Return a validator that reads a number exactly (0.1 is 1/10) and refuses it outside the limits.

    A fraction in quotes, `"1/3"`, is a `Ratio`, which is shown as a fraction.
    """
    least, most = Fraction(low), Fraction(high)
    allowed = f'give a number from {low} to {high} with at most {MOST_DIGITS} digits, or a fraction as "1/3"'
    allowed += ", not zero" if nonzero else ""

    def read(value: Any) -> Fraction:
        number = _read_exactly(value)
        if number is None or not least <= number <= most or (nonzero and number == 0):
            raise refuse(allowed)
        return number

    return BeforeValidator(read)


def whole(low: int, high: int, *, even: bool = False) -> BeforeValidator:
    """Return a validator for an integer within the limits; 3.0, "3" and true are refused."""
    allowed = f"give {'an even' if even else 'a'} whole number from {low} to {high}"

    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high or (even and value % 2):
            raise refuse(allowed)
        return value

    return BeforeValidator(read)


def one_of(*names: str) -> BeforeValidator:
    """Return a validator for one of the names."""
    allowed = f"give one of {', '.join(names)}"

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in names:
            raise refuse(allowed)
        return value

    return BeforeValidator(read)


def expression_of(*variables: str) -> BeforeValidator:
    """Return a validator for the text of an expression in the variables; the text itself is kept."""
    example = " + ".join(f"{name}**2" for name in variables)

    def read(value: Any) -> str:
        if type(value) is not str:
            raise refuse(f'give an expression in quotes, such as "{example}"')
        try:
            read_expression(value, variables)
        except ExpressionError as error:
            raise refuse(f"give an expression in {' and '.join(variables)} ({error})") from None
        return value

    return BeforeValidator(read)


def plain(value: Fraction) -> str:
    """Return a number for a sentence, with at most 12 digits."""
    return f"{float(value):.12g}"


def _colour(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", value, re.ASCII):
        raise refuse('give a colour as "#RRGGBB", such as "#61B6E8"')
    return value.upper()


def _read_exactly(value: object) -> Fraction | None:
    """Return the number that was written, or None if it is none or its size alone is absurd.

    A text in quotes may be a fraction of whole numbers.
    """
    if isinstance(value, Fraction):
        return value
    if type(value) is int:
        return Fraction(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    if not isinstance(value, RawNumber):
        fraction = _FRACTION.fullmatch(value)
        return Ratio(*map(int, fraction.groups())) if fraction else None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS:
        return None
    if number and abs(number.adjusted()) > _LARGEST_EXPONENT:
        return None
    return Fraction(number) if number else Fraction(0)


Colour = Annotated[str, BeforeValidator(_colour)]
