"""Decks are made anew only where something has changed, and wrong requests are told in one line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from scenes.outputs.slides import powerpoint, web
from tests.scenes.outputs.slides.conftest import run


def test_decks_are_made_anew_only_when_something_in_them_changes(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written again; a deck that is gone or of other chapters is."""
    out = tmp_path / "build"
    shutil.copytree(made, out)
    written: list[str] = []
    for module, name in ((web, "write_page"), (powerpoint, "write_powerpoint")):
        write = getattr(module, name)

        def noted(slides: Any, target: Path, *, name: str = name, write: Any = write, **said: str) -> None:
            written.append(f"{name} {len(slides)} {said['title']}")
            write(slides, target, **said)

        monkeypatch.setattr(module, name, noted)
    folder = out / "slides"
    before = (folder / "lecture.html").read_bytes(), (folder / "lecture.pptx").read_bytes()

    def make(*names: str) -> list[str]:
        written.clear()
        result = run("slides", *names, "--quality", "tiny", "--jobs", "1", "--out", str(out))
        assert result.exit_code == 0, result.stderr
        return list(written)

    assert make() == []
    (folder / "lecture.pptx").unlink()
    assert make() == ["write_powerpoint 4 The course"]
    assert make("rest") == ["write_page 2 A rest", "write_powerpoint 2 A rest"]
    assert make() == ["write_page 4 The course", "write_powerpoint 4 The course"]
    assert (folder / "lecture.html").read_bytes() == before[0]
    assert sorted(path.name for path in folder.iterdir()) == [".made.json", "lecture.html", "lecture.pptx"]


@pytest.mark.parametrize("command", ["slides", "clips"])
def test_beats_that_are_gone_from_the_cache_are_drawn_again(made: Path, tmp_path: Path, command: str) -> None:
    """The cache may be deleted, and the chapters be whole."""
    shutil.copytree(made / "chapters", tmp_path / "chapters")
    shutil.copy(made / "manifest.json", tmp_path)
    result = run(command, "rest", "--quality", "tiny", "--jobs", "1", "--out", str(tmp_path))
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "chapters" / "rest.mp4").stat().st_mtime == (
        made / "chapters" / "rest.mp4"
    ).stat().st_mtime


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("wlak",), 2, "there is no scene 'wlak' (did you mean walk?)"),
        (("--quality", "huge"), 2, "there is no quality 'huge'"),
        (("--quality", "tiny"), 1, "cannot write in"),
    ],
)
def test_wrong_requests_get_one_line(
    tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """A file stands where the folder of the decks ought to be."""
    (tmp_path / "slides").write_text("in the way", encoding="utf-8")
    result = run("slides", *arguments, "--jobs", "1", "--out", str(tmp_path))
    assert result.exit_code == code
    assert [line for line in result.stderr.splitlines() if "error" in line] == [
        result.stderr.splitlines()[-1]
    ]
    assert words in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
