"""What is said when a configuration is wrong: one line with file, key, value and what is allowed."""

from __future__ import annotations

from pathlib import Path

_LONGEST_VALUE = 60
_LONGEST_KEY = 80
_LONGEST_PATH = 300


class ConfigError(ValueError):
    """A configuration that cannot be used. Its text is one line for the person who wrote the file."""


class RawNumber(str):
    """A number with a point or an exponent, `nan` or `inf`, as the file has it: not yet read."""

    __slots__ = ()


def wrong_value(source: Path, key: str, value: object, allowed: str) -> ConfigError:
    """Say that the value of a (dotted) key is wrong, and what would be right."""
    return wrong(source, f"{one_line(key, _LONGEST_KEY)} = {shortened(value)}: {allowed}")


def wrong(source: Path, reason: str) -> ConfigError:
    """Say what is wrong with a whole file."""
    return ConfigError(f"{one_line(str(source), _LONGEST_PATH)}: {one_line(reason, 1000)}")


def shortened(value: object, longest: int = _LONGEST_VALUE) -> str:
    """Write a value as TOML would, on one line and short, however large it is."""
    if isinstance(value, RawNumber):
        return one_line(value, longest)
    if isinstance(value, str):
        return f'"{one_line(value, longest)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > 4 * longest:
        return f"an integer of {value.bit_length()} bits"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        shown = ", ".join(shortened(item, longest // 3) for item in value[:6])
        return one_line(f"[{shown}{', …' if len(value) > 6 else ''}]", longest)
    return one_line(str(value), longest)


def one_line(text: str, longest: int) -> str:
    """Return at most `longest` characters of a text, with whatever is not printable escaped."""
    kept = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in kept)
