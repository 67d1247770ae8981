"""Memory that is no longer needed goes back to the system."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_M_MMAP_THRESHOLD = -3
"""glibc's name for the size from which a block gets pages of its own (malloc.h)."""

_LARGE = 2**20


def return_large_blocks() -> None:
    """Have blocks of a megabyte and more returned as soon as they are freed; without glibc nothing is done.

    Left alone, glibc takes a freed block's size for usual and puts the next ones between small ones, where
    they leave holes: every beat's encoder then adds to a worker's memory.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)


@contextmanager
def no_searching() -> Iterator[None]:
    """Look for garbage only when asked to: frames make next to none, and to look takes time with each."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
