"""Files that are either whole or not there: written aside, then renamed over the target."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """Yield an empty file beside `target` to write to; it replaces `target` if the block succeeds.

    If the block raises, the file is removed and `target` stays as it was. Raises `OSError` where the
    folder cannot be written to.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(descriptor)
    aside = Path(name)
    try:
        yield aside
        aside.chmod(0o666 & ~_umask())
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def write_text(target: Path, text: str) -> None:
    """Write a text file in UTF-8 in one step; raises `OSError`."""
    with written_aside(target) as aside:
        aside.write_text(text, encoding="utf-8", newline="\n")


def read_keys(path: Path) -> dict[str, str]:
    """Return the content keys that a JSON file keeps by name; none where it is missing or damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(key) for name, key in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _umask() -> int:
    """Return the process's file mode mask; the system tells it only by setting one."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
