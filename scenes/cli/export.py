"""The command `export`."""

from __future__ import annotations

import click
from rich.console import Console

from scenes.cli.errors import interrupt_on_terminate
from scenes.cli.request import Request, takes


@click.command("export")
@takes("name", "config", "out")
@click.option("--beat", help="Only this beat of the scene.")
@click.option("--as", "form", type=click.Choice(["webm", "gif"]), required=True, help="Which form.")
@click.option(
    "--quality", help="A profile of config/profiles.toml.  [default: draft for webm, preview for gif]"
)
def command(request: Request, beat: str | None, form: str, quality: str | None) -> None:
    """Draw a scene, or a beat of it, into OUT/exports: as WebM without a background, or as GIF."""
    from scenes.cli.progress import reporter
    from scenes.outputs.exports import export as exporting

    (scene,) = request.scenes
    settings = request.settings
    interrupt_on_terminate()
    profile = quality or exporting.FORMS[form]
    with reporter(Console(stderr=True)) as report:
        made = exporting.export(
            scene, settings, form=form, beat=beat, profile=profile, out=request.out, reporter=report
        )
    click.echo(f"{made.stat().st_size / 1e6:.2f} MB", err=True)
    click.echo(made)
