"""Digests are the same for the same program, however it runs, and what moves nothing changes none."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import mpmath
import pytest

from scenes.film.cache.code import ROOT
from scenes.film.digests.functions import code_of
from tests.scenes.film.digests.mutations import SOURCES
from tests.scenes.film.digests.playing import keys_of, loaded, plan_of, plays_of, tiny_frames, write
from tests.scenes.film.digests.sources.source import Source, moves

_COUNTS_FRAMES = (
    "counted",
    "changes",
    "random",
    "generator",
    "iterators",
    "while it plays",
    "function",
    "NumPy",
    "loop",
)
"""Words in the names of sources in which an updater counts how often it is called."""

ORDINARY = [one for one in SOURCES if not any(word in one.name for word in _COUNTS_FRAMES)][::4]

HASHED = moves(
    "texts in sets",
    "lambda m: m.set_x(len(names) * TABLE['a'] + ('b' in MORE))",
    "MORE, TABLE = {'a', 'b', 'c', 'd'}, {name: 0.1 for name in ('a', 'b')}",
    local="names = {'alpha', 'beta', 'gamma', 'delta'}",
)

PRINT = """
import sys
from pathlib import Path
from tests.scenes.film.digests.playing import plan_of, tiny_frames
folder = Path(sys.argv[1])
with tiny_frames(folder):
    print([(play.beat, play.stage, play.action, play.proven) for play in plan_of(folder).plays])
"""


def as_written(source: Source) -> tuple[str, str]:
    return source.filled((0,) * len(source.holes()))


def keys(folder: Path, scene: str, parts: str = "") -> dict[str, str]:
    write(folder, scene, parts)
    with tiny_frames(folder):
        return keys_of(plan_of(folder))


def test_no_seed_of_hashes_matters(tmp_path: Path) -> None:
    write(tmp_path, *as_written(HASHED))
    found = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", PRINT, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(found) == 1
    assert "True" in found.pop()


@pytest.mark.parametrize("source", ORDINARY, ids=lambda source: source.name)
def test_a_run_that_skips_finds_what_one_that_plays_every_frame_finds(source: Source, tmp_path: Path) -> None:
    write(tmp_path, *as_written(source))
    with tiny_frames(tmp_path):
        assert plan_of(tmp_path).plays == plan_of(tmp_path, stepped=True).plays


CODE = """
def place(x):
    return x + 0.2
"""


@pytest.mark.parametrize(
    "edited",
    [
        "# A remark.\n\n\ndef place(x):\n    # Another.\n    return x + 0.2  # A third.\n",
        'def place(x):\n    """Return a place."""\n    return x + 0.2\n',
        'def unused():\n    return 5\n\n\ndef place(x):\n    """Say."""\n    return (\n    x + 0.2)\n',
        "def place(x):\n    return x + 0.2\nMORE = 3\n",
    ],
)
def test_what_moves_nothing_changes_no_key(edited: str, tmp_path: Path) -> None:
    before, after = (as_written(moves("", "lambda m: m.set_x(place(0.3))", code)) for code in (CODE, edited))
    assert keys(tmp_path, *before) == keys(tmp_path, *after)


def test_what_moves_something_changes_the_keys_from_there_on(tmp_path: Path) -> None:
    edited = CODE.replace("0.2", "0.3")
    before, after = (as_written(moves("", "lambda m: m.set_x(place(0.3))", code)) for code in (CODE, edited))
    one, other = keys(tmp_path, *before), keys(tmp_path, *after)
    assert [beat for beat in one if one[beat] != other[beat]] == ["1-moves-1", "2-after-1"]


@pytest.mark.parametrize(
    "hidden",
    [
        "xs, lock = (x / 100 for x in range(999)), 0",
        "import threading\nxs, lock = iter([0.1] * 999), threading.Lock()",
        "import weakref\nxs, lock = iter([0.1] * 999), weakref.WeakKeyDictionary()",
    ],
)
def test_what_cannot_be_read_is_not_proven_and_then_all_code_counts(hidden: str, tmp_path: Path) -> None:
    source = moves("", "lambda m: m.set_x(next(xs) + (lock is None))", "UNUSED = 1", local=hidden)
    write(tmp_path, *as_written(source))
    with tiny_frames(tmp_path):
        plan = plan_of(tmp_path)
    assert {play.beat: play.proven for play in plan.plays}["1-moves-1"] is False
    scene, parts = as_written(source)
    one, other = (
        keys(tmp_path, scene, parts),
        keys(tmp_path, scene.replace("UNUSED = 1", "UNUSED = 2"), parts),
    )
    assert [beat for beat in one if one[beat] != other[beat]] == ["1-moves-1"]


def test_packages_and_the_code_that_draws_are_part_of_every_key(tmp_path: Path) -> None:
    write(tmp_path, *as_written(HASHED))
    with tiny_frames(tmp_path):
        plan = plan_of(tmp_path)
    plans = [plan, replace(plan, environment="other"), replace(plan, drawing="other")]
    found = [set(keys_of(plan).values()) for plan in plans]
    assert all(one.isdisjoint(other) for one, other in itertools.combinations(found, 2))


COPIED = moves(
    "copied and worked out",
    "lambda m: m.set_x(thing.far + thing.x)",
    """
    import copy
    @dataclasses.dataclass(frozen=True)
    class Fixed:
        x: float = 0.1
        @functools.cached_property
        def far(self):
            return self.x + 0.3
    class Thing(Square):
        pass
    FIXED = Fixed()
    """,
    local="thing, other = FIXED, copy.deepcopy(Thing())\nself.add(other)",
)


# What only an updater imports cannot be read before it was imported once.
LOADED = [one for one in (*ORDINARY, COPIED) if "imported by the updater" not in one.name]


@pytest.mark.parametrize("source", LOADED, ids=lambda source: source.name)
def test_what_the_process_has_done_before_does_not_matter(source: Source, tmp_path: Path) -> None:
    write(tmp_path, *as_written(source))
    with tiny_frames(tmp_path), loaded(tmp_path) as kind:
        assert plays_of(kind, tmp_path) == plays_of(kind, tmp_path)


REMEMBERS = moves(
    "a constant that knows its digits",
    "lambda m: m.set_x(0.1 * float(+CONTEXT.euler))",
    "import mpmath\n\nCONTEXT = mpmath.MPContext()",
)


def test_digits_that_a_constant_has_been_worked_out_to_do_not_matter(tmp_path: Path) -> None:
    write(tmp_path, *as_written(REMEMBERS))
    with tiny_frames(tmp_path), loaded(tmp_path) as kind:
        before = plays_of(kind, tmp_path)
        with mpmath.workdps(700):
            assert +mpmath.mp.euler > 0
        assert plays_of(kind, tmp_path) == before


def test_a_class_that_has_changed_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, *as_written(COPIED))
    with tiny_frames(tmp_path), loaded(tmp_path) as kind:
        table = type("Table", (), {"entries": {}, "__module__": kind.__module__})
        before = code_of(table, set()).variables
        table.added = 1  # type: ignore[attr-defined]
        after = code_of(table, set()).variables
    known = {(id(owner), name) for owner, _, name in before}
    assert {(id(owner), name) for owner, _, name in after} == known
