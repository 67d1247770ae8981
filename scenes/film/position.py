"""Where a scene stands among others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """Where a scene stands in its project: `index` from 0 among `count` scenes."""

    index: int
    count: int
