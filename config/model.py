"""The base of every table of the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict


class Refusal(NamedTuple):
    """Values that are fine one by one but not together: their keys, the likeliest first; what is allowed."""

    keys: tuple[str, ...]
    allowed: str


class Table(BaseModel):
    """A frozen table: no key without a default may be missing, none may be unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def refusals(self) -> Refusal | None:
        """Return what is wrong with values that are fine one by one, if anything is."""
        return None

    @classmethod
    def gathered(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the values of the file's table by the model's fields."""
        return values

    @classmethod
    def key_of(cls, place: tuple[int | str, ...], gathered: Mapping[str, Any]) -> str:
        """Return the key in the file of a place in what has been gathered."""
        return str(place[0])
