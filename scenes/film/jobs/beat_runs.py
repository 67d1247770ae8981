"""Runs of beats to draw, queued and cut so that all workers end at about the same time."""

from __future__ import annotations

from dataclasses import dataclass

WORTH_A_CUT = 2.0
"""A run is cut off from a longer one only if it takes so many times as long as a dry run of its scene."""

_MOST = 0.8
"""Share of a worker's fair share that one run may take. With half of it two workers end no more evenly but
spend twice as long on seeking (simulated with the costs of five scenes, known and guessed)."""


@dataclass(frozen=True)
class BeatTask:
    """A beat to draw: its name and index in the scene, its frames, its cost (seconds of drawing).

    `seek_cost` is the seconds that it takes to play all beats before it without drawing.
    """

    beat: str
    index: int
    frames: int
    cost: float
    seek_cost: float = 0.0


@dataclass(frozen=True)
class BeatRun:
    """Neighbouring beats of one scene, drawn by one worker from first to last."""

    scene: str
    tasks: tuple[BeatTask, ...]

    @property
    def cost(self) -> float:
        """Seconds of drawing, without seeking to the first beat."""
        return sum(task.cost for task in self.tasks)

    @property
    def frames(self) -> int:
        """How many frames the beats have together."""
        return sum(task.frames for task in self.tasks)


class RunQueue:
    """Queue of runs of missing beats, longest first.

    With `precut` runs are cut when they are taken: none is longer than most of a worker's fair share of what
    is left, so the last ones are short, and a slow worker or a wrong guess of a cost costs little (guided
    self-scheduling; Polychronopoulos and Kuck, IEEE Transactions on Computers 36, 1987). Without it they are
    whole, for executors that can give beats back later.
    """

    def __init__(self, workers: int, *, precut: bool) -> None:
        self._runs: list[BeatRun] = []
        self._workers, self._precut, self._least = workers, precut and workers > 1, 0.0

    def __bool__(self) -> bool:
        """Tell whether any run is left."""
        return bool(self._runs)

    def add(self, missing: BeatRun, dry_run: float) -> None:
        """Add a scene's missing beats, neighbours or not; a dry run of the scene takes `dry_run` seconds."""
        self._runs += _neighbours(missing)
        self._least = max(self._least, WORTH_A_CUT * dry_run)

    def take(self) -> BeatRun | None:
        """Remove and return the next run; None if nothing is left."""
        if not self._runs:
            return None
        longest = max(self._runs, key=lambda run: run.cost)
        self._runs.remove(longest)
        if not self._precut:
            return longest
        left = longest.cost + sum(run.cost for run in self._runs)
        taken, rest = _cut(longest, max(left * _MOST / self._workers, self._least))
        if rest is not None:
            self._runs.append(rest)
        return taken

    def drop(self, scene: str) -> None:
        """Remove all runs of a scene."""
        self._runs = [run for run in self._runs if run.scene != scene]


def split_for_idle(run: BeatRun, spent: float) -> int | None:
    """Return the index in `run.tasks` from which on an idle worker should take the run over.

    The first beat has been drawn for `spent` seconds and stays. None where seeking would cost the idle worker
    more than it brings the end nearer.
    """
    if len(run.tasks) < 2:
        return None
    kept = max(0.0, run.tasks[0].cost - spent)
    alone = kept + sum(task.cost for task in run.tasks[1:])
    best, gain = None, 0.0
    for index, task in enumerate(run.tasks[1:], 1):
        gained = alone - max(kept, task.seek_cost + alone - kept)
        if gained > max(gain, task.seek_cost):
            best, gain = index, gained
        kept += task.cost
    return best


def _neighbours(missing: BeatRun) -> list[BeatRun]:
    """Cut a scene's missing beats where a beat between them is not missing."""
    runs: list[list[BeatTask]] = []
    for task in missing.tasks:
        if runs and task.index == runs[-1][-1].index + 1:
            runs[-1].append(task)
        else:
            runs.append([task])
    return [BeatRun(missing.scene, tuple(run)) for run in runs]


def _cut(run: BeatRun, share: float) -> tuple[BeatRun, BeatRun | None]:
    """Return the beats that come first and cost no more than a share, at least one, and the rest."""
    spent, count = 0.0, 0
    for task in run.tasks:
        if count and spent + task.cost > share:
            break
        spent, count = spent + task.cost, count + 1
    rest = run.tasks[count:]
    return BeatRun(run.scene, run.tasks[:count]), BeatRun(run.scene, rest) if rest else None
