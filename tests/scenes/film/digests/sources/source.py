"""Sources of small scenes with holes: each hole is a place where somebody may edit the file.

A hole is `«one¦other¦third»`, or `«#0.5»` for a number; what stands first is the scene as it was written.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

HOLE = re.compile("«([^«»]*)»")
_NUMBERS = (1.0, 0.5, -1.0, 1.3, 2.0)
"""What a number is multiplied by."""


@dataclass(frozen=True)
class Source:
    """The text of a scene's module, with holes, and that of the module `parts` beside it."""

    name: str
    scene: str
    parts: str = ""

    def holes(self) -> list[list[str]]:
        """Return what may stand in each hole, those of `parts` last."""
        return [_choices(hole) for hole in HOLE.findall(self.scene + self.parts)]

    def filled(self, choices: tuple[int, ...]) -> tuple[str, str]:
        """Return both texts with a choice made for each hole."""
        texts = iter([hole[choice] for hole, choice in zip(self.holes(), choices, strict=True)])
        return HOLE.sub(lambda _: next(texts), self.scene), HOLE.sub(lambda _: next(texts), self.parts)

    def variants(self, random: Random) -> Iterator[tuple[int, ...]]:
        """Yield the choices of the scene as written, of every single edit, then of several edits at once."""
        sizes = [len(hole) for hole in self.holes()]
        yield (0,) * len(sizes)
        singles = [
            tuple(choice if index == place else 0 for index in range(len(sizes)))
            for place, size in enumerate(sizes)
            for choice in range(1, size)
        ]
        random.shuffle(singles)
        yield from singles
        known = {(0,) * len(sizes), *singles}
        total = 1
        for size in sizes:
            total *= size
        while len(known) < total:
            found = tuple(random.randrange(size) for size in sizes)
            if found not in known:
                known.add(found)
                yield found


def _choices(hole: str) -> list[str]:
    if hole.startswith("#"):
        return [f"{float(hole[1:]) * factor:g}" for factor in _NUMBERS]
    return hole.split("¦")


def scene(name: str, body: str, before: str = "", *, base: str = "Scene", parts: str = "") -> Source:
    """Return the source of a scene: what `construct` does, and what stands before the class."""
    text = (
        f"{_HEAD}\n{textwrap.dedent(before)}\n\nclass Film({base}):\n"
        f"    def construct(self):\n{textwrap.indent(textwrap.dedent(body), ' ' * 8)}\n"
    )
    return Source(name, text, f"{_HEAD}\n{textwrap.dedent(parts)}" if parts else "")


def moves(name: str, updater: str, before: str = "", *, local: str = "", parts: str = "") -> Source:
    """Return the source of a scene in three beats: before an updater moves a square, meanwhile, afterwards.

    `local` stands in `construct`, before the updater is made.
    """
    body = f"""\
square = Square(2, fill_opacity=0.7, fill_color=BLUE).shift(LEFT)
self.add(square)
self.play(square.animate.shift(«#0.5» * UP), run_time=0.2)
{textwrap.dedent(local)}
self.next_section("moves")
square.add_updater({updater})
self.play(FadeIn(Dot(3 * RIGHT, radius=«#0.8»)), run_time=0.2)
self.next_section("after")
square.clear_updaters()
self.play(square.animate.set_fill(RED), run_time=0.2)
"""
    return scene(name, body, before, parts=parts)


_HEAD = """\
import collections, contextlib, dataclasses, enum, fractions, functools, itertools, operator, random, types
from pathlib import Path
from typing import NamedTuple
import numpy as np
from manim import *
"""
