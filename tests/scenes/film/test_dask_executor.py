"""Beats drawn by the workers of a Dask scheduler. One of them is lost on the way, or the scheduler itself."""

from __future__ import annotations

import importlib.metadata
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dask
import distributed
import numpy as np
import pytest
from PIL import Image
from typing_extensions import override

from config import load_settings
from scenes.course import COURSE
from scenes.film.errors import ProductionError
from scenes.film.jobs.draw_job import DrawJob
from scenes.film.jobs.shipment import Shipment, shipment_of
from scenes.film.project import SceneRef
from scenes.film.result import BuildResult, SceneBuild
from scenes.film.targets import scenes_of
from tests.scenes.checkout import frames
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render
from tests.scenes.small_profiles import with_profiles
from tests.waiting import HANG_GUARD, until

GROWING = SceneRef("growing", "tests.scenes.film.maker_chapters", "MakerGrowing")
CLOUD = SceneRef("cloud", "tests.scenes.film.maker_chapters", "MakerCloud")

FILE = """
from pathlib import Path
from manim import *
from beside import SIDE

class Own(Scene):
    def construct(self):
        picture = ImageMobject(Path(__file__).parent / "data" / "picture.png").scale_to_fit_height(3)
        self.add(picture, Text("a word").to_edge(UP))
        self.play(picture.animate.shift(SIDE * RIGHT), run_time=0.4)
        self.play(FadeOut(picture), run_time=2)
        self.play(Create(Square(SIDE)), run_time=0.4)
"""
CHAPTER = """
from manim import Create, Square
from elsewhere_course.side import SIDE
from scenes.stage.chapter import Chapter
from scenes.stage.words import words

class Elsewhere(Chapter):
    title = "Elsewhere"

    def construct(self):
        with self.beat("one", words("One.")):
            self.play(Create(Square(SIDE)), run_time=0.4)
"""


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
    return drawn(entries(), out, address).failures


def drawn(
    scenes: Sequence[SceneRef], out: Path, address: str | None, reporter: Notes | None = None
) -> BuildResult:
    """Render scenes small, here or on a cluster."""
    settings = load_settings()
    small = settings.profiles["preview"].model_copy(update={"width": 160, "height": 90})
    return render(
        scenes,
        with_profiles(settings, small=small),
        profile="small",
        jobs=1,
        out=out,
        reporter=reporter or Notes(),
        cluster=address,
    )


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


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Write a scene file outside of the project, with a module and a picture beside it."""
    folder = tmp_path / "maker's own"
    (folder / "data").mkdir(parents=True)
    (folder / "own.py").write_text(FILE, encoding="utf-8")
    (folder / "beside.py").write_text("SIDE = 1.5\n", encoding="utf-8")
    Image.new("RGB", (8, 6), "#FF8800").save(folder / "data" / "picture.png")
    for path in folder.rglob("*.py"):
        os.utime(path, (1e9, 1e9))
    return folder


def test_a_scene_file_is_drawn_where_it_does_not_lie(
    cluster: distributed.LocalCluster, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File, module and picture are gone once they have been read; the workers have them for a while."""
    scenes = scenes_of(f"{own / 'own.py'}:Own")
    assert drawn(scenes, tmp_path / "here", None).failures == []
    read: list[Shipment] = []

    def read_and_removed(job: DrawJob) -> Shipment:
        if not read:
            read.append(shipment_of(job))
            shutil.rmtree(own)
        return read[0]

    monkeypatch.setattr("scenes.film.jobs.dask_executor.shipment_of", read_and_removed)
    assert drawn(scenes, tmp_path / "there", cluster.scheduler_address).failures == []
    assert {Path(path).name for path in read[0].files} == {"own.py", "beside.py", "picture.png"}
    here, there = (frames(tmp_path / where / "chapters" / "own.Own.mp4") for where in ("here", "there"))
    assert np.array_equal(here, there)
    assert not own.exists()


def test_a_chapter_of_another_package_is_drawn(
    cluster: distributed.LocalCluster, folder: Path, tmp_path: Path
) -> None:
    """A package that this process finds in a folder of its own, and the workers' processes do not."""
    package = folder / "elsewhere_course"
    package.mkdir()
    for name, text in {
        "__init__.py": "",
        "side.py": "SIDE = 1.5\n",
        "scene.py": CHAPTER,
    }.items():
        (package / name).write_text(text, encoding="utf-8")
        os.utime(package / name, (1e9, 1e9))
    scene = SceneRef("elsewhere", "elsewhere_course.scene", "Elsewhere")
    result = drawn([scene], tmp_path / "there", cluster.scheduler_address)
    assert result.failures == []
    assert result.scenes[0].drawn == result.scenes[0].frames


