"""Manim's own texts write files that other processes must not read half finished."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from manim import tempconfig


@pytest.fixture(autouse=True)
def media_of_its_own(tmp_path: Path) -> Iterator[None]:
    """Give each test a media folder of its own."""
    folder = str(tmp_path / "media")
    with tempconfig({"media_dir": folder, "text_dir": f"{folder}/text", "tex_dir": f"{folder}/tex"}):
        yield
