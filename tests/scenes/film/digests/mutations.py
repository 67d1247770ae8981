"""Edits scenes at random and checks that beats with the same key have the same frames, byte for byte.

`python -m tests.scenes.film.digests.mutations --count 3000` prints what was found.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.scenes.film.digests.playing import Drawn, draw, tiny_frames
from tests.scenes.film.digests.sources import code, stage, values
from tests.scenes.film.digests.sources.source import Source

SOURCES: tuple[Source, ...] = (*code.SOURCES, *values.SOURCES, *stage.SOURCES)


@dataclass
class Tally:
    """What edits have come to, a count by the kind of edit; beats of an edit against those before it.

    A beat has been `kept` where an earlier variant of its source has the same key (and frames), drawn
    `needlessly` where one has the same frames and none the same key, `drawn` where its frames are new, and is
    `stale` where its key promises frames that it has not.
    """

    edits: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    needless: Counter[str] = field(default_factory=Counter)
    drawn: Counter[str] = field(default_factory=Counter)
    unproven: Counter[str] = field(default_factory=Counter)
    stale: list[str] = field(default_factory=list)
    stepped: int = 0
    broken: list[str] = field(default_factory=list)
    """Edits that cannot be played, and why."""


def edits(
    count: int, seed: int, sources: Iterable[Source] = SOURCES
) -> Iterator[tuple[Source, tuple[int, ...]]]:
    """Yield about as many variants, those of each source in turn, beginning with the sources as written."""
    random = Random(seed)
    waiting = [(source, source.variants(random)) for source in sources]
    count += len(waiting)
    while waiting and count:
        for pair in list(waiting):
            choices = next(pair[1], None)
            if choices is None:
                waiting.remove(pair)
            elif count:
                count -= 1
                yield pair[0], choices


def tally(variants: Iterable[tuple[Source, tuple[int, ...]]], folder: Path) -> Tally:
    """Plan and draw variants and compare keys with frames, across all of them."""
    found = Tally()
    frames_of: dict[str, str] = {}
    made_by: dict[str, str] = {}
    known: dict[str, set[str]] = {}
    with tiny_frames(folder):
        for source, choices in variants:
            name = f"{source.name} {choices}"
            try:
                drawn = draw(source, choices, folder)
            except Exception as error:
                found.broken.append(f"{name}: {error!r:.200}")
                continue
            found.edits += any(choices)
            found.stepped += drawn.stepped
            for beat, key in drawn.keys.items():
                frames = drawn.frames.get(beat, "")
                _count(
                    found,
                    source.name,
                    drawn,
                    beat,
                    frames_of.get(key),
                    frames in known.setdefault(source.name, set()),
                )
                if frames_of.setdefault(key, frames) != frames:
                    found.stale.append(f"{name}, {beat}: has the key of {made_by[key]}")
                made_by.setdefault(key, f"{name}, {beat}")
                known[source.name].add(frames)
    return found


def _count(found: Tally, kind: str, drawn: Drawn, beat: str, promised: str | None, seen: bool) -> None:
    found.unproven[kind] += beat in drawn.unproven
    if promised is not None:
        found.kept[kind] += promised == drawn.frames.get(beat, "")
    elif seen:
        found.needless[kind] += 1
    else:
        found.drawn[kind] += 1


def main() -> int:
    """Print the counts; return 1 if a key has promised other frames."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="kinds whose names begin so")
    asked = parser.parse_args()
    sources = [source for source in SOURCES if source.name.startswith(asked.only)]
    with tempfile.TemporaryDirectory() as folder:
        found = tally(edits(asked.count, asked.seed, sources), Path(folder))
    print(f"{'kind':58} {'kept':>6} {'drawn':>6} {'needless':>9} {'unproven':>9}   (beats)")
    for name in sorted({source.name for source in sources}):
        counts = (found.kept[name], found.drawn[name], found.needless[name], found.unproven[name])
        print(f"{name:58} {counts[0]:6} {counts[1]:6} {counts[2]:9} {counts[3]:9}")
    totals = [sum(one.values()) for one in (found.kept, found.drawn, found.needless, found.unproven)]
    print(f"{found.edits} edits of {len(sources)} scenes: {totals[0]} beats kept, {totals[1]} drawn anew,")
    print(
        f"{totals[2]} drawn needlessly, {totals[3]} that cannot be proven; {found.stepped} edits planned frame by frame;"
    )
    print(f"{len(found.stale)} stale, {len(found.broken)} broken")
    for line in (*found.stale, *found.broken):
        print(f"  {line}")
    return int(bool(found.stale or found.broken))


if __name__ == "__main__":
    sys.exit(main())
