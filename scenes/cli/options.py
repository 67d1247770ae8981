"""What the commands have in common: their options, and errors told in one line with an exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from config import ConfigError
from scenes.film.errors import ProductionError, RequestError

INTERRUPTED = 130


class Commands(click.Group):
    """Turns the production's errors into one line on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (ConfigError, RequestError) as error:
            complain(str(error))
            ctx.exit(2)
        except ProductionError as error:
            complain(str(error))
            ctx.exit(1)
        except KeyboardInterrupt:
            complain("interrupted")
            ctx.exit(INTERRUPTED)


def complain(line: str) -> None:
    """Print an error, one line, on stderr."""
    click.echo(f"error: {line}", err=True)


names_argument = click.argument("names", nargs=-1, metavar="[NAME]...")
config_option = click.option(
    "--config", "override", type=click.Path(path_type=Path), help="A TOML file that overrides config/*.toml."
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="Folder for everything that is made.",
)
quality_option = click.option(
    "--quality", default="lecture", show_default=True, help="A profile of config/profiles.toml."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), help="Workers at a time.  [default: one a core]"
)
narration_option = click.option(
    "--narration",
    type=click.Choice(["on", "off"]),
    default="on",
    show_default=True,
    help="Whether the films are spoken; off makes the same ones, silent.",
)


def drawing_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of where settings come from and files go to."""
    return config_option(out_option(command))
