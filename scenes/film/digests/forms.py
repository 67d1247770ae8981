"""Forms of objects: which attributes they have, of which types, in an order of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

SCALARS: frozenset[type] = frozenset({type(None), bool, int, float, complex, range, type(...)})
"""Types whose values are told in full by `repr`."""

NOT_STATE = frozenset({"original_id", "__weakref__", "__dict__"})
"""Attributes that tell nothing: which copy an object is."""


@dataclass(frozen=True)
class Form:
    """The names of attributes by the types of their values, and a text that tells forms apart."""

    text: str
    scalars: Callable[[Mapping[str, Any]], Any] | None
    """Returns the scalars of a state; None if it has none."""
    arrays: tuple[str, ...]
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
    scalars = [name for name in names if type(state[name]) in SCALARS]
    arrays = tuple(name for name in names if type(state[name]) is np.ndarray)
    others = tuple(name for name in names if name not in scalars and name not in arrays)
    digest = hashlib.blake2b(repr((scalars, arrays, others)).encode(), digest_size=8).hexdigest()
    return Form(f"form {digest};", itemgetter(*scalars) if scalars else None, arrays, others)
