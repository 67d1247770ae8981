"""Only packages that decide what is drawn or heard are in the cache's keys, and all of those are."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scenes.film.cache import packages
from scenes.film.cache.speeches import Speeches
from scenes.voice.hibari import HibariVoice
from scenes.voice.speech import Line

ROOT = Path(__file__).parents[4]

HARMLESS = {
    **dict.fromkeys(("click", "cloup", "rich", "tqdm"), "the command line and its progress"),
    **dict.fromkeys(
        ("pydantic", "pydantic-core", "annotated-types", "typing-inspection"),
        "settings are checked by it; their values are in the key themselves",
    ),
    **dict.fromkeys(
        ("pygments", "beautifulsoup4", "soupsieve", "lxml"), "Manim's listings of code, not used"
    ),
    "charset-normalizer": "how beautifulsoup4 guesses a file's encoding",
    "filelock": "who may write to a folder",
    "moderngl": "Manim's other renderer",
    "safetensors": "weights are read by it; the numbers are settings, in the key themselves",
    "pydub": "sounds that Manim adds to its own files",
    "srt": "captions are written after the drawing",
    "watchdog": "waits for files to change",
    **dict.fromkeys(
        ("typing-extensions", "setuptools", "cython"), "types, packaging and compiled code's helper"
    ),
}
"""What a worker imports that cannot change a frame or a sound, and why."""

_DRAW = """
import json, sys, tempfile
from pathlib import Path
from config import load_settings
from scenes.course import COURSE
from scenes.film.jobs.beat_runs import BeatRun, BeatTask
from scenes.film.jobs.draw_job import DrawJob
from scenes.film.jobs.dry_run_job import DryRunJob
from scenes.film.playing.pace import known_pace

settings, (entry,) = load_settings(), COURSE.chosen(["tangent_slider"])
quality = settings.profiles["draft"]
told = []
with tempfile.TemporaryDirectory() as folder:
    out = Path(folder)
    DryRunJob((entry,), settings, quality, settings.narration, out).run(out, told.append, tuple)
    plan = told[0].plan
    task = BeatTask(plan.timeline.beats[0].id, 0, plan.frames(0, quality), 1.0)
    run = BeatRun(entry.id, (task,))
    pace = known_pace(plan.timeline)
    job = DrawJob(entry, settings, quality, run, plan.files, plan.plays, {}, False, pace, out)
    job.run(out, told.append, tuple)
assert [type(message).__name__ for message in told].count("BeatDrawn") == 1
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.fixture(autouse=True)
def digests_anew() -> Iterator[None]:
    """Forget digests that were worked out with other packages."""
    packages.digest.cache_clear()
    yield
    packages.digest.cache_clear()


def install(folder: Path, name: str, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python find a package's version first in a folder."""
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    monkeypatch.syspath_prepend(str(folder))
    packages.digest.cache_clear()


@pytest.mark.parametrize("name", ["ruff", "pytest", "rich", "unheard_of"])
def test_a_package_that_draws_nothing_changes_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = packages.digest()
    install(tmp_path, name, "999.0", monkeypatch)
    assert importlib.metadata.version(name) == "999.0"
    assert packages.digest() == before


@pytest.mark.parametrize("name", ["numpy", "manim", "skia_pathops", "font_source_sans_pro"])
def test_another_version_of_what_draws_is_another_digest(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = packages.digest()
    install(tmp_path, name, "999.0", monkeypatch)
    assert packages.digest() != before


def test_a_new_voice_runtime_is_heard_anew_but_nothing_is_drawn_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speeches = Speeches(tmp_path / "speech", HibariVoice(1.0))
    said = Line("chapter", "beat", "Words.")
    key, drawing = speeches.key(said), packages.digest()
    install(tmp_path, "onnxruntime", "999.0", monkeypatch)
    assert speeches.key(said) != key
    assert packages.digest() == drawing


def test_every_name_is_that_of_an_installed_package() -> None:
    """A name that is misspelt would never change a digest."""
    names = (*packages.DRAWING, *packages.SPEAKING)
    assert packages.versions(names).keys() == {"Python", "Cairo", *names}


def test_whatever_a_worker_imports_counts_or_is_known_not_to_matter() -> None:
    run = subprocess.run([sys.executable, "-c", _DRAW], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    owners = importlib.metadata.packages_distributions()
    imported = {name for module in json.loads(run.stdout) for name in owners.get(module, ())}
    normalised = {re.sub(r"[-_.]+", "-", name).lower() for name in imported}
    assert {"numpy", "manim", "hibari-tts"} <= normalised
    assert normalised - {*packages.DRAWING, *packages.SPEAKING, *HARMLESS} == set()
