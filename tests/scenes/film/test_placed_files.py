"""Files put where they lay elsewhere: there while somebody needs them, then gone, whoever was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scenes.film.errors import ProductionError
from scenes.film.jobs.placed_files import placed


@pytest.fixture(autouse=True)
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the notes of these tests to themselves; return the folder they lie in."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder / f"placed-files-{os.getuid()}"


def test_what_was_missing_is_there_and_gone_and_what_was_there_stays(tmp_path: Path) -> None:
    there, missing = tmp_path / "there.txt", tmp_path / "a" / "b c" / "missing.txt"
    there.write_bytes(b"1")
    with placed({str(there): b"1", str(missing): b"2"}):
        assert missing.read_bytes() == b"2"
        (tmp_path / "a" / "of others").write_bytes(b"3")
    assert there.read_bytes() == b"1"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["of others"]
    missing.parent.mkdir()
    missing.write_bytes(b"made by its owner meanwhile")
    with placed({}):
        assert missing.exists()


def test_files_stay_until_the_last_one_who_needs_them_is_done(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with placed({str(file): b"1"}):
        with placed({str(file): b"1"}):
            pass
        assert file.exists()
    assert not file.exists()


def test_another_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    first, other = tmp_path / "first", tmp_path / "other"
    other.write_bytes(b"theirs")
    with (
        pytest.raises(ProductionError, match=f"another {other} than"),
        placed({str(first): b"1", str(other): b"2"}),
    ):
        raise AssertionError
    assert other.read_bytes() == b"theirs"
    assert not first.exists()


def test_what_a_killed_process_has_left_is_cleared_away(tmp_path: Path, notes: Path) -> None:
    file = tmp_path / "folder" / "file"
    program = (
        "import os, sys; from scenes.film.jobs.placed_files import placed\n"
        "with placed({sys.argv[1]: b'1'}): os._exit(0)"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(file)],
        check=True,
        env={**os.environ, "TMPDIR": str(notes.parent)},
    )
    assert file.exists()
    with placed({}):
        assert not file.parent.exists()


def test_notes_that_somebody_else_could_write_to_are_refused(tmp_path: Path, notes: Path) -> None:
    notes.mkdir()
    notes.chmod(0o777)
    with pytest.raises(ProductionError, match="belongs to somebody else"), placed({}):
        raise AssertionError
