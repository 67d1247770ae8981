"""Planner: finds the plans of scenes in the cache, and has those made that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scenes.film.build_dir import lock
from scenes.film.cache.plans import Plan, Plans
from scenes.film.inputs import Inputs
from scenes.film.jobs.dry_run_job import DryRunJob
from scenes.film.project import SceneRef
from scenes.film.quality import Quality
from scenes.voice.choice import VoiceSettings
from scenes.voice.speech import Voice


class Planner:
    """Plans of some scenes: those in the cache that still hold, and jobs for the others.

    `unplanned` are the scenes, by id, whose plan is still to come.
    """

    def __init__(
        self, entries: Sequence[SceneRef], inputs: Inputs, quality: Quality, voice: VoiceSettings, out: Path
    ) -> None:
        self._entries, self._inputs, self._quality = entries, inputs, quality
        self._voice, self._out = voice, out
        self._plans = Plans(out / "cache" / "plans")
        self.unplanned: dict[str, SceneRef] = {entry.id: entry for entry in entries}
        # A scene that once had to be played frame by frame will have to be again.
        self._stepped = {entry.id for entry in entries if (last := self.before(entry.id)) and last.stepped}

    def find(self, voice: Voice) -> Iterator[tuple[SceneRef, Plan]]:
        """Yield the scenes with a plan that still holds, spoken by a voice."""
        for entry in self._entries:
            plan = self._plans.find(entry.id, self._inputs, self._quality, entry.position, voice)
            if plan is not None:
                del self.unplanned[entry.id]
                yield entry, plan

    def before(self, scene: str) -> Plan | None:
        """Return the plan of a scene that was made last, whether it still holds or not."""
        return self._plans.latest(scene)

    def jobs(self, most: int) -> list[DryRunJob]:
        """Return at most so many jobs that plan the scenes without a plan, and one for each stepped one."""
        waiting = tuple(entry for entry in self.unplanned.values() if entry.id not in self._stepped)
        shares = (waiting[first::most] for first in range(min(most, len(waiting))))
        again = (self.again(self.unplanned[scene]) for scene in self._stepped & self.unplanned.keys())
        return [*(self._job(share) for share in shares), *again]

    def again(self, entry: SceneRef) -> DryRunJob:
        """Return a job that plans a scene once more, frame by frame."""
        self._stepped.add(entry.id)
        self.unplanned[entry.id] = entry
        return self._job((entry,), stepped=True)

    def _job(self, entries: tuple[SceneRef, ...], *, stepped: bool = False) -> DryRunJob:
        return DryRunJob(entries, self._inputs, self._quality, self._voice, self._out, stepped)

    def keep(self, plan: Plan) -> SceneRef:
        """Keep a new plan in the cache and return its scene. Raises `OSError`."""
        with lock(self._out):
            self._plans.keep(plan)
        return self.unplanned.pop(plan.name)

    def give_up(self, scene: str) -> None:
        """Await no plan of a scene any more."""
        self.unplanned.pop(scene, None)

    def split_lost(self, job: DryRunJob) -> tuple[SceneRef | None, DryRunJob | None]:
        """Return the scene at which a job ended early, and a job for those after it, if there are any."""
        left = tuple(entry for entry in job.entries if entry.id in self.unplanned)
        if not left:
            return None, None
        return left[0], replace(job, entries=left[1:]) if left[1:] else None
