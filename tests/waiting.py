"""Waiting for what must happen, however long a busy machine takes over it."""

from __future__ import annotations

import time
from collections.abc import Callable

HANG_GUARD = 600.0
"""Seconds after which nothing is expected any more. It ends a test that hangs and is no criterion."""


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until a condition holds. Raises `AssertionError` with `what` if it never does."""
    deadline = time.monotonic() + HANG_GUARD
    while not condition():
        assert time.monotonic() < deadline, f"never came: {what}"
        time.sleep(0.05)
