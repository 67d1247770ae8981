"""The project that scenes belong to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """Where a scene stands in its project: its index, from 0, and how many scenes there are."""

    index: int
    count: int
