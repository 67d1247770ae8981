"""What the commands that draw have in common: films made, progress and a table on stderr, paths on stdout."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click
from rich.console import Console

from scenes.cli.errors import complain, interrupt_on_terminate
from scenes.film.errors import RequestError

if TYPE_CHECKING:
    from scenes.cli.request import Request
    from scenes.film.result import BuildResult


def draw(request: Request, *, beats: bool = False) -> BuildResult:
    """Draw what is not there yet; exit with 1 after a line for each scene that failed.

    `beats` asks for each beat's film as well.
    """
    scenes, settings = request.scenes, request.settings
    from scenes.cli.progress import as_table, reporter
    from scenes.film.frames.encoders import chosen
    from scenes.film.render import render

    if request.encoder != "software" and request.cluster is not None:
        raise RequestError("an encoder in hardware is this machine's; leave --encoder or --cluster out")
    quality, line = chosen(request.encoder, settings.profiles.named(request.quality))
    interrupt_on_terminate()
    console = Console(stderr=True)
    if line is not None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    since = time.monotonic()
    with reporter(console) as report:
        outcome = render(
            scenes,
            settings,
            quality,
            settings.narration,
            project=request.project,
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
    for scene in outcome.scenes:
        if scene.plan.seed is not None:
            console.print(
                f"{scene.entry.id}: its random numbers start from seed {scene.plan.seed}", highlight=False
            )
    for line in outcome.failures:
        complain(line)
    if outcome.failures:
        sys.exit(1)
    for entry in scenes:
        click.echo(request.out / "chapters" / f"{entry.id}.mp4")
    if outcome.joined is not None:
        click.echo(request.out / outcome.joined.name)
    return outcome
