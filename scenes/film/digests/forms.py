"""Forms of objects: which attributes they have, of which types, in an order of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import Any

import numpy as np

SCALARS: frozenset[type] = frozenset({type(None), bool, int, float, complex, range, type(...)})
"""Types whose values are told in full by `repr`."""

NOT_STATE = frozenset({"original_id", "__weakref__", "__dict__"})
"""Attributes that tell nothing: which copy an object is."""

_TOLD = SCALARS | {str}


@dataclass(frozen=True)
class Form:
    """The names of attributes by the types of their values, and a text that tells forms apart."""

    text: str
    scalars: Callable[[Mapping[str, Any]], Any] | None
    """Returns the scalars and texts of a state; None if it has none."""
    arrays: tuple[str, ...]
    lists: tuple[str, ...]
    enums: tuple[str, ...]
    """Attributes whose values are members of enumerations of Manim's; of which ones, the text tells."""
    others: tuple[str, ...]


_forms: dict[tuple[tuple[str, ...], tuple[type, ...], frozenset[str]], Form] = {}


def form_of(state: Mapping[str, Any], without: frozenset[str]) -> Form:
    """Return the form of an object with these attributes, some of which do not count."""
    key = tuple(state), tuple(map(type, state.values())), without
    found = _forms.get(key)
    if found is None:
        found = _forms[key] = _new_form(state, without | NOT_STATE)
    return found


def _new_form(state: Mapping[str, Any], without: frozenset[str]) -> Form:
    names = sorted(name for name in state if name not in without)
    kinds = {name: type(state[name]) for name in names}
    scalars = tuple(name for name in names if kinds[name] in _TOLD)
    arrays = tuple(name for name in names if kinds[name] is np.ndarray)
    lists = tuple(name for name in names if kinds[name] is list)
    enums = tuple(name for name in names if _is_enum(kinds[name]))
    others = tuple(name for name in names if name not in (*scalars, *arrays, *lists, *enums))
    of_enums = [f"{kinds[name].__module__}.{kinds[name].__qualname__}" for name in enums]
    told = repr((scalars, arrays, lists, enums, of_enums, others)).encode()
    text = f"form {hashlib.blake2b(told, digest_size=8).hexdigest()};"
    return Form(text, itemgetter(*scalars) if scalars else None, arrays, lists, enums, others)


def _is_enum(kind: type) -> bool:
    return issubclass(kind, Enum) and kind.__module__.startswith("manim.")
