"""Files are replaced whole or not at all, and failures are told in one line."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from scenes.film.errors import explain
from scenes.film.files import write_text, written_aside
from scenes.film.manifest import Manifest


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """Neither a half-written target nor the file aside remain."""
    target = tmp_path / "x.mp4"
    write_text(target, "good")
    with pytest.raises(KeyboardInterrupt), written_aside(target) as aside:
        aside.write_text("half")
        raise KeyboardInterrupt
    assert target.read_text() == "good"
    assert list(tmp_path.iterdir()) == [target]


def test_others_may_read_the_file(tmp_path: Path) -> None:
    """A file made aside has the rights of a file made in place."""
    (tmp_path / "plain").write_text("")
    write_text(tmp_path / "aside", "")
    assert (tmp_path / "aside").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_full_disk_is_told_whatever_wraps_it() -> None:
    """An encoder's error with a full disk behind it is told as a full disk."""
    try:
        try:
            raise OSError(errno.ENOSPC, "full")
        except OSError as error:
            raise RuntimeError("Failed to encode\nsegment") from error
    except RuntimeError as error:
        line = explain(error, scene="c", beat="b", out=Path("build"))
    assert line == "c, beat 'b': cannot write in build: No space left on device"


def test_a_chapters_error_names_its_line() -> None:
    """The file and line below the working folder are told, on one line."""
    try:
        raise ValueError("two\nlines")
    except ValueError as error:
        line = explain(error, scene="c", beat=None, out=Path("build"))
    assert line.startswith("c (tests/scenes/film/test_files.py:")
    assert line.endswith("): ValueError: two lines")


def test_the_manifest_keeps_what_is_there(tmp_path: Path) -> None:
    """Entries are merged in the lecture's order; entries without files go; rubbish is replaced."""
    order = ("a", "b", "c")
    for name in order:
        write_text(tmp_path / "chapters" / f"{name}.mp4", name * 3)

    def enter(name: str) -> list[str]:
        path = tmp_path / "chapters" / f"{name}.mp4"
        manifest = Manifest(tmp_path)
        manifest.enter({"id": name, "title": "−"}, [path], profile="draft", key="k")
        manifest.write(order)
        return [entry["id"] for entry in json.loads((tmp_path / "manifest.json").read_text())["chapters"]]

    assert enter("c") == ["c"]
    assert enter("a") == ["a", "c"]
    assert enter("a") == ["a", "c"]
    assert Manifest(tmp_path).has("c", "k")
    assert not Manifest(tmp_path).has("c", "another")
    (tmp_path / "chapters" / "c.mp4").unlink()
    assert not Manifest(tmp_path).has("c", "k")
    assert enter("b") == ["a", "b"]
    (tmp_path / "manifest.json").write_text("{rubbish")
    assert enter("b") == ["b"]
    (entry,) = json.loads((tmp_path / "manifest.json").read_text())["chapters"]
    assert entry["files"] == [{"path": "chapters/b.mp4", "size": 3, "profile": "draft", "key": "k"}]
    write_text(tmp_path / "chapters" / "b.mp4", "cut")
    assert Manifest(tmp_path).has("b", "k")
    write_text(tmp_path / "chapters" / "b.mp4", "another size")
    assert not Manifest(tmp_path).has("b", "k")
