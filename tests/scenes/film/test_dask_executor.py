"""Beats drawn by the workers of a Dask scheduler, one of which is lost on the way."""

from __future__ import annotations

import importlib.metadata
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import distributed
import numpy as np
import pytest

from config import load_settings
from scenes.course import COURSE
from scenes.film.errors import ProductionError
from scenes.film.project import SceneRef
from tests.scenes.checkout import frames
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render
from tests.scenes.small_profiles import with_profiles
from tests.waiting import HANG_GUARD


@pytest.fixture(scope="module")
def cluster() -> Iterator[distributed.LocalCluster]:
    """Start a scheduler and two workers, each a process of its own, on the loopback interface."""
    start: Any = distributed.LocalCluster
    patient = {f"distributed.comm.timeouts.{what}": f"{HANG_GUARD}s" for what in ("connect", "tcp")}
    with (
        dask.config.set(patient),
        start(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as started,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("scenes.film.jobs.dask_executor._PATIENCE", HANG_GUARD)
        yield started


def rendered(out: Path, address: str | None) -> list[str]:
    """Render a chapter small, here or on a cluster, and return the failures."""
    settings = load_settings()
    small = settings.profiles["preview"].model_copy(update={"width": 160, "height": 90})
    return render(
        entries(),
        with_profiles(settings, small=small),
        profile="small",
        jobs=1,
        out=out,
        reporter=Notes(),
        cluster=address,
    ).failures


def entries() -> tuple[SceneRef, ...]:
    """Return the chapter that is drawn."""
    return COURSE.chosen(["chain_product"])


def drawing(dask_worker: Any) -> int:
    """Return the worker's process if it has begun the film of a beat, 0 if not."""
    begun = Path(dask_worker.local_directory).glob("*/drawn/*.mp4")
    return os.getpid() if any(begun) else 0


def lose_a_worker(cluster: distributed.LocalCluster, over: threading.Event, lost: list[int]) -> None:
    """Kill a worker in the middle of a beat; note which. Give up when the render is over."""
    connect: Any = distributed.Client
    with connect(cluster, set_as_default=False) as client:
        while not lost and not over.wait(0.05):
            lost += [pid for pid in client.run(drawing).values() if pid][:1]
    for pid in lost:
        os.kill(pid, signal.SIGKILL)


def test_the_film_is_the_same_wherever_it_is_drawn_and_whoever_is_lost(
    cluster: distributed.LocalCluster, tmp_path: Path
) -> None:
    assert rendered(tmp_path / "here", None) == []
    over, lost = threading.Event(), list[int]()
    killer = threading.Thread(target=lose_a_worker, args=(cluster, over, lost))
    killer.start()
    failures = rendered(tmp_path / "there", cluster.scheduler_address)
    over.set()
    killer.join()
    assert failures == []
    assert len(lost) == 1
    here, there = (frames(tmp_path / where / "chapters" / "chain_product.mp4") for where in ("here", "there"))
    assert np.array_equal(here, there)
    assert not list((tmp_path / "there").glob(".drawing-*"))


def test_a_worker_with_other_versions_is_refused(
    cluster: distributed.LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.metadata.version
    monkeypatch.setattr(
        importlib.metadata, "version", lambda name: "0.0.7" if name == "manim" else real(name)
    )
    with pytest.raises(ProductionError, match=r"the worker at tcp://127.* has manim .*, here it is 0\.0\.7"):
        rendered(tmp_path, cluster.scheduler_address)


def test_a_scheduler_that_does_not_answer_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenes.film.jobs.dask_executor._PATIENCE", 0.5)
    for address in ("tcp://127.0.0.1:9", "not an address"):
        with pytest.raises(ProductionError, match=f"no Dask scheduler with workers answers at {address}"):
            rendered(tmp_path, address)
