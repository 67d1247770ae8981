"""What can go wrong while scenes become films, each reported in one line."""

from __future__ import annotations

import errno
import os
import sysconfig
import traceback
from collections.abc import Iterator
from pathlib import Path

from scenes.voice.speech import VoiceError

_OF_THE_DISK = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
)

_ROOT = Path(__file__).parents[2]
_ROOMS = ("audit", "cli", "film", "outputs", "stage", "voice")
_OURS = tuple(_ROOT / name for name in ("backprop_core", "config", *(f"scenes/{room}" for room in _ROOMS)))
"""Folders of files that makers do not write."""

_LIBRARIES = tuple(Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib"))

_LONGEST = 400
"""Characters of another library's words that are told."""

_TYPESET = "tex_file_writing.py"
"""The file of Manim that calls LaTeX."""


class RequestError(ValueError):
    """The request names something that does not exist: exit code 2."""


class ProductionError(RuntimeError):
    """A scene could not be made into its files: exit code 1."""


class EnoughError(Exception):
    """Everything that is wanted of a scene has been drawn; the rest of it need not be played."""


class RefusedError(RuntimeError):
    """A scene asks for what a film cannot have; the message says what, and what to do."""


def explain(error: BaseException, *, scene: str, beat: str | None, out: Path) -> str:
    """Say in one line which scene failed, in which beat, where in the maker's code and why.

    A full or forbidden disk anywhere among the causes, or words that cannot be said, are what the reader can
    act on, so the code's line is left out.
    """
    where = scene if beat is None else f"{scene}, beat {beat!r}"
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in _OF_THE_DISK:
            return f"{where}: cannot write in {out}: {reason(cause)}"
        if isinstance(cause, VoiceError):
            return f"{where}: {_one_line(str(cause))}"
    return where + described(error)


def described(error: BaseException) -> str:
    """Say where in the code an error arose and what it is: ` (file:line): words`, in one line.

    The line is the innermost one of a file that a maker has written, else of one of ours.
    """
    return f"{_line_of_code(error)}: {_what(error)}"


def reason(error: OSError) -> str:
    """Return the operating system's words for an error, with the file it names."""
    words = os.strerror(error.errno) if error.errno is not None else _one_line(str(error))
    return f"{words} ({error.filename})" if error.filename else words


def _what(error: BaseException) -> str:
    """Return an error's kind and words, or what to do about it where that is known."""
    if isinstance(error, RefusedError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, FileNotFoundError) and any(Path(at.filename).name == _TYPESET for at in frames):
        return (
            f"LaTeX is not installed (there is no program {error.filename!r}): use MathTypst for MathTex, "
            "Typst for Tex, mob_class=MathTypst for numbers, label_constructor=MathTypst for axes and bar "
            "charts; or install LaTeX"
        )
    kind = type(error).__name__
    words = _one_line(error.msg if isinstance(error, SyntaxError) else str(error))
    if words:
        return f"{kind}: {words}"
    return f"{kind} in `{_one_line(frames[-1].line)}`" if frames and frames[-1].line else kind


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _line_of_code(error: BaseException) -> str:
    """Return the innermost line of a maker's file that an error passed through, else of ours, if any."""
    passed = [(at.filename, at.lineno) for at in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename is not None:
        passed.append((error.filename, error.lineno))
    files = [(Path(name), line) for name, line in reversed(passed) if _is_project(Path(name))]
    files.sort(key=lambda at: _is_ours(at[0]))
    if not files:
        return ""
    path, line = files[0]
    here = Path.cwd()
    return f" ({path.relative_to(here) if path.is_relative_to(here) else path}:{line})"


def _is_ours(path: Path) -> bool:
    return any(path.is_relative_to(folder) for folder in _OURS)


def _is_project(path: Path) -> bool:
    """Tell whether a file is neither Python's nor a library's, nor made up (`<string>`)."""
    made_up = path.name.startswith("<") or not path.is_absolute()
    return not made_up and not any(path.is_relative_to(folder) for folder in _LIBRARIES)


def _one_line(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
