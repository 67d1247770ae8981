"""Both decks of two short chapters, made once by the command line; its commands know no others."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from config import Settings
from scenes.cli.main import main
from scenes.course import Course
from tests.scenes.lesson_chapters import LESSONS

NOTES = {
    "walk-walk": "It walks *there* and back.",
    "walk-stand": "With a<b & b<c_1 it stands.",
    "rest-move": "It moves once.",
    "rest-rest": 'It rests: "done".',
}


def run(*arguments: str) -> Result:
    """Run a command as the shell would."""
    return CliRunner().invoke(main, arguments, obj=Course("The course", LESSONS))


@contextmanager
def tiny_profile(settings: Settings) -> Iterator[pytest.MonkeyPatch]:
    """Let the commands take these settings, whatever files say."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scenes.cli.request.load_settings", lambda override: settings)
        yield patch


@pytest.fixture(autouse=True)
def small_settings(small: Settings) -> Iterator[None]:
    """Let the commands know the tiny profile."""
    with tiny_profile(small):
        yield


@pytest.fixture(scope="session")
def made(small: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make both decks in an empty home and without a network; return the folder of all that is made."""
    out, home = tmp_path_factory.mktemp("build"), tmp_path_factory.mktemp("home")
    with tiny_profile(small) as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        patch.setattr(socket, "create_connection", _no_network)
        result = run("slides", "--quality", "tiny", "--jobs", "1", "--out", str(out))
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[-2:] == [
        str(out / "slides" / "lecture.html"),
        str(out / "slides" / "lecture.pptx"),
    ]
    assert list(home.rglob("*manim-slides*")) == []
    return out


def _no_network(*_: Any, **__: Any) -> None:
    raise AssertionError("the decks are made without a network")
