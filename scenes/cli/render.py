"""The command `render`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scenes.cli.draw import draw
from scenes.cli.request import Request, takes


@click.command("render")
@takes("names", "quality", "jobs", "encoder", "cluster", "narration", "config", "out")
@click.option("--stats", type=click.Path(path_type=Path), hidden=True, help="Write what it took as JSON.")
def command(request: Request, stats: Path | None) -> None:
    """Draw the scenes into OUT/chapters; all of them, joined into OUT/lecture.mp4, if none is named.

    What has not changed since it was last drawn is not drawn again.
    """
    outcome = draw(request)
    if stats is not None:
        stats.write_text(json.dumps(outcome.stats()), encoding="utf-8")
