"""Reading a TOML file without trusting it: its size, its encoding, its depth, its numbers."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from config.errors import RawNumber, one_line, wrong

_WRITTEN = {
    "a decimal comma": (re.compile(r"=\s*[-+]?\d+(,)\d+\s*(#.*)?$"), "."),
    "a typographic minus": (re.compile(r"[=\[,]\s*([−–—])\s*[\d.]"), "-"),
}
"""Numbers as they are printed and not as TOML has them: the sign, and what is written instead."""

LARGEST_FILE = 65_536
"""Bytes that a configuration file may have."""


def read_table(source: Path) -> dict[str, Any]:
    """Read a TOML file; numbers with a point or an exponent come as `RawNumber`, integers as `int`.

    Raises `ConfigError` for a file that is missing, unreadable, too large, not UTF-8 or not TOML.
    """
    try:
        if not source.is_file():
            raise wrong(source, "is not a file" if source.exists() else "there is no such file")
        with source.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError):
            raise wrong(source, f"cannot be read ({error.strerror})") from None
        raise
    if len(content) > LARGEST_FILE:
        raise wrong(source, f"is larger than a configuration may be ({LARGEST_FILE} bytes)")
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=RawNumber)
    except UnicodeDecodeError as error:
        raise wrong(source, f"is not UTF-8 text (byte {error.start + 1})") from None
    except RecursionError:
        raise wrong(source, "is nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise wrong(source, _number_hint(content) or f"is not TOML: {error}") from None
    except ValueError:
        raise wrong(source, f"{_longest_line(content)}: give numbers of at most 30 digits") from None


def _number_hint(content: bytes) -> str:
    """Name the first line whose number has a printed sign, and how it is written; empty if there is none."""
    for number, line in enumerate(content.decode("utf-8-sig").splitlines(), 1):
        for what, (pattern, instead) in _WRITTEN.items():
            if found := pattern.search(line):
                place = found.start(1)
                right = f"{line[:place]}{instead}{line[place + 1 :]}"
                return f"line {number}, {one_line(line, 60)}: has {what}, write {one_line(right.strip(), 60)}"
    return ""


def _longest_line(content: bytes) -> str:
    """Name the line of a number that is too long for Python to read: the longest line."""
    lines = content.decode("utf-8-sig").splitlines()
    number = max(range(len(lines)), key=lambda index: len(lines[index]))
    return f"line {number + 1}, {one_line(lines[number], 60)}"
