"""The command `bench`."""

from __future__ import annotations

import click
from rich.console import Console

from scenes.cli.request import Request, takes


@click.command("bench")
@takes("names", "quality")
def command(request: Request) -> None:
    """Time Manim's own command, ours and the encoder alone on the same scenes; print a Markdown table."""
    from scenes.cli.benchmark import bench

    with Console(stderr=True).status("measuring"):
        measured = bench(request.scenes, request.quality)
    click.echo(measured.as_markdown())
