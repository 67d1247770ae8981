"""Objects that never change, as frozen dataclasses of numbers and texts: what they are is worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scenes.film.digests.forms import SCALARS
from scenes.film.digests.kinds import is_frozen, layout_of

_PLAIN = SCALARS | {str, bytes, Fraction}


@dataclass(frozen=True)
class Frozen:
    """What an object is, as text, and the classes that it and what it holds are of.

    The text is empty for one that holds anything that may change.
    """

    value: Any
    held: tuple[Any, ...]
    text: str
    kinds: tuple[type, ...]


_known: dict[int, Frozen] = {}
"""By identity; each keeps its object, so that the identity stays its own."""


def frozen(value: Any) -> Frozen | None:
    """Return what an object of a frozen dataclass is; None if it holds anything that may change."""
    without = layout_of(type(value)).works_out
    state = {name: inner for name, inner in vars(value).items() if name not in without}
    held = tuple(state.values())
    known = _known.get(id(value))
    if known is not None and len(held) == len(known.held):
        for one, other in zip(held, known.held, strict=True):
            if one is not other:
                break
        else:
            return known if known.text else None
    kinds: dict[type, None] = {type(value): None}
    texts = [_text(name, inner, kinds) for name, inner in sorted(state.items())]
    text = "" if None in texts else f"frozen({';'.join(str(one) for one in texts)})"
    found = _known[id(value)] = Frozen(value, held, text, tuple(kinds))
    return found if text else None


def _text(name: str, value: Any, kinds: dict[type, None]) -> str | None:
    kind = type(value)
    if kind in _PLAIN:
        return f"{name}={value!r}"
    if kind is tuple:
        texts = [_text("", inner, kinds) for inner in value]
        return None if None in texts else f"{name}=({','.join(str(one) for one in texts)})"
    if is_frozen(kind):
        inner = frozen(value)
        if inner is not None:
            kinds.update(dict.fromkeys(inner.kinds))
            return f"{name}={kind.__module__}.{kind.__qualname__}{inner.text}"
    return None
