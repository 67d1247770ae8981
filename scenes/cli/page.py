"""The command `page`."""

from __future__ import annotations

import click
from rich.console import Console

from scenes.cli.draw import draw
from scenes.cli.request import Request, takes


@click.command("page")
@takes("names", "quality", "jobs", "encoder", "narration", "config", "out")
def command(request: Request) -> None:
    """Make OUT/page/index.html: the lecture to watch, to step through, to drag; draw what is missing."""
    from scenes.cli.progress import reporter
    from scenes.outputs.page import drags
    from scenes.outputs.page.make import Page, make

    outcome = draw(request)
    course, settings = request.course, request.settings
    with reporter(Console(stderr=True)) as report:
        films = drags.draw(course.drags, settings, jobs=request.jobs, out=request.out, reporter=report)
    page = Page(course.title, outcome, course.stepped, tuple(films), settings, request.quality)
    click.echo(make(page, request.out))
