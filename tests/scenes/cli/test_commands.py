"""The command line: what it prints where, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from rich.console import Console

import scenes
from config import Settings
from scenes.cli.main import main
from scenes.cli.progress import reporter
from scenes.course import Course
from scenes.film.jobs.beat_runs import BeatRun, BeatTask
from tests.scenes.conftest import TINY
from tests.scenes.small_profiles import with_profiles

COURSE = Course("Tiny", TINY)


@pytest.fixture(autouse=True)
def tiny_lecture(small: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the commands know the tiny chapters, the tiny profile and no screen."""
    settings = with_profiles(small, preview=small.profiles["tiny"])
    monkeypatch.setattr("scenes.cli.request.load_settings", lambda override: settings)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    """Run a command as the shell would."""
    return CliRunner().invoke(main, arguments, obj=COURSE)


def test_plan_prints_json_and_leaves_no_trace(tmp_path: Path) -> None:
    """The contract's shape, beats that join, nothing on disk; a name twice is one chapter."""
    result = run("plan", "tiny", "tiny", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    (chapter,) = json.loads(result.stdout)["chapters"]
    assert set(chapter) == {"id", "title", "duration", "beats"}
    assert [beat["id"] for beat in chapter["beats"]] == ["move", "rest"]
    assert set(chapter["beats"][0]) == {"id", "start", "end", "caption", "spoken", "shown"}
    assert chapter["beats"][0]["end"] == chapter["beats"][1]["start"]
    assert chapter["beats"][-1]["end"] == chapter["duration"]
    assert list(tmp_path.iterdir()) == []
    table = run("plan", "tiny")
    assert table.exit_code == 0
    assert "move" in table.stdout


def test_list_names_the_scenes() -> None:
    """One line a scene, in order."""
    result = run("list")
    assert [line.split()[0] for line in result.stdout.splitlines()] == [scene.id for scene in COURSE.scenes]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("plan", "tinny"), 2, "there is no scene 'tinny' (did you mean tiny?); there are: tiny, broken,"),
        (("render", "nothing"), 2, "there is no scene 'nothing'; there are: tiny,"),
        (("preview", "x" * 1000), 2, "there is no scene"),
        (("render", "tiny", "--quality", "huge"), 2, "there is no quality 'huge'; there are: preview"),
        (
            ("render", "tiny", "--encoder", "auto", "--cluster", "tcp://x:1"),
            2,
            "leave --encoder or --cluster",
        ),
        (("render", "unplannable"), 1, "unplannable, beat 'first'"),
        (("plan", "unplannable", "--json"), 1, "KeyError: 'a1'"),
    ],
)
def test_wrong_requests_get_one_line(arguments: tuple[str, ...], code: int, words: str) -> None:
    """Exit code and a single line that says what is wrong, nothing on stdout, nothing drawn."""
    result = run(*arguments)
    assert result.exit_code == code
    assert words in result.stderr
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert errors == [result.stderr.splitlines()[-1]]
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert list(Path.cwd().rglob("*.mp4")) == []


def test_names_in_one_text_are_split_as_a_shell_splits_words() -> None:
    """Quotes keep a name together; nothing is expanded; a name is no option."""
    for text, unknown in (("tiny 'no such'", "no such"), ("$HOME", "$HOME"), ("--help", "--help")):
        result = run("plan", f"--scenes={text}")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"error: there is no scene {unknown!r}")
    both = run("plan", "--json", "tiny", "--scenes", " tiny  'tiny' ")
    assert [chapter["id"] for chapter in json.loads(both.stdout)["chapters"]] == ["tiny"]
    broken = run("plan", "--scenes", "it's")
    assert (broken.exit_code, len(broken.stderr.splitlines())) == (2, 1)
    assert "cannot be split into words: no closing quotation" in broken.stderr
    assert "name one scene, not 2" in run("preview", "--scenes", "tiny broken").stderr


@pytest.mark.parametrize("arguments", [("render", "--jobs", "0"), ("preview",), ("draw",), ("plan", "--x")])
def test_wrong_usage_is_exit_code_two(arguments: tuple[str, ...]) -> None:
    """As click tells it."""
    assert run(*arguments).exit_code == 2


def test_preview_draws_and_opens_only_where_there_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The path is printed in any case."""
    opened: list[str] = []

    def launch(path: str) -> int:
        opened.append(path)
        return 0

    monkeypatch.setattr(click, "launch", launch)
    monkeypatch.setattr(sys, "platform", "linux")
    result = run("preview", "tiny", "--out", "here")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{Path('here/chapters/tiny.mp4')}\n"
    assert "drawing 110 frames; 0 are there already" in result.stderr.splitlines()
    assert opened == []
    monkeypatch.setenv("DISPLAY", ":0")
    assert run("preview", "tiny", "--out", "here").exit_code == 0
    assert opened == [str(Path("here/chapters/tiny.mp4"))]


def test_a_failed_chapter_is_exit_code_one() -> None:
    """The failure is the last line on stderr."""
    result = run("render", "broken", "--quality", "tiny")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("error: broken, beat 'rest'")
    assert result.stdout == ""


def test_the_module_runs_without_manim_until_it_is_needed() -> None:
    """Asking for help stays quick."""
    code = "import sys, scenes.__main__; sys.exit('manim' in sys.modules)"
    root = Path(scenes.__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_a_file_that_cannot_be_written_is_one_line() -> None:
    result = run("render", "tiny", "--quality", "tiny", "--stats", "no/such/folder.json")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "error: No such file or directory (no/such/folder.json)"


def test_progress_tells_frames_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bars on a terminal, one a worker and one for all; a line from time to time elsewhere."""
    now = [0.0]
    monkeypatch.setattr("scenes.cli.progress.time.monotonic", lambda: now[0])
    unit = BeatRun("one", (BeatTask("move", 0, 60, 1.0), BeatTask("rest", 1, 40, 1.0)))
    plain = StringIO()
    with reporter(Console(file=plain)) as lines:
        lines.drawing(400, 50)
        lines.started(1, unit)
        for done in range(1, 101):
            now[0] = done / 2
            lines.advanced(1, done)
        lines.ended(1)
        lines.failed("two", "why")
    assert plain.getvalue().splitlines() == [
        "drawing 400 frames; 50 are there already",
        "40 of 400 frames, 2 a second, about 180 s left",
        "80 of 400 frames, 2 a second, about 160 s left",
        "two: failed",
    ]
    screen = StringIO()
    with reporter(Console(file=screen, force_terminal=True, width=100)) as bars:
        bars.drawing(400, 50)
        bars.started(1, unit)
        bars.advanced(1, 40)
        bars.ended(1)
        bars.failed("two", "why")
    for told in ("1: one", "100/100", "150/450", "two failed"):
        assert told in screen.getvalue()
