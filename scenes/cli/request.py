"""What a command is asked for: one frozen request, filled from the options that the command takes."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click

from config import Settings, load_settings
from scenes.cli.choice import chosen_chapters
from scenes.course import Course
from scenes.film.errors import RequestError
from scenes.film.hardware import CHOICES
from scenes.film.project import SceneRef
from scenes.film.targets import is_file_target, scenes_of

_Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def split_words(text: str | None) -> tuple[str, ...]:
    """Return the words of a text, split as a POSIX shell splits them; nothing in them is expanded.

    Raises `RequestError` for a quote that does not end.
    """
    try:
        return tuple(shlex.split(text or ""))
    except ValueError as error:
        raise RequestError(f"the names {text!r} cannot be split into words: {str(error).lower()}") from None


_SCENES = click.option(
    "--scenes",
    "listed",
    metavar="NAMES",
    help="More names in one text, split as a shell splits words: 'a b' is two, '\"a b\"' is one.",
)

_OPTIONS: dict[str, _Decorator] = {
    "names": lambda command: click.argument("names", nargs=-1, metavar="[NAME]...")(_SCENES(command)),
    "name": lambda command: click.argument("name", required=False)(_SCENES(command)),
    "quality": click.option(
        "--quality", default="lecture", show_default=True, help="A profile of config/profiles.toml."
    ),
    "jobs": click.option(
        "--jobs", type=click.IntRange(min=1), help="Workers at a time.  [default: one a core]"
    ),
    "narration": click.option(
        "--narration",
        type=click.Choice(["on", "off"]),
        default="on",
        show_default=True,
        help="Whether the films are spoken; off makes the same ones, silent.",
    ),
    "encoder": click.option(
        "--encoder",
        type=click.Choice(CHOICES),
        default="software",
        show_default=True,
        help="Which encoder makes the films: x264, the first in hardware that works, or one by name.",
    ),
    "cluster": click.option("--cluster", metavar="ADDRESS", help="Draw on a Dask scheduler's workers."),
    "config": click.option(
        "--config", type=click.Path(path_type=Path), help="A TOML file that overrides config/*.toml."
    ),
    "out": click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("build"),
        show_default=True,
        help="Folder for everything that is made.",
    ),
}


@dataclass(frozen=True)
class Request:
    """A command's options; those that it does not take have their defaults."""

    course: Course
    names: tuple[str, ...] = ()
    listed: str | None = None
    single: bool = False
    """Whether one scene is wanted, no more and no less."""
    quality: str = "lecture"
    jobs: int | None = None
    narration: str = "on"
    encoder: str = "software"
    cluster: str | None = None
    config: Path | None = None
    out: Path = Path("build")

    @cached_property
    def scenes(self) -> tuple[SceneRef, ...]:
        """The scenes asked for: those of the course in its order, and those of files.

        Raises `RequestError` for a number other than one where one is wanted, and as `chosen_chapters` and
        `scenes_of` do.
        """
        names = (*self.names, *split_words(self.listed))
        files = [name for name in names if is_file_target(name)]
        own = [name for name in names if name not in files]
        found: list[SceneRef] = []
        if own or not files:
            found += chosen_chapters(self.course, own, self.settings, self._tell)
        found += [scene for file in files for scene in scenes_of(file)]
        if self.single and (len(names) != 1 or len(found) != 1):
            told = len(found) if names else 0
            raise RequestError(f"name one scene, not {told}; the command list prints the names")
        return tuple(dict.fromkeys(found))

    @property
    def project(self) -> Course:
        """The course; where no scene is named, with those chapters that the configuration has it show."""
        return self.course if self.names or self.listed else replace(self.course, scenes=self.scenes)

    @staticmethod
    def _tell(line: str) -> None:
        click.echo(line, err=True)

    @cached_property
    def settings(self) -> Settings:
        """The settings. Raises `ConfigError`."""
        return load_settings(self.config)

    @property
    def narrated(self) -> bool:
        """Whether the films are spoken."""
        return self.narration == "on"


def takes(*options: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command some of the options above; it is called with a `Request` and what else it takes."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**given: Any) -> None:
            asked = {name: given.pop(name) for name in (*options, "listed") if name in given}
            if "name" in asked:
                name = asked.pop("name")
                asked |= {"names": () if name is None else (name,), "single": True}
            course = click.get_current_context().find_object(Course)
            assert course is not None
            command(Request(course, **asked), **given)

        decorated: Callable[..., None] = run
        for name in reversed(options):
            decorated = _OPTIONS[name](decorated)
        return decorated

    return decorate
