"""The configuration's files made into one typed, frozen object."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from config.errors import ConfigError, one_line, wrong, wrong_value
from config.files import read_table
from config.lecture import Lecture, SurfaceSettings, TangentSettings
from config.model import Table
from config.narration import NarrationSettings
from config.network import NetworkSettings
from config.network_reading import chosen_form, network_values
from config.profiles import Profile, Profiles
from config.reads import ReadRecorder, value_at
from config.theme import Theme

__all__ = [
    "ConfigError",
    "NetworkSettings",
    "Settings",
    "SurfaceSettings",
    "TangentSettings",
    "load_settings",
]

FOLDER = Path(__file__).parent
FILES = ("lecture.toml", "theme.toml", "narration.toml", "profiles.toml")
_DEFAULTS = tuple(FOLDER / name for name in FILES)
_MOST_PROFILES = 50
_LONGEST_FOLDER = 120
_DIGITS = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?", re.ASCII)

_WHOLE = (("circuit", "expression"),)
"""Tables whose other keys mean something only beside this one: a file that gives it gives the whole table."""

Kind = TypeVar("Kind", bound=Table)


class Settings(Table):
    """What the lecture computes, how it looks, who speaks it, and the qualities it can be drawn in."""

    lecture: Lecture
    chapters: tuple[str, ...]
    """Chapters that are drawn where none is asked for by name; all if it is empty."""

    published: tuple[tuple[str, str], ...]
    """What the source of an example says: digits by the plain name of the number."""

    theme: Theme
    narration: NarrationSettings
    profiles: Profiles

    def recorder(self) -> ReadRecorder[Settings]:
        """Return the same settings, which note what is read of them."""
        return ReadRecorder(self)

    def value_at(self, path: str) -> str:
        """Return the value at a path such as `lecture.network.w1` as text; "" if there is none."""
        return value_at(self, path)


class _Sources:
    """The tables of several files laid over one another, and the file that each value came from."""

    def __init__(self) -> None:
        self.tables: dict[str, Any] = {}
        self.origin: dict[tuple[str, ...], Path] = {}

    def lay(self, content: dict[str, Any], source: Path) -> None:
        """Put the values of a file over those that are there."""
        for table, key in _WHOLE:
            if isinstance(content.get(table), dict) and key in content[table]:
                self.tables.pop(table, None)
        self._lay(self.tables, content, source, ())

    def _lay(self, under: dict[str, Any], over: dict[str, Any], source: Path, place: tuple[str, ...]) -> None:
        for key, value in over.items():
            here = (*place, key)
            self.origin[here] = source
            if isinstance(value, dict) and isinstance(under.get(key), dict) and len(here) < 3:
                self._lay(under[key], value, source, here)
            elif isinstance(value, dict) and len(here) < 3:
                under[key] = {}
                self._lay(under[key], value, source, here)
            else:
                under[key] = value

    def source(self, *place: str) -> Path:
        """Return the file that a key was last given in, or its table if the key is nowhere."""
        while place and place not in self.origin:
            place = place[:-1]
        return self.origin.get(place, FOLDER / FILES[0])

    def error(self, place: Sequence[str | int], allowed: str) -> ConfigError:
        """Say that the value at a place is wrong; entries of lists are counted from 0, and named from 1."""
        value: Any = self.tables
        name = ""
        for key in place:
            value = value[key]
            name += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if name else key
        keys = tuple(itertools.takewhile(lambda key: isinstance(key, str), place))
        return wrong_value(_named(self.source(*map(str, keys))), name, value, allowed)


def load_settings(override: Path | None = None) -> Settings:
    """Read `config/*.toml`, lay the values of another file over them, and check the whole.

    Raises `ConfigError`, one line with file, key, value and what is allowed, for anything that is wrong.
    """
    sources = _Sources()
    for name in FILES:
        sources.lay(read_table(FOLDER / name), FOLDER / name)
    if override is not None:
        sources.lay(read_table(override), override)
    allowed = (*Lecture.model_fields, "chapters", "published", "theme", "narration", "profiles")
    for key in sources.tables:
        if key not in allowed:
            raise sources.error((key,), f"unknown; the tables are {', '.join(allowed)}")
    lecture = {
        name: _table(sources, (name,), field.annotation)
        for name, field in Lecture.model_fields.items()
        if name != "network"
    }
    lecture["network"] = _network(sources)
    return Settings(
        lecture=Lecture(**lecture),
        chapters=_chapters(sources),
        published=_published(sources),
        theme=_table(sources, ("theme",), Theme),
        narration=_narration(sources),
        profiles=Profiles(tuple(_profiles(sources))),
    )


def _network(sources: _Sources) -> NetworkSettings:
    """Read the table of the network, in whichever form it is written."""
    place = ("network",)
    given = sources.tables["network"]
    if not isinstance(given, dict):
        raise sources.error(place, "give a table: [network]")
    given = chosen_form(given, lambda key: sources.source("network", key) not in _DEFAULTS)

    def refuse(at: tuple[str | int, ...], allowed: str) -> ConfigError:
        if at:
            return sources.error((*place, *at), allowed)
        return wrong(_named(sources.source(*place)), f"network.{allowed}")

    values = network_values(given, sources.source(*place).parent, refuse)
    try:
        network = NetworkSettings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = first["loc"] if first["loc"][0] in given else ("activation",)
        raise refuse(at, first["msg"]) from None
    refused = network.refusals()
    if refused is not None:
        known = tuple(key for key in refused.keys if key in given)
        raise refuse((_blamed(sources, place, known),), refused.allowed)
    return network


def _chapters(sources: _Sources) -> tuple[str, ...]:
    names = sources.tables.get("chapters", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise sources.error(("chapters",), 'give names of chapters, such as ["circuit"]')
    return tuple(names)


def _published(sources: _Sources) -> tuple[tuple[str, str], ...]:
    values = sources.tables.get("published", {})
    if not isinstance(values, dict):
        raise sources.error(("published",), "give a table: [published]")
    for name, digits in values.items():
        if type(digits) is not str or not _DIGITS.fullmatch(digits):
            raise sources.error(("published", name), 'give the digits in quotes, such as "0.2984"')
    return tuple(values.items())


def _narration(sources: _Sources) -> NarrationSettings:
    narration: NarrationSettings = _table(sources, ("narration",), NarrationSettings)
    place = ("narration", "recordings")
    try:
        return narration.beside(sources.source(*place))
    except OSError as error:
        raise sources.error(place, f"there is no folder {one_line(str(error), _LONGEST_FOLDER)}") from None


def _profiles(sources: _Sources) -> Iterator[tuple[str, Profile]]:
    profiles = sources.tables["profiles"]
    if not isinstance(profiles, Mapping):
        raise sources.error(("profiles",), "give a table for each profile: [profiles.preview]")
    if len(profiles) > _MOST_PROFILES:
        raise wrong(_named(sources.source("profiles")), f"has more than {_MOST_PROFILES} profiles")
    for name in profiles:
        if not name.isidentifier() or not name.isascii():
            raise sources.error(("profiles", name), "name a profile with letters, digits and _")
        yield name, _table(sources, ("profiles", name), Profile)


def _table(sources: _Sources, place: tuple[str, ...], kind: Any) -> Any:
    """Read the table at a place as a kind of `Table`; raise the first thing that is wrong with it."""
    values: Any = sources.tables
    for key in place:
        values = values[key]
    if not isinstance(values, dict):
        raise sources.error(place, f"give a table: [{'.'.join(place)}]")
    values = kind.gathered(values)
    known = ", ".join(kind.model_fields)
    for key in values:
        if key not in kind.model_fields:
            raise sources.error((*place, key), f"unknown; the keys are {known}")
    for key, field in kind.model_fields.items():
        if field.is_required() and key not in values:
            raise wrong(
                _named(sources.source(*place)), f"{'.'.join((*place, key))} is missing; the keys are {known}"
            )
    try:
        table: Table = kind.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise sources.error((*place, kind.key_of(first["loc"], values)), first["msg"]) from None
    refused = table.refusals()
    if refused is not None:
        raise sources.error((*place, _blamed(sources, place, refused.keys)), refused.allowed)
    return table


def _blamed(sources: _Sources, place: tuple[str, ...], keys: tuple[str, ...]) -> str:
    """Return the likeliest key among those that the user gave; without any, the likeliest of all."""
    given = [key for key in keys if sources.source(*place, key) not in _DEFAULTS]
    return (given or list(keys))[0]


def _named(source: Path) -> Path:
    return Path("config") / source.name if source in _DEFAULTS else source