def test_another_file_in_the_way_is_told(
    cluster: distributed.LocalCluster, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_and_changed(job: DrawJob) -> Shipment:
        shipment = shipment_of(job)
        (own / "data" / "picture.png").write_bytes(b"another")
        monkeypatch.undo()
        return shipment

    monkeypatch.setattr("scenes.film.jobs.dask_executor.shipment_of", read_and_changed)
    (line,) = drawn(
        scenes_of(f"{own / 'own.py'}:Own"), tmp_path / "there", cluster.scheduler_address
    ).failures
    assert line == f"own.Own: a worker has another {own / 'data' / 'picture.png'} than there is here"


def test_a_scene_that_does_not_play_as_planned_is_planned_anew(
    cluster: distributed.LocalCluster, tmp_path: Path
) -> None:
    here = drawn([GROWING], tmp_path / "here", None)
    there = drawn([GROWING], tmp_path / "there", cluster.scheduler_address)
    assert here.failures == there.failures == []
    assert there.scenes[0].plan.stepped
    assert there.scenes[0].keys == here.scenes[0].keys
    films = [frames(tmp_path / where / "chapters" / "growing.mp4") for where in ("here", "there")]
    assert np.array_equal(films[0], films[1])


def test_what_else_a_scene_uses_must_be_there_in_the_same_version() -> None:
    shipment = Shipment("own", "/", "/", (), {"click": "0.0.7"}, {})
    with pytest.raises(ProductionError, match=r"^own: a worker has click 8\S+, here it is 0\.0\.7: frames"):
        shipment.unpacked().__enter__()


def test_data_that_changes_meanwhile_fails_its_scene_alone(
    cluster: distributed.LocalCluster, own: Path, tmp_path: Path
) -> None:
    class Changes(Notes):
        @override
        def drawing(self, frames: int, cached: int) -> None:
            super().drawing(frames, cached)
            Image.new("RGB", (8, 6), "#00FF00").save(own / "data" / "picture.png")

    scenes = [*scenes_of(f"{own / 'own.py'}:Own"), CLOUD]
    result = drawn(scenes, tmp_path / "there", cluster.scheduler_address, Changes())
    assert result.failures == [
        f"own.Own: {own / 'data' / 'picture.png'} was changed while it was drawn; render again"
    ]
    assert [scene.entry.id for scene in result.scenes] == ["cloud"]


class LosesScheduler(Notes):
    """Ends a process by a signal when the first scene is finished."""

    def __init__(self, scheduler: subprocess.Popen[bytes], by: signal.Signals) -> None:
        super().__init__()
        self._scheduler, self._by = scheduler, by

    @override
    def finished(self, scene: SceneBuild) -> None:
        super().finished(scene)
        self._scheduler.send_signal(self._by)
        self._scheduler.wait()


@contextmanager
def _process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of Dask until the block ends."""
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_a_scheduler_that_is_lost_is_one_line_and_what_came_back_is_kept(
    by: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("scenes.film.jobs.dask_executor._PATIENCE", HANG_GUARD)
    told = tmp_path / "scheduler.json"
    fixed = ("--scheduler-file", str(told), "--host", "127.0.0.1", "--no-dashboard")
    worker = ("--nworkers", "1", "--nthreads", "1", "--local-directory", str(tmp_path))
    with _process("distributed.cli.dask_scheduler", "--port", "0", *fixed) as scheduler:
        until(told.exists, "a scheduler")
        with _process("distributed.cli.dask_worker", *fixed, *worker):
            address = json.loads(told.read_bytes())["address"]
            with pytest.raises(ProductionError, match=f"the Dask scheduler at {address} was lost") as lost:
                drawn([GROWING, CLOUD], tmp_path / "out", address, LosesScheduler(scheduler, by))
    assert "\n" not in str(lost.value)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    again = drawn([GROWING, CLOUD], tmp_path / "out", None)
    assert again.failures == []
    assert sorted(scene.drawn > 0 for scene in again.scenes) == [False, True]
