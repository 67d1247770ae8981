"""Errors on the terminal, and signals that end a command like Ctrl-C."""

from __future__ import annotations

import signal
from types import FrameType

import click

INTERRUPTED = 130
"""Exit code of an interrupted command, as shells have it for SIGINT."""


def complain(line: str) -> None:
    """Print an error, one line, on stderr."""
    click.echo(f"error: {line}", err=True)


def interrupt_on_terminate() -> None:
    """Let SIGTERM end the command as Ctrl-C does: workers end with it, what is drawn is kept."""
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
