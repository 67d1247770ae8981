"""The base of every table of the configuration."""

from __future__ import annotations

from typing import NamedTuple

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
