"""A course outside of the repository, made of the chapter that the README shows: no file here knows it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
COURSE = """from scenes.course import Course
from scenes.film.project import scenes_in_order

COURSE = Course("Slopes", scenes_in_order("slopes.slope.scene:Slope"))
"""
MAIN = """from scenes.cli.main import main
from slopes.course import COURSE

main(obj=COURSE)
"""
TRUTH = """def truth(settings):
    return {"f'(x)": 2}
"""
PROFILE = """[profiles.tiny]
width = 160
height = 90
frame_rate = 30
preset = "ultrafast"
crf = 20
"""


def readme_chapter() -> str:
    """Return the chapter in the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    start = text.index('"""A slope on its own."""')
    return text[start : text.index("```", start)]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Write the course and return its folder."""
    files = {
        "__init__.py": 'COURSE = "slopes.course:COURSE"\n',
        "__main__.py": MAIN,
        "course.py": COURSE,
        "slope/__init__.py": "",
        "slope/scene.py": readme_chapter(),
    }
    for name, text in files.items():
        path = tmp_path / "slopes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "own.toml").write_text(PROFILE, encoding="utf-8")
    return tmp_path


def run(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the course as its maker would."""
    command = [sys.executable, "-m", "slopes", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)


def rendered(course: Path) -> subprocess.CompletedProcess[str]:
    """Render the course, small and silent."""
    small = ("--quality", "tiny", "--config", "own.toml", "--narration", "off", "--jobs", "1")
    return run(course, "render", *small)


def drawn(course: Path) -> str:
    """Render the course and return what was drawn of its chapter."""
    made = rendered(course)
    assert made.returncode == 0, made.stderr
    (line,) = [line for line in made.stderr.splitlines() if line.startswith("slope: done, ")]
    return line.removeprefix("slope: done, ").partition(":")[0]


def test_it_is_drawn_joined_and_drawn_again_only_when_it_changes(course: Path) -> None:
    """Its own files count in the keys of the cache, comments do not; the joined film has its title."""
    assert not drawn(course).startswith("nothing")
    (film,) = json.loads((course / "build" / "manifest.json").read_text(encoding="utf-8"))["chapters"]
    assert film["id"] == "slope"
    assert (course / "build" / "lecture.mp4").is_file()
    scene = course / "slopes" / "slope" / "scene.py"
    scene.write_text("# Mine.\n" + readme_chapter(), encoding="utf-8")
    assert drawn(course).startswith("nothing")
    scene.write_text(readme_chapter().replace("FadeIn", "FadeOut"), encoding="utf-8")
    assert not drawn(course).startswith("nothing")


def test_a_chapter_that_cannot_be_read_is_told_in_a_line(course: Path) -> None:
    """Its file was drawn before; now it has an error of syntax."""
    drawn(course)
    scene = course / "slopes" / "slope" / "scene.py"
    scene.write_text(readme_chapter() + "\n    def broken(:\n", encoding="utf-8")
    made = rendered(course)
    assert made.returncode == 1
    last = made.stderr.splitlines()[-1]
    assert (
        last.startswith("error: slope: cannot be loaded (slopes/slope/scene.py:32): SyntaxError")
        and "scene.py" in last
    )
    assert "Traceback" not in made.stderr


def test_it_is_audited_by_a_truth_of_its_own(course: Path) -> None:
    """Without one its number is a failure; with one that says otherwise too; a right one passes."""
    rules = []
    for truth in (None, TRUTH.replace("2}", "3}"), TRUTH):
        if truth is not None:
            (course / "slopes" / "slope" / "truth.py").write_text(truth, encoding="utf-8")
        made = run(course, "audit", "--json")
        (report,) = json.loads(made.stdout)["chapters"]
        rules.append({failure["rule"] for failure in report["failures"]})
    assert "number" in rules[0] and "number" in rules[1], rules
    assert rules[2] == set()
