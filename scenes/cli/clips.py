"""The command `clips`."""

from __future__ import annotations

import click

from scenes.cli.draw import draw
from scenes.cli.request import Request, takes


@click.command("clips")
@takes("names", "quality", "jobs", "encoder", "narration", "config", "out")
def command(request: Request) -> None:
    """Make every beat of the scenes a film of its own in OUT/clips, with an index; draw what is missing."""
    from scenes.outputs.clips.make import make_all

    outcome = draw(request, beats=True)
    click.echo(make_all(outcome.scenes, request.out, outcome.narration))
