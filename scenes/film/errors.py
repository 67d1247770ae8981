"""What can go wrong while scenes become films, each reported in one line."""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Iterator
from pathlib import Path

from scenes.voice.speech import VoiceError

_OF_THE_DISK = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
)


class RequestError(ValueError):
    """The request names something that does not exist: exit code 2."""


class ProductionError(RuntimeError):
    """A scene could not be made into its files: exit code 1."""


class EnoughError(Exception):
    """Everything that is wanted of a scene has been drawn; the rest of it need not be played."""


def explain(error: BaseException, *, scene: str, beat: str | None, out: Path) -> str:
    """Say in one line which scene failed, in which beat, where in the code and why.

    A full or forbidden disk anywhere among the causes, or words that cannot be said, are what the reader can
    act on, so the code's line is left out.
    """
    where = scene if beat is None else f"{scene}, beat {beat!r}"
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in _OF_THE_DISK:
            return f"{where}: cannot write in {out}: {reason(cause)}"
        if isinstance(cause, VoiceError):
            return f"{where}: {_one_line(str(cause))}"
    return f"{where}{_line_of_code(error)}: {type(error).__name__}: {_one_line(str(error))}"


def reason(error: OSError) -> str:
    """Return the operating system's words for an error, with the file it names."""
    words = os.strerror(error.errno) if error.errno is not None else _one_line(str(error))
    return f"{words} ({error.filename})" if error.filename else words


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _line_of_code(error: BaseException) -> str:
    """Return the innermost line below the current folder that the error passed through, if any."""
    here = Path.cwd()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(here) and "site-packages" not in path.parts:
            return f" ({path.relative_to(here)}:{frame.lineno})"
    return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
