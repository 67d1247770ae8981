"""The command `audit`."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from scenes.cli.request import Request, takes


@click.command("audit")
@takes("names", "jobs", "config", "out")
@click.option("--json", "as_json", is_flag=True, help="Print audit.json instead of the table.")
@click.option("--sheet", is_flag=True, help="Write a contact sheet of each scene into OUT/audit.")
@click.option("--staging", is_flag=True, help="Judge as well what fills the frame and what moves in it.")
def command(request: Request, as_json: bool, sheet: bool, staging: bool) -> None:
    """Prove that what stands on screen is right and legible; exit 1 if anything is not."""
    from scenes.audit import run as auditing
    from scenes.film.plan import as_text

    settings = request.settings
    with Console(stderr=True).status("looking at the scenes"):
        reports = auditing.audit(
            request.scenes, settings, out=request.out, sheets=sheet, jobs=request.jobs, staging=staging
        )
    if as_json:
        click.echo(as_text(auditing.as_json(reports)).encode(), nl=False)
    else:
        Console(width=None if sys.stdout.isatty() else 200).print(auditing.as_table(reports))
    if any(report.failures for report in reports):
        sys.exit(1)
