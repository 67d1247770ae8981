"""The command: its exit code, its table, its file and its sheets."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from scenes.cli.main import main
from scenes.course import Course
from scenes.film.project import SceneRef

MODULE = "tests.scenes.audit.audited_chapters"
CLASSES = ("Sound", "Cut", "Excused", "Broken", "Killed", "Remembering")

COURSE = Course("Six chapters", tuple(SceneRef(name.lower(), MODULE, name) for name in CLASSES))


@pytest.fixture(autouse=True)
def folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the commands write into a folder of the test's own."""
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, course: Course = COURSE) -> Result:
    """Run the audit as the shell would."""
    return CliRunner().invoke(main, ["audit", *arguments], obj=course)


def test_a_sound_chapter_passes() -> None:
    result = run("sound")
    assert result.exit_code == 0, result.output
    assert "no failure in" in " ".join(result.stdout.split())
    (chapter,) = json.loads(Path("build/audit.json").read_text(encoding="utf-8"))["chapters"]
    assert (chapter["failures"], chapter["exceptions"]) == ([], [])
    assert chapter["samples"] > 3


def test_a_failure_is_exit_code_one_and_names_rule_beat_and_time() -> None:
    result = run("cut", "sound", "--json", "--sheet", "--out", "here")
    assert result.exit_code == 1
    sound, cut = json.loads(result.stdout)["chapters"]
    assert sound["failures"] == []
    margins = [failure for failure in cut["failures"] if failure["rule"] == "margin"]
    assert margins
    assert {failure["beat"] for failure in margins} == {"only"}
    assert all(0 <= failure["time"] < 10 and failure["samples"] > 0 for failure in margins)
    with Image.open("here/audit/cut.png") as sheet:
        pixels = np.asarray(sheet.convert("RGB")).astype(int)
    outline = (pixels == np.array([255, 59, 48])).all(axis=2)
    assert outline.sum() > 50
    with Image.open("here/audit/sound.png") as sheet:
        assert not (np.asarray(sheet.convert("RGB")) == np.array([255, 59, 48])).all(axis=2).any()


def test_a_beat_that_begins_otherwise_when_others_are_skipped_is_a_failure() -> None:
    result = run("remembering", "--json")
    assert result.exit_code == 1
    (chapter,) = json.loads(result.stdout)["chapters"]
    (found,) = [failure for failure in chapter["failures"] if failure["rule"] == "plays as it skips"]
    assert found["beat"] == "rest"


def test_a_declared_exception_stands_in_the_foot_with_its_reason() -> None:
    result = run("excused")
    assert result.exit_code == 0, result.output
    assert "it leaves the stage on purpose" in " ".join(result.stdout.split())


def test_a_chapter_that_cannot_be_played_is_a_failure_of_its_own() -> None:
    result = run("broken", "sound", "--json")
    assert result.exit_code == 1
    sound, broken = json.loads(result.stdout)["chapters"]
    assert sound["failures"] == []
    assert [failure["rule"] for failure in broken["failures"]] == ["plays"]
    found = broken["failures"][0]["found"]
    assert found.startswith("broken, beat 'only' (") and "audited_chapters.py:" in found
    assert "ZeroDivisionError" in found


def test_a_chapter_whose_process_is_killed_takes_no_other_along() -> None:
    result = run("killed", "cut", "sound", "--json", "--jobs", "1")
    assert result.exit_code == 1
    sound, cut, killed = json.loads(result.stdout)["chapters"]
    assert sound["failures"] == []
    assert {failure["rule"] for failure in cut["failures"]} >= {"margin"}
    (failure,) = killed["failures"]
    assert failure["rule"] == "plays"
    assert "SIGKILL" in failure["found"] and "\n" not in failure["found"]
    assert not list(Path("build").glob(".drawing-*"))


def test_an_error_in_a_chapters_truth_names_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "false_chapter"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "scene.py").write_text(f"from {MODULE} import Sound\n")
    (package / "truth.py").write_text("\nimport no_such_arithmetic\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    course = Course("One chapter", (SceneRef("sound", "false_chapter.scene", "Sound"),))
    result = run("--json", course=course)
    assert result.exit_code == 1
    ((failure,),) = [report["failures"] for report in json.loads(result.stdout)["chapters"]]
    assert failure["rule"] == "plays"
    assert failure["found"] == (
        "sound (false_chapter/truth.py:2): ModuleNotFoundError: No module named 'no_such_arithmetic'"
    )


def test_a_wrong_name_is_exit_code_two() -> None:
    result = run("nothing")
    assert result.exit_code == 2
    assert "there is no scene 'nothing'" in result.stderr
