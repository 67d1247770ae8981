"""Beats with the same key have the same frames, whatever was edited; and no key is worth more than another.

The whole number of edits is made by `make mutations`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scenes.film.digests import bytecode, functions, kinds, objects, plays, ways
from tests.scenes.film.digests.mutations import SOURCES, Tally, edits, tally

EDITS = 150

Sabotage = Callable[[pytest.MonkeyPatch], None]


def test_no_frame_is_stale(tmp_path: Path) -> None:
    found = tally(edits(EDITS, seed=3), tmp_path)
    assert found.edits == EDITS
    assert found.broken == []
    assert found.stale == []
    # Most edits that change no frame of a beat do not have it drawn again.
    assert sum(found.kept.values()) > 3 * sum(found.needless.values())


def _of(name: str, count: int, folder: Path) -> Tally:
    return tally(edits(count, seed=0, sources=[one for one in SOURCES if one.name == name]), folder)


def _forget(module: Any, name: str, value: Any) -> Sabotage:
    return lambda patch: patch.setattr(module, name, value)


def _without_closures(patch: pytest.MonkeyPatch) -> None:
    def function(digest: Any, value: Any) -> None:
        if not digest.met(value):
            digest.code(value) if functions.is_code(value) else digest.feed(value.__qualname__)
            digest.walk((value.__defaults__, value.__kwdefaults__))

    patch.setitem(ways._WAYS, type(function), function)


def _without_defaults(patch: pytest.MonkeyPatch) -> None:
    def function(digest: Any, value: Any) -> None:
        if not digest.met(value):
            digest.code(value) if functions.is_code(value) else digest.feed(value.__qualname__)
            digest.walk(tuple(cell.cell_contents for cell in value.__closure__ or ()))

    patch.setitem(ways._WAYS, type(function), function)


def _without_attributes(*names: str) -> Sabotage:
    def sabotage(patch: pytest.MonkeyPatch) -> None:
        whole = objects.form_of
        patch.setattr(objects, "form_of", lambda state, without: whole(state, without | set(names)))

    return sabotage


def _part(change: Callable[[Any], None]) -> Sabotage:
    """Return what changes each piece of code once it was read."""

    def sabotage(patch: pytest.MonkeyPatch) -> None:
        class Part(functions._Part):
            def __init__(self, value: Any) -> None:
                super().__init__(value)
                change(self)

        patch.setattr(functions, "_Part", Part)

    return sabotage


def _without_sharing(patch: pytest.MonkeyPatch) -> None:
    met = objects.ObjectDigest.met
    patch.setattr(
        objects.ObjectDigest,
        "met",
        lambda digest, value: not isinstance(value, SimpleNamespace | dict) and met(digest, value),
    )


SABOTAGE: dict[str, tuple[Sabotage, str]] = {
    "closures": (_without_closures, "closure: a number"),
    "default arguments": (_without_defaults, "updater: default arguments"),
    "globals": (
        _part(lambda part: part.variables.clear()),
        "global: dict, array, instance, list of functions",
    ),
    "code": (_part(lambda part: setattr(part, "digest", b"")), "updater: an operator"),
    "what code calls": (_part(lambda part: part.children.clear()), "helper: through several levels"),
    "base classes": (
        _part(lambda part: part.children.clear() if isinstance(part.owner, type) else None),
        "class: bases in a sibling",
    ),
    "what is bound again": (
        _forget(functions._Part, "holds", lambda _part: True),
        "helper: bound again between two plays",
    ),
    "names": (_part(lambda part: setattr(part, "names", frozenset())), "an attribute of the scene"),
    "constants": (_forget(bytecode, "constant", lambda _value: ""), "updater: a number"),
    "slots": (_forget(kinds, "_slots_of", lambda _kind: ()), "object with slots"),
    "native state": (_forget(kinds, "_is_native", lambda _kind: False), "generators of random numbers"),
    "sharing": (
        _without_sharing,
        "closure: a shared namespace or not",
    ),
    "places": (
        _forget(plays, "_places", lambda _scene, _families: defaultdict(int)),
        "which of two that look alike moves",
    ),
    "rate functions": (_without_attributes("rate_func"), "times and ways"),
    "random numbers": (_forget(plays.random, "getstate", lambda: ""), "random numbers"),
    "layers": (_forget(plays, "_layer", lambda _mobject: 0), "order and layers"),
    "camera": (_forget(plays, "_cameras", lambda _camera: ()), "in space"),
    "defaults of Manim's classes": (_forget(plays, "changed_classes", dict), "what new mobjects are like"),
    "files": (_forget(plays, "content_digest", lambda _path: ""), "coloured by a file"),
}
"""Parts of a digest, how each is taken away, and a source whose edits notice that."""


@pytest.mark.parametrize("part", SABOTAGE)
def test_every_part_of_a_digest_is_needed(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sabotage, name = SABOTAGE[part]
    for known in (functions._parts, functions._codes):
        monkeypatch.setattr(functions, "_parts" if known is functions._parts else "_codes", {})
    kinds.layout_of.cache_clear()
    bytecode.bytecode_of.cache_clear()
    sabotage(monkeypatch)
    try:
        assert _of(name, 14, tmp_path).stale
    finally:
        kinds.layout_of.cache_clear()
        bytecode.bytecode_of.cache_clear()
