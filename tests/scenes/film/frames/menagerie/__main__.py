"""Play the whole menagerie, or the scenes whose names begin as one of the arguments."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.scenes.film.frames.menagerie.playing import differing, small
from tests.scenes.film.frames.menagerie.registry import exhibits


def main(starts: list[str]) -> int:
    """Print which scenes are painted otherwise than by Manim, and how many; return 1 if there are any."""
    chosen = [one for one in exhibits() if not starts or one.name.startswith(tuple(starts))]
    frames = failed = 0
    with tempfile.TemporaryDirectory() as folder, small(Path(folder)):
        for one in chosen:
            count, wrong = differing(one.kind)
            frames += count
            if wrong or not count:
                failed += 1
                print(f"{one.name}: {len(wrong)} of {count} frames differ, the first is {wrong[:1]}")
    print(
        f"{len(chosen)} scenes, {frames} frames: {failed} scenes with a frame that differs from Manim's own"
    )
    return int(failed > 0 or not chosen)


sys.exit(main(sys.argv[1:]))
