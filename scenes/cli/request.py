"""What a command is asked for: one frozen request, filled from the options that the command takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click

from config import Settings, load_settings
from scenes.course import Course
from scenes.film.project import SceneRef
from scenes.film.targets import is_file_target, scenes_of

_OPTIONS: dict[str, Callable[[Callable[..., None]], Callable[..., None]]] = {
    "names": click.argument("names", nargs=-1, metavar="[NAME]..."),
    "name": click.argument("name"),
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
    name: str | None = None
    quality: str = "lecture"
    jobs: int | None = None
    narration: str = "on"
    cluster: str | None = None
    config: Path | None = None
    out: Path = Path("build")

    @cached_property
    def scenes(self) -> tuple[SceneRef, ...]:
        """The scenes asked for: those of the course in its order, and those of files.

        Raises `RequestError` for a name that no scene has, and as `scenes_of_file` does.
        """
        names = (self.name,) if self.name is not None else self.names
        files = [name for name in names if is_file_target(name)]
        if not files:
            return self.course.chosen(names)
        own = [name for name in names if name not in files]
        found = [
            *(self.course.chosen(own) if own else ()),
            *(one for file in files for one in scenes_of(file)),
        ]
        return tuple(dict.fromkeys(found))

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
            asked = {name: given.pop(name) for name in options}
            course = click.get_current_context().find_object(Course)
            assert course is not None
            command(Request(course, **asked), **given)

        decorated: Callable[..., None] = run
        for name in reversed(options):
            decorated = _OPTIONS[name](decorated)
        return decorated

    return decorate
