"""What the commands that draw have in common: films made, progress and a table on stderr, paths on stdout."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click
from rich.console import Console

from scenes.cli.errors import complain, interrupt_on_terminate

if TYPE_CHECKING:
    from scenes.cli.request import Request
    from scenes.film.result import BuildResult


def draw(request: Request, *, beats: bool = False) -> BuildResult:
    """Draw what is not there yet; exit with 1 after a line for each scene that failed.

    `beats` asks for each beat's film as well.
    """
    scenes, settings = request.scenes, request.settings
    from scenes.cli.progress import as_table, reporter
    from scenes.film.render import render

    interrupt_on_terminate()
    console = Console(stderr=True)
    since = time.monotonic()
    with reporter(console) as report:
        outcome = render(
            scenes,
            settings,
            settings.profiles.named(request.quality),
            settings.narration,
            project=request.course,
            profile=request.quality,
            jobs=request.jobs,
            out=request.out,
            reporter=report,
            cluster=request.cluster,
            narrated=request.narrated,
            beats=beats,
        )
    if outcome.scenes:
        console.print(as_table(outcome, time.monotonic() - since), highlight=False)
    for line in outcome.failures:
        complain(line)
    if outcome.failures:
        sys.exit(1)
    for scene in scenes:
        click.echo(request.out / "chapters" / f"{scene.id}.mp4")
    if outcome.joined is not None:
        click.echo(request.out / outcome.joined.name)
    return outcome
