"""The command `slides`."""

from __future__ import annotations

import click

from scenes.cli.draw import draw
from scenes.cli.request import Request, takes


@click.command("slides")
@takes("names", "quality", "jobs", "encoder", "config", "out")
def command(request: Request) -> None:
    """Make decks of the scenes, a slide a beat, in OUT/slides: HTML and PowerPoint; draw what is missing."""
    from scenes.outputs.slides import deck

    outcome = draw(request, beats=True)
    background = request.settings.theme.background
    for path in deck.make_all(outcome.scenes, request.course.title, background, request.out):
        click.echo(path)
