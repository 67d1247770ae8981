"""Which files a scene reads while it plays, such as pictures, and digests of them."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_SYSTEM = tuple({sys.prefix, sys.base_prefix, "/dev/", "/etc/", "/proc/", "/sys/", "/usr/", "/run/"})
"""Where files lie that come with the system and with packages."""

_CODE = (".py", ".pyc", ".pyd", ".so", ".dylib", ".dll")

_listening: list[set[str]] = []
_hooked = False


@contextmanager
def files_read(*own: Path) -> Iterator[set[str]]:
    """Yield a set that the files opened in the block are put into, by their absolute paths.

    What lies in one of the `own` folders, belongs to the system or is code does not count.
    """
    global _hooked
    if not _hooked:
        sys.addaudithook(_hear)
        _hooked = True
    opened: set[str] = set()
    found: set[str] = set()
    _listening.append(opened)
    try:
        yield found
    finally:
        _listening.remove(opened)
        folders = tuple(f"{folder.absolute()}{os.sep}" for folder in own)
        found |= {path for path in opened if not path.startswith(folders) and Path(path).is_file()}


def content_digests(paths: Iterable[str]) -> dict[str, str]:
    """Return the digest of each file's content; "" for one that cannot be read."""
    return {path: content_digest(path) for path in sorted(paths)}


def content_digest(path: str) -> str:
    """Return the digest of a file's content; "" if it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def unchanged(known: Mapping[str, str]) -> bool:
    """Tell whether files have the contents that they had."""
    return all(content_digest(path) == digest for path, digest in known.items())


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or not _listening:
        return
    path, mode = arguments[0], arguments[1]
    if not isinstance(path, str | bytes | os.PathLike) or (isinstance(mode, str) and set(mode) & set("wax")):
        return
    name = os.path.abspath(os.fsdecode(path))
    if not name.startswith(_SYSTEM) and not name.endswith(_CODE):
        for opened in _listening:
            opened.add(name)
