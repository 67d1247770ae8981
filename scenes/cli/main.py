"""The group of commands, and errors told in one line with an exit code.

Exit codes: 0 done, 1 something failed, 2 the request or the configuration was wrong, 130 interrupted.
"""

from __future__ import annotations

import click
from typing_extensions import override

from config import ConfigError
from scenes.cli import audit, bench, clips, export, list, page, plan, preview, render, slides
from scenes.cli.errors import INTERRUPTED, complain
from scenes.film.errors import ProductionError, RequestError, reason


class Commands(click.Group):
    """A group that turns known errors into one line on stderr and an exit code."""

    @override
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (ConfigError, RequestError) as error:
            complain(str(error))
            ctx.exit(2)
        except ProductionError as error:
            complain(str(error))
            ctx.exit(1)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise  # Nobody reads any more; click ends quietly.
            complain(reason(error))
            ctx.exit(1)
        except KeyboardInterrupt:
            complain("interrupted")
            ctx.exit(INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Explainer videos about backpropagation, drawn from values that are computed and checked."""


for module in (list, plan, render, preview, clips, slides, page, export, audit, bench):
    main.add_command(module.command)
