"""The command `list`."""

from __future__ import annotations

import sys

import click

from scenes.cli.errors import complain
from scenes.cli.request import Request, takes
from scenes.film.errors import ProductionError


@click.command("list")
@takes()
def command(request: Request) -> None:
    """List the scenes in the lecture's order; one that cannot be loaded is listed without a title."""
    width = max(len(scene.id) for scene in request.scenes)
    broken: list[str] = []
    for scene in request.scenes:
        try:
            click.echo(f"{scene.id:<{width}}  {scene.load().title}")
        except ProductionError as error:
            click.echo(scene.id)
            broken.append(str(error))
    for line in broken:
        complain(line)
    if broken:
        sys.exit(1)
