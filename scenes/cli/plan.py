"""The command `plan`."""

from __future__ import annotations

import click
from rich.console import Console

from scenes.cli.request import Request, takes


@click.command("plan")
@takes("names", "config")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON for other programs.")
def command(request: Request, as_json: bool) -> None:
    """Print beats, times, captions and shown numbers without drawing a frame."""
    from scenes.film import plan

    timelines = plan.timelines(request.scenes, request.settings)
    if as_json:
        click.echo(plan.as_text(plan.as_json(timelines)).encode(), nl=False)
    else:
        Console().print(plan.as_table(timelines))
