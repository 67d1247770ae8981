"""A page made by the command line, once for all tests, and a browser that has it open."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Page

from tests.scenes import browsers
from tests.scenes.checkout import ROOT

chromium_page = browsers.chromium_page

CHAPTERS = ("forward_pass", "chain_product")
SMALL = """
[profiles.small]
width = 320
height = 180
frame_rate = 15
preset = "ultrafast"
crf = 30
"""


@dataclass(frozen=True)
class Made:
    """A page on disk, and the plan of the chapters on it."""

    out: Path

    @property
    def index(self) -> Path:
        """The page."""
        return self.out / "page" / "index.html"

    @property
    def chapters(self) -> list[dict[str, Any]]:
        """The plan of the chapters."""
        found: list[dict[str, Any]] = json.loads((self.out / "manifest.json").read_text())["chapters"]
        return found

    def data(self, name: str) -> Any:
        """Return what the page tells one of its scripts."""
        text = self.index.read_text(encoding="utf-8")
        told = re.search(rf'id="{name}-data">(.*?)</script>', text, re.DOTALL)
        assert told is not None
        return json.loads(told.group(1))


def make_page(out: Path, *names: str, config: str = SMALL) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in quality `small`."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "my.toml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "scenes", "page", *names, "--quality", "small"]
    command += ["--config", str(out / "my.toml"), "--out", str(out / "build")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Made:
    """Make a page of two chapters; where tests run beside each other, one makes it for all."""
    alone = worker_id == "master"
    folder = tmp_path_factory.mktemp("page") if alone else tmp_path_factory.getbasetemp().parent / "page"
    with FileLock(folder.with_suffix(".lock")):
        done = make_page(folder, *CHAPTERS)
    assert done.returncode == 0, done.stderr
    return Made(folder / "build")


@pytest.fixture
def page(made: Made, chromium_page: Page) -> Page:
    """Return the browser with the page open and every film of it ready."""
    return opened(chromium_page, made)


def opened(page: Page, made: Made) -> Page:
    """Open the page and wait until its films can be shown."""
    page.goto(made.index.as_uri())
    page.wait_for_function("[...document.querySelectorAll('.drag')].every((one) => 'frame' in one.dataset)")
    page.wait_for_function("[...document.querySelectorAll('.drag video')].every((one) => one.readyState > 1)")
    return page
