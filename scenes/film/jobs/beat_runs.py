"""The work dealt out: runs of beats of one chapter, cut so that all workers end at about the same time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

WORTH_A_CUT = 2.0
"""A run is cut off from a longer one only if it takes so many times as long as a rehearsal of its chapter."""

_MOST = 0.8
"""Share of a worker's fair share that one unit may take. With half of it two workers end no more evenly but
spend twice as long on their ways (simulated with the costs of five scenes, known and guessed)."""


@dataclass(frozen=True)
class Piece:
    """A beat to draw: its name and index in the chapter, its frames, what it will take (seconds)."""

    beat: str
    index: int
    frames: int
    cost: float


@dataclass(frozen=True)
class Unit:
    """A run of neighbouring beats of one chapter, drawn by one worker from first to last."""

    chapter: str
    pieces: tuple[Piece, ...]

    @property
    def cost(self) -> float:
        """Seconds of drawing, without the way to the first beat."""
        return sum(piece.cost for piece in self.pieces)

    @property
    def frames(self) -> int:
        """How many frames the beats have together."""
        return sum(piece.frames for piece in self.pieces)


class Dealer:
    """Hands out runs of missing beats, those that take longest first.

    Workers that may be asked later to leave a part to others get whole runs. For others runs are cut
    `ahead`: none is longer than most of a worker's fair share of what is left, so the last ones are short,
    and a worker that turns out slow or a guess that turns out wrong costs little (guided self-scheduling;
    Polychronopoulos and Kuck, IEEE Transactions on Computers 36, 1987).
    """

    def __init__(self, workers: int, *, ahead: bool) -> None:
        self._runs: list[Unit] = []
        self._workers, self._ahead, self._least = workers, ahead and workers > 1, 0.0

    def __bool__(self) -> bool:
        """Tell whether anything is left to be dealt out."""
        return bool(self._runs)

    def add(self, work: Unit, way: float) -> None:
        """Add a chapter's missing beats; `way` is what passing over all its beats takes (seconds)."""
        self._runs += _runs(work)
        self._least = max(self._least, WORTH_A_CUT * way)

    def deal(self) -> Unit | None:
        """Return the next unit; None if nothing is left."""
        if not self._runs:
            return None
        longest = max(self._runs, key=lambda run: run.cost)
        self._runs.remove(longest)
        if not self._ahead:
            return longest
        left = longest.cost + sum(run.cost for run in self._runs)
        taken, rest = _cut(longest, max(left * _MOST / self._workers, self._least))
        if rest is not None:
            self._runs.append(rest)
        return taken

    def drop(self, chapter: str) -> None:
        """Deal out no more of a chapter."""
        self._runs = [run for run in self._runs if run.chapter != chapter]


def handed_on(unit: Unit, spent: float, way: Callable[[int], float]) -> int | None:
    """Return from which beat on a worker should leave its unit to one that has nothing to do.

    The first beat is at work since `spent` seconds and stays. `way` is what passing over the beats before one
    takes, by its index. None where that would cost the other worker more than it brings the end nearer.
    """
    if len(unit.pieces) < 2:
        return None
    kept = max(0.0, unit.pieces[0].cost - spent)
    alone = kept + sum(piece.cost for piece in unit.pieces[1:])
    best, gain = None, 0.0
    for index, piece in enumerate(unit.pieces[1:], 1):
        gained = alone - max(kept, way(piece.index) + alone - kept)
        if gained > max(gain, way(piece.index)):
            best, gain = index, gained
        kept += piece.cost
    return best


def _runs(unit: Unit) -> list[Unit]:
    """Cut a chapter's missing beats where a beat between them is not missing."""
    runs: list[list[Piece]] = []
    for piece in unit.pieces:
        if runs and piece.index == runs[-1][-1].index + 1:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [Unit(unit.chapter, tuple(run)) for run in runs]


def _cut(unit: Unit, share: float) -> tuple[Unit, Unit | None]:
    """Return the beats that come first and cost no more than a share, at least one, and the rest."""
    spent, count = 0.0, 0
    for piece in unit.pieces:
        if count and spent + piece.cost > share:
            break
        spent, count = spent + piece.cost, count + 1
    rest = unit.pieces[count:]
    return Unit(unit.chapter, unit.pieces[:count]), Unit(unit.chapter, rest) if rest else None
