"""The group of commands, and errors told in one line with an exit code.

Exit codes: 0 done, 1 something failed, 2 the request or the configuration was wrong, 130 interrupted.
"""

from __future__ import annotations

import importlib

import click
from typing_extensions import override

from scenes.cli.errors import INTERRUPTED, complain
from scenes.film.errors import ProductionError, RequestError, reason
from scenes.film.jobs import fork_server

_COMMANDS = (
    *("list", "examples", "plan", "render", "preview"),
    *("clips", "slides", "page", "export", "audit", "bench"),
)
_PLAYING = frozenset({"render", "preview", "clips", "slides", "page", "audit"})
"""Commands whose work is done by processes of their own."""


class Commands(click.Group):
    """Commands, each imported when it is asked for; known errors are one line on stderr and an exit code.

    The process that workers are copied from is started first: it imports while the command does.
    """

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        if cmd_name in _PLAYING:
            fork_server.context()
        command: click.Command = importlib.import_module(f"scenes.cli.{cmd_name}").command
        return command

    @override
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ValueError as error:
            from config import ConfigError

            if not isinstance(error, RequestError | ConfigError):
                raise
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
