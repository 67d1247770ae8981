"""The real Makefile, with a stand-in for the interpreter: what is asked for arrives as it was written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HARD = [
    "two words",
    "it's",
    'a "quoted" word',
    "'; touch run; '",
    "`touch run`",
    "$(touch run)",
    "$(shell touch run)",
    "$HOME $$HOME ${HOME}",
    "a\nb",
    "a\ntouch run",
    "-x",
    "--help",
    "a#b",
    "; touch run",
    "&& touch run",
    "> run",
    "*",
    "a\\",
    "x,y)z",
    "%s",
]
OPTIONS = {
    "SCENE": ("plan", "--scenes"),
    "CONFIG": ("plan", "--config"),
    "OUT": ("render", "--out"),
    "QUALITY": ("render", "--quality"),
    "JOBS": ("render", "--jobs"),
    "CLUSTER": ("render", "--cluster"),
    "NARRATION": ("page", "--narration"),
    "ENCODER": ("clips", "--encoder"),
    "BEAT": ("export", "--beat"),
    "AS": ("export", "--as"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with the Makefile and programs that write down what they are called with."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    program = f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n"
    for name in (".venv/bin/python", "tools/setup"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(program if name.startswith(".") else "#!/bin/sh\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def made(project: Path, *arguments: str, **environment: str) -> list[str]:
    """Return what the program behind a target is called with."""
    plain = {name: value for name, value in os.environ.items() if name not in {*OPTIONS, "MAKEFLAGS"}}
    command = ["make", "--no-print-directory", *arguments]
    done = subprocess.run(
        command, cwd=project, env={**plain, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not list(project.rglob("run")), "a value was run"
    called: list[str] = json.loads(done.stdout)
    return called


@pytest.mark.parametrize("value", HARD)
@pytest.mark.parametrize("name", OPTIONS)
def test_a_value_arrives_as_it_is(project: Path, name: str, value: str) -> None:
    """One word of one option, whatever is in it, from make's command line and from the environment."""
    target, option = OPTIONS[name]
    needed = {"SCENE": "scene", "AS": "gif"} if target == "export" else {}
    others = [f"{key}={given}" for key, given in needed.items() if key != name]
    wanted = f"{option}={value}"
    assert made(project, target, *others, f"{name}={value}").count(wanted) == 1
    assert made(project, target, *others, **{name: value}).count(wanted) == 1


def test_nothing_else_is_passed(project: Path) -> None:
    """What was not asked for has no option; what was has one each, in any target that takes it."""
    assert made(project, "render") == ["-m", "scenes", "render"]
    assert made(project, "render", "SCENE=a b", "CONFIG=x.toml") == [
        *("-m", "scenes", "render"),
        *("--scenes=a b", "--config=x.toml"),
    ]
    for target in ("preview", "plan", "audit", "bench", "clips", "slides", "page"):
        assert made(project, target, "SCENE=a b")[:4] == ["-m", "scenes", target, "--scenes=a b"]
    assert made(project, "hear", "SCENE=a") == ["-m", "tools.hear", "--scenes=a"]
    everything = [f"{name}=v" for name in OPTIONS]
    assert made(project, "render", *everything)[3:] == [
        *("--scenes=v", "--config=v", "--out=v", "--quality=v", "--jobs=v", "--encoder=v"),
        *("--narration=v", "--cluster=v"),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("preview",), "make preview needs SCENE=name"),
        (("export", "AS=gif"), "make export needs SCENE=name"),
        (("export", "SCENE=a"), "make export needs AS=webm or AS=gif"),
    ],
)
def test_what_is_missing_is_told(project: Path, arguments: tuple[str, ...], words: str) -> None:
    done = subprocess.run(["make", *arguments], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
