"""Where a scene stands among others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """Where a scene stands in its project: `index` from 0 among `count` scenes.

    A scene that `continues` begins, after its first beat, on the picture that the scene before it ends with;
    one that is `continued` ends on the picture that the next one begins with.
    """

    index: int
    count: int
    continues: bool = False
    continued: bool = False
