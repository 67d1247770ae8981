"""The command `bench`."""

from __future__ import annotations

import click
from rich.console import Console

from scenes.cli.request import Request, takes


@click.command("bench")
@takes("names", "quality")
def command(request: Request) -> None:
    """Time Manim's own command, ours and the encoder alone on the same scenes; print Markdown tables.

    If none is named: on the five longest chapters and on three ordinary scene files.
    """
    from scenes.cli.benchmark.measuring import bench
    from scenes.cli.benchmark.table import as_markdown

    with Console(stderr=True).status("measuring"):
        measured = bench(request.scenes, request.quality, all_of_course=not (request.names or request.listed))
    click.echo(as_markdown(measured))
