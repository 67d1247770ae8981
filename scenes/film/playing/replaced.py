"""Attributes of classes that are others for as long as a block runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager


@contextmanager
def replaced(attributes: Iterable[tuple[type, str, object]]) -> Iterator[None]:
    """Give classes other attributes, each told by class, name and value, as long as the block runs.

    Each class must have the attribute itself, not from a base.
    """
    wanted = list(attributes)
    before = [(kind, name, vars(kind)[name]) for kind, name, _ in wanted]
    for kind, name, value in wanted:
        setattr(kind, name, value)
    try:
        yield
    finally:
        for kind, name, value in before:
            setattr(kind, name, value)
