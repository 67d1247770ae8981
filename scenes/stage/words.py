"""The words of a beat: the caption as read and the same sentence as spoken."""

from __future__ import annotations

from dataclasses import dataclass

from backprop_core.quantity import Quantity, Symbol
from backprop_core.spoken import spoken_number


@dataclass(frozen=True)
class Words:
    """A beat's sentence twice: with symbols and digits for the eye, in plain words for the voice."""

    caption: str
    spoken: str


def words(template: str, **holes: Quantity | Symbol | Words) -> Words:
    """Fill a sentence's `{holes}`: a quantity gives its digits, a symbol its name, words themselves.

    Raises `ValueError` where the template itself holds a digit: numbers come from the core only.
    """
    if any(character.isdigit() for character in template):
        raise ValueError(f"a digit is typed into the sentence {template!r}; put a quantity in a hole")
    caption = template.format(**{key: _seen(value) for key, value in holes.items()})
    spoken = template.format(**{key: _heard(value) for key, value in holes.items()})
    return Words(caption, spoken.replace("Δ", "delta ").replace("’", "'"))


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count in words and what is counted: "one slope", "five slopes"."""
    return f"{spoken_number(str(count))} {one if count == 1 else many or one + 's'}"


def _seen(value: Quantity | Symbol | Words) -> str:
    if isinstance(value, Quantity):
        return value.text
    return value.plain if isinstance(value, Symbol) else value.caption


def _heard(value: Quantity | Symbol | Words) -> str:
    return value.spoken
