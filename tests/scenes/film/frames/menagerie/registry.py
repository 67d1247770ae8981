"""The menagerie's scenes: small functions, each with the class of scene that it plays on."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import manim
from manim import Scene

m: Any = manim
"""Manim as makers use it, which is more than its types allow."""

Construct = Callable[[Any], None]


@dataclass(frozen=True)
class Exhibit:
    """One scene: its name, its family (the file that it stands in), and its class."""

    name: str
    family: str
    kind: type[Scene]


_found: dict[str, Exhibit] = {}


def exhibit(kind: type[Scene] = Scene) -> Callable[[Construct], Construct]:
    """Return what puts a function into the menagerie as the `construct` of a scene of a class."""

    def put(construct: Construct) -> Construct:
        family = construct.__module__.rpartition(".")[2]
        name = f"{family}.{construct.__name__}"
        if name in _found:
            raise ValueError(f"two scenes of the menagerie are called {name}")
        _found[name] = Exhibit(name, family, type(construct.__name__, (kind,), {"construct": construct}))
        return construct

    return put


def exhibits() -> list[Exhibit]:
    """Return all scenes of the menagerie, by family."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in ("registry", "playing", "__main__"):
            importlib.import_module(f"tests.scenes.film.frames.menagerie.{path.stem}")
    return sorted(_found.values(), key=lambda one: one.family)


def sample(every: int) -> list[Exhibit]:
    """Return the first scene of each family, and of all scenes one in so many."""
    chosen, families = [], set()
    for index, one in enumerate(exhibits()):
        if one.family not in families or index % every == 0:
            chosen.append(one)
        families.add(one.family)
    return chosen
